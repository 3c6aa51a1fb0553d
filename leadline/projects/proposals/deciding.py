"""A person decides about a proposal. No tool and no model reaches this module: an import contract keeps it so."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from leadline.projects.access import Role
from leadline.projects.proposals import applying, audit, finding
from leadline.projects.proposals.audit import Actor, Happening
from leadline.projects.proposals.errors import ConflictError, InvalidValuesError
from leadline.projects.proposals.operations import Operation, hash_of
from leadline.projects.proposals.permission import require
from leadline.projects.tables import Proposal


@dataclass(frozen=True, slots=True)
class Outcome:
    """`done`: what was asked for happened. Else `message` says why not, with both values in `conflicts`; commit it all the same:
    that the proposal turned stale or expired is written down too."""

    proposal: Proposal
    done: bool
    message: str
    conflicts: list[dict[str, Any]] = field(default_factory=list)


def approve(
    session: Session,
    actor: Actor,
    identity: str,
    seen_hash: str,
    *,
    only: Collection[int] | None = None,
    today: dt.date,
    now: dt.datetime | None = None,
) -> Outcome:
    """Apply the proposal as the person saw it, once. `only`: numbers of the accepted operations (from 1); the others are rejected.

    Raises ConflictError (not pending, or edited since), NotPermittedError, UnknownRecordError, InvalidValuesError. Roll back then.
    """
    moment = now or dt.datetime.now(dt.UTC)
    proposal = finding.find(session, actor.access, identity)
    every = [Operation.from_json(one) for one in proposal.operations]
    require(actor.access, {one.project for one in every}, Role.MANAGER, "approve changes")
    if _take(session, identity, seen_hash, "applied", actor, moment, unexpired=True) is None:
        return _refused(session, actor, identity, seen_hash, moment)
    session.refresh(proposal)
    every = [Operation.from_json(one) for one in proposal.operations]
    if hash_of(identity, every) != seen_hash:
        raise ConflictError(
            "The stored operations do not match their hash; nothing was changed.", "Tell an administrator."
        )
    numbers = _chosen(every, only)
    accepted = [every[number - 1] for number in numbers]
    conflicts = applying.conflicts_with(session, actor.access, accepted)
    if conflicts:
        return _stale(session, actor, proposal, conflicts, moment)
    written = applying.apply(session, actor.access, accepted, moment, today)
    proposal.written = written
    proposal.decisions = ["applied" if number in numbers else "rejected" for number in range(1, len(every) + 1)]
    proposal.conflicts = []
    for operation, entry in zip(accepted, written, strict=True):
        _record(session, actor, proposal, operation, entry["key"], moment)
    session.flush()
    return Outcome(proposal, True, _applied(written, len(every)))


def reject(session: Session, actor: Actor, identity: str, seen_hash: str, *, now: dt.datetime | None = None) -> Outcome:
    """Put it aside for good. Whoever may propose in its projects may reject."""
    moment = now or dt.datetime.now(dt.UTC)
    proposal = finding.find(session, actor.access, identity)
    require(actor.access, {one["project"] for one in proposal.operations}, Role.CONTRIBUTOR, "reject changes")
    if _take(session, identity, seen_hash, "rejected", actor, moment) is None:
        return _refused(session, actor, identity, seen_hash, moment)
    session.refresh(proposal)
    proposal.decisions = ["rejected" for _ in proposal.operations]
    audit.append(session, actor, proposal, Happening("rejected"), moment)
    return Outcome(proposal, True, "Rejected; nothing was changed.")


def _take(
    session: Session,
    identity: str,
    seen_hash: str,
    state: str,
    actor: Actor,
    now: dt.datetime,
    *,
    unexpired: bool = False,
) -> str | None:
    """The one conditional statement that decides who was first."""
    claim = update(Proposal).where(Proposal.id == identity, Proposal.state == "pending", Proposal.hash == seen_hash)
    if unexpired:
        claim = claim.where(Proposal.expires_at > now)
    claim = claim.values(
        state=state, decided_at=now, decided_by=actor.access.user_id, decided_by_name=actor.access.name
    )
    return session.execute(
        claim.returning(Proposal.id), execution_options={"synchronize_session": False}
    ).scalar_one_or_none()


def _refused(session: Session, actor: Actor, identity: str, seen_hash: str, now: dt.datetime) -> Outcome:
    proposal = finding.find(session, actor.access, identity)
    if finding.state_of(proposal, now) == "expired" and proposal.state == "pending":
        closed = update(Proposal).where(Proposal.id == identity, Proposal.state == "pending")
        done: Any = session.execute(closed.values(state="expired", decided_at=now))
        if done.rowcount == 1:
            session.refresh(proposal)
            audit.append(session, actor, proposal, Happening("expired"), now)
    if proposal.state == "pending" and proposal.hash != seen_hash:
        message = "The proposal was edited after you looked at it; nothing was changed. Look at it again, then decide."
        return Outcome(proposal, False, message)
    return Outcome(proposal, False, finding.not_pending(proposal, now), list(proposal.conflicts))


def _stale(
    session: Session, actor: Actor, proposal: Proposal, conflicts: list[dict[str, Any]], now: dt.datetime
) -> Outcome:
    proposal.state, proposal.conflicts = "stale", conflicts
    session.flush()
    changes = {f"{one['key']}: {one['field']}": (one["expected"], one["now"]) for one in conflicts}
    audit.append(session, actor, proposal, Happening("stale", changes=changes), now)
    told = "; ".join(
        f"{one['key']} {one['field'].replace('_', ' ')}: proposed from {_shown(one['expected'])}, "
        f"now {_shown(one['now'])}"
        for one in conflicts[:5]
    )
    message = (
        f"The records were changed since the proposal was made ({told}); nothing was applied. Ask for the change again."
    )
    return Outcome(proposal, False, message, conflicts)


def _chosen(operations: Sequence[Operation], only: Collection[int] | None) -> list[int]:
    """The accepted numbers in order. A change that needs a rejected one is refused with what to do."""
    if only is None:
        return list(range(1, len(operations) + 1))
    unknown = sorted(set(only) - set(range(1, len(operations) + 1)))
    if unknown or not only:
        which = f"There is no change number {unknown[0]}" if unknown else "No change was chosen"
        raise InvalidValuesError([f"{which}; the proposal has {len(operations)}, counted from 1."])
    numbers = sorted(set(only))
    made = {one.key: number for number, one in enumerate(operations, 1) if one.op == "create" and one.key}
    for number in numbers:
        for value in operations[number - 1].after.values():
            if isinstance(value, str) and value in made and made[value] not in numbers:
                raise InvalidValuesError(
                    [f"Change {number} needs change {made[value]} (it refers to that new record). Accept both."]
                )
    return numbers


def _record(
    session: Session, actor: Actor, proposal: Proposal, operation: Operation, key: str, now: dt.datetime
) -> None:
    names = {**operation.before, **operation.after}
    changes = {name: (operation.before.get(name), operation.after.get(name)) for name in names}
    happening = Happening(operation.op, operation.project, operation.record, key, changes)
    audit.append(session, actor, proposal, happening, now)


def _applied(written: Sequence[dict[str, Any]], total: int) -> str:
    verbs = {"create": "created", "update": "changed", "delete": "removed"}
    told = ", ".join(f"{entry['key']} {verbs[entry['op']]}" for entry in written[:8])
    if len(written) > 8:
        told += f" and {len(written) - 8} more"
    left = total - len(written)
    return f"Applied: {told}." + (f" {left} of {total} changes were left out." if left else "")


def _shown(value: Any) -> str:
    return "empty" if value is None else str(value)
