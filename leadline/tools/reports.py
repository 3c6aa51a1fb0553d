"""`draft_status_report`: the report of one project for one audience and period, drafted by rules from computed figures."""

import datetime as dt
from typing import Annotated, Any

from langchain.agents import AgentState
from langchain.tools import ToolRuntime, tool

from leadline.projects.health import Colour
from leadline.projects.queries.registers import DecisionRecord
from leadline.tools.answer import Card, Sentence, ToolAnswer
from leadline.tools.cards import s_curve, timeline
from leadline.tools.closed_words import closed_story
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import capital, day
from leadline.tools.report.audiences import AUDIENCES, DEFAULT, RUNNING_ONLY, Audience
from leadline.tools.report.blocks import to_markdown
from leadline.tools.report.governance import limits
from leadline.tools.report.material import Material, load_material
from leadline.tools.verdict import bad_findings, headline, reason
from leadline.tools.which import not_allowed, which_project
from leadline.tools.words import fold, one_of

TOOL = "draft_status_report"
PERIOD_DAYS = 7
SYNONYMS = {
    "board": "executive",
    "management": "executive",
    "sponsor": "steering",
    "customer": "client",
    "developers": "technical",
}


@tool(response_format="content_and_artifact", parse_docstring=True)
def draft_status_report(
    runtime: ToolRuntime[Context, AgentState[Any]],
    project: str | None = None,
    audience: Annotated[str | None, one_of(tuple(AUDIENCES))] = None,
    since: str | None = None,
    until: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Draft the status report of a project. The whole report is shown to the user beside your answer: do not repeat it.

    Use it for "status report Atlas", "write this month's report for the steering committee", "short client update". For a quick
    answer about how a project stands use get_project_status.

    Args:
        project: Name or key. Leave out to use the project in view.
        audience: executive (one screen), steering (default, everything), team, client (dates and deliverables only), technical.
        since: ISO date, first day of the period. Default: the last 7 days.
        until: ISO date, last day of the period. Default: today.
    """
    answer = _draft(runtime.context, project, audience, since, until)
    return answer.text, answer.model_dump(mode="json")


def _draft(
    context: Context, project: str | None, audience: str | None, since: str | None, until: str | None
) -> ToolAnswer:
    chosen = fold(audience, tuple(AUDIENCES), SYNONYMS) if audience else DEFAULT
    if chosen is None:
        return not_allowed("audience", audience or "", list(AUDIENCES))
    period = _period(since, until, context.today)
    if isinstance(period, ToolAnswer):
        return period
    begin, end = period
    with context.sessions() as session:
        meant = which_project(session, context, project)
        if isinstance(meant, ToolAnswer):
            return meant
        material = load_material(session, context.access, meant.key, since=begin, until=end, today=context.today)
    args = {"project": meant.key, "audience": chosen, "since": begin.isoformat(), "until": end.isoformat()}
    book = FactBook(TOOL, args, context.today)
    report = _report(material, AUDIENCES[chosen], book)
    sentences = [*meant.said, *_sentences(material, AUDIENCES[chosen], report, book)]
    return book.answer(
        sentences, (report, *_pictures(material, chosen)), looked_at=(f"all records of {material.name}",)
    )


def _period(since: str | None, until: str | None, today: dt.date) -> tuple[dt.date, dt.date] | ToolAnswer:
    """The dates of the period; what is no date, or lies in the future, is asked back."""
    try:
        end = dt.date.fromisoformat(until) if until else today
        begin = dt.date.fromisoformat(since) if since else min(end, today) - dt.timedelta(days=PERIOD_DAYS)
    except ValueError:
        return not_allowed("date", since or until or "", ["an ISO date like 2026-11-23"])
    if begin > today:
        return not_allowed("period", f"from {begin}", [f"a period that begins on or before today, {today}"])
    end = min(end, today)
    return (begin, end) if begin <= end else (end, begin)


def _report(material: Material, audience: Audience, book: FactBook) -> Card:
    closed = material.standing.file.project.closed
    sections = [write(material, book) for write in audience.sections if not (closed and write in RUNNING_ONLY)]
    sections.append(limits(material, audience.left_out))
    project = material.standing.file.project
    title = f"{material.name}: status report, {day(material.until)}"
    header = {
        "project": material.name,
        "type": "Status report",
        "period": f"{day(material.since)} to {day(material.until)}",
        "audience": audience.name,
        "prepared_by": project.manager,
        "drafted_by": "rules",
        "reviewer": None,
        "state": "Draft",
        "as_of": _as_of(material),
    }
    markdown = to_markdown(title, _preface(header), sections)
    data = {"header": header, "sections": [section.to_json() for section in sections], "markdown": markdown}
    return Card(kind="report", title=title, data=data)


def _as_of(material: Material) -> list[dict[str, Any]]:
    standing = material.standing
    booked = standing.last_booking.isoformat() if standing.last_booking else None
    return [
        {"source": "plan and registers", "date": material.today.isoformat()},
        {"source": "last cost booking", "date": booked},
        {"source": "snapshot compared with", "date": material.before.week_end.isoformat() if material.before else None},
    ]


def _preface(header: dict[str, Any]) -> str:
    sources = "; ".join(f"{each['source']} {each['date'] or 'not provided'}" for each in header["as_of"])
    who = header["prepared_by"] or "not provided"
    return (
        f"Draft · {header['period']} · for: {header['audience']} · prepared by: {who} · drafted by rules · reviewer: not provided  \n"
        f"As of: {sources}"
    )


def _sentences(material: Material, audience: Audience, report: Card, book: FactBook) -> list[Sentence]:
    """What the chat says beside the report: the headline, the worst of the rest, who must decide."""
    if audience.name == "client":
        opening = [Sentence(text=report.data["sections"][0]["blocks"][0]["markdown"], part="headline")]
    elif material.standing.file.project.closed:
        opening = [one for one in closed_story(book, material.standing) if one.part in ("headline", "point")]
    else:
        opening = _verdict(material, book)
    begin, end = (
        book.date(f"{material.name}: period begins", material.since),
        book.date(f"{material.name}: period ends", material.until),
    )
    said = f"The report for the {audience.name} ({begin} to {end}) is below as a draft; it needs a reviewer before it goes out."
    needed = [one for one in material.decisions if one.status == "needed" and audience.name != "client"]
    decide = [Sentence(text=_to_decide(one, material, book), part="point") for one in sorted(needed, key=_due)]
    others_for = [name for name in ("executive", "client", "team") if AUDIENCES[name].name != audience.name]
    following = [Sentence(text=f"the same for the {name}", part="next") for name in others_for[:2]]
    return [*opening, *decide, Sentence(text=said, part="point"), *following]


def _verdict(material: Material, book: FactBook) -> list[Sentence]:
    """The headline, then every other red dimension with its reason."""
    first, told = headline(book, material.standing)
    red = [one for one in bad_findings(material.standing) if one.dimension not in told and one.colour is Colour.RED]
    return [first, *(Sentence(text=f"{capital(reason(book, material.standing, one))}.") for one in red)]


def _to_decide(one: DecisionRecord, material: Material, book: FactBook) -> str:
    key = book.key(f"{material.name}: decision needed", one.key)
    title = book.name(f"{one.key}: title", one.title)
    who = book.name(f"{one.key}: decider", one.decider)
    by = book.date(f"{one.key}: decision due", one.due)
    late = one.due is not None and one.due < material.today
    return f"Decision needed: **{key}** {title} ({who}, {'was due' if late else 'due'} {by})."


def _due(one: DecisionRecord) -> dt.date:
    return one.due or dt.date.max


def _pictures(material: Material, audience: str) -> tuple[Card, ...]:
    """The schedule for everybody; money only for those who steer."""
    cards = (
        [timeline(f"{material.name}: schedule against baseline", material.standing)] if audience != "executive" else []
    )
    if audience in ("executive", "steering"):
        cards.append(s_curve(f"{material.name}: earned value", material.standing))
    return tuple(card for card in cards if card is not None)
