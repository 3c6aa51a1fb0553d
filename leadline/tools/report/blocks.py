"""The building blocks of a report: sections of text and tables, and the whole as Markdown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leadline.tools.card_text import table_markdown
from leadline.tools.cards import Column, table

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    blocks: tuple[Block, ...]

    def to_json(self) -> dict[str, Any]:
        return {"id": self.id, "title": self.title, "blocks": list(self.blocks)}


def text(markdown: str) -> Block:
    return {"type": "text", "markdown": markdown}


def bullets(lines: Iterable[str]) -> Block:
    return text("\n".join(f"- {line}" for line in lines))


def rows(columns: Sequence[Column], cells: Iterable[Mapping[str, Any]]) -> Block:
    """A table block; dates and missing values are handled as in table cards."""
    data = table("", columns, cells).data
    return {"type": "table", "columns": data["columns"], "rows": data["rows"]}


def to_markdown(title: str, preface: str, sections: Sequence[Section]) -> str:
    parts = [f"# {title}", preface]
    for section in sections:
        parts.append(f"## {section.title}")
        parts.extend(_block(block) for block in section.blocks)
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    return str(block["markdown"]) if block["type"] == "text" else table_markdown(block["columns"], block["rows"])
