"""`draft_document`: a document drafted by rules from the records; what only people know is left as a question."""

import datetime as dt
from typing import Annotated, Any

from langchain.agents import AgentState
from langchain.tools import ToolRuntime, tool

from leadline.knowledge.lessons.shelf import select
from leadline.knowledge.scope import Scope
from leadline.projects.queries.projects import load_project
from leadline.projects.queries.relations import load_lessons
from leadline.tools.answer import Card, Sentence, ToolAnswer
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.knowledge_cite import Book as Quotes
from leadline.tools.lessons_fire import lessons_followed
from leadline.tools.phrasing import NOT_PROVIDED, capital, day
from leadline.tools.report.blocks import Section, bullets, text, to_markdown
from leadline.tools.report.material import Material, load_material
from leadline.tools.review_timeline import review_risks
from leadline.tools.review_words import (
    estimates_section,
    lessons_section,
    promise_section,
    questions,
    risks_section,
    scope_section,
    timeline_section,
    told_section,
)
from leadline.tools.which import not_allowed, which_project
from leadline.tools.words import fold, one_of

TOOL = "draft_document"
KINDS = {"post_mortem": "Post-mortem", "retrospective": "Retrospective"}
SYNONYMS = {"postmortem": "post_mortem", "retro": "retrospective", "lessons_report": "post_mortem"}
LOOK_BACK = dt.timedelta(days=30)  # of a retrospective where no sprint was closed


@tool(response_format="content_and_artifact", parse_docstring=True)
def draft_document(
    runtime: ToolRuntime[Context, AgentState[Any]],
    kind: Annotated[str, one_of(tuple(KINDS), optional=False)],
    project: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Draft a project document from the records. The whole draft is shown to the user beside your answer: do not repeat it.

    Use it for "write the post-mortem of Quayside", "prepare the retrospective for Atlas". For a status report use
    draft_status_report; for what past projects teach use summarize_lessons.

    Args:
        kind: post_mortem (the whole project: timeline, promise and outcome, estimates, risks, questions) or retrospective (the
            last closed sprint, or the last 30 days).
        project: Name or key. Leave out to use the project in view.
    """
    answer = draft(runtime.context, kind, project)
    return answer.text, answer.model_dump(mode="json")


def draft(context: Context, kind: str, project: str | None = None) -> ToolAnswer:
    chosen = fold(kind, tuple(KINDS), SYNONYMS)
    if chosen is None:
        return not_allowed("kind of document", kind, list(KINDS))
    with context.sessions() as session:
        meant = which_project(session, context, project)
        if isinstance(meant, ToolAnswer):
            return meant
        record = load_project(session, context.access, meant.key)
        until = (record.actual_finish if record else None) or context.today
        start = (record.start if record else None) or until - LOOK_BACK
        material = load_material(session, context.access, meant.key, since=start, until=until, today=context.today)
        if chosen == "retrospective":
            since, until = _last_sprint(material)
            material = load_material(session, context.access, meant.key, since=since, until=until, today=context.today)
        lessons = load_lessons(session, context.access)
    begun = material.since if chosen == "retrospective" else None
    told = select(context.library, Scope(context.access.project_keys), project_key=meant.key, since=begun).lessons
    book = FactBook(TOOL, {"kind": chosen, "project": meant.key}, context.today)
    quotes = Quotes({"kind": chosen, "project": meant.key, "tool": TOOL}, context.today)
    retrospective = chosen == "retrospective"
    asked = questions(material, retrospective=retrospective)
    followed = lessons_followed(material.standing, lessons, material.actions)
    sections = [
        scope_section(material, told),
        promise_section(material, book),
        timeline_section(material, book),
        told_section(told, quotes),
        estimates_section(material, book),
        risks_section(material, book),
        lessons_section([one for one in lessons if one.project == meant.key]),
        Section(
            "followed",
            "Follow-up of earlier lessons",
            (
                bullets(
                    [
                        f"{one.lesson.project} {one.lesson.key}: {one.lesson.recommendation} (action {one.by.key})"
                        for one in followed
                    ]
                    or [f"{NOT_PROVIDED.capitalize()}: no action names an earlier lesson as its origin."]
                ),
            ),
        ),
        Section("questions", "Questions for the session", (bullets(asked),)),
        Section(
            "sign_off",
            "Sign-off",
            (text(f"Owner, due date and proof of each action: {NOT_PROVIDED}. Reviewer: {NOT_PROVIDED}."),),
        ),
    ]
    answer = book.answer(
        [*_said(material, book, chosen, len(asked)), *meant.said], (_card(material, chosen, sections),)
    )
    return answer.model_copy(update={"facts": (*answer.facts, *quotes.facts), "citations": tuple(quotes.citations)})


def _last_sprint(material: Material) -> tuple[dt.date, dt.date]:
    closed = [one for one in material.standing.file.sprints if one.state == "closed"]
    last = max(closed, key=lambda one: one.finish, default=None)
    return (last.start, last.finish) if last else (material.until - LOOK_BACK, material.until)


def _card(material: Material, kind: str, sections: list[Section]) -> Card:
    title = f"{KINDS[kind]}: {material.name}"
    period = f"{day(material.since)} to {day(material.until)}"
    preface = f"Draft by rules from the records · {period} · names systems and decisions, not culprits"
    data = {
        "document_kind": kind,
        "sections": [section.to_json() for section in sections],
        "markdown": to_markdown(title, preface, sections),
    }
    return Card(kind="document", title=title, data=data)


def _said(material: Material, book: FactBook, kind: str, asked: int) -> list[Sentence]:
    standing, name = material.standing, material.name
    slip, over, ended = standing.finish_slip, standing.overrun, standing.file.project.closed
    parts = []
    if slip is not None:
        days = book.working_days(f"{name}: finish slip against baseline", slip)
        parts.append("on its baseline date" if slip == 0 else f"{days} {'late' if slip > 0 else 'early'}")
    if over is not None:
        share = book.percent(f"{name}: cost {'over' if over > 0 else 'under'} budget", abs(100 * over))
        parts.append(f"{share} {'over' if over > 0 else 'under'} budget")
    outcome = " and ".join(parts) or f"with no baseline to compare ({NOT_PROVIDED})"
    verb = "ended" if ended else "is forecast to end"
    blind = review_risks(standing).unforeseen
    to_ask = book.count(f"{name}: questions for the session", asked, "question")
    begin, end = book.date(f"{name}: period begins", material.since), book.date(f"{name}: period ends", material.until)
    said = [
        Sentence(text=f"**{name} {verb} {outcome}.**", part="headline"),
        Sentence(
            text=f"The {KINDS[kind].lower()} ({begin} to {end}) is below as a draft, with {to_ask} for the session."
        ),
    ]
    if blind:
        count = book.count(f"{name}: serious issues that no risk announced", len(blind), "serious issue")
        said.append(
            Sentence(text=f"{capital(count)} came without a risk that announced {'it' if len(blind) == 1 else 'them'}.")
        )
    said.append(
        Sentence(text="Causes and what the team felt are not in the records: the session has to say them.", part="gap")
    )
    return said
