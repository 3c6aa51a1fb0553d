"""Tool calls that a model wrote as text: find them and make them calls.

Seen with llama.cpp servers and small models: fenced JSON, doubled braces, `{"name", "arguments"}` and its many cousins, lists of
them, Python calls. Only tools that exist are taken for calls; any other JSON is somebody's answer.
"""

import ast
import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

NAME_KEYS = ("name", "tool", "tool_name", "function", "function_name", "action", "recipient_name")
ARGUMENT_KEYS = ("arguments", "args", "parameters", "params", "input", "action_input", "tool_input", "kwargs")
LIST_KEYS = ("tool_calls", "calls", "tools", "actions")
FENCE = re.compile(r"```[\w-]*\s*\n?(.*?)(?:```|\Z)", re.DOTALL)
TAG = re.compile(r"<(tool_call|function_call|tool|tools)>(.*?)(?:</\1>|\Z)", re.DOTALL)
REACT = re.compile(r"Action:\s*([\w.]+)\s*\n\s*Action Input:\s*(.+)", re.DOTALL)
OPENINGS = ("{", "[", "```", "<tool", "<function", "Action:")

OPENING = re.compile(r"[{\[]")
MOST_TRIES = 20  # brackets to begin at: a reply of brackets alone must not keep us busy

Call = tuple[str, dict[str, Any]]


def may_become_call(text: str) -> bool:
    """True while the beginning of a reply could still turn out to be a tool call: hold it back from the reader."""
    start = text.lstrip()
    return not start or any(start.startswith(opening) or opening.startswith(start) for opening in OPENINGS)


def looks_like_call(text: str) -> bool:
    """True if a reply reads like a tool call, also one that cannot be read as such."""
    start = text.lstrip()
    if not start.startswith(OPENINGS):
        return False
    return any(f'"{key}"' in text or f"'{key}'" in text or f"{key}=" in text for key in (*NAME_KEYS, *LIST_KEYS))


def calls_in(text: str, tools: Collection[str]) -> list[Call]:
    """The tool calls written in a text, in order; empty if there are none of `tools`."""
    if not any(tool in text for tool in tools):
        return []
    if match := REACT.search(text):
        return _from_pair(match[1], next(_values(match[2]), match[2]), tools)
    for part in _parts(text):
        found = [call for value in _values(part) for call in _from_value(value, tools)]
        if found := found or _from_python(part, tools):
            return found
    return []


def _parts(text: str) -> Iterator[str]:
    """Where a call may stand, the likeliest place first: fences and tags, then the whole text."""
    for match in FENCE.finditer(text):
        yield match[1]
    for match in TAG.finditer(text):
        yield match[2]
    yield text


def _values(text: str) -> Iterator[Any]:
    """The JSON or Python values that stand in a text, outermost only."""
    place = 0
    for _ in range(MOST_TRIES):
        match = OPENING.search(text, place)
        if match is None:
            return
        value, place = _value_at(text, match.start())
        if value is not None:
            yield value


def _value_at(text: str, start: int) -> tuple[Any, int]:
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        pass
    end = _closing(text, start)
    piece = text[start:end]
    for candidate in (piece, piece.replace("{{", "{").replace("}}", "}"), _balanced(piece)):
        value = _lenient(candidate)
        if value is not None:
            return value, end
    return None, start + 1


def _lenient(text: str) -> Any:
    """JSON with trailing commas, or a Python literal (single quotes, True, None)."""
    try:
        return json.loads(re.sub(r",\s*([}\]])", r"\1", text), strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        value = ast.literal_eval(text)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    return value if isinstance(value, (dict, list)) else None


def _balanced(text: str) -> str:
    """Doubled braces made single only on the outside: `{{"a": {"b": 1}}}` has inner braces that must stay."""
    while text.startswith("{{") and text.endswith("}}"):
        text = text[1:-1]
    return text


def _closing(text: str, start: int) -> int:
    """The place after the bracket that closes the one at `start`, strings left out; the end of the text if it is never closed."""
    depth, quote, place = 0, "", start
    while place < len(text):
        char = text[place]
        if quote:
            if char == "\\":
                place += 1
            elif char == quote:
                quote = ""
        elif char in "\"'" and (char == '"' or not text[place - 1].isalnum()):
            quote = char
        elif char in "{[":
            depth += 1
        elif char in "}]":
            depth -= 1
            if depth == 0:
                return place + 1
        place += 1
    return len(text)


def _from_value(value: Any, tools: Collection[str]) -> list[Call]:
    if isinstance(value, list):
        return [call for item in value for call in _from_value(item, tools)]
    if not isinstance(value, dict):
        return []
    for key in LIST_KEYS:
        if isinstance(value.get(key), list):
            return _from_value(value[key], tools)
    return _from_object(value, tools)


def _from_object(value: Mapping[str, Any], tools: Collection[str]) -> list[Call]:
    inner = value.get("function")
    if isinstance(inner, dict):
        return _from_object(inner, tools)
    for key in NAME_KEYS:
        if isinstance(value.get(key), str) and _known(value[key], tools):
            given = next((value[name] for name in ARGUMENT_KEYS if name in value), None)
            rest = {name: item for name, item in value.items() if name not in (key, "id", "type")}
            return _from_pair(value[key], rest if given is None else given, tools)
    if len(value) == 1:
        name, given = next(iter(value.items()))
        if isinstance(given, dict) and _known(name, tools) is None:
            return _from_object(given, tools)
        return _from_pair(name, given, tools)
    return []


def _from_pair(name: str, given: Any, tools: Collection[str]) -> list[Call]:
    known = _known(name, tools)
    if isinstance(given, str):
        given = _lenient(given.strip()) if given.strip() else {}
    if known is None or not isinstance(given, dict):
        return []
    return [(known, {str(key): item for key, item in given.items()})]


def _known(name: str, tools: Collection[str]) -> str | None:
    bare = name.strip().removeprefix("functions.").removesuffix("()")
    return bare if bare in tools else None


def _from_python(text: str, tools: Collection[str]) -> list[Call]:
    """`get_budget(project="ATL")`, also several, one a line or in a list."""
    try:
        tree = ast.parse(text.strip())
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return []
    calls: list[Call] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, (ast.Name, ast.Attribute)) or node.args:
            continue
        name = _known(ast.unparse(node.func), tools)
        try:
            arguments = {word.arg: ast.literal_eval(word.value) for word in node.keywords if word.arg}
        except ValueError:
            continue
        if name:
            calls.append((name, arguments))
    return calls
