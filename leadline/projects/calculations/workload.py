"""Allocation against capacity by person and week: who is overloaded, who has room, and where the load comes from."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.critical_path import Schedule
from leadline.projects.calculations.earned_value import Figure, Undefined
from leadline.projects.calculations.plan import WorkingCalendar

OVER, UNDER = 1.0, 0.7  # load above / below which a week is called over- or underloaded
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Person:
    """`share` of a full-time week (0.8 = four days); days off beyond the calendar as `away` spans, both ends included."""

    key: str
    share: float = 1.0
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    away: tuple[tuple[dt.date, dt.date], ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Booking:
    """`person` works on `what` from `first` to `last` (both included) with `share` of each working day (1.0 = all day)."""

    person: str
    what: str
    first: dt.date
    last: dt.date
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Load:
    """One person (or group) in the week that begins on Monday `week`: booked and available days of work.

    `load` = booked / available, undefined in a week without capacity. `sources` are booked days by what they are for, largest first.
    """

    who: str
    week: dt.date
    booked: float
    available: float
    load: Figure
    sources: tuple[tuple[str, float], ...]

    @property
    def overloaded(self) -> bool:
        return self.booked > self.available * OVER + _TOLERANCE

    @property
    def underloaded(self) -> bool:
        return self.available > 0 and self.booked < self.available * UNDER - _TOLERANCE

    @property
    def excess(self) -> float:
        """Days booked beyond capacity."""
        return max(0.0, self.booked - self.available)


@dataclass(frozen=True, slots=True)
class Workload:
    """All weeks of all people in the order given; `unknown` are booked people without a capacity."""

    loads: tuple[Load, ...]
    unknown: tuple[str, ...] = ()
    weeks: tuple[dt.date, ...] = field(default=())

    @property
    def overloaded(self) -> tuple[Load, ...]:
        """Worst first."""
        return tuple(sorted((load for load in self.loads if load.overloaded), key=lambda load: -load.excess))

    @property
    def underloaded(self) -> tuple[Load, ...]:
        return tuple(load for load in self.loads if load.underloaded)

    def of(self, who: str) -> tuple[Load, ...]:
        return tuple(load for load in self.loads if load.who == who)


def workload(people: Iterable[Person], bookings: Iterable[Booking], *, first: dt.date, weeks: int) -> Workload:
    """Load of `weeks` weeks from the one that holds `first`. A booking counts on the days on which its person works.

    Days away carry no booked work: what was planned for them shows as load on no day, so shift it or book it elsewhere.
    """
    if weeks < 1:
        raise ValueError("ask for at least one week")
    monday = first - dt.timedelta(days=first.weekday())
    team = {person.key: person for person in people}
    days = {key: _working_days(person, monday) for key, person in team.items()}
    mondays = [monday + dt.timedelta(weeks=number) for number in range(weeks)]
    booked: dict[tuple[str, dt.date], dict[str, float]] = {}
    unknown: dict[str, None] = {}
    for booking in bookings:
        if booking.person not in team:
            unknown[booking.person] = None
            continue
        for week in mondays:
            start, end = max(booking.first, week), min(booking.last, week + dt.timedelta(days=6))
            if start <= end:
                amount = days[booking.person].between(start, end + dt.timedelta(days=1)) * booking.share
                if amount:
                    cell = booked.setdefault((booking.person, week), {})
                    cell[booking.what] = cell.get(booking.what, 0.0) + amount
    loads = [
        _load(
            key, week, booked.get((key, week), {}), days[key].between(week, week + dt.timedelta(days=7)) * person.share
        )
        for key, person in team.items()
        for week in mondays
    ]
    return Workload(tuple(loads), tuple(unknown), tuple(mondays))


def by_group(people: Iterable[Person], result: Workload) -> Workload:
    """The same by team or skill: days of all members added up; a person with two skills counts in both."""
    groups: dict[str, set[str]] = {}
    for person in people:
        for group in person.groups:
            groups.setdefault(group, set()).add(person.key)
    loads = []
    for group, members in groups.items():
        for week in result.weeks:
            cells = [load for load in result.loads if load.week == week and load.who in members]
            sources: dict[str, float] = {}
            for what, amount in (source for cell in cells for source in cell.sources):
                sources[what] = sources.get(what, 0.0) + amount
            loads.append(_load(group, week, sources, sum(cell.available for cell in cells)))
    return Workload(tuple(loads), result.unknown, result.weeks)


def bookings_of(schedule: Schedule, shares: Mapping[tuple[str, str], float] | None = None) -> tuple[Booking, ...]:
    """What a schedule asks of its assignees: all day on each unfinished task, or the share given by (task, person).

    Work already done before the status date is not booked again.
    """
    given, today, found = shares or {}, schedule.plan.status_date, []
    tasks = {task.key: task for task in schedule.plan.tasks}
    for row in schedule.tasks:
        if row.summary or row.finished or row.duration <= 0:
            continue
        first = row.start if today is None else max(row.start, today)
        found += [
            Booking(person, row.key, first, row.finish, given.get((row.key, person), 1.0))
            for person in tasks[row.key].assignees
        ]
    return tuple(found)


def _working_days(person: Person, origin: dt.date) -> WorkingDays:
    away = {
        first + dt.timedelta(days=number): False
        for first, last in person.away
        for number in range((last - first).days + 1)
    }
    calendar = WorkingCalendar(person.key, person.calendar.weekdays, {**person.calendar.exceptions, **away})
    return WorkingDays(calendar, origin)


def _load(who: str, week: dt.date, sources: Mapping[str, float], available: float) -> Load:
    booked = sum(sources.values())
    load: Figure = booked / available if available else Undefined("no capacity in this week")
    ordered = tuple(sorted(sources.items(), key=lambda source: (-source[1], source[0])))
    return Load(who, week, booked, available, load, ordered)
