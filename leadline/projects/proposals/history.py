"""What happened to a record: who, through which assistant and model, when, why, and from which turn."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.queries.scope import visible
from leadline.projects.tables import AuditEntry, Project


def history(session: Session, access: Access, record: str, project: str, key: str) -> list[dict[str, Any]]:
    """Oldest first; empty for a record that nobody changed here, and for one that the asker may not see."""
    rows = session.scalars(
        select(AuditEntry)
        .join(Project, Project.key == AuditEntry.project_key)
        .where(
            visible(access),
            AuditEntry.project_key == project,
            AuditEntry.record == record,
            AuditEntry.record_key == key,
        )
        .order_by(AuditEntry.number)
    )
    names = ("action", "actor_name", "via", "model", "reason", "changes", "thread_id", "turn_id", "proposal_id")
    return [{"at": row.at.isoformat(), **{name: getattr(row, name) for name in names}} for row in rows]
