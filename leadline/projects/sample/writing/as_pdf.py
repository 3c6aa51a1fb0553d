"""A sample document as PDF, set by Typst. Text goes in as strings, never as markup."""

import datetime as dt
import json

import typst

from leadline.projects.sample.writing.blocks import Block, read_blocks, runs

_PREAMBLE = """#set document(title: {title}, author: "Veldhaven Group Project Office", date: datetime(year: {y}, month: {m}, day: {d}))
#set page(paper: "a4", margin: 2.4cm, numbering: "1 / 1")
#set text(size: 11pt, lang: "en")
#set par(justify: true, leading: 0.75em)
#set heading(numbering: none)
#show heading: set block(above: 1.6em, below: 0.9em)
"""


def to_pdf(markdown: str, title: str, date: dt.date) -> bytes:
    head = _PREAMBLE.format(title=json.dumps(title), y=date.year, m=date.month, d=date.day)
    source = head + "\n\n".join(_typeset(block) for block in read_blocks(markdown))
    pdf: bytes = typst.compile(source.encode())
    return pdf


def _typeset(block: Block) -> str:
    if block.kind == "heading":
        return f"#heading(level: {block.level}, {_string(block.lines[0])})"
    if block.kind == "table":
        columns = ", ".join(["auto"] * (len(block.rows[0]) - 1) + ["1fr"])
        cells = ", ".join(f"[{_inline(cell)}]" for row in block.rows for cell in row)
        return f"#table(columns: ({columns},), inset: 6pt, {cells})"
    if block.kind == "paragraph":
        return _inline(block.lines[0])
    function = "list" if block.kind == "bullets" else "enum"
    return f"#{function}({', '.join(f'[{_inline(line)}]' for line in block.lines)})"


def _inline(text: str) -> str:
    return "".join(f"#strong({_string(piece)})" if bold else f"#{_string(piece)}" for piece, bold in runs(text))


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
