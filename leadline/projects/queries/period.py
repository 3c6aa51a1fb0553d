"""The work of a period: what was finished, what should have been and was not, what comes next."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.queries.scope import visible
from leadline.projects.tables import Person, Project, WorkItem

OPEN = ("todo", "in_progress", "in_review", "blocked")


@dataclass(frozen=True, slots=True)
class WorkLine:
    key: str
    title: str
    type: str
    status: str
    assignee: str | None
    due: dt.date | None
    finished: dt.date | None
    blocked_reason: str | None


@dataclass(frozen=True, slots=True)
class PeriodWork:
    """Milestones are left out; they have their own section. `missed`: due in the period and still open."""

    delivered: tuple[WorkLine, ...]
    missed: tuple[WorkLine, ...]
    coming: tuple[WorkLine, ...]
    blocked: tuple[WorkLine, ...]


def load_period(
    session: Session, access: Access, key: str, *, since: dt.date, until: dt.date, next_until: dt.date
) -> PeriodWork:
    """Both ends included; `coming` is due after `until` up to `next_until`."""
    open_work = WorkItem.status.in_(OPEN)
    wanted: tuple[ColumnElement[bool], ...] = (
        and_(WorkItem.status == "done", WorkItem.actual_finish.between(since, until)),
        and_(open_work, WorkItem.planned_finish.between(since, until)),
        and_(open_work, WorkItem.planned_finish > until, WorkItem.planned_finish <= next_until),
        WorkItem.status == "blocked",
    )
    return PeriodWork(*(_lines(session, access, key, condition) for condition in wanted))


def _lines(session: Session, access: Access, key: str, condition: ColumnElement[bool]) -> tuple[WorkLine, ...]:
    rows = session.execute(
        select(WorkItem, Person.name)
        .join(Project, WorkItem.project_id == Project.id)
        .outerjoin(Person, WorkItem.assignee_id == Person.id)
        .where(visible(access), Project.key == key, WorkItem.type.not_in(("milestone", "epic")), condition)
        .order_by(WorkItem.planned_finish, WorkItem.id)
    )
    return tuple(
        WorkLine(
            item.key,
            item.title,
            item.type,
            item.status,
            name,
            item.planned_finish,
            item.actual_finish,
            item.blocked_reason,
        )
        for item, name in rows
    )
