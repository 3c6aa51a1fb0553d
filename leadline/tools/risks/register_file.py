"""The risk register as a table file, out and in. Out: no cell is taken for a formula. In: every row becomes a proposed risk."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from leadline.projects.proposals.operations import Draft
from leadline.projects.queries.registers import RiskRecord
from leadline.tools.stories.exports.cells import safe_cell

COLUMNS = (
    *("key", "kind", "category", "title", "cause", "event", "effect", "probability_percent", "impact", "impact_amount"),
    *("strategy", "trigger", "owner", "status", "raised_on", "next_review"),
)
_TEXTS = (
    "kind",
    "category",
    "title",
    "cause",
    "event",
    "effect",
    "strategy",
    "trigger",
    "owner",
    "raised_on",
    "next_review",
)
MOST_ROWS = 500


def to_csv(risks: Iterable[RiskRecord]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(cell) if isinstance(cell, str) else cell for cell in _cells(one)] for one in risks)
    return out.getvalue().encode("utf-8-sig")  # spreadsheets read UTF-8 only with its mark


def to_xlsx(risks: Iterable[RiskRecord]) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Risks")
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name)
    for row, one in enumerate(risks, 1):
        for column, cell in enumerate(_cells(one)):
            if isinstance(cell, str):
                sheet.write_string(row, column, safe_cell(cell))
            elif cell is not None:
                sheet.write_number(row, column, cell)
    book.close()
    return out.getvalue()


def read_rows(name: str, data: bytes) -> list[dict[str, str]]:
    """Rows by column name, from CSV or XLSX. Raises ValueError that says what is wrong with the file."""
    rows = _workbook(data) if name.lower().endswith(".xlsx") else list(csv.reader(io.StringIO(_text(data))))
    if not rows:
        raise ValueError("the file is empty")
    heads = [head.strip().casefold().replace(" ", "_") for head in rows[0]]
    if "title" not in heads:
        raise ValueError(f"there is no column “title”; the columns that are read: {', '.join(COLUMNS)}")
    found = [dict(zip(heads, (cell.strip() for cell in row), strict=False)) for row in rows[1:] if any(row)]
    if len(found) > MOST_ROWS:
        raise ValueError(f"{len(found)} rows are too many at once; {MOST_ROWS} is the limit")
    return found


def to_drafts(project: str, rows: Sequence[Mapping[str, str]]) -> list[Draft]:
    """New risks to propose; a row with a key is one that exists and is left out. Raises ValueError with the row at fault."""
    return [_draft(project, number, row) for number, row in enumerate(rows, 2) if not row.get("key")]


def _draft(project: str, number: int, row: Mapping[str, str]) -> Draft:
    values: dict[str, Any] = {name: _plain(row[name]) for name in _TEXTS if row.get(name)}
    values.setdefault("category", "technical")
    try:
        values["probability"] = float(row["probability_percent"].rstrip(" %")) / 100
        values["impact"] = int(float(row["impact"]))
        if row.get("impact_amount"):
            values["impact_cents"] = round(100 * float(row["impact_amount"].replace(",", "")))
    except (KeyError, ValueError):
        raise ValueError(
            f"row {number}: probability_percent (0 to 100) and impact (1 to 5) are needed as numbers"
        ) from None
    return Draft("create", "risk", project, f"new-{number}", values)


def _cells(one: RiskRecord) -> list[str | float | None]:
    money = None if one.impact_cents is None else one.impact_cents / 100
    texts = (one.key, one.kind, one.category, one.title, one.cause, one.event, one.effect)
    rest = (one.strategy, one.trigger, one.owner, one.status, one.raised_on.isoformat())
    review = one.next_review.isoformat() if one.next_review else None
    return [*texts, round(100 * one.probability, 1), one.impact, money, *rest, review]


def _plain(cell: str) -> str:
    """Without the apostrophe that our own export puts in front."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@" else cell


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("the file is not UTF-8 text; save it as CSV UTF-8 or as XLSX") from None


def _workbook(data: bytes) -> list[list[str]]:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    try:
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
    except Exception as error:  # openpyxl raises whatever the zip or the XML inside raised
        raise ValueError(f"the file is no readable workbook: {error}") from None
    return [
        ["" if cell is None else str(cell) for cell in row]
        for row in sheet.iter_rows(max_row=MOST_ROWS + 2, values_only=True)
    ]
