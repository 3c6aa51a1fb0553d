"""Earlier turns as messages for the model, within a budget; this turn's messages as JSON for later."""

from collections.abc import Iterable, Sequence
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from leadline.assistant.this_turn import MARK

MOST_TURNS = 12
MOST_CHARACTERS = 24_000  # about 6,000 tokens: a quarter of what a small local model can hold
MOST_TOOL_TEXT = 2_000
KEPT_OF_ANSWER = ("status", "text", "sentences", "choices", "total", "shown", "withheld", "looked_at", "asks_for")

Json = dict[str, Any]


def to_json(question: str, messages: Iterable[AnyMessage], text: str) -> list[Json]:
    """A finished turn: the question, calls with their results, the answer as the person read it."""
    kept: list[Json] = [{"type": "human", "text": question}]
    for message in messages:
        if isinstance(message, AIMessage) and message.tool_calls:
            calls = [{"name": call["name"], "args": call["args"], "id": call["id"]} for call in message.tool_calls]
            kept.append({"type": "ai", "text": "", "tool_calls": calls})
        elif isinstance(message, ToolMessage):
            kept.append(_tool_json(message))
    return [*_answered_only(kept), {"type": "ai", "text": text}]


def _tool_json(message: ToolMessage) -> Json:
    artifact = message.artifact if isinstance(message.artifact, dict) else {}
    return {
        "type": "tool",
        "call_id": message.tool_call_id,
        "name": message.name or "",
        "text": _shortened(message.text),
        "status": message.status,
        "answer": {key: artifact[key] for key in KEPT_OF_ANSWER if key in artifact},
    }


def _shortened(text: str) -> str:
    if len(text) <= MOST_TOOL_TEXT:
        return text
    return f"{text[:MOST_TOOL_TEXT]}\n[{len(text) - MOST_TOOL_TEXT} more characters not kept; call the tool again for them]"


def _answered_only(messages: list[Json]) -> list[Json]:
    """Without calls that were never answered (a stopped turn): providers refuse a conversation that has them."""
    answered = {message["call_id"] for message in messages if message["type"] == "tool"}
    kept = []
    for message in messages:
        if "tool_calls" not in message:
            kept.append(message)
        elif calls := [call for call in message["tool_calls"] if call["id"] in answered]:
            kept.append({**message, "tool_calls": calls})
    return kept


def from_json(turns: Sequence[Sequence[Json]]) -> list[AnyMessage]:
    """The last turns (oldest first), whole turns only, as many as fit; the newest one always."""
    chosen: list[Sequence[Json]] = []
    size = 0
    for turn in reversed(turns[-MOST_TURNS:]):
        size += sum(len(message["text"]) for message in turn)
        if chosen and size > MOST_CHARACTERS:
            break
        chosen.append(turn)
    return [_message(item) for turn in reversed(chosen) for item in turn]


def _message(item: Json) -> AnyMessage:
    match item["type"]:
        case "human":
            return HumanMessage(item["text"])
        case "ai":
            calls = [{**call, "type": "tool_call"} for call in item.get("tool_calls", ())]
            return AIMessage(content=item["text"], tool_calls=calls)
        case _:
            return ToolMessage(
                item["text"],
                tool_call_id=item["call_id"],
                name=item["name"],
                status=item["status"],
                artifact=item["answer"] or None,
                additional_kwargs={MARK: "history"},
            )
