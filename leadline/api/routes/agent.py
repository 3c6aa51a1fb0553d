"""`POST /api/agent`: AG-UI 1.0 over SSE. A stream is a view of stored events: `GET .../events` with `Last-Event-ID` resumes it."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Annotated, Any

from ag_ui.core import RunAgentInput
from fastapi import APIRouter, Header
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event

from leadline.api import agui
from leadline.api.errors import ApiError
from leadline.api.named import project_key
from leadline.api.request import Asker, Served
from leadline.assistant.conversations import Conversations
from leadline.projects.access import Access

router = APIRouter(prefix="/api", tags=["chat"])

KEEP_ALIVE_SECONDS = 15.0
_RUN_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_EVENT_ID = re.compile(r"(\d{1,9})(?:\.(\d{1,3}))?")

Position = tuple[int, int]  # number of our event, part of its translation


@router.post("/agent", response_class=StreamingResponse)
async def run_agent(request: RunAgentInput, leadline: Served, access: Asker) -> StreamingResponse:
    """Ask, and stream the answer as AG-UI events. `threadId` may be new or empty; `runId` becomes the id of the turn.

    `forwardedProps`: `project` (key), `attachments` (ids from `POST /api/attachments`), `model` ("builtin" to do without the
    configured one).
    """
    if not _RUN_ID.fullmatch(request.run_id):
        raise ApiError(422, "invalid_request", "runId must be 1 to 64 letters, digits, '-' or '_'.", "Send a UUID.")
    extra = _forwarded(request.forwarded_props)
    turn = await leadline.conversations.start_turn(
        access,
        request.thread_id or None,
        _last_user_text(request),
        project=project_key(leadline, access, extra.get("project")),
        attachments=tuple(extra.get("attachments") or ()),
        model=extra.get("model"),
        turn_id=request.run_id,
    )
    return _response(leadline.conversations, access, turn.turn_id, after=(0, 0))


@router.get("/agent/{run_id}/events", response_class=StreamingResponse)
async def resume(
    run_id: str, leadline: Served, access: Asker, last_event_id: Annotated[str | None, Header()] = None
) -> StreamingResponse:
    """The events of a run after `Last-Event-ID` (from the first without it), then those to come."""
    found = _EVENT_ID.fullmatch(last_event_id or "0")
    if found is None:
        raise ApiError(422, "invalid_request", "Last-Event-ID is not an id that this server has sent.", "Leave it out.")
    leadline.conversations.turn(access, run_id)  # unknown and foreign turns: 404 before the stream begins
    after = (int(found[1]), int(found[2]) if found[2] else 999)
    return _response(leadline.conversations, access, run_id, after=after)


def _response(conversations: Conversations, access: Access, turn_id: str, *, after: Position) -> StreamingResponse:
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    stream = _keep_alive(_events(conversations, access, turn_id, after=after))
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def _events(
    conversations: Conversations, access: Access, turn_id: str, *, after: Position
) -> AsyncIterator[bytes]:
    """Translates from the first event on, so that a resumed stream is the same to the byte; sends what comes after `after`."""
    translator = agui.Translator(turn_id)
    async for number, event in conversations.events(access, turn_id):
        for part, translated in enumerate(translator.translate(event)):
            if (number, part) > after:
                yield format_sse_event(data_str=agui.data(translated), id=f"{number}.{part}")


async def _keep_alive(events: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same with a comment in every long silence, so that no proxy takes the connection for dead."""
    pending = asyncio.ensure_future(anext(events, None))
    try:
        while True:
            done, _ = await asyncio.wait({pending}, timeout=KEEP_ALIVE_SECONDS)
            if not done:
                yield b": still working\n\n"
                continue
            event = pending.result()
            if event is None:
                return
            yield event
            pending = asyncio.ensure_future(anext(events, None))
    finally:
        pending.cancel()


def _forwarded(props: Any) -> dict[str, Any]:
    if props is None:
        return {}
    wanted = {"project": str, "attachments": list, "model": str}
    if not isinstance(props, dict) or any(
        props.get(name) is not None and not isinstance(props[name], kind) for name, kind in wanted.items()
    ):
        raise ApiError(
            422, "invalid_request", "forwardedProps takes project (text), attachments (list) and model (text)."
        )
    if not all(isinstance(item, str) for item in props.get("attachments") or ()):
        raise ApiError(422, "invalid_request", "forwardedProps.attachments takes ids from POST /api/attachments.")
    return props


def _last_user_text(request: RunAgentInput) -> str:
    """The newest user message; earlier ones are on the server already, and what a client says of them is not trusted."""
    for message in reversed(request.messages):
        if message.role == "user":
            if isinstance(message.content, str):
                return message.content
            return "\n".join(part.text for part in message.content if part.type == "text")
    raise ApiError(422, "invalid_request", "There is no user message in `messages`.", "Send one with role 'user'.")
