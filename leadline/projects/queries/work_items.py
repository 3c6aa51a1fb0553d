"""Search in the backlog and the tasks: every filter is part of the SQL, the total is counted beyond the limit."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, String, case, cast, func, or_, select
from sqlalchemy.orm import Session, aliased

from leadline.projects.access import Access
from leadline.projects.queries.scope import visible
from leadline.projects.tables import Person, Project, Sprint, WorkItem

OPEN = ("todo", "in_progress", "in_review", "blocked")
TYPES = ("epic", "story", "task", "bug", "milestone", "spike")
PRIORITIES = ("critical", "high", "medium", "low")


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Everything is optional and combined with "and"; a collection means "one of". `due_*` look at the planned finish.

    `sprint_state`: the active sprint, the closed one that ended last, or the future one that starts first, of each project.
    """

    keys: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    text: str | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    assignee: str | None = None
    unassigned: bool = False
    overdue_on: dt.date | None = None
    due_from: dt.date | None = None
    due_to: dt.date | None = None
    sprint: int | None = None
    sprint_state: str | None = None
    label: str | None = None
    running_only: bool = False


@dataclass(frozen=True, slots=True)
class ItemRecord:
    project: str
    key: str
    type: str
    title: str
    description: str | None
    acceptance_criteria: tuple[str, ...]
    status: str
    blocked_reason: str | None
    priority: str
    severity: str | None
    assignee: str | None
    sprint: str | None
    points: float | None
    progress: float
    planned_finish: dt.date | None
    baseline_finish: dt.date | None
    actual_finish: dt.date | None
    created_on: dt.date


@dataclass(frozen=True, slots=True)
class ItemList:
    items: tuple[ItemRecord, ...]
    total: int


def search_items(session: Session, access: Access, wanted: ItemFilter, *, limit: int, offset: int = 0) -> ItemList:
    """Open items first, then by priority and due date. `total` counts all that fit."""
    fits = _fitting(select(WorkItem.id), access, wanted)
    total = session.scalar(select(func.count()).select_from(fits.subquery())) or 0
    rows = session.execute(
        select(Project.key, WorkItem, Person.name, Sprint.name)
        .join(Project, WorkItem.project_id == Project.id)
        .outerjoin(Person, WorkItem.assignee_id == Person.id)
        .outerjoin(Sprint, WorkItem.sprint_id == Sprint.id)
        .where(WorkItem.id.in_(fits))
        .order_by(
            WorkItem.status.in_(("done", "cancelled")),
            case({name: rank for rank, name in enumerate(PRIORITIES)}, value=WorkItem.priority, else_=9),
            WorkItem.planned_finish.is_(None),
            WorkItem.planned_finish,
            WorkItem.id,
        )
        .limit(limit)
        .offset(offset)
    )
    return ItemList(tuple(_record(*row) for row in rows), total)


def count_by_status(session: Session, access: Access, wanted: ItemFilter) -> dict[str, int]:
    """How many of the items that fit stand in each status."""
    fits = _fitting(select(WorkItem.id), access, wanted)
    rows = session.execute(select(WorkItem.status, func.count()).where(WorkItem.id.in_(fits)).group_by(WorkItem.status))
    return {row[0]: row[1] for row in rows}


def load_milestones(session: Session, access: Access, key: str) -> tuple[ItemRecord, ...]:
    found = search_items(session, access, ItemFilter(projects=(key,), types=("milestone",)), limit=500)
    return tuple(
        sorted(found.items, key=lambda one: (one.baseline_finish or one.planned_finish or dt.date.max, one.key))
    )


def _fitting(statement: Select[tuple[int]], access: Access, wanted: ItemFilter) -> Select[tuple[int]]:
    statement = statement.join(Project, WorkItem.project_id == Project.id).where(visible(access))
    if wanted.sprint_state or wanted.sprint is not None:
        statement = statement.join(Sprint, WorkItem.sprint_id == Sprint.id)
    if wanted.assignee:
        statement = statement.join(Person, WorkItem.assignee_id == Person.id)
    return statement.where(*_conditions(wanted))


def _conditions(wanted: ItemFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    one_of: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (WorkItem.key, wanted.keys),
        (Project.key, wanted.projects),
        (WorkItem.type, wanted.types),
        (WorkItem.status, wanted.statuses),
        (WorkItem.priority, wanted.priorities),
        (WorkItem.severity, wanted.severities),
    )
    found += [column.in_(sorted(values)) for column, values in one_of if values]
    if wanted.assignee:
        found.append(Person.name == wanted.assignee)
    if wanted.unassigned:
        found.append(WorkItem.assignee_id.is_(None))
    if wanted.overdue_on:
        found += [WorkItem.status.in_(OPEN), WorkItem.planned_finish < wanted.overdue_on]
    if wanted.due_from:
        found.append(WorkItem.planned_finish >= wanted.due_from)
    if wanted.due_to:
        found.append(WorkItem.planned_finish <= wanted.due_to)
    if wanted.sprint is not None:
        found.append(Sprint.number == wanted.sprint)
    if wanted.sprint_state:
        found += [Sprint.state == wanted.sprint_state, Sprint.number == _nearest_sprint(wanted.sprint_state)]
    if wanted.label:
        found.append(cast(WorkItem.labels, String).ilike(f'%"{_escaped(wanted.label)}"%', escape="\\"))
    if wanted.running_only:
        found.append(Project.phase != "closed")
    return [*found, *_words(wanted.text)]


def _nearest_sprint(state: str) -> ScalarSelect[int]:
    """The number of the sprint of that state next to now, within the item's project."""
    other = aliased(Sprint)
    nearest = func.max(other.number) if state == "closed" else func.min(other.number)
    same = (other.project_id == WorkItem.project_id, other.state == state)
    return select(nearest).where(*same).correlate(WorkItem).scalar_subquery()


def _words(text: str | None) -> list[ColumnElement[bool]]:
    """Every word stands in the title, the description, the labels or the key; a plural also finds its singular."""
    conditions: list[ColumnElement[bool]] = []
    for word in re.findall(r"[\w-]+", text or ""):
        stem = word[:-1] if len(word) > 3 and word.lower().endswith("s") and not word.lower().endswith("ss") else word
        like = f"%{_escaped(stem)}%"
        columns = (WorkItem.title, WorkItem.description, cast(WorkItem.labels, String), WorkItem.key)
        conditions.append(or_(*(column.ilike(like, escape="\\") for column in columns)))
    return conditions


def _escaped(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


def _record(project: str, item: WorkItem, assignee: str | None, sprint: str | None) -> ItemRecord:
    return ItemRecord(
        project=project,
        key=item.key,
        type=item.type,
        title=item.title,
        description=item.description,
        acceptance_criteria=tuple(item.acceptance_criteria or ()),
        status=item.status,
        blocked_reason=item.blocked_reason,
        priority=item.priority,
        severity=item.severity,
        assignee=assignee,
        sprint=sprint,
        points=item.points,
        progress=item.progress,
        planned_finish=item.planned_finish,
        baseline_finish=item.baseline_finish,
        actual_finish=item.actual_finish,
        created_on=item.created_on,
    )
