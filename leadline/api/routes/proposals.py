"""Proposed changes: look at them, decide about them. Every decision carries the hash that the person saw."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from leadline.api.errors import body
from leadline.api.request import Asker, Limit, Offset, Served, demand
from leadline.projects.access import Role
from leadline.projects.proposals import finding
from leadline.projects.proposals.audit import Actor
from leadline.projects.proposals.decisions import Decision
from leadline.projects.proposals.history import history
from leadline.projects.proposals.views import view

router = APIRouter(prefix="/api", tags=["proposals"])

State = Literal["pending", "applied", "rejected", "expired", "stale", "undone"]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="the hash of the proposal as the person saw it")]
Number = Annotated[int, Field(ge=1, le=200)]


class Seen(BaseModel):
    model_config = ConfigDict(extra="forbid")
    hash: Hash


class Approval(Seen):
    operations: Annotated[
        list[Number] | None,
        Field(min_length=1, max_length=200, description="numbers of the accepted operations; leave out for all"),
    ] = None


class Edit(Seen):
    changes: Annotated[
        dict[Number, dict[str, Any]],
        Field(min_length=1, max_length=200, description="operation number -> field -> new value"),
    ]


@router.get("/proposals")
def list_proposals(
    leadline: Served,
    access: Asker,
    state: Annotated[list[State] | None, Query()] = None,
    project: Annotated[str | None, Query(max_length=40)] = None,
    thread_id: Annotated[str | None, Query(max_length=64)] = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Newest first."""
    with leadline.sessions() as session:
        found, total = finding.list_proposals(
            session,
            access,
            states=state or (),
            project=project,
            thread_id=thread_id,
            offset=offset,
            limit=limit,
        )
        items = [view(one) for one in found]
    return {"items": items, "total": total, "offset": offset, "limit": limit}


@router.get("/proposals/{proposal_id}")
def read_proposal(proposal_id: str, leadline: Served, access: Asker) -> dict[str, Any]:
    with leadline.sessions() as session:
        return view(finding.find(session, access, proposal_id))


@router.post("/proposals/{proposal_id}/approve", response_model=None)
def approve(proposal_id: str, approval: Approval, leadline: Served, access: Asker) -> dict[str, Any] | JSONResponse:
    """Apply it, or only the named operations, once. 409 when it is stale, edited or decided, with both values."""
    decision = Decision("approve", proposal_id, approval.hash, only=approval.operations)
    return _decided(leadline, access, decision)


@router.post("/proposals/{proposal_id}/reject", response_model=None)
def reject(proposal_id: str, seen: Seen, leadline: Served, access: Asker) -> dict[str, Any] | JSONResponse:
    return _decided(leadline, access, Decision("reject", proposal_id, seen.hash))


@router.post("/proposals/{proposal_id}/undo", response_model=None)
def undo(proposal_id: str, seen: Seen, leadline: Served, access: Asker) -> dict[str, Any] | JSONResponse:
    """Bring every record of it back to its earlier state. 409 with what others changed meanwhile."""
    return _decided(leadline, access, Decision("undo", proposal_id, seen.hash))


@router.post("/proposals/{proposal_id}/edit", response_model=None)
def edit(proposal_id: str, change: Edit, leadline: Served, access: Asker) -> dict[str, Any] | JSONResponse:
    """Other values for single operations; the answer carries the new hash."""
    return _decided(leadline, access, Decision("edit", proposal_id, change.hash, changes=dict(change.changes)))


@router.get("/projects/{project_key}/history/{record}/{record_key}")
def record_history(project_key: str, record: str, record_key: str, leadline: Served, access: Asker) -> dict[str, Any]:
    """Who changed this record, when, why, through which model and turn. Oldest first."""
    demand(access, project_key, Role.VIEWER)
    with leadline.sessions() as session:
        items = history(session, access, record, project_key, record_key)
    return {"items": items, "total": len(items), "offset": 0, "limit": len(items)}


def _decided(leadline: Served, access: Asker, decision: Decision) -> dict[str, Any] | JSONResponse:
    answer = leadline.decisions.decide(Actor(access, "api"), decision)
    if answer.done:
        return {**answer.proposal, "message": answer.message}
    error = body("conflict", answer.message, "Nothing was changed. Look at the proposal as it stands now.")
    error["error"]["conflicts"] = answer.conflicts
    return JSONResponse({**error, "proposal": answer.proposal}, answer.status)
