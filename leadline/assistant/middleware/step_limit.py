"""A turn ends: after `MOST_STEPS` - 1 model calls no more tools are offered, after `MOST_STEPS` or its tokens the run stops."""

from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse, hook_config
from langgraph.runtime import Runtime

from leadline.assistant.this_turn import steps, this_turn, tokens_used
from leadline.tools.context import Context

MOST_STEPS = 8
MOST_TOOL_CALLS = 12


class StepLimit(AgentMiddleware[Any, Context, Any]):
    """`turn_tokens`: no further model call once the calls before have used this many; None = no limit."""

    def __init__(self, turn_tokens: int | None = None) -> None:
        super().__init__()
        self.turn_tokens = turn_tokens

    @hook_config(can_jump_to=["end"])
    def before_model(self, state: Any, runtime: Runtime[Context]) -> dict[str, Any] | None:
        """Without an answer of the model the reply is put together from the tools' sentences."""
        messages = this_turn(state["messages"])
        spent = self.turn_tokens is not None and tokens_used(messages) >= self.turn_tokens
        return {"jump_to": "end"} if spent or steps(messages) >= MOST_STEPS else None

    async def awrap_model_call(
        self, request: ModelRequest[Context], handler: Callable[[ModelRequest[Context]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any]:
        if steps(this_turn(request.messages)) >= MOST_STEPS - 1:
            request = request.override(tools=[])
        return await handler(request)
