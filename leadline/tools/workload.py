"""Allocation against capacity by person and week: who is overbooked, who is free, what could be levelled."""

import datetime as dt
from typing import Any

from langchain.tools import ToolRuntime, tool
from sqlalchemy.orm import Session

from leadline.projects.queries.capacity import PersonRecord, load_people
from leadline.projects.queries.progress import load_sprints
from leadline.projects.queries.projects import load_project
from leadline.tools.answer import Card, Sentence, ToolAnswer
from leadline.tools.cards import Column, table
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import day
from leadline.tools.which import ask, which_person, which_project
from leadline.tools.words import fold
from leadline.tools.workload_parts import PersonLoad, Staff, by_week, load_staff, loads
from leadline.tools.workload_words import group_story, nobody, person_story

_EVERYTHING = ("all", "portfolio", "everything", "all_project", "every_project")
WEEKS, MOST_WEEKS = 8, 52
HEAT_ROWS, HEAT_WEEKS = 25, 16  # what can still be read on one screen
Span = tuple[dt.date, dt.date]
_COLUMNS = (
    Column("person", "Person"),
    Column("team", "Team"),
    Column("load", "Load", "percent"),
    Column("peak", "Highest week", "percent"),
    Column("available", "Available", "number", "days"),
    Column("booked", "Booked", "number", "days"),
    Column("free", "Free", "number", "days"),
    Column("projects", "Projects"),
)


