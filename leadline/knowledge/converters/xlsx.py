"""XLSX to Markdown: each visible sheet a section, each block of filled rows a table that is kept whole.

Values are those that were last calculated, shown as their number format says where that changes the meaning (dates, percentages).
"""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from leadline.knowledge.converted import Converted, RefusedError
from leadline.knowledge.converters.grid import Row, markdown_table
from leadline.knowledge.converters.text import stated_date

MAX_CELLS = 400_000


def from_xlsx(data: bytes) -> Converted:
    """Raises RefusedError where the package is broken or holds more cells than anybody reads."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        left = MAX_CELLS
        parts: list[str] = []
        hidden = 0
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # the declared size may be a lie
            rows = list(_rows(sheet.iter_rows(), left))
            left -= sum(len(row) for row in rows)
            if sheet.sheet_state != "visible":
                hidden += sum(len(cell) for row in rows for cell in row)
                continue
            parts.append(f"## {' '.join(sheet.title.split())}")
            parts.extend(_blocks(rows))
        title, created = book.properties.title, book.properties.created
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError) as error:
        raise RefusedError("is broken and cannot be read: export it again") from error
    markdown = "\n\n".join(parts) + "\n"
    if title:
        markdown = f"# {' '.join(str(title).split())}\n\n{markdown}"
    return Converted(
        markdown=markdown,
        title=str(title) if title else None,
        date=stated_date(markdown) or (created.date() if created else None),
        page_count=None,
        hidden_text=hidden,
    )


def _rows(rows: Iterable[Iterable[Any]], most: int) -> Iterator[Row]:
    """Rows as text without the empty cells at their end; an empty row is ()."""
    seen = 0
    for row in rows:
        cells = [_shown(cell.value, getattr(cell, "number_format", None)) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        seen += len(cells)
        if seen > most:
            raise RefusedError(f"holds more than {MAX_CELLS:,} cells: split it")
        yield tuple(cells)


def _shown(value: Any, form: str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, (int, float)):
        if form and form.rstrip().endswith("%"):
            return f"{value * 100:.10g}%"
        return f"{value:.15g}"
    return " ".join(str(value).split())


def _blocks(rows: list[Row]) -> Iterator[str]:
    """Filled rows between empty ones: a table where two cells stand side by side, else lines of text."""
    held: list[Row] = []
    for row in [*rows, ()]:
        if any(row):
            held.append(row)
        elif held:
            yield from _block(held)
            held = []


def _block(rows: list[Row]) -> Iterator[str]:
    """Lines of a single cell above a table are its caption."""
    while rows and sum(map(bool, rows[0])) == 1:
        yield next(cell for cell in rows[0] if cell)
        rows = rows[1:]
    if rows:
        yield markdown_table(rows)
