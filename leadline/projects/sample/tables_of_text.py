"""Tables written as text: one row a line, cells between bars, `# Title` opens a section, empty lines are skipped.

    # Design
    D1 | Confirm the billing rules | 15 | A0 | Ines Carvalho

The sample portfolio keeps its content in this form so that a person can read a plan like a plan.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the section it stands in and its cells, stripped, padded with "" to the number of columns asked for."""

    section: str
    cells: tuple[str, ...]


def read_rows(text: str, columns: int) -> Iterator[Row]:
    """The rows of `text`. Raises ValueError for a row with more cells than `columns`."""
    section = ""
    for line in text.splitlines():
        if not line.strip():
            continue
        if line.startswith("# "):
            section = line[2:].strip()
            continue
        cells = tuple(cell.strip() for cell in line.split("|"))
        if len(cells) > columns:
            raise ValueError(f"{len(cells)} cells where {columns} are expected: {line!r}")
        yield Row(section, cells + ("",) * (columns - len(cells)))
