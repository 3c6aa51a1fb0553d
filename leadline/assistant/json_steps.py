"""Tool calling without native tool calls: one step at a time, as JSON under a schema that the server enforces.

A step is either `{"action": <tool>, "args": {...}}` or `{"action": "answer", "text": "..."}`. Small local models that garble native
tool calls do this well, because the server lets them write nothing else.
"""

import json
import re
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from langchain_core.utils.json_schema import dereference_refs

from leadline.assistant.text_calls import calls_in

ANSWER = "answer"
INSTRUCTIONS = """

You work in steps. Each reply is one JSON object and nothing else.
To call a tool: {"step": {"action": "<tool>", "args": {...}}}. You are then shown its result.
To answer the user: {"step": {"action": "answer", "text": "<your answer in Markdown>"}}.
Call a tool before you state any figure; when you have its result, answer.

The tools:
"""


def response_format(tools: Sequence[BaseTool]) -> dict[str, Any]:
    """The `response_format` of a request: the union of the tools' arguments and the answer."""
    steps = [_object(action={"const": tool.name}, args=_bare(_arguments(tool))) for tool in tools]
    steps.append(_object(action={"const": ANSWER}, text={"type": "string"}))
    return {"type": "json_schema", "json_schema": {"name": "step", "schema": _object(step={"anyOf": steps})}}


def instructions(tools: Sequence[BaseTool]) -> str:
    """What is added to the system prompt: how to step, and the tools with their arguments."""
    lines = [
        f"- {tool.name}: {tool.description}\n  args: {json.dumps(_arguments(tool)['properties'])}" for tool in tools
    ]
    return INSTRUCTIONS + "\n".join(lines)


def as_steps(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The messages as plain question and answer: calls as the JSON they would have been, results as messages of the user."""
    results = {m.tool_call_id: m for m in messages if isinstance(m, ToolMessage)}
    plain: list[AnyMessage] = []
    for message in messages:
        if isinstance(message, ToolMessage):
            continue
        if not isinstance(message, AIMessage) or not message.tool_calls:
            plain.append(message)
            continue
        for call in message.tool_calls:
            plain.append(AIMessage(json.dumps({"step": {"action": call["name"], "args": call["args"]}})))
            if result := results.get(str(call["id"])):
                plain.append(HumanMessage(f"Result of {call['name']}:\n{result.text}"))
    return plain


def read_step(reply: AIMessage, tools: Sequence[BaseTool]) -> AIMessage:
    """The reply as an answer or a call. What cannot be read is an empty answer: the turn then answers without the model."""
    text = reply.text.strip()
    calls = calls_in(text, {tool.name for tool in tools})
    if calls:
        return with_calls(reply, calls[:1])
    return reply.model_copy(update={"content": _answer(text), "tool_calls": []})


def with_calls(reply: AIMessage, calls: Sequence[tuple[str, dict[str, Any]]]) -> AIMessage:
    made = [{"name": name, "args": args, "id": f"call_{uuid4().hex[:12]}", "type": "tool_call"} for name, args in calls]
    return reply.model_copy(update={"content": "", "tool_calls": made, "invalid_tool_calls": []})


def _answer(text: str) -> str:
    try:
        value = json.loads(text, strict=False)
    except ValueError:
        return _cut_answer(text)
    step = value.get("step", value) if isinstance(value, dict) else None
    return str(step.get("text", "")) if isinstance(step, dict) else ""


def _cut_answer(text: str) -> str:
    """The answer of a reply that ended at the token limit; a reply in plain words is the answer itself."""
    if not text.startswith(("{", "[", "```")):
        return text
    match = re.search(r'"text"\s*:\s*"((?:[^"\\]|\\.)*)', text)
    if match is None:
        return ""
    try:
        return f"{json.loads(chr(34) + match[1] + chr(34), strict=False)} … (cut off)"
    except ValueError:
        return ""


def _arguments(tool: BaseTool) -> dict[str, Any]:
    flat = dereference_refs(convert_to_openai_tool(tool)["function"]["parameters"])
    return {key: value for key, value in flat.items() if key in ("type", "properties", "required")} | {
        "properties": flat.get("properties", {})
    }


def _bare(schema: Any) -> Any:
    """The schema without prose: servers turn it into a grammar."""
    if isinstance(schema, list):
        return [_bare(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    bare = {
        key: _bare(item) for key, item in schema.items() if key not in ("title", "description", "default", "examples")
    }
    if "properties" in schema:  # an argument may itself be called title or description
        bare["properties"] = {name: _bare(item) for name, item in schema["properties"].items()}
        bare["additionalProperties"] = False
    return bare


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
