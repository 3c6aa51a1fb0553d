"""The same tool with the same arguments again gives the same answer: do not run it, and have the model answer now.

Seen with small models: one repeated the same call until its steps were used up.
"""

import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse, ToolCallRequest
from langchain_core.messages import AIMessage, AnyMessage, ToolCall, ToolMessage
from langgraph.types import Command

from leadline.assistant.this_turn import MARK, this_turn
from leadline.tools.context import Context

REPEATED = "repeated"


class DuplicateCalls(AgentMiddleware[Any, Context, Any]):
    async def awrap_tool_call(
        self,
        request: ToolCallRequest,
        handler: Callable[[ToolCallRequest], Awaitable[ToolMessage | Command[Any]]],
    ) -> ToolMessage | Command[Any]:
        call = request.tool_call
        if not is_repeated(call, request.state["messages"]):
            return await handler(request)
        text = f"You have already called {call['name']} with these arguments. Its answer stands above: write your answer now."
        return ToolMessage(
            text, tool_call_id=str(call["id"]), name=call["name"], additional_kwargs={MARK: REPEATED}, status="error"
        )

    async def awrap_model_call(
        self, request: ModelRequest[Context], handler: Callable[[ModelRequest[Context]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any]:
        if has_repeated(request.messages):
            request = request.override(tools=[], messages=without_repeats(request.messages))
        return await handler(request)


def has_repeated(messages: Sequence[AnyMessage]) -> bool:
    return any(is_repeat_notice(message) for message in this_turn(messages))


def without_repeats(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The messages as if the repeated calls had not been made: a small model gave the notice about them as its answer."""
    repeated = {
        message.tool_call_id for message in messages if isinstance(message, ToolMessage) and is_repeat_notice(message)
    }
    kept: list[AnyMessage] = []
    for message in messages:
        if isinstance(message, ToolMessage) and message.tool_call_id in repeated:
            continue
        if isinstance(message, AIMessage) and any(call["id"] in repeated for call in message.tool_calls):
            calls = [call for call in message.tool_calls if call["id"] not in repeated]
            if calls:
                kept.append(message.model_copy(update={"tool_calls": calls}))
            continue
        kept.append(message)
    return kept


def is_repeat_notice(message: AnyMessage) -> bool:
    return isinstance(message, ToolMessage) and message.additional_kwargs.get(MARK) == REPEATED


def is_repeated(call: ToolCall, messages: Sequence[AnyMessage]) -> bool:
    """True if an earlier call of this turn has the same name and arguments."""
    for earlier in _calls(this_turn(messages)):
        if earlier["id"] == call["id"]:
            return False
        if _key(earlier) == _key(call):
            return True
    return False


def _calls(messages: Sequence[AnyMessage]) -> Iterator[ToolCall]:
    for message in messages:
        if isinstance(message, AIMessage):
            yield from message.tool_calls


def _key(call: ToolCall) -> tuple[str, str]:
    return call["name"], json.dumps(call["args"], sort_keys=True, default=str)
