"""Ten sets of changes on the small portfolio, and all its records as they stand."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from leadline.projects.proposals.operations import Draft
from leadline.storage.base import Base

BUILD_LATE = Draft("update", "work_item", "ATL", "ATL-3", {"planned_finish": "2026-04-10", "assignee": "ana"})
NEW_RISK = Draft(
    "create",
    "risk",
    "ATL",
    "",
    {"title": "Tessera delivers late", "category": "external", "probability": 0.4, "impact": 4},
)

CHANGE_SETS: list[list[Draft]] = [
    [BUILD_LATE],
    [NEW_RISK],
    [Draft("update", "work_item", "ATL", "ATL-2", {"status": "done"})],
    [Draft("update", "risk", "ATL", "R-1", {"probability": 0.9, "status": "closed"})],
    [Draft("create", "work_item", "ATL", "new-1", {"title": "E", "type": "epic"}),
     Draft("create", "work_item", "ATL", "new-2", {"title": "S", "type": "story", "parent": "new-1", "acceptance_criteria": ["a"]}),
     Draft("create", "dependency", "ATL", "", {"predecessor": "ATL-3", "successor": "new-2"})],
    [Draft("delete", "dependency", "ATL", "ATL-2>ATL-3:FS")],
    [Draft("update", "allocation", "ATL", "allocation-1", {"percent": 50}),
     Draft("create", "allocation", "ADP", "", {"person": "Ana Silva", "percent": 50, "start": "2026-04-01", "finish": "2026-05-01"})],
    [Draft("update", "issue", "ATL", "I-1", {"status": "resolved", "owner": None}),
     Draft("create", "action", "ATL", "", {"title": "Call", "owner": "Ben", "due": "2026-03-20"})],
    [Draft("update", "project", "ATL", "ATL", {"declared_health": "red", "planned_finish": "2026-05-01"}),
     Draft("update", "dependency", "ATL", "ATL-1>ATL-2:FS", {"lag": 2})],
    [Draft("create", "decision", "ATL", "", {"title": "Go", "options": ["a", "b"]}),
     Draft("create", "change_request", "ATL", "", {"title": "More", "effect_days": 3}),
     Draft("create", "lesson", "ATL", "", {"category": "vendor", "event": "Late", "recommendation": "Ask early"}),
     Draft("delete", "allocation", "ATL", "allocation-1")],
]  # fmt: skip


def records(sessions: sessionmaker[Session]) -> dict[str, list[dict[str, Any]]]:
    """Every row of every record, without versions, proposals and audit."""
    ours = {"proposal", "proposal_project", "audit_entry", "audit_head"}
    with sessions() as session:
        return {
            table.name: [
                {name: value for name, value in row.items() if name != "version"}
                for row in session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            ]
            for table in Base.metadata.sorted_tables
            if table.name not in ours
        }
