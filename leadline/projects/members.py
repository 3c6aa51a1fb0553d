"""Users, what they may see, and their tokens. Functions on a session; whoever opened it commits.

A secret (token, cookie) is 256 random bits, shown once; the database keeps its SHA-256. A fast hash is right here: there is nothing to
guess in a random secret, unlike in a password.
"""

import datetime as dt
import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from leadline.projects.access import Access, Clearance, Role
from leadline.projects.tables import ApiToken, Membership, Project, SignIn, User

SCOPES: Final = ("read", "ask", "write")
TOKEN_PREFIX: Final = "lead_"  # lets a secret scanner recognise a token that leaked
TOKEN_DAYS: Final = 90
MOST_TOKEN_DAYS: Final = 366
SIGN_IN_HOURS: Final = 12
_USER_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")


class MemberError(Exception):
    """What was asked about users cannot be done; the message is for the person who asked."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds a valid secret: who it is, and what the secret is good for."""

    access: Access
    scopes: frozenset[str]
    token_id: int | None
    expires_at: dt.datetime | None


def add_user(
    session: Session,
    user_id: str,
    name: str,
    *,
    email: str | None = None,
    admin: bool = False,
    clearances: Iterable[Clearance] = (),
) -> User:
    if not _USER_ID.fullmatch(user_id) or user_id == "local":
        raise MemberError(
            f"'{user_id[:80]}' is no user id: use lower-case letters, digits, dot, dash ('local' is taken)."
        )
    if session.get(User, user_id) is not None:
        raise MemberError(f"There is already a user '{user_id}'.")
    user = User(id=user_id, name=name, email=email, admin=admin, clearances=sorted(clearances))
    session.add(user)
    session.flush()
    return user


def find_user(session: Session, user_id: str) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise MemberError(f"There is no user '{user_id[:80]}'. `leadline users list` shows who there is.")
    return user


def grant(session: Session, user_id: str, project_key: str, role: Role | None) -> None:
    """Give the role on the project, in place of the one held before; None takes it away."""
    find_user(session, user_id)
    project_id = session.scalar(select(Project.id).where(Project.key == project_key.upper()))
    if project_id is None:
        raise MemberError(f"There is no project '{project_key[:40]}'.")
    session.execute(delete(Membership).where(Membership.user_id == user_id, Membership.project_id == project_id))
    if role is not None:
        session.add(Membership(user_id=user_id, project_id=project_id, role=role))
        session.flush()


def issue_token(
    session: Session,
    user_id: str,
    name: str,
    *,
    now: dt.datetime,
    days: int = TOKEN_DAYS,
    scopes: Sequence[str] = SCOPES,
) -> str:
    """A new token, in clear: the only time that anybody sees it."""
    if unknown := sorted(set(scopes) - set(SCOPES)):
        raise MemberError(f"Unknown scope {', '.join(unknown)}: use {', '.join(SCOPES)}.")
    if not 1 <= days <= MOST_TOKEN_DAYS:
        raise MemberError(f"A token lasts 1 to {MOST_TOKEN_DAYS} days.")
    find_user(session, user_id)
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    session.add(
        ApiToken(
            user_id=user_id,
            name=name[:200],
            token_hash=digest(token),
            scopes=[scope for scope in SCOPES if scope in scopes],
            created_at=now,
            expires_at=now + dt.timedelta(days=days),
        )
    )
    session.flush()
    return token


def revoke(session: Session, user_id: str, name: str | None, *, now: dt.datetime) -> int:
    """Revoke the tokens of that name (None = all), and end the sign-ins they opened; how many tokens were revoked."""
    find_user(session, user_id)
    which = [ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None)]
    if name is not None:
        which.append(ApiToken.name == name)
    found = list(session.scalars(select(ApiToken.id).where(*which)))
    session.execute(update(ApiToken).where(ApiToken.id.in_(found)).values(revoked_at=now))
    session.execute(delete(SignIn).where(SignIn.token_id.in_(found)))
    if name is None:
        session.execute(delete(SignIn).where(SignIn.user_id == user_id))
    return len(found)


def holder_of_token(session: Session, token: str, *, now: dt.datetime) -> Holder | None:
    """Whose valid token this is; None for an unknown, expired or revoked one, or a disabled user."""
    row = session.execute(
        select(ApiToken, User).join(User, User.id == ApiToken.user_id).where(ApiToken.token_hash == digest(token))
    ).one_or_none()
    if row is None or not _valid(row[0], now) or row[1].disabled:
        return None
    held, user = row
    return Holder(access_of(session, user, held.name), frozenset(held.scopes), held.id, held.expires_at)


def open_sign_in(session: Session, user_id: str, *, now: dt.datetime, holder: Holder | None = None) -> str:
    """The cookie of a new sign-in. It lasts no longer than the token that opened it."""
    cookie = secrets.token_urlsafe(32)
    ends = now + dt.timedelta(hours=SIGN_IN_HOURS)
    if holder is not None and holder.expires_at is not None:
        ends = min(ends, holder.expires_at)
    session.execute(delete(SignIn).where(SignIn.expires_at < now))
    session.add(
        SignIn(
            user_id=user_id,
            token_id=holder.token_id if holder else None,
            cookie_hash=digest(cookie),
            created_at=now,
            expires_at=ends,
        )
    )
    return cookie


def holder_of_cookie(session: Session, cookie: str, *, now: dt.datetime) -> Holder | None:
    row = session.execute(
        select(SignIn, User, ApiToken)
        .join(User, User.id == SignIn.user_id)
        .outerjoin(ApiToken, ApiToken.id == SignIn.token_id)
        .where(SignIn.cookie_hash == digest(cookie))
    ).one_or_none()
    if row is None or row[0].expires_at <= now or row[1].disabled:
        return None
    signed_in, user, token = row
    if token is not None and not _valid(token, now):
        return None
    scopes = frozenset(token.scopes) if token is not None else frozenset(SCOPES)
    return Holder(access_of(session, user, "page"), scopes, signed_in.token_id, signed_in.expires_at)


def close_sign_in(session: Session, cookie: str) -> None:
    session.execute(delete(SignIn).where(SignIn.cookie_hash == digest(cookie)))


def user_of_identity(session: Session, subject: str, email: str | None) -> User | None:
    """The user of an identity provider's account: by its subject, at the first time by its verified e-mail address."""
    user = session.scalars(select(User).where(User.subject == subject, User.disabled.is_(False))).one_or_none()
    if user is not None or not email:
        return user
    unbound = select(User).where(User.email == email.lower(), User.subject.is_(None), User.disabled.is_(False))
    found = list(session.scalars(unbound))
    if len(found) != 1:
        return None
    found[0].subject = subject
    return found[0]


def access_of(session: Session, user: User, credential: str) -> Access:
    roles = {
        key: Role(role)
        for key, role in session.execute(
            select(Project.key, Membership.role)
            .join(Membership, Membership.project_id == Project.id)
            .where(Membership.user_id == user.id)
        )
    }
    known = frozenset(Clearance)
    clearances = frozenset(Clearance(word) for word in user.clearances if word in known)
    return Access(user.id, user.name, everything=user.admin, roles=roles, clearances=clearances, credential=credential)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _valid(token: ApiToken, now: dt.datetime) -> bool:
    return token.revoked_at is None and (token.expires_at is None or token.expires_at > now)
