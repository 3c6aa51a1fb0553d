"""`summarize_lessons`: what post-mortems, retrospectives and closure reports teach, every statement with its quote."""

import datetime as dt
from typing import Any

from langchain.agents import AgentState
from langchain.tools import ToolRuntime, tool

from leadline.knowledge.lessons.recurring import group_advice, recurring_causes
from leadline.knowledge.lessons.shelf import select
from leadline.knowledge.scope import Scope
from leadline.tools.answer import ToolAnswer
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.lessons_now import applied_told, where_lessons_apply
from leadline.tools.lessons_say import TOOL, Findings, nothing_found, say
from leadline.tools.which import which_project


@tool(response_format="content_and_artifact", parse_docstring=True)
def summarize_lessons(
    runtime: ToolRuntime[Context, AgentState[Any]],
    topic: str | None = None,
    project: str | None = None,
    since: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Sum up what past work teaches: recurring causes with counts and quotes, what to do, what worked.

    Use it for "lessons learned", "what did past data migrations teach us?", "recurring causes across all post-mortems". To find one
    particular passage use search_knowledge instead.

    Args:
        topic: What the lessons should be about, in the user's words: "data migration", "vendor delays". Leave out for everything.
        project: Name or key of a project, to read only its documents. Leave out for the whole organisation.
        since: ISO date; only documents dated on or after it.
    """
    context = runtime.context
    answer = lessons_answer(context, topic=topic, project=project, since=since)
    return answer.text, answer.model_dump(mode="json")


def lessons_answer(
    context: Context, *, topic: str | None = None, project: str | None = None, since: str | None = None
) -> ToolAnswer:
    """The answer of `summarize_lessons`, for other tools and doors."""
    args = {name: value for name, value in (("topic", topic), ("project", project), ("since", since)) if value}
    return _answer(context, args, topic=topic, project=project, since=_date(since))


def _answer(
    context: Context, args: dict[str, Any], *, topic: str | None, project: str | None, since: dt.date | None
) -> ToolAnswer:
    named = None
    if project:
        with context.sessions() as session:
            meant = which_project(session, context, project)
        if isinstance(meant, ToolAnswer):
            return meant
        named = meant
    selected = select(
        context.library,
        Scope(context.access.project_keys),
        topic=topic,
        project_key=named.key if named else None,
        since=since,
    )
    if not selected.lessons:
        return nothing_found(
            selected.searched, topic=topic, project_name=named.name if named else None, today=context.today
        )
    advice = group_advice([quote for each in selected.lessons for quote in each.actions])
    causes = recurring_causes(selected.lessons)
    findings = Findings(selected.lessons, selected.searched, causes, advice, topic, named.name if named else None)
    with context.sessions() as session:
        applied = where_lessons_apply(session, context, topic, named.key if named else None)
    book = FactBook(TOOL, args | {"part": "where it applies"}, context.today)
    now = applied_told(book, applied)
    answer = say(findings, args=args, today=context.today, now=now)
    sentences = (*answer.sentences, *(named.said if named else ()))
    return answer.model_copy(update={"sentences": sentences, "facts": (*answer.facts, *book.facts)})


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None
