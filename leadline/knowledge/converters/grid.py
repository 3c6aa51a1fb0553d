"""Rows of cells as a Markdown table."""

from collections.abc import Sequence

Row = tuple[str, ...]


def markdown_table(rows: Sequence[Row]) -> str:
    """The first row is the head. Columns that are empty everywhere are left out."""
    width = max(len(row) for row in rows)
    full = [(*row, *[""] * (width - len(row))) for row in rows]
    used = [column for column in range(width) if any(row[column] for row in full)]
    lines = ["| " + " | ".join(_cell(row[column]) for column in used) + " |" for row in full]
    return "\n".join([lines[0], "| " + " | ".join(["---"] * len(used)) + " |", *lines[1:]])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
