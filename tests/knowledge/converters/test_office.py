"""Workbooks and presentations: sheets and slides are sections, tables stay whole, what a reader would not see is counted."""

import datetime as dt
import io
import zipfile

import openpyxl  # type: ignore[import-untyped]
import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from leadline.knowledge.converted import Converted, RefusedError
from leadline.knowledge.converters import convert
from leadline.knowledge.passages import pieces


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cost plan"
    rows = (
        ("Cost plan of Atlas",),
        ("Item", "Due", "Share", "EUR"),
        ("Licences | yearly", dt.date(2026, 6, 30), 0.125, 450000),
        ("Hosting", None, None, 1234.5),
    )
    for row in rows:
        sheet.append(row)
    sheet["C3"].number_format = "0.0%"
    sheet.append(())
    sheet.append(("Approved", True))
    secret = book.create_sheet("Margins")
    secret.append(("Margin", "30"))
    secret.sheet_state = "hidden"
    return _saved(book)


def _saved(thing: object) -> bytes:
    buffer = io.BytesIO()
    thing.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def deck() -> bytes:
    slides = Presentation()
    first = slides.slides.add_slide(slides.slide_layouts[0])
    first.shapes.title.text = "Atlas steering"
    second = slides.slides.add_slide(slides.slide_layouts[5])
    second.shapes.title.text = "Milestones"
    table = second.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for row, cells in enumerate((("Milestone", "Date"), ("Pilot", "15 May 2026"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    figures = CategoryChartData()  # type: ignore[no-untyped-call]
    figures.categories = ["May", "June"]
    figures.add_series("Burn", (3.5, 4))  # type: ignore[no-untyped-call]
    place = (Inches(1), Inches(4), Inches(4), Inches(2))
    second.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, figures)
    second.notes_slide.notes_text_frame.text = "Dana asked for a second pilot."
    third = slides.slides.add_slide(slides.slide_layouts[5])
    third.shapes.title.text = "Back-up"
    third.element.set("show", "0")
    return _saved(slides)


def test_a_workbook_keeps_tables_dates_and_percentages_and_leaves_hidden_sheets_out() -> None:
    read = convert("plan.xlsx", workbook())
    assert read.markdown == (
        "## Cost plan\n\nCost plan of Atlas\n\n| Item | Due | Share | EUR |\n| --- | --- | --- | --- |\n"
        "| Licences \\| yearly | 2026-06-30 | 12.5% | 450000 |\n| Hosting |  |  | 1234.5 |\n\n"
        "| Approved | yes |\n| --- | --- |\n"
    )
    assert read.hidden_text == len("Margin") + len("30")


def test_a_table_is_one_passage_under_its_sheet() -> None:
    read = convert("plan.xlsx", workbook())
    cut = pieces(read.markdown, title="plan")
    assert {piece.section for piece in cut} == {"Cost plan"}
    assert any("| Item | Due" in piece.text and "| Hosting |" in piece.text for piece in cut)


def test_a_deck_has_slides_as_pages_with_tables_chart_data_and_notes() -> None:
    read = convert("steering.pptx", deck())
    assert read.title == "Atlas steering"
    assert "## Milestones\n\n| Milestone | Date |\n| --- | --- |\n| Pilot | 15 May 2026 |" in read.markdown
    assert "|  | Burn |\n| --- | --- |\n| May | 3.5 |\n| June | 4 |" in read.markdown
    assert "Speaker notes: Dana asked for a second pilot." in read.markdown
    assert "Back-up" not in read.markdown
    assert read.hidden_text == len("Back-up")
    assert read.page_count == 3
    milestones = list(pieces(read.markdown, title="Atlas steering", pages=read.pages))[-1]
    assert (milestones.section, milestones.page) == ("Milestones", 2)


@pytest.mark.parametrize("name", ["a.xlsx", "a.pptx"])
def test_a_package_without_its_main_part_is_refused(name: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("readme.txt", "nothing")
    with pytest.raises(RefusedError, match="inside"):
        convert(name, buffer.getvalue())


@pytest.mark.parametrize(("name", "part"), [("a.xlsx", "xl/workbook.xml"), ("a.pptx", "ppt/presentation.xml")])
def test_a_swollen_package_is_refused_before_it_is_unpacked(name: str, part: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(part, b"<a/>" + b" " * 30_000_000)
    with pytest.raises(RefusedError, match="more than is safe"):
        convert(name, buffer.getvalue())


@pytest.mark.parametrize(("name", "part"), [("a.xlsx", "xl/workbook.xml"), ("a.pptx", "ppt/presentation.xml")])
def test_broken_xml_inside_is_refused_with_advice(name: str, part: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(part, "<broken")
    with pytest.raises(RefusedError, match="broken"):
        convert(name, buffer.getvalue())


def test_a_cell_in_the_last_row_of_a_sheet_costs_no_memory() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"], book.active["XFD90000"] = "first", "last"
    read: Converted = convert("wide.xlsx", _saved(book))
    assert "first" in read.markdown
    assert "last" in read.markdown
