"""A status report made ready to keep or to write as a file: drafted by the tool, its figures checked, compared with the last."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from leadline.assistant.grounding import Material, check
from leadline.assistant.grounding.known import project_names
from leadline.projects.tables import Person
from leadline.tools.answer import Card, Fact, ToolAnswer
from leadline.tools.cards import Column
from leadline.tools.context import Context
from leadline.tools.phrasing import day
from leadline.tools.recheck import run_tool
from leadline.tools.report.agreement import leaks
from leadline.tools.report.blocks import Section, rows, text, to_markdown
from leadline.tools.report.since import MOST, changes
from leadline.tools.reports import draft_status_report

Json = dict[str, Any]
PICTURES = frozenset({"timeline", "chart", "heat_map"})


@dataclass(frozen=True, slots=True)
class Drafted:
    """`answer` of the tool, and what is kept of it; `content` None = the tool asked back or found nothing."""

    answer: ToolAnswer
    project_key: str = ""
    since: dt.date = dt.date.min
    until: dt.date = dt.date.min
    audience: str = ""
    title: str = ""
    content: Json | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """The last published report of this project for this audience."""

    version: int
    until: dt.date
    facts: Sequence[Mapping[str, Any]]


def draft(context: Context, args: Mapping[str, Any]) -> Drafted:
    """`args` as `draft_status_report` takes them."""
    answer = run_tool(draft_status_report, {name: value for name, value in args.items() if value}, context)
    if answer is None:
        raise TypeError(f"draft_status_report does not take {sorted(args)}")
    card = next((one for one in answer.cards if one.kind == "report"), None)
    if card is None or not answer.facts:
        return Drafted(answer)
    source = answer.facts[0].source
    asked = source.args if source.kind == "query" else {}
    begin, end = dt.date.fromisoformat(asked["since"]), dt.date.fromisoformat(asked["until"])
    kept = content_of(card, answer.facts, answer.cards, context)
    return Drafted(answer, asked["project"], begin, end, asked["audience"], card.title, kept)


def content_of(card: Card, facts: Sequence[Fact], cards: Sequence[Card], context: Context) -> Json:
    """What is kept of a report: the card, its facts, which figure rests on which, its pictures."""
    answer = ToolAnswer(text="", facts=tuple(facts))
    found = check(card.data["markdown"], Material((answer,), "", context.today, project_names(context)))
    return {
        "card": card.model_dump(mode="json"),
        "facts": [fact.model_dump(mode="json") for fact in facts],
        "claims": [claim.model_dump(mode="json") for claim in found],
        "pictures": [one.model_dump(mode="json") for one in cards if one.kind in PICTURES],
    }


def as_it_stands(content: Json, *, state: str, version: int, reviewer: str | None) -> Json:
    """The kept content with the state of today in its heading; its claims move with the text."""
    card = content["card"]
    markdown: str = card["data"]["markdown"]
    now = markdown.replace("Draft · ", f"{state.capitalize()} · version {version} · ", 1)
    now = now.replace("reviewer: not provided", f"reviewer: {reviewer or 'not provided'}", 1)
    moved = len(now) - len(markdown)
    claims = [one | {"start": one["start"] + moved, "end": one["end"] + moved} for one in content["claims"]]
    header = card["data"]["header"] | {"state": state.capitalize(), "reviewer": reviewer, "version": version}
    return content | {"card": card | {"data": card["data"] | {"header": header, "markdown": now}}, "claims": claims}


def compared(drafted: Drafted, before: Before | None, context: Context) -> Drafted:
    """The same with a section on what changed since the last published report."""
    assert drafted.content is not None
    card = Card.model_validate(drafted.content["card"])
    section = _since(before, drafted.answer.facts)
    markdown = card.data["markdown"].rstrip("\n") + to_markdown("", "", [section]).removeprefix("# \n\n").rstrip("\n")
    sections = [*card.data["sections"], section.to_json()]
    fuller = card.model_copy(update={"data": card.data | {"sections": sections, "markdown": markdown + "\n"}})
    kept = content_of(fuller, drafted.answer.facts, drafted.answer.cards, context)
    return Drafted(
        drafted.answer, drafted.project_key, drafted.since, drafted.until, drafted.audience, drafted.title, kept
    )


def _since(before: Before | None, facts: Sequence[Fact]) -> Section:
    title = "Changed since the last published report"
    if before is None:
        return Section("since_published", title, (text("None was published before for this audience."),))
    found = changes(before.facts, facts)
    said = f"Compared with version {before.version}, to {day(before.until)}: "
    if not found:
        return Section("since_published", title, (text(said + "nothing that both state is different."),))
    columns = (Column("label", "Measure"), Column("before", "Then"), Column("now", "Now"), Column("unit", "Unit"))
    cells = [{"label": one.label, "before": one.before, "now": one.now, "unit": one.unit} for one in found[:MOST]]
    rest = [text(f"{MOST} of {len(found)} changes shown.")] if len(found) > MOST else []
    return Section("since_published", title, (text(said + "these are different."), rows(columns, cells), *rest))


def not_for_the_client(content: Json, project_key: str, context: Context) -> list[str]:
    """What in the client's version is above a client's clearance; its manager is the client's contact."""
    contact = content["card"]["data"]["header"]["prepared_by"]
    with context.sessions() as session:
        people = [name for name in session.scalars(select(Person.name)) if name != contact]
    others = [name for key, project in project_names(context) if key != project_key for name in (key, project)]
    return leaks(content["card"]["data"]["sections"], people=people, others=others)
