"""What all tools for changes share: the wish becomes a proposal, or a question where something is missing. Nothing is written."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from langchain.tools import ToolRuntime
from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from leadline.projects.proposals.errors import InvalidValuesError, NothingToChangeError, ProposalError
from leadline.projects.proposals.operations import Draft
from leadline.projects.proposals.proposing import Origin, Quote, propose
from leadline.projects.proposals.records import RECORDS
from leadline.projects.proposals.views import view
from leadline.projects.queries.scope import visible
from leadline.projects.tables import Project
from leadline.tools.answer import Citation, Sentence, ToolAnswer
from leadline.tools.change_words import change_story
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.which import Meant, ask_back, which_project

Runtime = ToolRuntime[Context]
MOST_QUOTES = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """A change that a tool was asked for: whose call it is, its arguments, and what shall be different."""

    tool: str
    args: Mapping[str, Any]
    drafts: Sequence[Draft]
    reason: str | None = None
    notes: tuple[str, ...] = ()


def proposed(runtime: Runtime, wish: Wish) -> ToolAnswer:
    """Keep the wish as a proposal and say what it would do. Values that do not fit come back as a question."""
    context = runtime.context
    origin = Origin(
        via="assistant",
        reason=(wish.reason or "").strip() or None,
        derived_from=_read_this_turn(runtime, wish.drafts),
        thread_id=context.thread_id or None,
        turn_id=context.turn_id or None,
        model=context.model or None,
    )
    try:
        with context.sessions.begin() as session:
            shown = view(propose(session, context.access, wish.drafts, today=context.today, origin=origin))
    except InvalidValuesError as error:
        return ask_back(" ".join(error.problems))
    except NothingToChangeError as error:
        return _unchanged(error)
    book = FactBook(wish.tool, wish.args, context.today)
    sentences = [*change_story(book, shown), *(Sentence(text=note, part="detail") for note in wish.notes)]
    return book.answer(sentences).model_copy(update={"proposals": (shown,)})


def _unchanged(error: ProposalError) -> ToolAnswer:
    return ToolAnswer(text=error.message, sentences=(Sentence(text=error.message, part="headline"),))


def missing(question: str, asks_for: str, choices: tuple[str, ...] = ()) -> ToolAnswer:
    """Ask for what a record needs and nobody said. It is never made up."""
    return ask_back(question, choices=choices).model_copy(update={"asks_for": asks_for})


def project_meant(session: Session, context: Context, text: str | None) -> Meant | ToolAnswer:
    found = which_project(session, context, text)
    return found.model_copy(update={"asks_for": "project"}) if isinstance(found, ToolAnswer) else found


def project_of(session: Session, context: Context, record: str, key: str, project: str | None) -> Meant | ToolAnswer:
    """The project whose register holds `key`: the named one, the only one, the one in use, or a question."""
    if project:
        return project_meant(session, context, project)
    model = RECORDS[record].model
    rows = session.execute(
        select(Project.key, Project.name)
        .join(model, model.project_id == Project.id)
        .where(visible(context.access), model.key == key)
        .order_by(Project.phase == "closed", Project.name)
    ).all()
    if len(rows) == 1:
        return Meant(rows[0].key, rows[0].name)
    if any(row.key == context.project for row in rows):
        return next(Meant(row.key, row.name) for row in rows if row.key == context.project)
    if not rows:
        label = RECORDS[record].label
        said = f"I found no {label} {key} in the projects you can see."
        return ToolAnswer(
            status="not_found",
            text=said,
            sentences=(Sentence(text=said, part="headline"),),
            looked_at=(f"{label} records of visible projects",),
        )
    names = tuple(row.name for row in rows[:8])
    return missing(f"{key} exists in several projects. Which one do you mean?", "project", names)


def _read_this_turn(runtime: Runtime, drafts: Sequence[Draft]) -> tuple[Quote, ...]:
    """Sentences of documents that this turn has read: where the wish may come from. Found here, not told by the model."""
    wished = " ".join(str(value) for draft in drafts for value in draft.values.values())
    quotes = [
        Quote(one.document_id, one.title, one.quote) for answer in _answers(runtime) for one in answer if one.quote
    ]
    quotes += [Quote(f"attachment:{name}", name, _nearest(text, wished)) for name, text in runtime.context.attachments]
    ranked = sorted(dict.fromkeys(quotes), key=lambda quote: -fuzz.token_set_ratio(quote.quote, wished))
    return tuple(ranked[:MOST_QUOTES])


def _answers(runtime: Runtime) -> list[list[Citation]]:
    messages = runtime.state.get("messages", []) if isinstance(runtime.state, dict) else []
    found: list[list[Citation]] = []
    for message in reversed(messages):
        if message.type == "human" and "leadline" not in message.additional_kwargs:
            break
        artifact = getattr(message, "artifact", None)
        if isinstance(artifact, dict) and artifact.get("citations"):
            found.append([Citation.model_validate(one) for one in artifact["citations"]])
    return found


def _nearest(text: str, wished: str) -> str:
    """The line of a document that resembles the wish most."""
    lines = [" ".join(line.split()) for line in text.splitlines() if len(line.strip()) > 8]
    return max(lines, key=lambda line: fuzz.token_set_ratio(line, wished), default="")[:300]


def read_date(text: str | None) -> dt.date | None:
    """An ISO date; None for anything else."""
    try:
        return dt.date.fromisoformat(text.strip()[:10]) if text else None
    except ValueError:
        return None


def given(**values: Any) -> dict[str, Any]:
    """The values that were said."""
    return {name: value for name, value in values.items() if value is not None and value != ""}
