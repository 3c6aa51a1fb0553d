"""The small Markdown of the sample documents: headings, paragraphs, lists, tables, bold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "bullets", "numbers", "table"]
_ITEM = re.compile(r"(?:- |\d+\. )(.*)")


@dataclass(frozen=True, slots=True)
class Block:
    """`lines`: the text of a heading or paragraph, the items of a list, or the rows of a table with cells between bars."""

    kind: Kind
    lines: tuple[str, ...]
    level: int = 0

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in self.lines)


def read_blocks(markdown: str) -> Iterator[Block]:
    for part in re.split(r"\n\s*\n", markdown.strip()):
        lines = [line.strip() for line in part.splitlines()]
        if lines[0].startswith("#"):
            marks, _, title = lines[0].partition(" ")
            yield Block("heading", (title,), level=len(marks))
            lines = lines[1:]
        if lines:
            yield _block(lines)


def _block(lines: list[str]) -> Block:
    if lines[0].startswith("|"):
        return Block("table", tuple(line for line in lines if not re.fullmatch(r"[|\-: ]+", line)))
    if lines[0].startswith("- "):
        return Block("bullets", _items(lines))
    if re.match(r"\d+\. ", lines[0]):
        return Block("numbers", _items(lines))
    return Block("paragraph", (" ".join(lines),))


def _items(lines: list[str]) -> tuple[str, ...]:
    """A line that opens no item goes on with the one before it."""
    items: list[str] = []
    for line in lines:
        match = _ITEM.match(line)
        if match:
            items.append(match[1])
        else:
            items[-1] += f" {line}"
    return tuple(items)


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a line, each with whether it is bold."""
    for number, piece in enumerate(text.split("**")):
        if piece:
            yield piece, number % 2 == 1
