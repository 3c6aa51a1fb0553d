"""A tool called by another program instead of by our agent: same tools, same access, no conversation."""

from typing import Any

from langchain.tools import ToolRuntime
from langchain_core.messages import ToolMessage
from langchain_core.tools import BaseTool
from pydantic import BaseModel, ValidationError

from leadline.api.wiring import Leadline
from leadline.projects.access import Access
from leadline.tools.answer import ToolAnswer
from leadline.tools.context import Context
from leadline.tools.registry import TOOLS
from leadline.tools.withheld import told


class ToolCallError(Exception):
    """The call cannot be made; the message says what is wrong with it."""


def schema(tool: BaseTool) -> dict[str, Any]:
    """The arguments as JSON schema, without what the server fills in."""
    form = tool.tool_call_schema
    if isinstance(form, dict):
        return dict(form)
    assert issubclass(form, BaseModel)
    return form.model_json_schema()


def call(leadline: Leadline, access: Access, name: str, args: dict[str, Any]) -> ToolAnswer:
    """ToolCallError for an unknown tool or wrong arguments."""
    tool = next((each for each in TOOLS if each.name == name), None)
    if tool is None:
        raise ToolCallError(f"There is no tool '{name[:80]}'. Tools: {', '.join(each.name for each in TOOLS)}.")
    unknown = set(args) - set(schema(tool).get("properties", {}))
    if unknown:
        raise ToolCallError(f"{name} takes no argument {', '.join(sorted(unknown))[:200]}.")
    context = Context(access, leadline.settings.current_date(), leadline.sessions, leadline.library)
    runtime: ToolRuntime[Context] = ToolRuntime(
        state={}, context=context, config={}, stream_writer=lambda _: None, tool_call_id="call", store=None
    )
    try:
        message = tool.invoke({"type": "tool_call", "id": "call", "name": name, "args": {**args, "runtime": runtime}})
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise ToolCallError(f"{name}: {problems[:500]}") from None
    except Exception as error:  # an error of the domain is written for whoever asked; the rest is a defect
        if not hasattr(error, "message"):
            raise
        raise ToolCallError(f"{error.message} {getattr(error, 'hint', '') or ''}".strip()) from None
    assert isinstance(message, ToolMessage)
    return told(ToolAnswer.model_validate(message.artifact), context, name, args)
