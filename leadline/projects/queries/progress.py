"""Counts of the work: items, points and defects by project, and what the closed sprints delivered."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from leadline.projects.tables import Sprint, WorkItem


@dataclass(frozen=True, slots=True)
class WorkCount:
    """`defects` counts bugs ever recorded; critical ones by severity, or by priority where no severity was given."""

    items: int = 0
    done: int = 0
    blocked: int = 0
    overdue: int = 0
    points: float = 0.0
    done_points: float = 0.0
    defects: int = 0
    open_defects: int = 0
    critical_defects: int = 0


@dataclass(frozen=True, slots=True)
class SprintRecord:
    number: int
    name: str
    goal: str | None
    start: dt.date
    finish: dt.date
    state: str
    committed_points: float | None
    done_points: float
    points: float


def count_work(session: Session, projects: Collection[int], today: dt.date) -> dict[int, WorkCount]:
    """Epics are containers and not counted; cancelled items neither."""
    still_open = WorkItem.status != "done"
    bug = WorkItem.type == "bug"
    critical = or_(WorkItem.severity == "critical", and_(WorkItem.severity.is_(None), WorkItem.priority == "critical"))
    rows = session.execute(
        select(
            WorkItem.project_id,
            func.count(),
            func.count().filter(WorkItem.status == "done"),
            func.count().filter(WorkItem.status == "blocked"),
            func.count().filter(still_open, WorkItem.planned_finish < today),
            func.coalesce(func.sum(WorkItem.points), 0.0),
            func.coalesce(func.sum(WorkItem.points).filter(WorkItem.status == "done"), 0.0),
            func.count().filter(bug),
            func.count().filter(bug, still_open),
            func.count().filter(bug, still_open, critical),
        )
        .where(WorkItem.project_id.in_(projects), WorkItem.status != "cancelled", WorkItem.type != "epic")
        .group_by(WorkItem.project_id)
    )
    return {project: WorkCount(*counts) for project, *counts in rows}


def load_sprints(session: Session, projects: Collection[int]) -> dict[int, list[SprintRecord]]:
    """Sprints with the points of the items that are in them now, in the order of time."""
    points = func.coalesce(func.sum(WorkItem.points), 0.0)
    rows = session.execute(
        select(Sprint, points, func.coalesce(func.sum(WorkItem.points).filter(WorkItem.status == "done"), 0.0))
        .outerjoin(WorkItem, and_(WorkItem.sprint_id == Sprint.id, WorkItem.status != "cancelled"))
        .where(Sprint.project_id.in_(projects))
        .group_by(Sprint.id)
        .order_by(Sprint.project_id, Sprint.number)
    )
    grouped: dict[int, list[SprintRecord]] = defaultdict(list)
    names = ("number", "name", "goal", "start", "finish", "state", "committed_points")
    for row, whole, done in rows:
        known = {name: getattr(row, name) for name in names}
        grouped[row.project_id].append(SprintRecord(**known, points=whole or 0.0, done_points=done or 0.0))
    return grouped
