"""Status reports that were kept: drafts, reviewed ones, published ones."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leadline.projects.tables.columns import Id, Word
from leadline.storage.base import Base


class Report(Base):
    """One version for one audience. Its `content` is never changed: another draft is another version.

    `state`: draft | reviewed | published. `content`: the report card, its facts, claims and pictures as they were drafted.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("project_key", "audience", "version"),
        CheckConstraint("state IN ('draft','reviewed','published')", name="state"),
    )
    id: Mapped[Id]
    project_key: Mapped[str] = mapped_column(String(40), index=True)
    audience: Mapped[Word]
    version: Mapped[int]
    since: Mapped[dt.date]
    until: Mapped[dt.date]
    title: Mapped[str] = mapped_column(String(300))
    state: Mapped[Word]
    content: Mapped[dict[str, Any]]
    drafted_by: Mapped[str] = mapped_column(String(100))
    drafted_at: Mapped[dt.datetime]
    reviewed_by: Mapped[str | None] = mapped_column(String(100))
    reviewed_at: Mapped[dt.datetime | None]
    published_by: Mapped[str | None] = mapped_column(String(100))
    published_at: Mapped[dt.datetime | None]
