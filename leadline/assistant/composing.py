"""An answer without a model: the tools' own sentences, in order. Used when a model returns nothing or runs out of steps."""

from collections.abc import Callable, Sequence

from leadline.tools.answer import ToolAnswer

Compose = Callable[[Sequence[ToolAnswer]], str]

NOTHING = "I could not put an answer together for this. Please say it in other words, or name the project and what you want to know."


def join_sentences(answers: Sequence[ToolAnswer]) -> str:
    """Headlines and questions as paragraphs, everything else as bullets below them."""
    blocks = [block for block in (_block(answer) for answer in answers) if block]
    return "\n\n".join(dict.fromkeys(blocks)) or NOTHING


def _block(answer: ToolAnswer) -> str:
    lead = [sentence.text for sentence in answer.sentences if sentence.part in ("headline", "question")]
    rest = [f"- {sentence.text}" for sentence in answer.sentences if sentence.part in ("point", "detail", "gap")]
    return "\n\n".join(part for part in (" ".join(lead), "\n".join(rest)) if part) or answer.text
