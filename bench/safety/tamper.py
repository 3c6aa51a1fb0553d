"""Somebody with the database in hand changes, removes, adds or swaps a row of the audit: is the row named?"""

import random
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session, sessionmaker

from leadline.projects.proposals import audit
from leadline.projects.tables import AuditEntry, AuditHead

TEXTS = ("actor", "actor_name", "action", "reason", "model", "turn_id", "record_key", "proposal_hash", "via", "hash")


def tamper(sessions: sessionmaker[Session], times: int, seed: int = 1) -> int:
    """How many of the manipulations were found, each at the row that was touched."""
    chance = random.Random(seed)
    ways: tuple[Callable[[Session, random.Random, int], tuple[int, ...]], ...] = (_edit, _changes, _remove, _cut, _swap)
    found = 0
    for number in range(times):
        with sessions() as session:
            count = audit.verify(session).rows
            session.rollback()
            expected = ways[number % len(ways)](session, chance, count)
            found += audit.verify(session).bad in expected
            session.rollback()
    return found


def _edit(session: Session, chance: random.Random, count: int) -> tuple[int, ...]:
    number = chance.randint(1, count)
    session.execute(update(AuditEntry).where(AuditEntry.number == number).values({chance.choice(TEXTS): "forged"}))
    return (number,)


def _changes(session: Session, chance: random.Random, count: int) -> tuple[int, ...]:
    number = chance.randint(1, count)
    session.execute(update(AuditEntry).where(AuditEntry.number == number).values(changes={"title": ["a", "forged"]}))
    return (number,)


def _remove(session: Session, chance: random.Random, count: int) -> tuple[int, ...]:
    number = chance.randint(1, count)
    session.execute(delete(AuditEntry).where(AuditEntry.number == number))
    return (number,)


def _cut(session: Session, chance: random.Random, count: int) -> tuple[int, ...]:
    """The end of the chain, with the latest changes, is cut off."""
    number = chance.randint(2, count)
    session.execute(delete(AuditEntry).where(AuditEntry.number >= number))
    return (number,)


def _swap(session: Session, chance: random.Random, count: int) -> tuple[int, ...]:
    """A row is replaced by one whose own hash is right, as a careful forger would."""
    number = chance.randint(1, count)
    row = session.scalars(select(AuditEntry).where(AuditEntry.number == number)).one()
    told: dict[str, Any] = {column.key: getattr(row, column.key) for column in AuditEntry.__table__.columns}
    session.expunge(row)
    forged = AuditEntry(**told | {"actor_name": "Somebody else"})
    told |= {"actor_name": "Somebody else", "hash": audit.hash_of(forged)}
    session.execute(delete(AuditEntry).where(AuditEntry.number == number))
    session.execute(insert(AuditEntry).values(**told))
    head = session.scalars(select(AuditHead.number)).one()
    return (number,) if number == head else (number + 1,)
