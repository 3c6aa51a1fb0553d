"""Records that a new one may repeat: titles alike, in the same project and register, still active."""

from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.proposals.operations import Operation
from leadline.projects.proposals.records import RECORDS
from leadline.projects.queries.scope import visible
from leadline.projects.tables import Project

ALIKE = 80.0  # likeness of titles (0..100) from which a person should look
_OVER = ("done", "cancelled", "closed", "rejected", "resolved", "superseded")
_SHOWN = 3


def duplicates_of(session: Session, access: Access, operations: Sequence[Operation]) -> list[dict[str, Any]]:
    """`{number, record, key, title, status, likeness}` per new record, the likest first, at most three each."""
    found: list[dict[str, Any]] = []
    for number, one in enumerate(operations, 1):
        kind = RECORDS[one.record]
        if one.op != "create" or kind.prefix is None:
            continue
        model = kind.model
        rows = session.execute(
            select(model.key, getattr(model, kind.titled), model.status)
            .join(Project, model.project_id == Project.id)
            .where(visible(access), Project.key == one.project, model.status.not_in(_OVER))
        )
        alike = [(_likeness(one.title, title), key, title, status) for key, title, status in rows]
        for likeness, key, title, status in sorted(alike, reverse=True)[:_SHOWN]:
            if likeness >= ALIKE:
                told = {"number": number, "record": one.record, "project": one.project, "key": key}
                found.append(told | {"title": title[:200], "status": status, "likeness": round(likeness)})
    return found


def _likeness(one: str, other: str) -> float:
    return fuzz.token_set_ratio(one.casefold(), other.casefold()) if len(one) > 3 else 0.0
