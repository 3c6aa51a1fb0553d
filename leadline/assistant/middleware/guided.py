"""A weak model is led to the tools: the model-free assistant chooses the first calls of a turn, the model goes on from there.

Models of a few billion parameters answer "how is Harbor doing?" from their own imagination, or call the wrong tool with made-up
arguments. What they can do is put a result into words.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage
from langchain_core.tools import BaseTool

from leadline.assistant.this_turn import this_turn
from leadline.tools.context import Context


class Guided(AgentMiddleware[Any, Context, Any]):
    """Where the model-free assistant would not call a tool either (small talk, a question back), the model is asked as ever."""

    async def awrap_model_call(
        self, request: ModelRequest[Context], handler: Callable[[ModelRequest[Context]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any]:
        if not this_turn(request.messages):
            chosen = await asyncio.to_thread(_first_calls, request)
            if chosen.tool_calls:
                return ModelResponse(result=[chosen])
        return await handler(request)


def _first_calls(request: ModelRequest[Context]) -> AIMessage:
    from leadline.assistant.builtin.model import BuiltinChatModel

    tools = [tool for tool in request.tools if isinstance(tool, BaseTool)]
    return BuiltinChatModel().invoke(request.messages, tools=tools, leadline_context=request.runtime.context)
