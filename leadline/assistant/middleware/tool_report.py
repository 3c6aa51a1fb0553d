"""Tell the reader when a tool starts and how it ended, with its time, through the custom stream of the run."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ToolCallRequest
from langchain_core.messages import ToolMessage
from langgraph.config import get_stream_writer
from langgraph.types import Command

from leadline.assistant.events import ToolFinished, ToolStarted
from leadline.assistant.this_turn import tool_answer
from leadline.tools.context import Context


class ToolReport(AgentMiddleware[Any, Context, Any]):
    async def awrap_tool_call(
        self,
        request: ToolCallRequest,
        handler: Callable[[ToolCallRequest], Awaitable[ToolMessage | Command[Any]]],
    ) -> ToolMessage | Command[Any]:
        write = get_stream_writer()
        call = request.tool_call
        write(ToolStarted(call_id=str(call["id"]), name=call["name"], args=call["args"]))
        begun = time.perf_counter()
        result = await handler(request)
        ms = round((time.perf_counter() - begun) * 1000)
        if isinstance(result, ToolMessage):
            write(_finished(result, call["name"], ms))
        return result


def _finished(message: ToolMessage, name: str, ms: int) -> ToolFinished:
    answer = tool_answer(message)
    if answer is None:
        status = "error" if message.status == "error" else "ok"
        return ToolFinished.model_validate(
            {"call_id": message.tool_call_id, "name": name, "status": status, "ms": ms, "summary": _line(message.text)}
        )
    first = answer.sentences[0].text if answer.sentences else answer.text
    return ToolFinished(
        call_id=message.tool_call_id,
        name=name,
        status=answer.status,
        ms=ms,
        total=answer.total,
        shown=answer.shown,
        withheld=answer.withheld,
        summary=_line(first),
    )


def _line(text: str, limit: int = 200) -> str:
    line = " ".join(text.replace("**", "").split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
