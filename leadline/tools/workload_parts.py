"""Who can work how much, and who is booked for more: the figures behind the workload answers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.calculations.critical_path import ScheduledTask, schedule
from leadline.projects.calculations.workload import Workload, workload
from leadline.projects.queries.capacity import (
    AllocationRecord,
    PersonRecord,
    count_open_items,
    load_allocations,
    load_people,
)
from leadline.projects.queries.plans import load_plans
from leadline.projects.queries.projects import load_projects
from leadline.projects.queries.scope import count_withheld

_TOLERANCE = 1e-6
ROOM_BELOW = 0.8  # a load from which nobody is asked to take over more


@dataclass(frozen=True, slots=True)
class Staff:
    """The people asked about with their bookings on visible projects from `first` to `last`. `names`: project name by key.

    `open_tasks`: unfinished scheduled tasks by project key; `open_items`: how many open items
    somebody has on one. `others` are the people beside those asked about, for help.
    """

    people: tuple[PersonRecord, ...]
    others: tuple[PersonRecord, ...]
    allocations: tuple[AllocationRecord, ...]
    names: dict[str, str]
    open_tasks: dict[str, tuple[ScheduledTask, ...]]
    open_items: dict[tuple[str, str], int]
    assignees: dict[str, tuple[str, ...]]
    first: dt.date
    last: dt.date
    withheld: int


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """One person over the whole span: days of full-time work available (absences taken off) and booked, by project key largest first.

    `peak` is the highest load of a week, `weeks_over` how many weeks lie above capacity.
    """

    person: PersonRecord
    available: float
    booked: float
    shares: tuple[tuple[str, float], ...]
    peak: float
    peak_week: dt.date | None
    weeks_over: int

    @property
    def load(self) -> float | None:
        """Booked / available; None for somebody who is away all the time."""
        return self.booked / self.available if self.available else None

    @property
    def over(self) -> bool:
        return self.weeks_over > 0 or self.booked > self.available + _TOLERANCE

    @property
    def free(self) -> float:
        return max(0.0, self.available - self.booked)


@dataclass(frozen=True, slots=True)
class Relief:
    """How an overload could be levelled: on which project the person's work can wait longest, and who could take it.

    `wait` is None if no open item of that project is theirs. `critical` are their open tasks on a critical path, by project key.
    """

    gives_way: str | None
    wait: float | None
    critical: tuple[tuple[str, ScheduledTask], ...]
    helpers: tuple[tuple[PersonLoad, tuple[str, ...]], ...]


def load_staff(
    session: Session, access: Access, *, first: dt.date, last: dt.date, today: dt.date, project: str | None = None
) -> Staff:
    """People of one project, or all that are booked (everybody, for those who see all projects)."""
    everyone = load_people(session)
    allocations = load_allocations(session, access, first=first, last=last)
    booked = {one.person for one in allocations if project is None or one.project == project}
    everywhere = {one.person for one in allocations}
    chosen = [one for one in everyone if one.name in booked]
    if project is None and access.project_keys is None:
        chosen = list(everyone)
    known = {one.name for one in chosen}
    projects = load_projects(session, access)
    used = {one.project for one in allocations}
    plans = load_plans(session, [one for one in projects if one.key in used and not one.closed], today)
    tasks = {
        key: tuple(task for task in schedule(plan).tasks if not task.summary and not task.finished)
        for key, plan in plans.items()
    }
    return Staff(
        people=tuple(chosen),
        others=tuple(one for one in everyone if one.name in everywhere and one.name not in known),
        allocations=allocations,
        names={one.key: one.name for one in projects},
        open_tasks=tasks,
        open_items=count_open_items(session, access),
        assignees={task.key: task.assignees for plan in plans.values() for task in plan.tasks},
        first=first,
        last=last,
        withheld=count_withheld(session, access),
    )


def by_week(staff: Staff, people: Sequence[PersonRecord]) -> Workload:
    shares = {one.name: one.share for one in people}
    bookings = [one.booking(shares[one.person]) for one in staff.allocations if one.person in shares]
    monday = staff.first - dt.timedelta(days=staff.first.weekday())
    return workload([one.capacity for one in people], bookings, first=monday, weeks=(staff.last - monday).days // 7 + 1)


def loads(staff: Staff, people: Sequence[PersonRecord]) -> list[PersonLoad]:
    """The most overloaded first."""
    weeks = by_week(staff, people)
    found = []
    for person in people:
        cells = [one for one in weeks.of(person.name) if one.available]
        shares: dict[str, float] = {}
        for one in staff.allocations:
            if one.person == person.name:
                days = person.days_between(max(staff.first, one.start), min(staff.last, one.finish))
                shares[one.project] = shares.get(one.project, 0.0) + days * one.percent / 100
        top = max(cells, key=lambda cell: cell.booked / cell.available, default=None)
        found.append(
            PersonLoad(
                person=person,
                available=person.days_between(staff.first, staff.last),
                booked=sum(shares.values()),
                shares=tuple(sorted(shares.items(), key=lambda share: -share[1])),
                peak=top.booked / top.available if top else 0.0,
                peak_week=top.week if top else None,
                weeks_over=sum(cell.overloaded for cell in cells),
            )
        )
    return sorted(found, key=lambda one: (-(one.booked - one.available), -one.peak, one.person.name))


def relief(staff: Staff, over: PersonLoad) -> Relief:
    """Where an overloaded person could give way: the project whose tasks of theirs have the most float, and people with room who share
    a skill. Helpers stay below a full load."""
    own = {
        key: [task for task in staff.open_tasks.get(key, ()) if over.person.name in staff.assignees.get(task.key, ())]
        for key, _ in over.shares
    }
    critical = tuple((key, task) for key, tasks in own.items() for task in tasks if task.critical)
    waits = {
        key: min((task.total_float for task in tasks), default=float("inf"))
        for key, tasks in own.items()
        if tasks or not staff.open_items.get((over.person.name, key))  # how long unplanned work can wait is not known
    }
    gives_way = max(waits, key=lambda key: waits[key], default=None)
    wait = waits[gives_way] if gives_way else None
    skills = set(over.person.skills)
    candidates = []
    for one in loads(staff, [*staff.people, *staff.others]):
        shared = tuple(sorted(skills & set(one.person.skills)))
        if shared and one.person.name != over.person.name and one.load is not None and one.load < ROOM_BELOW:
            candidates.append((one, shared))
    candidates.sort(key=lambda pair: (-len(pair[1]), -pair[0].free))
    enough = gives_way is not None and len(over.shares) > 1
    return Relief(
        gives_way=gives_way if enough else None,
        wait=None if wait == float("inf") else wait,
        critical=critical,
        helpers=tuple(candidates[:3]),
    )
