"""Who may see what: users, their role per project, their API tokens."""

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leadline.projects.tables.columns import Id, Name, ProjectId, Word
from leadline.storage.base import Base


class User(Base):
    __tablename__ = "app_user"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[Name]
    email: Mapped[Name | None]
    admin: Mapped[bool] = mapped_column(default=False)


class Membership(Base):
    """`role`: viewer | contributor | manager | admin."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "project_id"),)
    id: Mapped[Id]
    user_id: Mapped[str] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    project_id: Mapped[ProjectId]
    role: Mapped[Word]


class ApiToken(Base):
    """Only a hash of the token is kept."""

    __tablename__ = "api_token"
    id: Mapped[Id]
    user_id: Mapped[str] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    name: Mapped[Name]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[dt.datetime | None]
    revoked_at: Mapped[dt.datetime | None]
