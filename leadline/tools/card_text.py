"""A card as Markdown, for the doors without a screen: terminal, other programs' chats, files."""

from collections.abc import Callable, Sequence
from typing import Any

from leadline.tools.answer import Card

MISSING = "not provided"


def card_markdown(card: Card) -> str:
    """Everything the card says, readable as plain text."""
    return _WRITERS[card.kind](card)


def table_markdown(columns: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]) -> str:
    """A Markdown table; missing values say so."""
    lines = [
        "| " + " | ".join(column["label"] for column in columns) + " |",
        "|"
        + "|".join("---:" if column.get("kind") in ("number", "money", "percent") else "---" for column in columns)
        + "|",
    ]
    lines += ["| " + " | ".join(_cell(row.get(column["key"]), column) for column in columns) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: Any, column: dict[str, Any]) -> str:
    if value is None:
        return "–"
    kind = column.get("kind")
    if kind == "money" and isinstance(value, int | float):
        return f"{value:,.0f} {column.get('unit', '')}".strip()
    if kind == "percent" and isinstance(value, int | float):
        return f"{value:g} %"
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return str(value).replace("|", "\\|").replace("\n", " ")


def _table(card: Card) -> str:
    data = card.data
    text = table_markdown(data["columns"], data["rows"])
    shown, total = data.get("shown"), data.get("total")
    if shown is not None and total is not None and shown < total:
        text += f"\n\n{shown} of {total} shown."
    return text + (f"\n\n{data['note']}" if data.get("note") else "")


def _timeline(card: Card) -> str:
    columns = [
        {"key": "name", "label": "Task"},
        {"key": "start", "label": "Start"},
        {"key": "finish", "label": "Finish"},
        {"key": "baseline_finish", "label": "Baseline finish"},
        {"key": "done", "label": "Done", "kind": "percent"},
        {"key": "float_days", "label": "Float (days)", "kind": "number"},
        {"key": "critical", "label": "Critical"},
    ]
    rows = [
        task | {"done": round(100 * (task.get("progress") or 0)), "critical": "yes" if task.get("critical") else ""}
        for task in card.data["tasks"]
    ]
    return table_markdown(columns, rows)


def _heat_map(card: Card) -> str:
    columns = [
        {"key": "key", "label": "Risk"},
        {"key": "title", "label": "Title"},
        {"key": "probability", "label": "Probability (1-5)", "kind": "number"},
        {"key": "impact", "label": "Impact (1-5)", "kind": "number"},
        {"key": "score", "label": "Score", "kind": "number"},
        {"key": "owner", "label": "Owner"},
    ]
    return table_markdown(columns, card.data["risks"])


def _chart(card: Card) -> str:
    """The last point of every series: what the picture ends with."""
    y = card.data.get("y") or {}
    lines = [card.data.get("subtitle") or ""]
    for series in card.data.get("series", []):
        if series.get("points"):
            x, value = series["points"][-1]
            lines.append(f"- {series['name']}: {_cell(value, {})} {y.get('unit') or ''} ({x})")
    return "\n".join(line for line in lines if line)


def _markdown(card: Card) -> str:
    return str(card.data.get("markdown") or MISSING)


def _story_set(card: Card) -> str:
    """The whole set; imported here because only this kind needs the drafting rules' models."""
    from leadline.tools.stories.markdown import story_set_markdown
    from leadline.tools.stories.story_set import StorySet

    return story_set_markdown(StorySet.model_validate(card.data, extra="ignore"))


def _citations(card: Card) -> str:
    return "\n".join(f"[{item['n']}] {item['title']}: “{item['quote']}”" for item in card.data["items"])


_WRITERS: dict[str, Callable[[Card], str]] = {
    "table": _table,
    "timeline": _timeline,
    "chart": _chart,
    "heat_map": _heat_map,
    "story_set": _story_set,
    "report": _markdown,
    "document": _markdown,
    "citations": _citations,
}
