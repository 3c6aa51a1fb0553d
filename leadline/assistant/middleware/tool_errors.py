"""An exception in a tool is told to the model, with what to try instead; otherwise it would end the whole run."""

from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ToolCallRequest
from langchain_core.messages import ToolMessage
from langgraph.types import Command

from leadline.assistant.defects import log_defect
from leadline.tools.context import Context


class ToolErrors(AgentMiddleware[Any, Context, Any]):
    async def awrap_tool_call(
        self,
        request: ToolCallRequest,
        handler: Callable[[ToolCallRequest], Awaitable[ToolMessage | Command[Any]]],
    ) -> ToolMessage | Command[Any]:
        call = request.tool_call
        try:
            return await handler(request)
        except Exception as error:
            text = _told(error)
            if text is None:
                log_defect("a tool failed", error, tool=call["name"])
                text = (
                    f"{call['name']} failed inside Leadline. Nothing was changed. Do not call it again with the same arguments: "
                    "answer with what the other tools gave, and say that this part could not be looked up."
                )
            return ToolMessage(text, tool_call_id=str(call["id"]), name=call["name"], status="error")


def _told(error: Exception) -> str | None:
    """The words of an error that was written for a reader: it carries `message`, and `hint` where something else can be tried."""
    message = getattr(error, "message", None)
    if not isinstance(message, str):
        return None
    hint = getattr(error, "hint", "")
    return f"{message} {hint}".strip()
