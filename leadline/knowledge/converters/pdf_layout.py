"""Lines of PDF pages into Markdown: which are headings, which belong together, which only repeat on every page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from leadline.knowledge.blocks import ITEM
from leadline.knowledge.converters.pdf_lines import Line
from leadline.knowledge.converters.pdf_tables import table_rows

EDGE_LINES = 2  # lines at the top and foot of a page that may be running headers or footers
LARGER = 1.12  # times the body size: set larger to stand out
GAP = 1.45  # times the usual distance of lines: a new paragraph
MAX_HEADING_WORDS = 16
_BULLET = re.compile(r"^[•●▪■◦○‣–—∙·]\s*")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*$", re.IGNORECASE)
_NUMBERED = re.compile(r"^\d+(?:\.\d+)*\.?\s+[A-Z]")


@dataclass(frozen=True, slots=True)
class Layout:
    """The size of running text, and the sizes of headings, largest first."""

    body: float
    headings: tuple[float, ...]


def without_running_lines(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Pages without the lines that stand at the edge of most pages (page numbers count as the same)."""
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_shape(line.text) for line in (*lines[:EDGE_LINES], *lines[-EDGE_LINES:])})
    running = {shape for shape, count in counts.items() if count >= 3 and count * 2 > len(pages)}
    return [
        [
            line
            for at, line in enumerate(lines)
            if not (at < EDGE_LINES or at >= len(lines) - EDGE_LINES)
            or (_shape(line.text) not in running and not _PAGE_NUMBER.match(line.text))
        ]
        for lines in pages
    ]


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for line in (line for lines in pages for line in lines):
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def heading_sizes(pages: Sequence[Sequence[Line]], body: float) -> tuple[float, ...]:
    sizes = {line.size for lines in pages for line in lines if line.size > body * LARGER and _short(line.text)}
    return tuple(sorted(sizes, reverse=True)[:4])


def to_markdown(pages: Sequence[Sequence[Line]], layout: Layout) -> tuple[str, list[tuple[int, int]]]:
    """The Markdown, and (offset, page number) where each page starts. A paragraph that runs over a page stays one."""
    blocks: list[tuple[str, int]] = []  # (text, page)
    for number, lines in enumerate(pages, start=1):
        for text in _page_blocks(lines, layout):
            if blocks and blocks[-1][1] == number - 1 and _runs_on(blocks[-1][0], text):
                blocks[-1] = (_joined(blocks[-1][0], text), number - 1)
            else:
                blocks.append((text, number))
    markdown = ""
    starts: list[tuple[int, int]] = []
    for text, number in blocks:
        if not starts or starts[-1][1] != number:
            starts.append((len(markdown), number))
        if (text.startswith("| ") and markdown.endswith("|\n\n")) or (
            ITEM.match(text) and ITEM.match(_last_line(markdown))
        ):
            markdown = markdown[:-1]  # rows of one table, items of one list stand together
        markdown += text + "\n\n"
    return markdown, starts


def _last_line(markdown: str) -> str:
    return markdown.rstrip("\n").rsplit("\n", 1)[-1]


def _page_blocks(lines: Sequence[Line], layout: Layout) -> list[str]:
    step = _usual_step(lines)
    rows = table_rows(lines)
    blocks: list[str] = []
    before: Line | None = None
    for at, line in enumerate(lines):
        level = 0 if at in rows else _level(line, layout)
        near = before is not None and 0 <= before.y - line.y <= step * GAP
        if at in rows:
            blocks.append(_table_row(rows[at], first=at - 1 not in rows))
        elif level:
            same = near and before is not None and _level(before, layout) == level and before.size == line.size
            blocks = (
                [*blocks[:-1], f"{blocks[-1]} {line.text}"]
                if same and blocks
                else [*blocks, "#" * level + " " + line.text]
            )
        elif _BULLET.match(line.text):
            blocks.append("- " + _BULLET.sub("", line.text))
        elif (
            near
            and before is not None
            and at - 1 not in rows
            and not _level(before, layout)
            and not ITEM.match(line.text)
        ):
            blocks[-1] = _joined(blocks[-1], line.text)
        else:
            blocks.append(line.text)
        before = line
    return blocks


def _table_row(cells: Sequence[str], *, first: bool) -> str:
    row = "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    return row + "\n|" + " --- |" * len(cells) if first else row


def _level(line: Line, layout: Layout) -> int:
    """Heading level, 0 for text. Bold lines of body size rank below all larger ones."""
    if not _short(line.text) or not re.search(r"[^\W\d]", line.text):
        return 0
    if line.size > layout.body * LARGER:
        nearest = [i for i, size in enumerate(layout.headings, start=1) if line.size >= size]
        return nearest[0] if nearest else len(layout.headings) + 1
    if (
        line.bold
        and not line.text.endswith((".", ",", ";"))
        and (_NUMBERED.match(line.text) or not line.text.endswith(":"))
    ):
        return min(len(layout.headings) + 1, 6)
    return 0


def _short(text: str) -> bool:
    return len(text.split()) <= MAX_HEADING_WORDS


def _usual_step(lines: Sequence[Line]) -> float:
    steps = Counter(round(a.y - b.y, 0) for a, b in pairwise(lines) if 0 < a.y - b.y < 60)
    return max(steps.most_common(1)[0][0], 1.0) if steps else 14.0


def _runs_on(before: str, after: str) -> bool:
    if before.startswith(("#", "|")) or after.startswith(("#", "- ")):
        return False
    return before[-1:] not in ".!?:;" and (after[:1].islower() or before.endswith("-"))


def _joined(before: str, after: str) -> str:
    if re.search(r"[a-z]-$", before) and after[:1].islower():
        return before[:-1] + after
    return f"{before} {after}"


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text).casefold()
