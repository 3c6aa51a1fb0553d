"""The audit: one row for each thing that happened, each carrying the hash of the one before. Written in the same transaction
as what it tells of; checked row by row by `verify`."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.proposals.operations import canonical, digest
from leadline.projects.tables import AuditEntry, AuditHead, Proposal

START = "0" * 64
_COVERED = tuple(column.key for column in AuditEntry.__table__.columns if column.key != "hash")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it and through which door: "api" (the page too), "cli", "chat" or "assistant"."""

    access: Access
    via: str


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened to one record, or (without a record) to the proposal as a whole."""

    action: str
    project: str | None = None
    record: str | None = None
    key: str | None = None
    changes: Mapping[str, Sequence[Any]] | None = None


def append(session: Session, actor: Actor, proposal: Proposal, happening: Happening, now: dt.datetime) -> None:
    """Add the next row. The row of the head is held until the transaction ends: one chain, no gaps, in order."""
    number, previous = _take_head(session)
    entry = AuditEntry(
        number=number,
        at=now,
        action=happening.action,
        actor=actor.access.user_id,
        actor_name=actor.access.name,
        token=actor.access.credential or None,
        via=actor.via,
        model=proposal.model,
        thread_id=proposal.thread_id,
        turn_id=proposal.turn_id,
        proposal_id=proposal.id,
        proposal_hash=proposal.hash,
        project_key=happening.project,
        record=happening.record,
        record_key=happening.key,
        changes={name: list(pair) for name, pair in (happening.changes or {}).items()},
        reason=proposal.reason,
        documents=[one.get("document_id") for one in proposal.derived_from],
        previous_hash=previous,
        hash="",
    )
    entry.hash = hash_of(entry)
    session.add(entry)
    session.execute(update(AuditHead).where(AuditHead.id == 1).values(hash=entry.hash))
    session.flush()


def _take_head(session: Session) -> tuple[int, str]:
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    session.execute(insert(AuditHead).values(id=1, number=0, hash=START).on_conflict_do_nothing())
    taken = update(AuditHead).where(AuditHead.id == 1).values(number=AuditHead.number + 1)
    number, previous = session.execute(
        taken.returning(AuditHead.number, AuditHead.hash), execution_options={"synchronize_session": False}
    ).one()
    return number, previous


def hash_of(entry: AuditEntry) -> str:
    """Over every column but itself, the hash of the row before among them."""
    told = {name: getattr(entry, name) for name in _COVERED}
    told["at"] = entry.at.astimezone(dt.UTC).isoformat()
    return digest(canonical(told))


@dataclass(frozen=True, slots=True)
class Verdict:
    """`bad`: the number of the first row that does not fit, None when all do; `why` says what is wrong with it."""

    rows: int
    bad: int | None = None
    why: str = ""


def verify(session: Session) -> Verdict:
    """Recompute the whole chain."""
    previous, count = START, 0
    for entry in entries(session):
        count += 1
        if entry.number != count:
            return Verdict(count, count, f"row {count} is missing: the next one is number {entry.number}")
        if entry.previous_hash != previous:
            return Verdict(count, count, f"row {count} does not follow row {count - 1}: one of the two was replaced")
        if entry.hash != hash_of(entry):
            return Verdict(count, count, f"row {count} was changed after it was written")
        previous = entry.hash
    head = session.get(AuditHead, 1, populate_existing=True)
    expected = (head.number, head.hash) if head else (0, START)
    if expected != (count, previous):
        at = min(expected[0], count) + 1 if expected[0] != count else count
        return Verdict(count, at, f"the chain should end at row {expected[0]}, it ends at row {count}")
    return Verdict(count)


def entries(session: Session) -> Iterator[AuditEntry]:
    """All rows in order, a thousand at a time."""
    last = -(2**31)
    while True:
        page = session.scalars(
            select(AuditEntry)
            .where(AuditEntry.number > last)
            .order_by(AuditEntry.number)
            .limit(1000)
            .execution_options(populate_existing=True)
        ).all()
        if not page:
            return
        yield from page
        last = page[-1].number
        session.expunge_all()


def exported(entry: AuditEntry) -> dict[str, Any]:
    told = {name: getattr(entry, name) for name in _COVERED} | {"hash": entry.hash}
    return told | {"at": entry.at.astimezone(dt.UTC).isoformat()}
