"""Work items with the history of their states, as the flow calculations take them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.calculations.flow import ItemFlow, Move, Stage
from leadline.projects.queries.scope import visible
from leadline.projects.tables import Person, Project, Sprint, StatusChange, WorkItem

_STAGES = {
    "todo": Stage.TODO,
    "in_progress": Stage.IN_PROGRESS,
    "in_review": Stage.IN_PROGRESS,
    "blocked": Stage.IN_PROGRESS,
    "done": Stage.DONE,
}


@dataclass(frozen=True, slots=True)
class FlowRecord:
    """A work item with its moves. `sprint` is the number of the sprint it is in now; `activity`: it has a place in the schedule.

    `done_on` is None for an open item, and for a done one without any record of when.
    """

    project: str
    key: str
    type: str
    title: str
    status: str
    priority: str
    severity: str | None
    blocked_reason: str | None
    assignee: str | None
    sprint: int | None
    points: float | None
    activity: bool
    created_on: dt.date
    flow: ItemFlow

    @property
    def done(self) -> bool:
        return self.status == "done"

    @property
    def done_on(self) -> dt.date | None:
        return self.flow.done_at.date() if self.done and self.flow.done_at else None


def load_flow(session: Session, access: Access, keys: Collection[str] | None = None) -> tuple[FlowRecord, ...]:
    """All items but epics, milestones and cancelled ones, in rank order: priority, then age.

    An item without recorded moves (an import) is given those that its actual dates tell.
    """
    item = WorkItem
    columns = (item.id, item.key, item.type, item.title, item.status, item.priority, item.severity, item.blocked_reason)
    dates = (item.created_on, item.actual_start, item.actual_finish)
    chosen = (visible(access), item.type.not_in(("epic", "milestone")), item.status != "cancelled")
    within = () if keys is None else (Project.key.in_(sorted(keys)),)
    rows = session.execute(
        select(Project.key.label("project"), *columns, *dates, item.points, item.duration_days)
        .add_columns(Sprint.number, Person.name.label("assignee"))
        .join(Project, item.project_id == Project.id)
        .outerjoin(Sprint, item.sprint_id == Sprint.id)
        .outerjoin(Person, item.assignee_id == Person.id)
        .where(*chosen, *within)
    ).all()
    moves: dict[int, list[Move]] = defaultdict(list)
    for of, at, after in session.execute(
        select(StatusChange.item_id, StatusChange.at, StatusChange.after)
        .join(item, StatusChange.item_id == item.id)
        .join(Project, item.project_id == Project.id)
        .where(*chosen, *within)
        .order_by(StatusChange.item_id, StatusChange.at, StatusChange.id)
    ):
        if after in _STAGES:
            moves[of].append(Move(at, _STAGES[after]))
    ranks = {"critical": 0, "high": 1, "medium": 2, "low": 3}
    ordered = sorted(rows, key=lambda row: (ranks.get(row.priority, 4), row.created_on, row.id))
    names = ("project", "key", "type", "title", "status", "priority", "severity", "blocked_reason", "assignee")
    return tuple(
        FlowRecord(
            **{name: getattr(row, name) for name in names},
            sprint=row.number,
            points=row.points,
            activity=row.duration_days is not None,
            created_on=row.created_on,
            flow=_flow(
                row.key,
                row.created_on,
                row.points,
                moves[row.id] or _moves_of_dates(row.actual_start, row.actual_finish),
            ),
        )
        for row in ordered
    )


def _flow(key: str, created_on: dt.date, points: float | None, moves: list[Move]) -> ItemFlow:
    """The day of creation counts from its start unless the history knows the moment."""
    begun = dt.datetime.combine(created_on, dt.time(), dt.UTC)
    created = moves[0].at if moves and moves[0].stage is Stage.TODO else begun
    return ItemFlow(key, min(created, moves[0].at) if moves else created, tuple(moves), points)


def _moves_of_dates(start: dt.date | None, finish: dt.date | None) -> list[Move]:
    """Noon stands for an unknown hour, so that the day is the same in every time zone of a team."""
    dated = ((start, Stage.IN_PROGRESS), (finish, Stage.DONE))
    return [Move(dt.datetime.combine(day, dt.time(12), dt.UTC), stage) for day, stage in dated if day is not None]
