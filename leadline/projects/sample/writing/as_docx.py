"""A sample document as DOCX: the same bytes for the same text."""

import datetime as dt
import io
import zipfile

from docx import Document
from docx.document import Document as DocxDocument
from docx.text.paragraph import Paragraph

from leadline.projects.sample.writing.blocks import Block, read_blocks, runs

AUTHOR = "Veldhaven Group Project Office"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # python-docx stamps the present time into the archive


def to_docx(markdown: str, date: dt.date) -> bytes:
    document = Document()
    stamp = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
    properties = document.core_properties
    properties.author, properties.created, properties.modified = AUTHOR, stamp, stamp
    for block in read_blocks(markdown):
        _write(document, block)
    buffer = io.BytesIO()
    document.save(buffer)
    return _with_fixed_times(buffer.getvalue())


def _write(document: DocxDocument, block: Block) -> None:
    if block.kind == "heading":
        document.add_heading(block.lines[0], level=block.level - 1)
    elif block.kind == "table":
        _write_table(document, block)
    else:
        style = {"bullets": "List Bullet", "numbers": "List Number"}.get(block.kind)
        for line in block.lines:
            _fill(document.add_paragraph(style=style), line)


def _write_table(document: DocxDocument, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _fill(cell.paragraphs[0], text)


def _fill(paragraph: Paragraph, text: str) -> None:
    for piece, bold in runs(text):
        paragraph.add_run(piece).bold = bold or None


def _with_fixed_times(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(zipfile.ZipInfo(entry.filename, _ZIP_EPOCH), source.read(entry), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
