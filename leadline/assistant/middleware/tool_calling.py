"""How a language model calls tools: natively, repaired from its text, or as JSON steps under a schema."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, SystemMessage
from langchain_core.tools import BaseTool

from leadline.assistant import json_steps
from leadline.assistant.models import ToolMode, model_name
from leadline.assistant.text_calls import calls_in, looks_like_call
from leadline.tools.context import Context

Handler = Callable[[ModelRequest[Context]], Awaitable[ModelResponse[Any]]]

log = structlog.get_logger()

OPENAI = "openai-chat"  # asked by name: the client takes most of a second to import, and most users have none

# Up to about 4 billion parameters native tool calls were garbled in every model tried.
WEAK = re.compile(r"(?<![\d.])[0-3](\.\d+)?b\b|tinyllama|smollm|^local$", re.IGNORECASE)


class ToolCalling(AgentMiddleware[Any, Context, Any]):
    """One instance serves one model: what it learns about the model (native calls come back as text) holds for later turns."""

    def __init__(self, mode: ToolMode, model: BaseChatModel) -> None:
        super().__init__()
        self.by_json = mode == "json" or (mode == "auto" and is_weak(model))
        self.may_change = mode == "auto"

    async def awrap_model_call(self, request: ModelRequest[Context], handler: Handler) -> ModelResponse[Any]:
        if self.by_json:
            return await self._step(request, handler)
        response = await handler(request)
        reply = _reply(response)
        if reply is None or reply.tool_calls:
            return response
        calls = calls_in(reply.text, {tool.name for tool in _tools(request)})
        if not calls and not looks_like_call(reply.text):
            return response
        if self.may_change:
            self.by_json = True
            log.info(
                "the model writes tool calls as text; using JSON steps from now on", model=model_name(request.model)
            )
        if calls:
            return ModelResponse(result=[json_steps.with_calls(reply, calls)])
        return await self._step(request, handler) if self.may_change else response

    async def _step(self, request: ModelRequest[Context], handler: Handler) -> ModelResponse[Any]:
        tools = _tools(request)
        system = (request.system_message.text if request.system_message else "") + json_steps.instructions(tools)
        response = await handler(
            request.override(
                tools=[],
                messages=json_steps.as_steps(request.messages),
                system_message=SystemMessage(system),
                model_settings={**request.model_settings, **_settings(request.model, tools)},
            )
        )
        reply = _reply(response)
        return response if reply is None else ModelResponse(result=[json_steps.read_step(reply, tools)])


def _settings(model: BaseChatModel, tools: list[BaseTool]) -> dict[str, Any]:
    form = json_steps.response_format(tools)
    # In the body as it is: given as an argument, the client would parse and check the reply itself and fail on a cut one.
    return {"extra_body": {"response_format": form}} if model._llm_type == OPENAI else {"response_format": form}


def is_weak(model: BaseChatModel) -> bool:
    """A model that was seen to garble native tool calls, by its name."""
    return bool(WEAK.search(model_name(model)))


def _tools(request: ModelRequest[Context]) -> list[BaseTool]:
    return [tool for tool in request.tools if isinstance(tool, BaseTool)]


def _reply(response: ModelResponse[Any]) -> AIMessage | None:
    return next((message for message in response.result if isinstance(message, AIMessage)), None)
