"""Offer only the most likely tools: a small model reads a short list faster and chooses better from it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage
from langchain_core.tools import BaseTool

from leadline.assistant.this_turn import question_of
from leadline.tools.context import Context

Rank = Callable[[str], Sequence[str]]  # a question -> tool names, most likely first


def likely_tools(question: str) -> Sequence[str]:
    """The ranking of the model-free assistant. Imported at first use: its reader loads an embedding."""
    from leadline.assistant.builtin.model import rank_tools

    return rank_tools(question)


class Shortlist(AgentMiddleware[Any, Context, Any]):
    """The `size` most likely tools for the question, and those already used in this conversation, in the order of the registry."""

    def __init__(self, size: int, rank: Rank) -> None:
        super().__init__()
        self.size = size
        self.rank = rank

    async def awrap_model_call(
        self, request: ModelRequest[Context], handler: Callable[[ModelRequest[Context]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any]:
        likely = set(list(self.rank(question_of(request.messages)))[: self.size])
        used = {
            call["name"]
            for message in request.messages
            if isinstance(message, AIMessage)
            for call in message.tool_calls
        }
        offered: list[BaseTool | dict[str, Any]] = [
            tool for tool in request.tools if isinstance(tool, BaseTool) and tool.name in likely | used
        ]
        return await handler(request.override(tools=offered or request.tools))
