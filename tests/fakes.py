"""Stand-ins that behave like the real thing and remember what they were sent: a chat model, and a server that speaks OpenAI's HTTP."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from pydantic import Field


class Call:
    """A tool call in a script: `Call("get_budget", project="ATL")`."""

    def __init__(self, name: str, **args: Any) -> None:
        self.name = name
        self.args = args


Reply = str | Call | list[Call] | Exception


class ScriptedModel(BaseChatModel):
    """Gives its replies in order, word by word, and keeps every request in `seen` (messages) and `offered` (tool names)."""

    replies: list[Any]
    seen: list[list[BaseMessage]] = Field(default_factory=list)
    offered: list[list[str]] = Field(default_factory=list)
    settings: list[dict[str, Any]] = Field(default_factory=list)
    gate: Any = None  # an asyncio.Event that is awaited before the last word: a turn that is still running
    model_name: str = "scripted-70b"

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        return self.bind(tool_names=[tool.name for tool in tools if isinstance(tool, BaseTool)], **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        chunks = list(self._chunks(messages, kwargs))
        whole = chunks[0].message
        for chunk in chunks[1:]:
            whole = whole + chunk.message
        return ChatResult(generations=[ChatGeneration(message=whole)])

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        chunks = list(self._chunks(messages, kwargs))
        for place, chunk in enumerate(chunks):
            if self.gate is not None and place == len(chunks) - 1:
                await self.gate.wait()
            await asyncio.sleep(0)
            yield chunk

    def _chunks(self, messages: list[BaseMessage], settings: dict[str, Any]) -> Iterator[ChatGenerationChunk]:
        self.seen.append(messages)
        self.offered.append(settings.pop("tool_names", []))
        self.settings.append(settings)
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        if isinstance(reply, Call):
            reply = [reply]
        if isinstance(reply, str):
            for word in reply.split(" ")[:-1]:
                yield ChatGenerationChunk(message=AIMessageChunk(content=f"{word} "))
            yield ChatGenerationChunk(message=AIMessageChunk(content=reply.split(" ")[-1]))
            return
        calls = [
            tool_call_chunk(name=call.name, args=json.dumps(call.args), id=f"c{len(self.seen)}-{place}", index=place)
            for place, call in enumerate(reply)
        ]
        yield ChatGenerationChunk(message=AIMessageChunk(content="", tool_call_chunks=calls))


class Refusal:
    """An HTTP error in a server's script."""

    def __init__(self, status: int, message: str = "no") -> None:
        self.status = status
        self.message = message


class Hang:
    """The server takes the request and says nothing until it is closed; `after` words if given."""

    def __init__(self, after: str = "") -> None:
        self.after = after


class Drop:
    """The server says a few words and cuts the connection."""

    def __init__(self, after: str) -> None:
        self.after = after


class ScriptedServer:
    """`/v1/chat/completions` on the loopback, streaming. Scripts hold text, `Call`s, `Refusal`, `Hang`, `Drop`.

    `requests` keeps the bodies. Use it as a context manager; `url` is the base URL for a client.
    """

    def __init__(self, *script: Any) -> None:
        self.script = list(script)
        self.requests: list[dict[str, Any]] = []
        self.closing = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                server.requests.append(json.loads(body))
                _play(self, server)

            def log_message(self, format: str, *args: Any) -> None:
                """Quiet: the requests are kept."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def __enter__(self) -> "ScriptedServer":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def _play(handler: BaseHTTPRequestHandler, server: ScriptedServer) -> None:
    step = server.script.pop(0)
    if isinstance(step, Refusal):
        error = json.dumps({"error": {"message": step.message, "type": "error", "code": None}}).encode()
        handler.send_response(step.status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(error)))
        handler.end_headers()
        handler.wfile.write(error)
        return
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    for delta in _deltas(step):
        _send(handler, {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
    if isinstance(step, Hang):
        server.closing.wait()
        return
    if isinstance(step, Drop):
        return
    finish = "stop" if isinstance(step, str) else "tool_calls"
    _send(handler, {"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    _send(handler, {"choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}})
    handler.wfile.write(b"data: [DONE]\n\n")


def _deltas(step: Any) -> Iterator[dict[str, Any]]:
    text = step if isinstance(step, str) else getattr(step, "after", "")
    for place in range(0, len(text), 12):
        yield {"role": "assistant", "content": text[place : place + 12]}
    calls = [step] if isinstance(step, Call) else step if isinstance(step, list) else []
    for place, call in enumerate(calls):
        function = {"name": call.name, "arguments": ""}
        yield {"tool_calls": [{"index": place, "id": f"call_{place}", "type": "function", "function": function}]}
        yield {"tool_calls": [{"index": place, "function": {"arguments": json.dumps(call.args)}}]}


def _send(handler: BaseHTTPRequestHandler, chunk: dict[str, Any]) -> None:
    whole = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", **chunk}
    handler.wfile.write(f"data: {json.dumps(whole)}\n\n".encode())
    handler.wfile.flush()


class ScriptedWriter:
    """A tool's door to a language model: gives its replies in order; keeps what it was asked, the schemas, and (seconds, tokens)."""

    name = "scripted-70b"

    def __init__(self, *replies: dict[str, Any] | Exception) -> None:
        self._replies = list(replies)
        self.asked: list[str] = []
        self.schemas: list[dict[str, Any]] = []
        self.limits: list[tuple[float, int]] = []

    def write(
        self, instructions: str, material: str, schema: dict[str, Any], *, seconds: float, tokens: int
    ) -> dict[str, Any]:
        self.asked.append(material)
        self.schemas.append(schema)
        self.limits.append((seconds, tokens))
        reply = self._replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply
