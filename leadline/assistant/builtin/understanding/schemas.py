"""The arguments that a bound tool takes: unknown ones are never sent, closed sets are kept to."""

from collections.abc import Mapping, Sequence
from typing import Any

from langchain_core.tools import BaseTool

Properties = Mapping[str, Mapping[str, Any]]
_known: dict[int, tuple[BaseTool, Properties]] = {}  # the tool is kept so that its id is not given to another


def tool_properties(tools: Sequence[BaseTool | Mapping[str, Any]]) -> dict[str, Properties]:
    """Tool name -> its arguments as JSON-schema properties, with references filled in. Takes tools or OpenAI-style dictionaries."""
    found: dict[str, Properties] = {}
    for tool in tools:
        if isinstance(tool, BaseTool):
            if id(tool) not in _known:
                _known[id(tool)] = (tool, _properties(tool.tool_call_schema))
            found[tool.name] = _known[id(tool)][1]
        else:
            function = tool.get("function", tool)
            found[str(function["name"])] = dict(function.get("parameters", {}).get("properties", {}))
    return found


def _properties(schema: Any) -> Properties:
    document: dict[str, Any] = schema if isinstance(schema, dict) else schema.model_json_schema()
    definitions = document.get("$defs", {})
    return {name: _resolved(value, definitions) for name, value in document.get("properties", {}).items()}


def _resolved(value: Any, definitions: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        if "$ref" in value:
            return _resolved(definitions[value["$ref"].rsplit("/", 1)[-1]], definitions)
        return {key: _resolved(item, definitions) for key, item in value.items()}
    return [_resolved(item, definitions) for item in value] if isinstance(value, list) else value


def fitted(value: Any, wanted: Mapping[str, Any]) -> Any | None:
    """The value as the schema wants it, or None if it does not fit."""
    for option in wanted.get("anyOf", [wanted]):
        found = _fitted(value, option)
        if found is not None:
            return found
    return None


def _fitted(value: Any, option: Mapping[str, Any]) -> Any | None:
    if "enum" in option or "const" in option:
        allowed = option.get("enum", [option.get("const")])
        return value if value in allowed else None
    kind = option.get("type")
    if kind == "array":
        values = value if isinstance(value, list) else [value]
        kept = [fitted(item, option.get("items", {})) for item in values]
        return kept if kept and None not in kept else None
    if isinstance(value, list):
        return _fitted(value[0], option) if value else None
    accepted: dict[Any, tuple[type, ...]] = {
        "string": (str,),
        "integer": (int,),
        "number": (int, float),
        "boolean": (bool,),
        "object": (dict,),
        None: (object,),
    }
    if kind in ("integer", "number") and isinstance(value, bool):
        return None
    return value if isinstance(value, accepted.get(kind, ())) else None
