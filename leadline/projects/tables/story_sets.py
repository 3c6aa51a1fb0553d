"""Story sets: drafts of one person, outside the backlog until a proposal takes them there."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from leadline.storage.base import Base


class StorySetRecord(Base):
    """Belongs to whoever drafted it. `highest_story`: the highest story number ever given, so that none is used twice."""

    __tablename__ = "story_set"
    __table_args__ = (Index("ix_story_set_owner_updated_at", "owner", "updated_at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(100))
    thread_id: Mapped[str] = mapped_column(String(64), default="", index=True)
    project_key: Mapped[str | None] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(300))
    version: Mapped[int] = mapped_column(Integer)
    highest_story: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]


class StorySetVersion(Base):
    """One state of a set, never changed. `came_from`: the version that undo goes back to; None = the first."""

    __tablename__ = "story_set_version"

    set_id: Mapped[str] = mapped_column(ForeignKey("story_set.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    came_from: Mapped[int | None] = mapped_column(Integer)
    instruction: Mapped[str] = mapped_column(Text)
    change: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any]]
    created_at: Mapped[dt.datetime]
