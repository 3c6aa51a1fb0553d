"""Asking back instead of guessing."""

from leadline.tools.answer import Sentence, ToolAnswer


def ask_back(question: str, *, choices: tuple[str, ...] = ()) -> ToolAnswer:
    """`choices` are offered as buttons and may be answered by name or number."""
    listed = f" Choices: {'; '.join(choices)}." if choices else ""
    return ToolAnswer(
        status="ask", text=question + listed, sentences=(Sentence(text=question, part="question"),), choices=choices
    )
