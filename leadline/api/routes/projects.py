"""`/api/projects`: projects, their people, work items and risks, in the common list shape."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from leadline.api.errors import not_found
from leadline.api.request import Asker, Limit, Offset, Served
from leadline.projects.access import Access
from leadline.projects.queries.projects import ProjectRecord, load_project, load_projects
from leadline.projects.tables import Allocation, Person, Risk, Sprint, Team, WorkItem

router = APIRouter(prefix="/api", tags=["projects"])

Word = Annotated[str | None, Query(max_length=40)]


@router.get("/projects")
def list_projects(leadline: Served, access: Asker, offset: Offset = 0, limit: Limit = 50) -> dict[str, Any]:
    with leadline.sessions() as session:
        found = load_projects(session, access)
    return _page([_project(each) for each in found[offset : offset + limit]], len(found), offset, limit)


@router.get("/projects/{key}")
def read_project(key: str, leadline: Served, access: Asker) -> dict[str, Any]:
    with leadline.sessions() as session:
        project = _find(session, access, key)
        people = _people(session, project.id, leadline.settings.current_date())
    return _project(project) | {"people": people}


@router.get("/projects/{key}/work-items")
def work_items(
    key: str,
    leadline: Served,
    access: Asker,
    status: Word = None,
    type: Word = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    with leadline.sessions() as session:
        project = _find(session, access, key)
        parent = aliased(WorkItem)
        rows = (
            select(WorkItem, Person.name, Sprint.name, parent.key)
            .outerjoin(Person, WorkItem.assignee_id == Person.id)
            .outerjoin(Sprint, WorkItem.sprint_id == Sprint.id)
            .outerjoin(parent, WorkItem.parent_id == parent.id)
            .where(WorkItem.project_id == project.id)
            .order_by(WorkItem.id)
        )
        if status is not None:
            rows = rows.where(WorkItem.status == status)
        if type is not None:
            rows = rows.where(WorkItem.type == type)
        total, found = _slice(session, rows, offset, limit)
    return _page([_work_item(*row) for row in found], total, offset, limit)


@router.get("/projects/{key}/risks")
def risks(
    key: str, leadline: Served, access: Asker, status: Word = None, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    with leadline.sessions() as session:
        project = _find(session, access, key)
        rows = (
            select(Risk, Person.name)
            .outerjoin(Person, Risk.owner_id == Person.id)
            .where(Risk.project_id == project.id)
            .order_by((Risk.probability * Risk.impact).desc(), Risk.id)
        )
        if status is not None:
            rows = rows.where(Risk.status == status)
        total, found = _slice(session, rows, offset, limit)
    return _page([_risk(*row) for row in found], total, offset, limit)


def _find(session: Session, access: Access, key: str) -> ProjectRecord:
    project = load_project(session, access, key.upper())
    if project is None:
        raise not_found(f"project {key[:40]}")
    return project


def _slice(session: Session, rows: Select[*tuple[Any, ...]], offset: int, limit: int) -> tuple[int, Sequence[Any]]:
    total = session.scalar(select(func.count()).select_from(rows.order_by(None).subquery())) or 0
    return total, session.execute(rows.offset(offset).limit(limit)).all()


def _page(items: list[dict[str, Any]], total: int, offset: int, limit: int) -> dict[str, Any]:
    return {"items": items, "total": total, "offset": offset, "limit": limit}


def _people(session: Session, project_id: int, today: dt.date) -> list[dict[str, Any]]:
    """Everybody with an allocation that has not ended, with their share of the week."""
    rows = session.execute(
        select(
            Person.name,
            Person.title,
            Team.name,
            Allocation.role,
            Allocation.percent,
            Allocation.start,
            Allocation.finish,
        )
        .join(Allocation, Allocation.person_id == Person.id)
        .outerjoin(Team, Person.team_id == Team.id)
        .where(Allocation.project_id == project_id, Allocation.finish >= today)
        .order_by(Person.name, Allocation.start)
    )
    names = ("name", "title", "team", "role", "percent", "start", "finish")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _project(project: ProjectRecord) -> dict[str, Any]:
    return {
        "key": project.key,
        "name": project.name,
        "summary": project.summary,
        "program": project.program,
        "method": project.method,
        "phase": project.phase,
        "declared_health": project.declared_health,
        "sponsor": project.sponsor,
        "manager": project.manager,
        "start": project.start,
        "planned_finish": project.planned_finish,
        "actual_finish": project.actual_finish,
        "currency": project.currency,
        "budget": _money(project.budget_cents),
        "contingency": _money(project.contingency_cents),
        "objectives": list(project.objectives),
    }


def _work_item(item: WorkItem, assignee: str | None, sprint: str | None, parent: str | None) -> dict[str, Any]:
    fields = (
        "key type title description acceptance_criteria status blocked_reason priority severity points hours duration_days progress "
        "planned_start planned_finish baseline_start baseline_finish actual_start actual_finish deadline created_on labels version"
    )
    row = {name: getattr(item, name) for name in fields.split()}
    return row | {"assignee": assignee, "sprint": sprint, "parent": parent, "budget": _money(item.budget_cents)}


def _risk(risk: Risk, owner: str | None) -> dict[str, Any]:
    fields = (
        "key kind category title cause event effect probability impact impact_days residual_probability residual_impact strategy "
        "trigger contingency_plan status raised_on last_review next_review closed_on version"
    )
    row = {name: getattr(risk, name) for name in fields.split()}
    return row | {"owner": owner, "impact_cost": _money(risk.impact_cents)}


def _money(cents: int | None) -> float | None:
    return None if cents is None else cents / 100
