"""The model-free assistant looks names up itself: hand it the run context as a setting of the call."""

from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse

from leadline.tools.context import Context


class BuiltinContext(AgentMiddleware[Any, Context, Any]):
    async def awrap_model_call(
        self, request: ModelRequest[Context], handler: Callable[[ModelRequest[Context]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any]:
        settings = {**request.model_settings, "leadline_context": request.runtime.context}
        return await handler(request.override(model_settings=settings))
