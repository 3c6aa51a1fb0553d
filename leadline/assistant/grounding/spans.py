"""Where an answer repeats a tool's own sentence word for word."""

from collections.abc import Sequence

from leadline.tools.answer import Fact, ToolAnswer

SHORTEST = 12  # characters; anything shorter may stand in any text by chance


def verbatim(text: str, answers: Sequence[ToolAnswer]) -> list[tuple[int, int, Sequence[Fact]]]:
    """(start, end, facts of the tool) of each sentence of a tool that the text repeats."""
    spans: list[tuple[int, int, Sequence[Fact]]] = []
    for answer in answers:
        for sentence in answer.sentences:
            place = text.find(sentence.text) if len(sentence.text) >= SHORTEST else -1
            if place >= 0:
                spans.append((place, place + len(sentence.text), answer.facts))
    return spans
