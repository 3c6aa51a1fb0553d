"""Proposals inside a person's scope. One that touches a project the person may not see is not there."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.proposals.errors import ConflictError, UnknownRecordError
from leadline.projects.queries.scope import visible
from leadline.projects.tables import Project, Proposal, ProposalProject

STATES = ("pending", "applied", "rejected", "expired", "stale", "undone")


def within(access: Access) -> ColumnElement[bool]:
    hidden = (
        select(ProposalProject.id)
        .join(Project, ProposalProject.project_id == Project.id)
        .where(ProposalProject.proposal_id == Proposal.id, ~visible(access))
    )
    return ~hidden.exists()


def find(session: Session, access: Access, identity: str) -> Proposal:
    """UnknownRecordError for an unknown and for a forbidden one."""
    query = select(Proposal).where(Proposal.id == identity, within(access))
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise UnknownRecordError("There is no such proposal that you can see.", "Look at `leadline proposals`.")
    return found


def starting_with(session: Session, access: Access, start: str) -> list[Proposal]:
    """Those whose id begins so; at most two, to tell one from several."""
    if len(start) < 4:
        return []
    query = select(Proposal).where(Proposal.id.startswith(start, autoescape=True), within(access))
    return list(session.scalars(query.limit(2)))


def pending(session: Session, access: Access, identity: str, seen_hash: str, now: dt.datetime) -> Proposal:
    """The proposal as the person saw it; ConflictError if it is not that any more."""
    proposal = find(session, access, identity)
    if state_of(proposal, now) != "pending":
        raise ConflictError(not_pending(proposal, now), "Ask for the change again if it is still wanted.")
    if proposal.hash != seen_hash:
        raise ConflictError(
            "The proposal was edited after you looked at it; nothing was changed.", "Look at it again, then decide."
        )
    return proposal


def state_of(proposal: Proposal, now: dt.datetime) -> str:
    """A pending proposal whose time is over counts as expired before anyone has written that down."""
    return "expired" if proposal.state == "pending" and proposal.expires_at <= now else proposal.state


def not_pending(proposal: Proposal, now: dt.datetime) -> str:
    state = state_of(proposal, now)
    if state == "expired":
        return f"The proposal expired on {proposal.expires_at:%Y-%m-%d}; nothing was changed."
    told = {"applied": "was already applied", "rejected": "was rejected", "undone": "was undone"}.get(state, "is stale")
    by = f" by {proposal.decided_by_name}" if proposal.decided_by_name and state != "stale" else ""
    return f"The proposal {told}{by}."


def list_proposals(
    session: Session,
    access: Access,
    *,
    states: Sequence[str] = (),
    project: str | None = None,
    thread_id: str | None = None,
    offset: int = 0,
    limit: int = 50,
    now: dt.datetime | None = None,
) -> tuple[list[Proposal], int]:
    """Newest first, and how many there are in all."""
    moment = now or dt.datetime.now(dt.UTC)
    wanted: list[ColumnElement[bool]] = [within(access)]
    if states:
        wanted.append(or_(*(_in_state(state, moment) for state in states)))
    if project:
        touching = select(ProposalProject.proposal_id).join(Project, ProposalProject.project_id == Project.id)
        wanted.append(Proposal.id.in_(touching.where(Project.key == project, visible(access))))
    if thread_id:
        wanted.append(Proposal.thread_id == thread_id)
    total = session.scalar(select(func.count()).select_from(Proposal).where(*wanted)) or 0
    query: Any = select(Proposal).where(*wanted).order_by(Proposal.created_at.desc(), Proposal.id)
    return list(session.scalars(query.offset(offset).limit(limit))), total


def _in_state(state: str, now: dt.datetime) -> ColumnElement[bool]:
    over = and_(Proposal.state == "pending", Proposal.expires_at <= now)
    if state == "pending":
        return and_(Proposal.state == "pending", Proposal.expires_at > now)
    return or_(Proposal.state == state, over) if state == "expired" else Proposal.state == state
