"""Rows of the edge itself: requests that may be repeated without being done twice."""

import datetime as dt

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leadline.projects.tables.columns import Id
from leadline.storage.base import Base


class IdempotentRequest(Base):
    """A POST that came with an `Idempotency-Key`, and what was answered. `status` NULL = still being worked on."""

    __tablename__ = "idempotent_request"
    __table_args__ = (UniqueConstraint("owner", "key"),)
    id: Mapped[Id]
    owner: Mapped[str] = mapped_column(String(100))
    key: Mapped[str] = mapped_column(String(200))
    request_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None]
    content_type: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[dt.datetime] = mapped_column(index=True)
