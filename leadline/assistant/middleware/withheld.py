"""Every tool's answer says what was withheld: see `leadline.tools.withheld`."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, cast

from langchain.agents.middleware import AgentMiddleware, ToolCallRequest
from langchain_core.messages import ToolMessage
from langgraph.types import Command

from leadline.assistant.this_turn import tool_answer
from leadline.tools import withheld
from leadline.tools.context import Context


class Withheld(AgentMiddleware[Any, Context, Any]):
    async def awrap_tool_call(
        self,
        request: ToolCallRequest,
        handler: Callable[[ToolCallRequest], Awaitable[ToolMessage | Command[Any]]],
    ) -> ToolMessage | Command[Any]:
        result = await handler(request)
        context = cast(Context, request.runtime.context)
        if context.access.project_keys is None or not isinstance(result, ToolMessage):
            return result
        answer = tool_answer(result)
        if answer is None:
            return result
        call = request.tool_call
        said = await asyncio.to_thread(withheld.told, answer, context, call["name"], call["args"])
        return result.model_copy(update={"content": said.text, "artifact": said.model_dump(mode="json")})
