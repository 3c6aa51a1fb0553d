"""A report as a Word document in our house template, or in the customer's own."""

import io

import docx
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph

from leadline.tools import charts
from leadline.tools.report.document import Block, Document, Line, shares
from leadline.tools.stories.exports.cells import printable

NAVY, GREY, LIGHT = RGBColor(0x1F, 0x3A, 0x5F), RGBColor(0x5A, 0x64, 0x72), "E8EDF3"
WIDTH, TALLEST = 16.6, 23.0  # cm of a page between its margins


def report_docx(report: Document) -> bytes:
    doc = _house()
    doc.core_properties.title = printable(report.title)
    doc.core_properties.author = "Leadline"
    for block in report.blocks:
        _block(doc, block)
    for picture in report.pictures:
        added = doc.add_picture(io.BytesIO(charts.png(picture, width=900)), width=Cm(WIDTH))
        if added.height > Cm(TALLEST):
            added.width, added.height = Emu(round(added.width * Cm(TALLEST) / added.height)), Cm(TALLEST)
    if report.notes:
        doc.add_heading("Sources", 1)
        listed = (f"{number}  {note}" for number, note in enumerate(report.notes, 1))
        for line in (report.basis, *listed):
            paragraph = doc.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(1)
            run = paragraph.add_run(printable(line))
            run.font.size, run.font.color.rgb = Pt(8), GREY
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def _house() -> Doc:
    doc = docx.Document()
    page = doc.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2)
    normal = doc.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    for name, size in (("Title", 20), ("Heading 1", 14)):
        style = doc.styles[name]
        style.element.rPr.rFonts.attrib.clear()
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), NAVY
    return doc


def _block(doc: Doc, block: Block) -> None:
    match block.kind:
        case "title":
            _write(doc.add_paragraph(style="Title"), block.lines[0])
        case "heading":
            _write(doc.add_paragraph(style="Heading 1"), block.lines[0])
        case "bullets":
            for line in block.lines:
                _write(doc.add_paragraph(style="List Bullet"), line)
        case "table":
            _table(doc, block)
        case _:
            paragraph = doc.add_paragraph()
            for number, line in enumerate(block.lines):
                if number:
                    paragraph.add_run().add_break()
                _write(paragraph, line)


def _table(doc: Doc, block: Block) -> None:
    table = doc.add_table(rows=0, cols=len(block.right))
    table.style = "Table Grid"
    table.autofit = False
    widths = shares(block, WIDTH)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for number, row in enumerate(block.rows):
        added = table.add_row()
        mark = OxmlElement("w:cantSplit" if number else "w:tblHeader")
        added._tr.get_or_add_trPr().append(mark)
        for cell, line, right, width in zip(added.cells, row, block.right, widths, strict=False):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _write(paragraph, line, size=9, bold=number == 0)
            if number == 0:
                shade = OxmlElement("w:shd")
                shade.set(qn("w:val"), "clear")
                shade.set(qn("w:fill"), LIGHT)
                cell._tc.get_or_add_tcPr().append(shade)
    doc.add_paragraph().paragraph_format.space_after = Pt(2)


def _write(paragraph: Paragraph, line: Line, *, size: float | None = None, bold: bool = False) -> None:
    for run in line:
        added = paragraph.add_run(str(run.note) if run.note is not None else printable(run.text))
        if run.note is not None:
            added.font.superscript, added.font.color.rgb = True, GREY
        elif run.bold or bold:
            added.font.bold = True
        if size:
            added.font.size = Pt(size)
