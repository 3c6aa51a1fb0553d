"""A POST may be sent again with the same `Idempotency-Key`: it is done once, and answered the same each time.

The key belongs to the asker. With another path or body it is refused (422), while the first is still running it has to wait (409).
A streamed answer is not kept: its turn is (`GET /api/agent/{run_id}/events`). An answer of 5xx is forgotten, so that it can be tried again.
"""

import asyncio
import datetime as dt
import hashlib

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leadline.api.authentication import Asker
from leadline.api.errors import body as error_body
from leadline.api.tables import IdempotentRequest

HEADER = "idempotency-key"
MOST_KEY_CHARACTERS = 200
KEPT = dt.timedelta(days=1)
GIVEN_UP = dt.timedelta(minutes=15)  # the process that worked on it has died: longer than any request takes
MOST_KEPT_BYTES = 4 * 1024 * 1024


class Idempotency:
    """Around the routes, inside authentication: the asker is known."""

    def __init__(self, app: ASGIApp, sessions: sessionmaker[Session]) -> None:
        self.app, self.sessions = app, sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = Headers(scope=scope).get(HEADER) if scope["type"] == "http" and scope["method"] == "POST" else None
        asker: Asker | None = scope.get("state", {}).get("asker") if key is not None else None
        if key is None or asker is None or asker.access is None:
            await self.app(scope, receive, send)
            return
        if not 1 <= len(key) <= MOST_KEY_CHARACTERS:
            refusal = JSONResponse(error_body("invalid_request", "An Idempotency-Key has 1 to 200 characters."), 422)
            await refusal(scope, receive, send)
            return
        content = await _read(receive)
        digest = hashlib.sha256(
            b"\n".join((scope["path"].encode(), scope.get("query_string", b""), content))
        ).hexdigest()
        earlier = await asyncio.to_thread(self._claim, asker.access.user_id, key, digest)
        if isinstance(earlier, Response):
            await earlier(scope, receive, send)
            return
        answer = _Answer(send)
        try:
            await self.app(scope, _replayed(content, receive), answer)
        finally:
            await asyncio.shield(asyncio.to_thread(self._keep, earlier, answer))

    def _claim(self, owner: str, key: str, digest: str) -> int | Response:
        """The id of the row that this request may work under, or the answer that stands already."""
        now = dt.datetime.now(dt.UTC)
        row = IdempotentRequest(owner=owner, key=key, request_hash=digest, created_at=now)
        try:
            with self.sessions.begin() as session:
                abandoned = IdempotentRequest.status.is_(None) & (IdempotentRequest.created_at < now - GIVEN_UP)
                session.execute(
                    delete(IdempotentRequest).where(abandoned | (IdempotentRequest.created_at < now - KEPT))
                )
                session.add(row)
                session.flush()
                return row.id
        except IntegrityError:
            with self.sessions() as session:
                mine = IdempotentRequest.owner == owner, IdempotentRequest.key == key
                return _earlier(session.scalars(select(IdempotentRequest).where(*mine)).one_or_none(), digest)

    def _keep(self, row_id: int, answer: "_Answer") -> None:
        with self.sessions.begin() as session:
            mine = IdempotentRequest.id == row_id
            if answer.status is None or answer.status >= 500 or answer.status in (401, 403, 429):
                session.execute(delete(IdempotentRequest).where(mine))
                return
            kept = None if answer.streamed else bytes(answer.content)
            values = {"status": answer.status, "content_type": answer.content_type, "body": kept}
            session.execute(update(IdempotentRequest).where(mine).values(**values))


class _Answer:
    """Passes the answer on, and remembers it."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.status: int | None = None
        self.content_type = ""
        self.content = bytearray()
        self.streamed = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = int(message["status"])
            self.content_type = MutableHeaders(scope=message).get("content-type", "")
            self.streamed = self.content_type.startswith("text/event-stream")
        elif not self.streamed:
            self.content += message.get("body", b"")
            self.streamed = len(self.content) > MOST_KEPT_BYTES
        await self.send(message)


def _earlier(row: IdempotentRequest | None, digest: str) -> Response:
    if row is None or (row.status is None and row.request_hash == digest):
        told = error_body("busy", "The same request is still being worked on.", "Wait, then send it again.")
        return JSONResponse(told, 409, {"Retry-After": "2"})
    if row.request_hash != digest:
        told = error_body("key_reused", "This Idempotency-Key came with another request.", "Use a new key.")
        return JSONResponse(told, 422)
    if row.body is None:
        told = error_body(
            "already_done", "This was answered already, as a stream.", "Read the turn: GET /api/agent/{id}/events."
        )
        return JSONResponse(told, 409)
    headers = {"Idempotency-Replayed": "true", "Content-Type": row.content_type}
    return Response(row.body, row.status or 200, headers)


async def _read(receive: Receive) -> bytes:
    content = bytearray()
    while True:
        message = await receive()
        content += message.get("body", b"")
        if message["type"] != "http.request" or not message.get("more_body"):
            return bytes(content)


def _replayed(content: bytes, receive: Receive) -> Receive:
    sent = False

    async def replayed() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": content, "more_body": False}

    return replayed
