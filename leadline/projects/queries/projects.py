"""Projects as frozen records, with the names of the people who answer for them."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from leadline.projects.access import Access
from leadline.projects.queries.scope import visible
from leadline.projects.tables import Person, Program, Project


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """One project. Money in cents of `currency`; None = not provided."""

    id: int
    key: str
    name: str
    summary: str | None
    program: str | None
    method: str
    phase: str
    declared_health: str | None
    declared_health_on: dt.date | None
    declared_health_note: str | None
    sponsor: str | None
    manager: str | None
    start: dt.date | None
    planned_finish: dt.date | None
    actual_finish: dt.date | None
    currency: str
    budget_cents: int | None
    contingency_cents: int | None
    objectives: tuple[str, ...]
    calendar_id: int | None

    @property
    def closed(self) -> bool:
        return self.phase == "closed"


def load_projects(session: Session, access: Access, keys: Collection[str] | None = None) -> tuple[ProjectRecord, ...]:
    """All visible projects (or those of `keys`), running ones first, by name."""
    sponsor, manager = aliased(Person), aliased(Person)
    statement = (
        select(Project, Program.name, sponsor.name, manager.name)
        .outerjoin(Program, Project.program_id == Program.id)
        .outerjoin(sponsor, Project.sponsor_id == sponsor.id)
        .outerjoin(manager, Project.manager_id == manager.id)
        .where(visible(access))
        .order_by(Project.phase == "closed", Project.name)
    )
    if keys is not None:
        statement = statement.where(Project.key.in_(sorted(keys)))
    return tuple(_record(*row) for row in session.execute(statement))


def load_project(session: Session, access: Access, key: str) -> ProjectRecord | None:
    """One project; None if it does not exist or may not be seen."""
    return next(iter(load_projects(session, access, [key])), None)


def _record(project: Project, program: str | None, sponsor: str | None, manager: str | None) -> ProjectRecord:
    return ProjectRecord(
        id=project.id,
        key=project.key,
        name=project.name,
        summary=project.summary,
        program=program,
        method=project.method,
        phase=project.phase,
        declared_health=project.declared_health,
        declared_health_on=project.declared_health_on,
        declared_health_note=project.declared_health_note,
        sponsor=sponsor,
        manager=manager,
        start=project.start,
        planned_finish=project.planned_finish,
        actual_finish=project.actual_finish,
        currency=project.currency,
        budget_cents=project.budget_cents,
        contingency_cents=project.contingency_cents,
        objectives=tuple(project.objectives or ()),
        calendar_id=project.calendar_id,
    )
