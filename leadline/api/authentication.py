"""Who sends a request. Decided once, here, before any route runs: `request.state.asker` is what every door works with.

`local`: the one user of this machine. `token`, `oidc`: a Bearer token, or the cookie of a sign-in on the page. A write that came with a
cookie must prove that it came from our own page (Origin or Sec-Fetch-Site): a foreign page can make a browser send the cookie.
"""

import asyncio
import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session, sessionmaker
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from leadline.api.errors import ApiError
from leadline.api.security import WRITES
from leadline.projects.access import LOCAL_USER, Access
from leadline.projects.members import Holder, holder_of_cookie, holder_of_token

COOKIE = "leadline_session"
ASKING = ("/api/ask", "/api/agent", "/api/attachments", "/api/threads", "/api/turns", "/v1/", "/mcp")
SIGN_IN = ApiError(401, "not_signed_in", "Sign in first.", "Send 'Authorization: Bearer <token>', or open /sign-in.")


@dataclass(frozen=True, slots=True)
class Asker:
    """The outcome: a person, or why not."""

    access: Access | None
    refusal: ApiError | None = None


class Authentication:
    """Puts the asker into `request.state`. Refuses nothing itself: what is open to everybody stays open."""

    def __init__(self, app: ASGIApp, sessions: sessionmaker[Session], *, local: bool) -> None:
        self.app, self.sessions, self.local = app, sessions, local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope.setdefault("state", {})["asker"] = await self._asker(scope)
        await self.app(scope, receive, send)

    async def _asker(self, scope: Scope) -> Asker:
        if self.local:
            return Asker(LOCAL_USER)
        connection = HTTPConnection(scope)
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        cookie = connection.cookies.get(COOKIE)
        if scheme.lower() == "bearer" and token.strip():
            holder = await asyncio.to_thread(self._holder, token.strip(), False)
        elif cookie:
            holder = await asyncio.to_thread(self._holder, cookie, True)
            if scope["method"] in WRITES and not from_own_page(connection.headers):
                return Asker(
                    None, ApiError(403, "cross_origin", "Writes are accepted from this server's own page only.")
                )
        else:
            return Asker(None, SIGN_IN)
        if holder is None:
            return Asker(None, SIGN_IN)
        needed = scope_needed(scope["method"], scope["path"])
        if needed not in holder.scopes:
            return Asker(
                None, ApiError(403, "token_scope", f"This token is not good for '{needed}'.", "Use another one.")
            )
        return Asker(holder.access)

    def _holder(self, secret: str, is_cookie: bool) -> Holder | None:
        now = dt.datetime.now(dt.UTC)
        with self.sessions() as session:
            return (
                holder_of_cookie(session, secret, now=now) if is_cookie else holder_of_token(session, secret, now=now)
            )


def from_own_page(headers: Headers) -> bool:
    """The guard has already refused a foreign Origin; here one of the two marks of our own page must be there."""
    return bool(headers.get("origin")) or headers.get("sec-fetch-site") == "same-origin"


def scope_needed(method: str, path: str) -> str:
    """`read` for what changes nothing, `ask` for conversations, `write` for the rest (documents, approvals, settings)."""
    if path.startswith(ASKING):
        return "ask" if method in WRITES else "read"
    return "write" if method in WRITES else "read"
