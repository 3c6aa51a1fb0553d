"""Which record is meant: the first beat of every tool. Unclear names come back as a question with its choices."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from leadline.projects.queries.scope import count_withheld
from leadline.projects.resolve import PersonName, ProjectName, Resolved, resolve_person, resolve_project
from leadline.tools.answer import Sentence, ToolAnswer
from leadline.tools.context import Context
from leadline.tools.phrasing import capital, listing


@dataclass(frozen=True, slots=True)
class Meant:
    """The project that was meant; `note` says how a misspelt name was read."""

    key: str
    name: str
    note: str | None = None

    @property
    def said(self) -> list[Sentence]:
        return [Sentence(text=self.note, part="detail")] if self.note else []


def which_project(session: Session, context: Context, text: str | None) -> Meant | ToolAnswer:
    """The named project, or the one chosen on the page; else a question. Forbidden projects look like unknown ones."""
    wanted = text if text and text.strip() else context.project
    if not wanted:
        return _ask_which(session, context)
    found = resolve_project(session, context.access, wanted)
    if found.match:
        return Meant(found.match.key, found.match.name, found.note)
    if found.candidates:
        return ask(f"Which {capital(wanted.strip())}", [one.name for one in found.candidates])
    return _not_found("project", found, count_withheld(session, context.access))


def which_person(session: Session, context: Context, text: str) -> PersonName | ToolAnswer:
    if text.strip().casefold() in ("me", "myself", "i"):
        text = context.access.name
    found = resolve_person(session, context.access, text)
    if found.match:
        return found.match
    if found.candidates:
        return ask(f"Which {capital(text.strip())}", [one.name for one in found.candidates])
    return _not_found("person", found, 0)


def ask(question: str, choices: list[str]) -> ToolAnswer:
    """A question back, "Which Atlas?"; the choices are listed below it or offered as buttons by whoever shows it."""
    text = f"{question}: {listing(choices, 'or')}?"
    return ToolAnswer(
        status="ask", text=text, sentences=(Sentence(text=f"{question}?", part="question"),), choices=tuple(choices)
    )


def ask_back(question: str, *, choices: tuple[str, ...] = ()) -> ToolAnswer:
    """`choices` are offered as buttons and may be answered by name or number."""
    listed = f" Choices: {'; '.join(choices)}." if choices else ""
    return ToolAnswer(
        status="ask", text=question + listed, sentences=(Sentence(text=question, part="question"),), choices=choices
    )


def not_allowed(what: str, given: str, allowed: list[str]) -> ToolAnswer:
    """A filter value that does not exist, with the ones that do."""
    said = f"I do not know the {what} “{given}”. It can be {listing(allowed, 'or')}."
    return ToolAnswer(
        status="ask", text=said, sentences=(Sentence(text=said, part="question"),), choices=tuple(allowed)
    )


def _ask_which(session: Session, context: Context) -> ToolAnswer:
    every = resolve_project(session, context.access, "").nearest
    if not every:
        said = "There is no project here that you can see. Import one, or ask an administrator for access."
        return ToolAnswer(status="not_found", text=said, sentences=(Sentence(text=said, part="headline"),))
    return ask("Which project", [one.name for one in every])


def _not_found(kind: str, found: Resolved[ProjectName] | Resolved[PersonName], withheld: int) -> ToolAnswer:
    nearest = [one.name for one in found.nearest]
    said = f"I found no {kind} called “{found.text.strip()}” among those you can see."
    if nearest:
        said += f" The nearest names are {listing([f'**{name}**' for name in nearest])}."
    return ToolAnswer(
        status="not_found",
        text=said,
        sentences=(Sentence(text=said, part="headline"),),
        choices=tuple(nearest),
        withheld=withheld,
        looked_at=(f"names of the {kind} records you can see",),
    )
