"""Markdown as a row of blocks with their place in the text: headings, paragraphs, list items, tables, code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
UNDERLINE = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
ITEM = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,3}[.)]|[a-zA-Z][.)])[ \t]+(?=\S)")
RULE = re.compile(r"^ {0,3}(?:[-*_][ \t]*){3,}$")
TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")

Kind = Literal["heading", "paragraph", "item", "table", "code"]


@dataclass(frozen=True, slots=True)
class Block:
    """`start`/`end` are offsets in the Markdown, without the line break at the end. `title` and `level` are set for headings."""

    kind: Kind
    start: int
    end: int
    level: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def blocks(markdown: str) -> list[Block]:
    """Every block in reading order. Blank lines and horizontal rules belong to none."""
    return list(_Reader(_lines(markdown)).read())


def plain(text: str) -> str:
    """Text of a heading or cell without Markdown marks: `**Scope** [x](y)` -> `Scope x`."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"!?\[([^\]]*)\](?:\[[^\]]*\])?", r"\1", text)
    text = re.sub(r"(\*\*|__|``?|~~)", "", text)
    text = re.sub(r"(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", "", text)
    return " ".join(text.split())


def _lines(markdown: str) -> list[_Line]:
    lines: list[_Line] = []
    position = 0
    for raw in markdown.split("\n"):
        lines.append(_Line(raw.rstrip("\r"), position))
        position += len(raw) + 1
    return lines


class _Reader:
    """Walks the lines once; each branch takes the lines of one block."""

    def __init__(self, lines: list[_Line]) -> None:
        self._lines = lines
        self._at = 0

    def read(self) -> Iterator[Block]:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.text.strip():
                self._at += 1
            elif FENCE.match(line.text):
                yield self._code()
            elif match := HEADING.match(line.text):
                self._at += 1
                if title := plain(match[2]):
                    yield Block("heading", line.start, line.end, len(match[1]), title)
            elif self._is_table():
                yield self._table()
            elif RULE.match(line.text):
                self._at += 1
            elif ITEM.match(line.text):
                yield self._item()
            else:
                yield self._paragraph()

    def _peek(self, ahead: int = 1) -> str:
        at = self._at + ahead
        return self._lines[at].text if at < len(self._lines) else ""

    def _code(self) -> Block:
        first = self._lines[self._at]
        match = FENCE.match(first.text)
        mark = match[1] if match else "```"
        self._at += 1
        while self._at < len(self._lines) and not self._lines[self._at].text.strip().startswith(mark):
            self._at += 1
        last = self._lines[min(self._at, len(self._lines) - 1)]
        self._at += 1
        return Block("code", first.start, last.end)

    def _is_table(self) -> bool:
        return "|" in self._lines[self._at].text and "|" in self._peek() and bool(TABLE_RULE.match(self._peek()))

    def _table(self) -> Block:
        first = last = self._lines[self._at]
        while self._at < len(self._lines) and "|" in self._lines[self._at].text:
            last = self._lines[self._at]
            self._at += 1
        return Block("table", first.start, last.end)

    def _item(self) -> Block:
        """A list item with its continuation lines; nested items are items of their own."""
        first = last = self._lines[self._at]
        self._at += 1
        while self._at < len(self._lines) and self._continues():
            last = self._lines[self._at]
            self._at += 1
        return Block("item", first.start, last.end)

    def _paragraph(self) -> Block:
        first = last = self._lines[self._at]
        self._at += 1
        while self._at < len(self._lines) and self._continues():
            line = self._lines[self._at]
            if match := UNDERLINE.match(line.text):
                self._at += 1
                title = plain(self._lines[self._at - 2].text) if last is first else ""
                if title:
                    return Block("heading", first.start, line.end, 1 if match[1][0] == "=" else 2, title)
                break
            last = line
            self._at += 1
        return Block("paragraph", first.start, last.end)

    def _continues(self) -> bool:
        text = self._lines[self._at].text
        if not text.strip():
            return False
        starts_other = HEADING.match(text) or FENCE.match(text) or ITEM.match(text) or self._is_table()
        return not starts_other and not (RULE.match(text) and not UNDERLINE.match(text))
