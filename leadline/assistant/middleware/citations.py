"""Every tool counts its citations from [1]. Over a turn they get one numbering, before the model reads them."""

import re
from collections.abc import Sequence
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain_core.messages import AnyMessage, ToolMessage
from langgraph.runtime import Runtime

from leadline.assistant.this_turn import this_turn
from leadline.tools.answer import Citation
from leadline.tools.context import Context

MARKER = re.compile(r"\[(\d{1,3})\](?!\()")  # [3], but not the text of a link
DONE = "leadline_cited"


class CitationNumbers(AgentMiddleware[Any, Context, Any]):
    """Runs before each model call, in the order of the calls; a passage that two tools cite keeps one number."""

    def before_model(self, state: Any, runtime: Runtime[Context]) -> dict[str, Any] | None:
        changed = renumber(state["messages"])
        return {"messages": changed} if changed else None


def renumber(messages: Sequence[AnyMessage]) -> list[ToolMessage]:
    """The tool messages of this turn that were not numbered yet, with numbers that continue those before them."""
    numbers: dict[tuple[str, str], int] = {}
    changed: list[ToolMessage] = []
    for message in this_turn(messages):
        if not isinstance(message, ToolMessage) or not isinstance(message.artifact, dict):
            continue
        citations = [Citation.model_validate(item) for item in message.artifact.get("citations", ())]
        if message.additional_kwargs.get(DONE):
            numbers.update({(citation.passage_id, citation.quote): citation.n for citation in citations})
            continue
        moved = {c.n: numbers.setdefault((c.passage_id, c.quote), len(numbers) + 1) for c in citations}
        changed.append(_numbered(message, moved))
    return changed


def _numbered(message: ToolMessage, moved: dict[int, int]) -> ToolMessage:
    artifact = _rewrite(message.artifact, moved)
    for item in artifact.get("citations", ()):
        item["n"] = moved.get(item["n"], item["n"])
    for card in artifact.get("cards", ()):
        if card["kind"] == "citations":
            for item in card["data"].get("items", ()):
                item["n"] = moved.get(item.get("n"), item.get("n"))
    kwargs = {**message.additional_kwargs, DONE: True}
    content = _rewrite(message.content, moved)
    return message.model_copy(update={"content": content, "artifact": artifact, "additional_kwargs": kwargs})


def _rewrite(value: Any, moved: dict[int, int]) -> Any:
    """A copy of JSON with the markers in its texts changed; quotes stay as the document has them."""
    if isinstance(value, str):
        return MARKER.sub(lambda match: f"[{moved.get(int(match[1]), int(match[1]))}]", value) if moved else value
    if isinstance(value, list):
        return [_rewrite(item, moved) for item in value]
    if isinstance(value, dict):
        return {key: item if key == "quote" else _rewrite(item, moved) for key, item in value.items()}
    return value
