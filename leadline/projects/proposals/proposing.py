"""Making a proposal: the only thing that an assistant can do about a record. Nothing is changed here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from leadline.projects.access import Access, Role
from leadline.projects.proposals import audit
from leadline.projects.proposals.audit import Actor, Happening
from leadline.projects.proposals.consequences import consequences_of
from leadline.projects.proposals.duplicates import duplicates_of
from leadline.projects.proposals.errors import ConflictError, InvalidValuesError, NothingToChangeError
from leadline.projects.proposals.finding import pending
from leadline.projects.proposals.operations import Draft, Operation, hash_of
from leadline.projects.proposals.permission import require
from leadline.projects.proposals.preparing import prepare
from leadline.projects.proposals.records import RECORDS
from leadline.projects.tables import Project, Proposal, ProposalProject

LIVES = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a document that led to the proposal."""

    document_id: str
    title: str
    quote: str

    def to_json(self) -> dict[str, str]:
        return {"document_id": self.document_id, "title": self.title, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a proposal comes from: conversation, model, the reason in words, and the sentences it was derived from."""

    via: str = "assistant"
    reason: str | None = None
    derived_from: tuple[Quote, ...] = ()
    thread_id: str | None = None
    turn_id: str | None = None
    model: str | None = None


def propose(
    session: Session,
    access: Access,
    drafts: Sequence[Draft],
    *,
    today: dt.date,
    title: str = "",
    origin: Origin = Origin(),
    lives: dt.timedelta = LIVES,
    now: dt.datetime | None = None,
) -> Proposal:
    """Check the wishes and keep them as one pending proposal; the caller commits.

    Raises InvalidValuesError, UnknownRecordError, NothingToChangeError, NotPermittedError (the asker may not even propose).
    """
    operations = prepare(session, access, drafts, today)
    keys = sorted({one.project for one in operations})
    require(access, keys, Role.CONTRIBUTOR, "propose changes")
    moment = now or dt.datetime.now(dt.UTC)
    identity = str(uuid4())
    proposal = Proposal(
        id=identity,
        state="pending",
        hash=hash_of(identity, operations),
        title=(title or headline(operations))[:200],
        reason=origin.reason,
        operations=[one.to_json() for one in operations],
        consequences=consequences_of(session, access, operations, today),
        duplicates=duplicates_of(session, access, operations),
        derived_from=[quote.to_json() for quote in origin.derived_from],
        decisions=[],
        written=[],
        conflicts=[],
        proposed_by=access.user_id,
        proposed_by_name=access.name,
        thread_id=origin.thread_id,
        turn_id=origin.turn_id,
        model=origin.model,
        created_at=moment,
        expires_at=moment + lives,
    )
    session.add(proposal)
    session.flush()
    ids = session.scalars(select(Project.id).where(Project.key.in_(keys)))
    session.add_all(ProposalProject(proposal_id=identity, project_id=project) for project in ids)
    actor = Actor(access, origin.via)
    audit.append(session, actor, proposal, Happening("proposed", project=keys[0] if len(keys) == 1 else None), moment)
    return proposal


def edit(
    session: Session,
    actor: Actor,
    identity: str,
    seen_hash: str,
    changes: dict[int, dict[str, Any]],
    *,
    today: dt.date,
    now: dt.datetime | None = None,
) -> Proposal:
    """Change wished values of single operations (numbered from 1). What results has a new hash: earlier views cannot approve it."""
    moment = now or dt.datetime.now(dt.UTC)
    proposal = pending(session, actor.access, identity, seen_hash, moment)
    operations = [Operation.from_json(one) for one in proposal.operations]
    require(actor.access, {one.project for one in operations}, Role.CONTRIBUTOR, "change proposals")
    unknown = sorted(set(changes) - set(range(1, len(operations) + 1)))
    if unknown:
        raise InvalidValuesError([f"There is no change number {unknown[0]}; there are {len(operations)}."])
    drafts = [_edited(one, changes.get(number, {})) for number, one in enumerate(operations, 1)]
    fresh = prepare(session, actor.access, drafts, today)
    if len(fresh) != len(operations):
        raise NothingToChangeError("One of the changes would change nothing any more.", "Reject that change instead.")
    # an edit changes what is wished, not what it is compared with: a record changed meanwhile stays a conflict
    edited = tuple(replace(new, base_version=old.base_version) for new, old in zip(fresh, operations, strict=True))
    new_hash = hash_of(identity, edited)
    changed = session.execute(
        update(Proposal)
        .where(Proposal.id == identity, Proposal.state == "pending", Proposal.hash == seen_hash)
        .values(
            hash=new_hash,
            operations=[one.to_json() for one in edited],
            consequences=consequences_of(session, actor.access, edited, today),
            duplicates=duplicates_of(session, actor.access, edited),
        )
        .returning(Proposal.id),
        execution_options={"synchronize_session": False},
    ).first()
    if changed is None:
        raise ConflictError("The proposal was changed or decided meanwhile.", "Look at it again.")
    session.refresh(proposal)
    audit.append(session, actor, proposal, Happening("edited"), moment)
    return proposal


def _edited(operation: Operation, values: dict[str, Any]) -> Draft:
    after = operation.after | values
    return Draft(operation.op, operation.record, operation.project, operation.key, after)


def headline(operations: Sequence[Operation]) -> str:
    """What the proposal does, in a line."""
    first = operations[0]
    name = f"{first.key} {first.title}" if first.key and not first.key.startswith("new-") else first.title
    verb = {"create": "New", "update": "Change", "delete": "Remove"}[first.op]
    more = f" and {len(operations) - 1} more" if len(operations) > 1 else ""
    return f"{verb} {RECORDS[first.record].label}: {name.strip()}{more}"
