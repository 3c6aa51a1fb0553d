"""Asking back instead of guessing: several names fit, or none does."""

from leadline.projects.resolve import ProjectName, Resolved
from leadline.tools.answer import Sentence, ToolAnswer


def which_project(found: Resolved[ProjectName]) -> ToolAnswer:
    """The question for a project name that is not clear, with the names to choose from."""
    if found.candidates:
        names = tuple(each.name for each in found.candidates)
        return ask_back(f"Which project do you mean by “{found.text.strip()}”?", choices=names)
    names = tuple(each.name for each in found.nearest)
    if not names:
        text = "There is no project that you can see yet."
        return ToolAnswer(
            status="not_found",
            text=text,
            sentences=(Sentence(text=text, part="headline"),),
            looked_at=("all your projects",),
        )
    text = f"There is no project “{found.text.strip()}” that you can see. Did you mean one of these?"
    return ask_back(text, choices=names)


def ask_back(question: str, *, choices: tuple[str, ...] = ()) -> ToolAnswer:
    """`choices` are offered as buttons and may be answered by name or number."""
    listed = f" Choices: {'; '.join(choices)}." if choices else ""
    return ToolAnswer(
        status="ask", text=question + listed, sentences=(Sentence(text=question, part="question"),), choices=choices
    )
