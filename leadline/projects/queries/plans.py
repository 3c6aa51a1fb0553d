"""The plan of a project, read once into the frozen input of the schedule calculations."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from leadline.projects.access import Access
from leadline.projects.calculations.plan import Constraint, LagUnit, Link, LinkType, Plan, Task, WorkingCalendar
from leadline.projects.queries.projects import ProjectRecord, load_projects
from leadline.projects.tables import Calendar, CalendarException, Dependency, Person, WorkItem

_FIELDS = (
    *("id", "project_id", "parent_id", "key", "title", "type", "status", "progress", "duration_days", "remaining_days"),
    *("planned_start", "planned_finish", "actual_start", "actual_finish", "baseline_start", "baseline_finish"),
    *("constraint_type", "constraint_date", "deadline", "optimistic_days", "most_likely_days", "pessimistic_days"),
)
# A row of plain columns of a work item with its assignee: a portfolio has thousands, and records cost three times as much.
_Item = Any


def load_plan(session: Session, access: Access, key: str, status_date: dt.date | None = None) -> Plan | None:
    """The plan of one visible project; None if it may not be seen or has no start date and no dated activity."""
    return load_plans(session, load_projects(session, access, [key]), status_date).get(key)


def load_plans(session: Session, projects: Sequence[ProjectRecord], status_date: dt.date | None) -> dict[str, Plan]:
    """Plans by project key for records that the caller was allowed to load. A project without any activity has none.

    Activities are the items with a duration, and the items above them as summaries; cancelled items are left out. A task that
    nothing precedes keeps the start it was planned for, as if it carried "start no earlier than".
    """
    items = _activities(session, [project.id for project in projects])
    links = _links(session, [project.id for project in projects])
    calendars = _calendars(session, {project.calendar_id for project in projects if project.calendar_id})
    plans = {}
    for project in projects:
        own, own_links = items[project.id], links[project.id]
        start = project.start or min((item.planned_start for item in own if item.planned_start), default=None)
        if not own or start is None:
            continue
        preceded = {link.successor for link in own_links}
        keys = {item.id: item.key for item in own}
        plans[project.key] = Plan(
            tasks=tuple(_task(item, keys, item.key in preceded) for item in own),
            links=tuple(own_links),
            start=start,
            status_date=project.actual_finish or status_date,
            calendar=calendars.get(project.calendar_id or 0, WorkingCalendar()),
        )
    return plans


def _activities(session: Session, projects: Collection[int]) -> dict[int, list[_Item]]:
    above = select(WorkItem.parent_id).where(WorkItem.parent_id.is_not(None))
    rows = session.execute(
        select(*(getattr(WorkItem, name) for name in _FIELDS), Person.name.label("assignee"))
        .outerjoin(Person, WorkItem.assignee_id == Person.id)
        .where(
            WorkItem.project_id.in_(projects),
            WorkItem.status != "cancelled",
            WorkItem.duration_days.is_not(None) | WorkItem.id.in_(above),
        )
        .order_by(WorkItem.project_id, WorkItem.planned_start, WorkItem.id)
    ).all()
    parents = {item.id: item.parent_id for item in rows}
    needed: set[int] = set()
    for item in rows:
        at: int | None = item.id if item.duration_days is not None else None
        while at is not None and at not in needed:
            needed.add(at)
            at = parents.get(at)
    grouped: dict[int, list[_Item]] = defaultdict(list)
    for item in rows:
        if item.id in needed:
            grouped[item.project_id].append(item)
    return grouped


def _links(session: Session, projects: Collection[int]) -> dict[int, list[Link]]:
    before, after = aliased(WorkItem), aliased(WorkItem)
    rows = session.execute(
        select(after.project_id, before.key, after.key, Dependency.type, Dependency.lag, Dependency.lag_unit)
        .join(before, Dependency.predecessor_id == before.id)
        .join(after, Dependency.successor_id == after.id)
        .where(
            after.project_id.in_(projects),
            before.project_id == after.project_id,  # a link to another project is not part of this network
            before.status != "cancelled",
            after.status != "cancelled",
            before.duration_days.is_not(None),
            after.duration_days.is_not(None),
        )
        .order_by(Dependency.id)
    )
    grouped: dict[int, list[Link]] = defaultdict(list)
    for project, predecessor, successor, kind, lag, unit in rows:
        grouped[project].append(Link(predecessor, successor, LinkType(kind), lag, LagUnit(unit)))
    return grouped


def _calendars(session: Session, ids: Collection[int]) -> dict[int, WorkingCalendar]:
    exceptions: dict[int, dict[dt.date, bool]] = defaultdict(dict)
    for row in session.scalars(select(CalendarException).where(CalendarException.calendar_id.in_(ids))):
        exceptions[row.calendar_id][row.day] = row.worked
    return {
        row.id: WorkingCalendar(row.name, frozenset(int(day) for day in row.weekdays), exceptions[row.id])
        for row in session.scalars(select(Calendar).where(Calendar.id.in_(ids)))
    }


def _as_planned(item: _Item) -> tuple[Constraint, dt.date | None]:
    if item.duration_days == 0 and item.planned_finish:
        return Constraint.FINISH_NO_EARLIER_THAN, item.planned_finish
    if item.planned_start:
        return Constraint.START_NO_EARLIER_THAN, item.planned_start
    return Constraint.AS_SOON_AS_POSSIBLE, None


def _task(item: _Item, keys: dict[int, str], preceded: bool) -> Task:
    constraint = Constraint(item.constraint_type) if item.constraint_type else Constraint.AS_SOON_AS_POSSIBLE
    constraint_date = item.constraint_date
    if constraint is Constraint.AS_SOON_AS_POSSIBLE and not preceded and item.actual_start is None:
        constraint, constraint_date = _as_planned(item)
    return Task(
        key=item.key,
        name=item.title,
        duration=item.duration_days,
        milestone=item.type == "milestone" or item.duration_days == 0,
        parent=keys.get(item.parent_id) if item.parent_id else None,
        progress=1.0 if item.status == "done" else item.progress,
        actual_start=item.actual_start,
        actual_finish=item.actual_finish,
        remaining=item.remaining_days,
        constraint=constraint,
        constraint_date=constraint_date,
        deadline=item.deadline,
        baseline_start=item.baseline_start,
        baseline_finish=item.baseline_finish,
        optimistic=item.optimistic_days,
        most_likely=item.most_likely_days,
        pessimistic=item.pessimistic_days,
        assignees=(item.assignee,) if item.assignee else (),
    )
