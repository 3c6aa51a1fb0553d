"""A report as slides: a section each, tables as tables, the cost curve as a chart that can be edited."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import PP_ALIGN
from pptx.util import Cm, Pt

from leadline.tools import charts
from leadline.tools.answer import Card
from leadline.tools.report.document import Block, Document, Line, plain, shares
from leadline.tools.stories.exports.cells import printable

NAVY, GREY = (RGBColor.from_string(code) for code in ("1F3A5F", "5A6472"))  # type: ignore[no-untyped-call]
_CURVES = tuple(RGBColor.from_string(code) for code in ("8A94A3", "1F6FB2", "C2410C", "7C3AED"))  # type: ignore[no-untyped-call]
WIDTH, HEIGHT, MARGIN, TOP = Cm(33.867), Cm(19.05), Cm(1.5), Cm(2.6)
ROWS, LINES, NOTES = 10, 9, 28  # that can still be read on one slide
DAY_ZERO = dt.date(1899, 12, 30)  # a spreadsheet counts days from here


def report_pptx(report: Document) -> bytes:
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    heading = report.title
    for block in report.blocks:
        if block.kind in ("title", "heading"):
            heading = plain(block.lines[0])
        elif block.kind == "table":
            head, *rows = block.rows
            for at in range(0, max(1, len(rows)), ROWS):
                _table(deck, heading, Block("table", rows=(head, *rows[at : at + ROWS]), right=block.right))
        else:
            for at in range(0, len(block.lines), LINES):
                _text(deck, heading, block, block.lines[at : at + LINES])
    for picture in report.pictures:
        _picture(deck, picture)
    listed = (report.basis, *(f"{n}  {note}" for n, note in enumerate(report.notes, 1))) if report.notes else ()
    for at in range(0, len(listed), NOTES):
        lines = listed[at : at + NOTES]
        frame = _frame(_slide(deck, "Sources"))
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text, run.font.size, run.font.color.rgb = printable(line)[:220], Pt(9), GREY
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _slide(deck: Any, heading: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    for other in [each for each in slide.placeholders if each.placeholder_format.idx != 0]:
        other._element.getparent().remove(other._element)
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = MARGIN, Cm(0.8), WIDTH - 2 * MARGIN, Cm(1.5)
    title.text = printable(heading)
    paragraph = title.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.font.size, paragraph.font.bold, paragraph.font.color.rgb = Pt(24), True, NAVY
    return slide


def _frame(slide: Any) -> Any:
    frame = slide.shapes.add_textbox(MARGIN, TOP, WIDTH - 2 * MARGIN, HEIGHT - TOP - Cm(1)).text_frame
    frame.word_wrap = True
    return frame


def _text(deck: Any, heading: str, block: Block, lines: Sequence[Line]) -> None:
    """On the slide of the same section, if it still has room; else on a new one."""
    begun = _begun(deck, heading)
    room = begun is not None and len(begun[1].paragraphs) + len(lines) <= LINES
    frame = begun[1] if begun is not None and room else _frame(_slide(deck, heading))
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 and not room else frame.add_paragraph()
        paragraph.space_after = Pt(6)
        _write(paragraph, line, Pt(16), before="• " if block.kind == "bullets" else "")


def _begun(deck: Any, heading: str) -> tuple[Any, Any] | None:
    """The last slide and its text, if it belongs to the same section and holds nothing but text."""
    last = deck.slides[-1] if len(deck.slides) else None
    if last is None or last.shapes.title.text != printable(heading):
        return None
    others = [each for each in last.shapes if each.shape_id != last.shapes.title.shape_id]
    return (last, others[0].text_frame) if len(others) == 1 and others[0].has_text_frame else None


def _table(deck: Any, heading: str, block: Block) -> None:
    """Below the sentence that introduces it, where there is one."""
    rows, right, begun = block.rows, block.right, _begun(deck, heading)
    short = begun is not None and len(begun[1].paragraphs) <= 2
    slide, top = (begun[0], TOP + Cm(2)) if begun is not None and short else (_slide(deck, heading), TOP)
    shape = slide.shapes.add_table(len(rows), len(right), MARGIN, top, WIDTH - 2 * MARGIN, Cm(1) * len(rows))
    for place, width in enumerate(shares(block, WIDTH - 2 * MARGIN)):
        shape.table.columns[place].width = int(width)
    for y, row in enumerate(rows):
        for x, (line, aligned) in enumerate(zip(row, right, strict=False)):
            cell = shape.table.cell(y, x)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if aligned else PP_ALIGN.LEFT
            _write(paragraph, line, Pt(12))
            if y == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = NAVY


def _write(paragraph: Any, line: Line, size: Any, *, before: str = "") -> None:
    if before:
        paragraph.add_run().text = before
    for run in line:
        if run.note is None:
            added = paragraph.add_run()
            added.text = printable(run.text)
            added.font.bold = run.bold or None
    for added in paragraph.runs:
        added.font.size = size


def _picture(deck: Any, picture: Card) -> None:
    slide = _slide(deck, picture.title)
    if picture.kind == "chart" and picture.data.get("x", {}).get("kind") == "date":
        _curve(slide, picture)
        return
    image = slide.shapes.add_picture(io.BytesIO(charts.png(picture, width=1000)), MARGIN, TOP)
    scale = min((WIDTH - 2 * MARGIN) / image.width, (HEIGHT - TOP - Cm(0.8)) / image.height)
    image.width, image.height = int(image.width * scale), int(image.height * scale)


def _curve(slide: Any, picture: Card) -> None:
    data: Any = XyChartData()  # type: ignore[no-untyped-call]
    for one in picture.data["series"]:
        series = data.add_series(one["name"])
        for x, y in one["points"]:
            if y is not None:
                series.add_data_point((dt.date.fromisoformat(x[:10]) - DAY_ZERO).days, y)
    box = (MARGIN, TOP, WIDTH - 2 * MARGIN, HEIGHT - TOP - Cm(0.8))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, *box, data).chart
    for series, colour in zip(chart.plots[0].series, _CURVES, strict=False):
        series.smooth = False
        series.format.line.width, series.format.line.color.rgb = Pt(2.25), colour
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.has_title = False
    labels = chart.category_axis.tick_labels
    labels.number_format, labels.number_format_is_linked = "mmm yyyy", False
    chart.value_axis.tick_labels.number_format, chart.value_axis.tick_labels.number_format_is_linked = "#,##0", False
    chart.category_axis.tick_labels.font.size = chart.value_axis.tick_labels.font.size = Pt(12)
    chart.category_axis.has_major_gridlines = False
