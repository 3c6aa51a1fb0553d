"""Conversations as rows: threads, turns, the numbered events of a turn, attached documents.

A turn is stored before anything is sent, and every event before anyone sees it: a stream is a view of these rows.
"""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leadline.storage.base import Base


class Thread(Base):
    """One conversation of one person. A deleted one is kept for the audit but shown to nobody."""

    __tablename__ = "thread"
    __table_args__ = (Index("ix_thread_owner_updated_at", "owner", "updated_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200))
    project_key: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]
    deleted: Mapped[bool] = mapped_column(Boolean, default=False)


class Turn(Base):
    """One user message and all that answered it. `messages`: the model's messages of this turn, the history of later ones."""

    __tablename__ = "turn"
    __table_args__ = (UniqueConstraint("thread_id", "number"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    thread_id: Mapped[str] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    question: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20), index=True)  # running, done, failed, interrupted, stopped
    text: Mapped[str] = mapped_column(Text, default="")
    messages: Mapped[list[Any]] = mapped_column(default=list)
    tools: Mapped[list[Any]] = mapped_column(default=list)
    facts: Mapped[list[Any]] = mapped_column(default=list)
    claims: Mapped[list[Any]] = mapped_column(default=list)
    citations: Mapped[list[Any]] = mapped_column(default=list)
    cards: Mapped[list[Any]] = mapped_column(default=list)
    proposals: Mapped[list[Any]] = mapped_column(default=list)
    suggestions: Mapped[list[Any]] = mapped_column(default=list)
    attachments: Mapped[list[Any]] = mapped_column(default=list)  # ids of the documents sent with the message
    model: Mapped[str] = mapped_column(String(200), default="")
    usage: Mapped[dict[str, Any]] = mapped_column(default=dict)
    ms: Mapped[int | None] = mapped_column(Integer)
    error: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]


class Event(Base):
    """One event of a turn, numbered from 1: what a reader who comes back is sent again."""

    __tablename__ = "event"

    turn_id: Mapped[str] = mapped_column(ForeignKey("turn.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    type: Mapped[str] = mapped_column(String(30))
    payload: Mapped[dict[str, Any]]


class Attachment(Base):
    """A document that a person attached to a message, as Markdown. Belongs to its owner, with or without a thread."""

    __tablename__ = "attachment"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(100), index=True)
    thread_id: Mapped[str | None] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    title: Mapped[str] = mapped_column(String(300), default="")
    markdown: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime]


class Allowance(Base):
    """What one person ("*" = everybody together) has used of a day's language-model tokens, reservations included."""

    __tablename__ = "allowance"

    owner: Mapped[str] = mapped_column(String(100), primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    tokens: Mapped[int] = mapped_column(Integer, default=0)
