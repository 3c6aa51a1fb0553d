"""Changes that wait for a person, what was decided about them, and the chained record of everything that was changed."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leadline.projects.tables.columns import Id, Name, ProjectId, Word
from leadline.storage.base import Base


class Proposal(Base):
    """`operations`: the canonical list that `hash` is computed from; the only thing that can be applied.

    `state`: pending | applied | rejected | expired | stale | undone. `decisions`: per operation "applied" | "rejected", once
    decided. `written`: what applying did to each row, the recipe of undo. `conflicts`: both values, when stale or undo refused.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("state IN ('pending','applied','rejected','expired','stale','undone')", name="state"),
        Index("ix_proposal_state_created_at", "state", "created_at"),
    )
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    state: Mapped[Word] = mapped_column(default="pending")
    hash: Mapped[str] = mapped_column(String(64))
    title: Mapped[Name]
    reason: Mapped[str | None] = mapped_column(Text)
    operations: Mapped[list[Any]]
    consequences: Mapped[list[Any]] = mapped_column(default=list)
    duplicates: Mapped[list[Any]] = mapped_column(default=list)
    derived_from: Mapped[list[Any]] = mapped_column(default=list)
    decisions: Mapped[list[Any]] = mapped_column(default=list)
    written: Mapped[list[Any]] = mapped_column(default=list)
    conflicts: Mapped[list[Any]] = mapped_column(default=list)
    proposed_by: Mapped[str] = mapped_column(String(100))
    proposed_by_name: Mapped[Name]
    thread_id: Mapped[str | None] = mapped_column(String(64), index=True)
    turn_id: Mapped[str | None] = mapped_column(String(64), index=True)
    model: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    decided_at: Mapped[dt.datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(100))
    decided_by_name: Mapped[Name | None]


class ProposalProject(Base):
    """The projects that a proposal touches: who may not see all of them does not see it."""

    __tablename__ = "proposal_project"
    __table_args__ = (UniqueConstraint("proposal_id", "project_id"),)
    id: Mapped[Id]
    proposal_id: Mapped[str] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), index=True)
    project_id: Mapped[ProjectId]


class AuditEntry(Base):
    """One thing that happened. `hash` covers every other column and `previous_hash`, so that a changed row breaks the chain.

    `action`: proposed | edited | create | update | delete | rejected | expired | stale | undone. `changes`: field -> [before, after].
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_record", "project_key", "record", "record_key"),)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    action: Mapped[Word]
    actor: Mapped[str] = mapped_column(String(100))
    actor_name: Mapped[Name]
    token: Mapped[str | None] = mapped_column(String(100))
    via: Mapped[Word]
    model: Mapped[str | None] = mapped_column(String(200))
    thread_id: Mapped[str | None] = mapped_column(String(64))
    turn_id: Mapped[str | None] = mapped_column(String(64))
    proposal_id: Mapped[str] = mapped_column(String(36), index=True)
    proposal_hash: Mapped[str] = mapped_column(String(64))
    project_key: Mapped[Word | None]
    record: Mapped[Word | None]
    record_key: Mapped[str | None] = mapped_column(String(100))
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reason: Mapped[str | None] = mapped_column(Text)
    documents: Mapped[list[Any]] = mapped_column(default=list)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class AuditHead(Base):
    """The one row (id 1) that says where the chain ends: locked while an entry is added, and proof against a cut-off end."""

    __tablename__ = "audit_head"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
