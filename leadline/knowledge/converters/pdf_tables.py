"""Tables of a PDF page, told from running text by what starts at the same place in lines that follow each other."""

import re
from collections.abc import Sequence
from itertools import pairwise

from leadline.knowledge.converters.pdf_lines import Line

SAME_PLACE = 1.5  # points
_MARK = re.compile(r"(?:[•●▪■◦○‣–—∙·*-]|\d{1,3}[.)]|[a-zA-Z][.)])$")


def table_rows(lines: Sequence[Line]) -> dict[int, tuple[str, ...]]:
    """The cells of each line, by its position, that is a row of a table."""
    found: dict[int, tuple[str, ...]] = {}
    first = 0
    while first < len(lines):
        last = first
        while last + 1 < len(lines) and _aligned(lines[last], lines[last + 1]):
            last += 1
        if last > first:
            rows = lines[first : last + 1]
            columns = _columns(rows)
            found |= {first + i: _cells(line, columns) for i, line in enumerate(rows)}
        first = last + 1
    return found


def _inner(line: Line) -> list[float]:
    """Where the parts after the first start; the text after a list mark is no column."""
    marked = bool(line.parts) and bool(_MARK.match(line.parts[0][1].strip()))
    return [x for x, _ in line.parts[2 if marked else 1 :]]


def _aligned(a: Line, b: Line) -> bool:
    return any(abs(x - y) < SAME_PLACE for x in _inner(a) for y in _inner(b))


def _columns(rows: Sequence[Line]) -> list[float]:
    """The left edge, and every place where parts of at least two rows start."""
    columns = [min(x for line in rows for x, _ in line.parts)]
    for above, below in pairwise(rows):
        for x in _inner(above):
            shared = any(abs(x - y) < SAME_PLACE for y in _inner(below))
            if shared and all(abs(x - known) >= SAME_PLACE for known in columns):
                columns.append(x)
    return sorted(columns)


def _cells(line: Line, columns: Sequence[float]) -> tuple[str, ...]:
    cells = [""] * len(columns)
    for x, text in line.parts:
        at = max((i for i, column in enumerate(columns) if column <= x + SAME_PLACE), default=0)
        cells[at] += text
    return tuple(" ".join(cell.split()) for cell in cells)
