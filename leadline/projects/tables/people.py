"""Who may see what: users, their role per project, their API tokens, their sign-ins on the page."""

import datetime as dt

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leadline.projects.tables.columns import Id, Name, ProjectId, Word
from leadline.storage.base import Base


class User(Base):
    """`admin`: sees the whole workspace. `clearances`: fields that no role opens. `subject`: issuer and id at the identity provider."""

    __tablename__ = "app_user"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[Name]
    email: Mapped[Name | None]
    admin: Mapped[bool] = mapped_column(default=False)
    clearances: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    subject: Mapped[str | None] = mapped_column(String(500), index=True)
    disabled: Mapped[bool] = mapped_column(default=False, server_default="0")


class Membership(Base):
    """`role`: viewer | contributor | manager | admin."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "project_id"),)
    id: Mapped[Id]
    user_id: Mapped[str] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    project_id: Mapped[ProjectId]
    role: Mapped[Word]


class ApiToken(Base):
    """Only a hash of the token is kept. `scopes`: read | ask | write."""

    __tablename__ = "api_token"
    id: Mapped[Id]
    user_id: Mapped[str] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    name: Mapped[Name]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    created_at: Mapped[dt.datetime | None]
    expires_at: Mapped[dt.datetime | None]
    revoked_at: Mapped[dt.datetime | None]


class SignIn(Base):
    """A browser that is signed in: only a hash of its cookie is kept. Ends with the token that opened it."""

    __tablename__ = "sign_in"
    id: Mapped[Id]
    user_id: Mapped[str] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    token_id: Mapped[int | None] = mapped_column(ForeignKey("api_token.id", ondelete="CASCADE"), index=True)
    cookie_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
