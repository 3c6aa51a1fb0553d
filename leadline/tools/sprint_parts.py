"""The figures of a sprint: burndown, past results, what moved, and what the next one can hold."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.calculations.burn import Burn, ScopeItem, burn
from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.calculations.flow import Digest, standup_digest
from leadline.projects.calculations.plan import WorkingCalendar
from leadline.projects.calculations.velocity import (
    Candidate,
    SprintFit,
    SprintResult,
    Velocity,
    fit_sprint,
    sprint_capacity,
    velocity,
)
from leadline.projects.queries.capacity import (
    AllocationRecord,
    PersonRecord,
    load_allocations,
    load_calendars,
    load_people,
)
from leadline.projects.queries.flow import FlowRecord, load_flow
from leadline.projects.queries.progress import SprintRecord, load_sprints
from leadline.projects.queries.projects import ProjectRecord, load_project

VELOCITY_SPRINTS = 5
STUCK_AFTER = 5  # days without a change of status


@dataclass(frozen=True, slots=True)
class SprintFile:
    """The raw material of a project's sprints; `items` in rank order."""

    project: ProjectRecord
    sprints: tuple[SprintRecord, ...]
    items: tuple[FlowRecord, ...]
    people: tuple[PersonRecord, ...]
    allocations: tuple[AllocationRecord, ...]
    calendar: WorkingCalendar
    today: dt.date

    @property
    def closed(self) -> tuple[SprintRecord, ...]:
        return tuple(one for one in self.sprints if one.state == "closed")

    @property
    def active(self) -> SprintRecord | None:
        return next((one for one in self.sprints if one.state == "active"), None)

    @property
    def future(self) -> SprintRecord | None:
        return next((one for one in self.sprints if one.state == "future"), None)

    def inside(self, sprint: SprintRecord) -> tuple[FlowRecord, ...]:
        return tuple(one for one in self.items if one.sprint == sprint.number)


@dataclass(frozen=True, slots=True)
class NextSprint:
    """`planned` are the items already put into it; `fit` takes them first, then the backlog by rank.

    `availability`: team days in it relative to the mean of the sprints behind the velocity; None without allocations.
    """

    name: str
    start: dt.date
    finish: dt.date
    safe: float
    likely: float
    availability: float | None
    planned: tuple[FlowRecord, ...]
    fit: SprintFit


def load_sprint_file(session: Session, access: Access, key: str, today: dt.date) -> SprintFile:
    project = load_project(session, access, key)
    assert project is not None  # the caller resolved the key among the visible projects
    sprints = tuple(load_sprints(session, [project.id]).get(project.id, ()))
    first = min((one.start for one in sprints), default=today)
    last = max((one.finish for one in sprints), default=today) + dt.timedelta(weeks=8)
    return SprintFile(
        project=project,
        sprints=sprints,
        items=load_flow(session, access, [key]),
        people=load_people(session),
        allocations=load_allocations(session, access, first=first, last=last, keys=[key]),
        calendar=load_calendars(session).get(project.calendar_id or 0, WorkingCalendar()),
        today=today,
    )


def burndown(file: SprintFile, sprint: SprintRecord) -> Burn:
    """In points. Nothing records when an item was put into a sprint: it counts from the start, or from its creation if that was later.

    What a closed sprint had committed and no longer holds was carried over: it stays open in its burndown.
    """
    scope = [
        ScopeItem(one.key, one.points or 0.0, max(sprint.start, one.created_on), one.done_on)
        for one in file.inside(sprint)
    ]
    missing = (sprint.committed_points or 0.0) - sum(one.points for one in scope)
    if sprint.state == "closed" and missing > 0:
        scope.append(ScopeItem("carried over", missing, sprint.start))
    days = WorkingDays(file.calendar, sprint.start)
    return burn(scope, start=sprint.start, finish=sprint.finish, today=file.today, calendar=days)


def working_day(file: SprintFile, sprint: SprintRecord) -> tuple[int, int]:
    """(working days that have ended by the end of today, working days of the sprint)"""
    days = WorkingDays(file.calendar, sprint.start)
    after = dt.timedelta(days=1)
    gone = days.between(sprint.start, min(file.today, sprint.finish) + after)
    return gone, days.between(sprint.start, sprint.finish + after)


def results(file: SprintFile) -> list[SprintResult]:
    """The closed sprints, oldest first. A sprint without a recorded commitment counts with what it held at its end."""
    return [
        SprintResult(one.name, one.points if one.committed_points is None else one.committed_points, one.done_points)
        for one in file.closed
    ]


def past_velocity(file: SprintFile, *, before: SprintRecord | None = None) -> Velocity | Undefined:
    """Of the last closed sprints (before one of them)."""
    known = [row for row, one in zip(results(file), file.closed, strict=True) if not before or one.start < before.start]
    return velocity(known, last=VELOCITY_SPRINTS)


def digest(file: SprintFile, sprint: SprintRecord, since: dt.date) -> Digest:
    """What moved since the start of the day `since`: the items of the sprint, and work outside the plan such as defects."""
    board = [one for one in file.items if one.sprint == sprint.number or (one.sprint is None and not one.activity)]
    now = _instant(file.today + dt.timedelta(days=1)) - dt.timedelta(microseconds=1)
    return standup_digest([one.flow for one in board], since=_instant(since), now=now, stuck_after=STUCK_AFTER)


def last_working_day(file: SprintFile) -> dt.date:
    """The one before today: from which a stand-up tells."""
    return WorkingDays(file.calendar, file.today).previous_working_day(file.today - dt.timedelta(days=1))


def next_sprint(file: SprintFile) -> NextSprint | Undefined:
    """What fits at the mean velocity, adjusted to who is there. Undefined without a closed sprint."""
    past = past_velocity(file)
    if isinstance(past, Undefined):
        return past
    planned, latest = file.future, file.sprints[-1]
    start = planned.start if planned else latest.finish + dt.timedelta(days=1)
    finish = planned.finish if planned else start + (latest.finish - latest.start)
    there = _availability(file, start, finish)
    room = sprint_capacity(past, availability=1.0 if there is None else there)
    own = tuple(one for one in file.inside(planned) if not one.done) if planned else ()
    backlog = [
        one for one in file.items if one.sprint is None and not one.activity and one.status in ("todo", "blocked")
    ]
    ranked = [Candidate(one.key, one.points, one.status == "blocked") for one in (*own, *backlog)]
    name = planned.name if planned else "the next sprint"
    return NextSprint(name, start, finish, room.safe, room.likely, there, own, fit_sprint(ranked, room.likely))


def points_of(items: Sequence[FlowRecord]) -> float:
    return sum(one.points or 0.0 for one in items)


def _availability(file: SprintFile, start: dt.date, finish: dt.date) -> float | None:
    """Team days in the span against the mean of the sprints behind the velocity; None if nobody is allocated in either."""
    usual = fmean(_team_days(file, one.start, one.finish) for one in file.closed[-VELOCITY_SPRINTS:])
    return _team_days(file, start, finish) / usual if usual else None


def _team_days(file: SprintFile, first: dt.date, last: dt.date) -> float:
    people = {one.name: one for one in file.people}
    return sum(
        people[one.person].days_between(max(first, one.start), min(last, one.finish)) * one.percent / 100
        for one in file.allocations
    )


def _instant(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)
