"""A report as a workbook: typed cells, totals as formulas, texts never formulas."""

import datetime as dt
import io
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from leadline.tools.report.document import Document, plain
from leadline.tools.stories.exports.cells import safe_cell

LONGEST = 32_767  # characters that a cell can hold


def report_xlsx(report: Document) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": safe_cell(report.title)})
    formats = _formats(book)
    _text(book, report, formats)
    names: set[str] = {"report", "sources"}
    for section in report.sections:
        for block in section["blocks"]:
            if block["type"] == "table":
                _table(book.add_worksheet(_name(section["title"], names)), block, formats)
    _sources(book, report, formats)
    book.close()
    return out.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "text_wrap": True}),
        "title": book.add_format({"bold": True, "font_size": 16, "font_color": "#1F3A5F"}),
        "heading": book.add_format({"bold": True, "font_color": "#1F3A5F"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "d mmm yyyy", "align": "left", "valign": "top"}),
        "money": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "number": book.add_format({"num_format": "#,##0.##", "valign": "top"}),
        "percent": book.add_format({"num_format": '0.0" %"', "valign": "top"}),
        "total": book.add_format({"bold": True, "top": 1, "num_format": "#,##0"}),
    }


def _name(title: str, taken: set[str]) -> str:
    base = "".join(each for each in title if each.isalnum() or each in " -")[:26].strip() or "Table"
    name, number = base, 1
    while name.lower() in taken:
        number += 1
        name = f"{base} {number}"
    taken.add(name.lower())
    return name


def _text(book: Any, report: Document, formats: dict[str, Any]) -> None:
    page, row = book.add_worksheet("Report"), 0
    page.set_column(0, 0, 120)
    for block in report.blocks:
        for line in block.lines:
            page.write_string(row, 0, safe_cell(plain(line))[:LONGEST], formats.get(block.kind, formats["text"]))
            row += 1


def _table(page: Any, block: Any, formats: dict[str, Any]) -> None:
    """Money columns end in a sum that the workbook computes itself."""
    columns, rows = block["columns"], block["rows"]
    for place, column in enumerate(columns):
        unit = f" ({column['unit']})" if column.get("unit") else ""
        page.write_string(0, place, safe_cell(column["label"] + unit), formats["head"])
        longest = max((len(str(row.get(column["key"]) or "")) for row in rows), default=8)
        page.set_column(place, place, min(60, max(12, longest + 2)))
        for number, row in enumerate(rows, 1):
            _cell(page, (number, place), row.get(column["key"]), column.get("kind", "text"), formats)
        if column.get("kind") == "money" and rows:
            first, last = xl_rowcol_to_cell(1, place), xl_rowcol_to_cell(len(rows), place)
            total = sum(row[column["key"]] for row in rows if isinstance(row.get(column["key"]), int | float))
            page.write_formula(len(rows) + 1, place, f"=SUM({first}:{last})", formats["total"], total)
    page.freeze_panes(1, 0)


def _cell(page: Any, at: tuple[int, int], value: Any, kind: str, formats: dict[str, Any]) -> None:
    if isinstance(value, bool):
        page.write_boolean(*at, value)
    elif isinstance(value, int | float):
        page.write_number(*at, value, formats.get(kind, formats["number"]))
    elif kind == "date" and value:
        page.write_datetime(*at, dt.datetime.fromisoformat(value), formats["date"])
    else:
        page.write_string(*at, safe_cell("not provided" if value is None else str(value))[:LONGEST], formats["text"])


def _sources(book: Any, report: Document, formats: dict[str, Any]) -> None:
    page = book.add_worksheet("Sources")
    for place, (heading, width) in enumerate(
        (("Figure", 60), ("Value", 20), ("Unit", 14), ("As of", 14), ("Source", 80))
    ):
        page.set_column(place, place, width)
        page.write_string(0, place, heading, formats["head"])
    for row, fact in enumerate(report.facts, 1):
        source = fact["source"]
        told = source.get("quote") or f"{source.get('tool')} {source.get('args')}"
        _cell(page, (row, 0), fact["label"], "text", formats)
        _cell(page, (row, 1), fact["value"], "date" if fact.get("unit") == "date" else "number", formats)
        _cell(page, (row, 2), fact.get("unit") or "", "text", formats)
        _cell(page, (row, 3), str(fact.get("as_of") or "")[:10] or None, "date", formats)
        _cell(page, (row, 4), told, "text", formats)
    page.freeze_panes(1, 0)
