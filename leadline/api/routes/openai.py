"""`/v1/chat/completions`, `/v1/models`: the same conversation for programs that speak OpenAI's protocol.

Such a client sends the whole conversation each time and knows no thread. Its last question and answer tell which thread goes on; what it
claims was said before is not trusted. Tools, system messages and sampling settings are ours to choose and are ignored.
"""

import json
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from leadline.api.errors import ApiError
from leadline.api.request import Asker, Served
from leadline.assistant import events
from leadline.assistant.conversations import Conversations
from leadline.projects.access import Access

router = APIRouter(prefix="/v1", tags=["openai"])

OURS = "leadline"  # the configured model behind one name, so that clients need not change when the setting does
BUILTIN = "builtin"


class Message(BaseModel):
    model_config = ConfigDict(extra="ignore")
    role: Annotated[str, Field(max_length=40)]
    content: str | list[dict[str, Any]] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(str(part.get("text", "")) for part in self.content if part.get("type") == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    model_config = ConfigDict(extra="ignore")
    include_usage: bool | None = False


class Completion(BaseModel):
    model_config = ConfigDict(extra="ignore")
    model: Annotated[str, Field(max_length=200)] = OURS
    messages: Annotated[list[Message], Field(min_length=1, max_length=2000)]
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: Literal[1] | None = None


@router.get("/models")
def models(leadline: Served, access: Asker) -> dict[str, Any]:
    names = dict.fromkeys((OURS, leadline.conversations.model, BUILTIN))
    return {
        "object": "list",
        "data": [{"id": name, "object": "model", "created": 0, "owned_by": OURS} for name in names],
    }


@router.post("/chat/completions", response_model=None)
async def complete(asked: Completion, leadline: Served, access: Asker) -> dict[str, Any] | StreamingResponse:
    """One turn, whole or as `chat.completion.chunk` events. `leadline` in the answer names its thread and turn, facts and claims."""
    conversations = leadline.conversations
    question, before = _question(asked.messages)
    thread = conversations.thread_of(access, *before) if before else None
    model = None if asked.model == OURS else asked.model
    turn = await conversations.start_turn(access, thread, question, model=model)
    head = {"id": f"chatcmpl-{turn.turn_id}", "created": int(time.time()), "model": asked.model}
    if asked.stream:
        with_usage = bool(asked.stream_options and asked.stream_options.include_usage)
        chunks = _chunks(conversations, access, turn.turn_id, head, with_usage)
        return StreamingResponse(chunks, media_type="text/event-stream", headers={"Cache-Control": "no-store"})
    async for _, event in conversations.events(access, turn.turn_id):
        match event:
            case events.Done():
                return head | _whole(event.turn)
            case events.Failed():
                raise ApiError(502, event.code, event.message, event.hint)
            case events.Stopped():
                return head | _whole(event.turn)
    raise ApiError(500, "interrupted", "The server stopped while this was being answered.", "Ask again.")


async def _chunks(
    conversations: Conversations, access: Access, turn_id: str, head: dict[str, Any], with_usage: bool
) -> AsyncIterator[str]:
    """What was sent cannot be taken back here: a replaced text is sent as a correction below what it replaces."""
    sent = ""
    yield _chunk(head, {"role": "assistant", "content": ""})
    async for _, event in conversations.events(access, turn_id):
        piece = ""
        match event:
            case events.TextDelta():
                piece = event.text
            case events.TextReplaced():
                piece = (
                    event.text.removeprefix(sent) if event.text.startswith(sent) else f"\n\nCorrected:\n\n{event.text}"
                )
            case events.Failed():
                yield f"data: {json.dumps({'error': {'code': event.code, 'message': event.message, 'hint': event.hint}})}\n\n"
            case events.Done() | events.Stopped():
                if doubt := _doubt(event.turn):
                    yield _chunk(head, {"content": doubt})
                yield _chunk(head, {}, finish="stop", leadline=_origin(event.turn))
                if with_usage:
                    yield _data(head | {"object": "chat.completion.chunk", "choices": [], "usage": _usage(event.turn)})
        if piece:
            sent += piece
            yield _chunk(head, {"content": piece})
    yield "data: [DONE]\n\n"


def _chunk(head: dict[str, Any], delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return _data(head | {"object": "chat.completion.chunk", "choices": [choice]} | more)


def _data(value: dict[str, Any]) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"


def _whole(turn: dict[str, Any]) -> dict[str, Any]:
    message = {"role": "assistant", "content": turn["text"] + _doubt(turn)}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return {"object": "chat.completion", "choices": [choice], "usage": _usage(turn), "leadline": _origin(turn)}


def _doubt(turn: dict[str, Any]) -> str:
    """The page marks a figure without a source; plain text has to say it."""
    doubtful = dict.fromkeys(claim["text"] for claim in turn["claims"] if claim["status"] == "unsupported")
    return f"\n\n(No source was found for: {', '.join(doubtful)}.)" if doubtful else ""


def _origin(turn: dict[str, Any]) -> dict[str, Any]:
    return {
        name: turn[name] for name in ("thread_id", "message_id", "tools", "facts", "claims", "citations", "proposals")
    }


def _usage(turn: dict[str, Any]) -> dict[str, int]:
    """Zero for the built-in assistant: no language model was used."""
    told = turn["usage"]
    asked, written = int(told.get("input_tokens", 0)), int(told.get("output_tokens", 0))
    return {"prompt_tokens": asked, "completion_tokens": written, "total_tokens": asked + written}


def _question(messages: list[Message]) -> tuple[str, tuple[str, str] | None]:
    """The last user message, and the exchange before it as (question, answer)."""
    if messages[-1].role != "user":
        raise ApiError(422, "invalid_request", "The last of `messages` must have the role 'user'.")
    said = [message for message in messages[:-1] if message.role in ("user", "assistant")]
    if len(said) >= 2 and (said[-2].role, said[-1].role) == ("user", "assistant"):
        return messages[-1].text, (said[-2].text, said[-1].text)
    return messages[-1].text, None