@tool(response_format="content_and_artifact", parse_docstring=True)
def get_workload(
    runtime: ToolRuntime[Context],
    project: str | None = None,
    person: str | None = None,
    team: str | None = None,
    since: str | None = None,
    until: str | None = None,
    weeks: int | None = None,
    sprint: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Workload: allocation against capacity by person and week with absences; who is overbooked, who is free, and how to level it.

    Use it for "who is overbooked on Atlas?", "is Priya free in December?", "capacity of the team next sprint", "who has time next
    month?", "who is away over Christmas?". Load counts all projects of a person, not only the one asked about.

    Args:
        project: name or key of the project as the user said it: the people who work on it. "all" for everybody. Leave out for the
            project in use, or, when none is, for everybody.
        person: name of one person, or "me".
        team: name of a team, e.g. "Data and Analytics".
        since: ISO date of the first day. Default: Monday of this week.
        until: ISO date of the last day. Default: eight weeks on.
        weeks: how many weeks from the first day, 1 to 52, where no last day is given. Default 8.
        sprint: "current" or "next": look at the dates of that sprint of the project.
    """
    answer = workload_answer(
        runtime.context, project, person=person, team=team, since=since, until=until, weeks=weeks, sprint=sprint
    )
    return answer.text, answer.model_dump(mode="json")


def workload_answer(
    context: Context,
    project: str | None = None,
    *,
    person: str | None = None,
    team: str | None = None,
    since: str | None = None,
    until: str | None = None,
    weeks: int | None = None,
    sprint: str | None = None,
) -> ToolAnswer:
    """The answer of `get_workload`, for other tools and doors."""
    span = _span(context.today, since, until, weeks)
    if isinstance(span, ToolAnswer):
        return span
    args = {"project": project, "person": person, "team": team, "since": since, "until": until, "weeks": weeks}
    whole = fold(project, _EVERYTHING) is not None if project else context.project is None or bool(person or team)
    with context.sessions() as session:
        meant = None if whole else which_project(session, context, project)
        if isinstance(meant, ToolAnswer):
            return meant
        named = which_person(session, context, person) if person else None
        if isinstance(named, ToolAnswer):
            return named
        if sprint and meant:
            span = _sprint_span(session, context, meant.key, sprint) or span
        everyone = {one.name: one for one in load_people(session)}
        group = _team(tuple(everyone.values()), team) if team else None
        if isinstance(group, ToolAnswer):
            return group
        only = meant.key if meant and not named and not team else None
        staff = load_staff(session, context.access, first=span[0], last=span[1], today=context.today, project=only)
    book = FactBook("get_workload", args | {"project": only or project, "sprint": sprint}, context.today)
    note = meant.said if meant else []
    if named:
        [row] = loads(staff, [everyone[named.name]])
        said = [*person_story(book, staff, row), *note, *_next(named.name, only)]
        return book.answer(said, _cards(staff, [row]), total=1, shown=1)
    people = [one for one in staff.people if group is None or one.team == group]
    rows = loads(staff, people)
    where = f"on {meant.name}" if only and meant else f"in {group}" if group else "across the projects"
    said = [
        *group_story(book, staff, rows, where, project=only),
        *note,
        *_next(None, meant.name if only and meant else None),
    ]
    return book.answer(
        said, _cards(staff, rows) if rows else [], total=len(rows), shown=len(rows), withheld=staff.withheld
    )


def _span(today: dt.date, since: str | None, until: str | None, weeks: int | None) -> Span | ToolAnswer:
    try:
        first = dt.date.fromisoformat(since.strip()[:10]) if since else None
        last = dt.date.fromisoformat(until.strip()[:10]) if until else None
    except ValueError:
        return ask(
            f"“{since or until}” is not a date I can read. For which time shall I look",
            ["this month", "the next 8 weeks"],
        )
    first = first or (today if last else today - dt.timedelta(days=today.weekday()))
    count = WEEKS if weeks is None else weeks
    if not 1 <= count <= MOST_WEEKS:
        return ask(f"I can look at 1 to {MOST_WEEKS} weeks, not at {count}. How many shall it be", ["8", "26"])
    last = last or first + dt.timedelta(weeks=count) - dt.timedelta(days=1)
    if last < first:
        return ask(
            f"The time ends {day(last)}, before it begins {day(first)}. For which time shall I look",
            ["this month", "the next 8 weeks"],
        )
    if (last - first).days >= 7 * MOST_WEEKS:
        return ask(
            f"From {day(first)} to {day(last)} is more than {MOST_WEEKS} weeks. Which part of it",
            ["the next 8 weeks", "the next 26 weeks"],
        )
    return first, last


def _sprint_span(session: Session, context: Context, key: str, said: str) -> Span | None:
    """Dates of the sprint meant; None where the project has none of that kind, so that the usual span is told."""
    project = load_project(session, context.access, key)
    sprints = load_sprints(session, [project.id]).get(project.id, []) if project else []
    word = said.strip().casefold()
    state = {"next": "future", "current": "active"}.get(word)
    found = next((one for one in sprints if one.state == state or str(one.number) == word), None)
    return (found.start, found.finish) if found else None


def _team(people: tuple[PersonRecord, ...], said: str) -> str | ToolAnswer:
    """The team that is meant by its name or a part of it."""
    known = sorted({one.team for one in people if one.team})
    wanted = said.strip().casefold().removesuffix(" team").removeprefix("the ")
    fitting = [name for name in known if name.casefold() == wanted] or [
        name for name in known if wanted in name.casefold()
    ]
    if len(fitting) != 1:
        return ask(f"Which team is “{said}”" if fitting else nobody(said, known), fitting or known)
    return fitting[0]


def _cards(staff: Staff, rows: list[PersonLoad]) -> list[Card]:
    weeks = by_week(staff, [one.person for one in rows[:HEAT_ROWS]])
    shown = weeks.weeks[:HEAT_WEEKS]
    cells = {(one.who, one.week): one for one in weeks.loads}
    values = [
        [
            round(100 * cell.booked / cell.available) if (cell := cells[row.person.name, week]).available else None
            for week in shown
        ]
        for row in rows[:HEAT_ROWS]
    ]
    heat: dict[str, Any] = {
        "chart": "load_heat",
        "x": {"label": "Week of", "kind": "category"},
        "y": {"label": "Load", "unit": "%"},
        "series": [],
        "rows": [row.person.name for row in rows[:HEAT_ROWS]],
        "columns": [f"{week.day} {week:%b}" for week in shown],
        "values": values,
    }
    cut = len(rows) > HEAT_ROWS or len(weeks.weeks) > HEAT_WEEKS
    if cut:
        heat["note"] = (
            f"The {min(len(rows), HEAT_ROWS)} most loaded of {len(rows)} people, {len(shown)} of {len(weeks.weeks)} weeks."
        )
    listed = table("Load and room by person", _COLUMNS, [_row(staff, one) for one in rows])
    return [Card(kind="chart", title="Load by person and week, percent of capacity", data=heat), listed]


def _row(staff: Staff, one: PersonLoad) -> dict[str, Any]:
    return {
        "person": one.person.name,
        "team": one.person.team,
        "load": None if one.load is None else round(100 * one.load, 1),
        "peak": round(100 * one.peak, 1),
        "available": round(one.available, 1),
        "booked": round(one.booked, 1),
        "free": round(one.free, 1),
        "projects": ", ".join(staff.names[key] for key, _ in one.shares),
    }


def _next(person: str | None, project: str | None) -> list[Sentence]:
    asks = [f"What is {person} working on?"] if person else ["Who is free next month?"]
    asks.append(
        f"What is on the critical path of {project}?"
        if project and not person
        else "Who is overbooked across all projects?"
    )
    return [Sentence(text=text, part="next") for text in asks]
