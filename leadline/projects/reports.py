"""Status reports as rows: kept as drafts, reviewed, published by a person. Unknown and forbidden look alike.

A contributor of the project drafts, a manager reviews and publishes, a viewer reads what was published.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from leadline.projects.access import RANK, Access, Role
from leadline.projects.tables import Report

Json = dict[str, Any]
TITLE = 300


class ReportError(Exception):
    """`code`: not_found, role_too_low or conflict."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@dataclass(frozen=True, slots=True)
class NewReport:
    project_key: str
    audience: str
    since: dt.date
    until: dt.date
    title: str
    content: Json


def keep_draft(session: Session, access: Access, new: NewReport) -> Report:
    _demand(access, new.project_key, Role.CONTRIBUTOR, "draft")
    same = Report.project_key == new.project_key, Report.audience == new.audience
    next_version = select(func.coalesce(func.max(Report.version), 0) + 1).where(*same).scalar_subquery()
    report = Report(
        project_key=new.project_key,
        audience=new.audience,
        version=next_version,  # counted in the statement that writes it: several people may draft at once
        since=new.since,
        until=new.until,
        title=new.title[:TITLE],
        state="draft",
        content=new.content,
        drafted_by=access.user_id,
        drafted_at=dt.datetime.now(dt.UTC),
    )
    session.add(report)
    try:
        session.flush()
    except IntegrityError:  # PostgreSQL lets two statements count at the same moment
        raise ReportError("conflict", "Somebody drafted the same report at the same moment.", "Try again.") from None
    session.refresh(report)
    return report


def find_report(session: Session, access: Access, report_id: int) -> Report:
    report = session.scalar(select(Report).where(Report.id == report_id, _readable(access)))
    if report is None:
        raise ReportError(
            "not_found", "There is no report that you can see under this number.", "List them with GET /api/reports."
        )
    return report


def list_reports(
    session: Session,
    access: Access,
    *,
    project: str | None = None,
    audience: str | None = None,
    state: str | None = None,
    offset: int = 0,
    limit: int = 50,
) -> tuple[list[Report], int]:
    """Newest first, with the total that fits."""
    wanted = [(Report.project_key, project), (Report.audience, audience), (Report.state, state)]
    query = select(Report).where(_readable(access), *(column == value for column, value in wanted if value is not None))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return list(session.scalars(query.order_by(Report.id.desc()).offset(offset).limit(limit))), total


def last_published(session: Session, access: Access, project_key: str, audience: str) -> Report | None:
    return session.scalar(
        select(Report)
        .where(
            Report.project_key == project_key,
            Report.audience == audience,
            Report.state == "published",
            _readable(access),
        )
        .order_by(Report.version.desc())
        .limit(1)
    )


def review(session: Session, access: Access, report_id: int) -> Report:
    return _move(session, access, report_id, "draft", "reviewed")


def publish(session: Session, access: Access, report_id: int) -> Report:
    """A reviewed report goes out; from then on it never changes."""
    return _move(session, access, report_id, "reviewed", "published")


def _move(session: Session, access: Access, report_id: int, before: str, after: str) -> Report:
    """In one conditional UPDATE, so that two people at once cannot both do it."""
    report = find_report(session, access, report_id)
    _demand(access, report.project_key, Role.MANAGER, after)
    done = {f"{after}_by": access.user_id, f"{after}_at": dt.datetime.now(dt.UTC)}
    moved = session.execute(
        update(Report)
        .where(Report.id == report_id, Report.state == before)
        .values(state=after, **done)
        .returning(Report.id)
    ).first()
    if moved is None:
        raise ReportError(
            "conflict",
            f"Report {report_id} is {report.state}; only a {before} one can be {after}.",
            "Look at it again.",
        )
    session.refresh(report)
    return report


def _readable(access: Access) -> ColumnElement[bool]:
    if access.everything:
        return true()
    seen = list(access.roles)
    if not seen:
        return false()
    writes = [key for key, role in access.roles.items() if RANK[role] >= RANK[Role.CONTRIBUTOR]]
    return or_(Report.project_key.in_(writes), and_(Report.project_key.in_(seen), Report.state == "published"))


def _demand(access: Access, project_key: str, role: Role, what: str) -> None:
    if not access.may(project_key, role):
        raise ReportError(
            "role_too_low",
            f"To have a report {what} takes the role {role} on {project_key}.",
            "Ask an admin of the project.",
        )
