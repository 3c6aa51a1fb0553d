"""A report as PDF by typst. Texts go in as string literals, never as markup, so that nothing in them is carried out."""

import re
import tempfile
from pathlib import Path

import typst

from leadline.tools import charts
from leadline.tools.report.document import Block, Document, Line, shares
from leadline.tools.stories.exports.cells import printable

_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_HEAD = """
#set page(paper: "a4", margin: (x: 2cm, y: 2cm), numbering: "1 / 1")
#set text(font: ("Libertinus Serif", "DejaVu Sans"), size: 10pt, lang: "en")
#set par(leading: 0.6em, spacing: 0.9em)
#show heading: set text(fill: rgb("#1f3a5f"))
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 2): set text(size: 12pt)
#show table.cell.where(y: 0): strong
#set table(stroke: (x, y) => (bottom: 0.5pt + rgb("#cbd5e1")), fill: (x, y) => if y == 0 { rgb("#e8edf3") }, inset: 5pt)
"""


def report_pdf(report: Document) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        parts = [_HEAD, f"#set document(title: {_string(report.title)})", *map(_block, report.blocks)]
        for number, picture in enumerate(report.pictures):
            drawn = charts.draw(picture, width=900)
            (Path(folder) / f"{number}.svg").write_text(drawn, encoding="utf-8")
            size = _SIZE.search(drawn)
            tall = size is not None and float(size[2]) > 1.4 * float(size[1])
            parts.append(f'#figure(image("{number}.svg", {"height: 24cm" if tall else "width: 100%"}))')
        if report.notes:
            parts.append('#heading(level: 2)[Sources]\n#set text(size: 7pt, fill: rgb("#5a6472"))')
            listed = [f"{n}  {note}" for n, note in enumerate(report.notes, 1)]
            parts += [f"#par(text({_string(line)}))" for line in (report.basis, *listed)]
        source = Path(folder) / "report.typ"
        source.write_text("\n\n".join(parts), encoding="utf-8")
        made: bytes = typst.compile(str(source), root=folder)
        return made


def _block(block: Block) -> str:
    match block.kind:
        case "title":
            return f"#heading(level: 1)[{_line(block.lines[0])}]"
        case "heading":
            return f"#heading(level: 2)[{_line(block.lines[0])}]"
        case "bullets":
            return "#list(" + ", ".join(f"[{_line(line)}]" for line in block.lines) + ")"
        case "table":
            return _table(block)
    return "#par[" + "#linebreak()".join(_line(line) for line in block.lines) + "]"


def _table(block: Block) -> str:
    widths = ", ".join(f"{share:.3f}fr" for share in shares(block, 100))
    aligned = ", ".join("right" if right else "left" for right in block.right)
    head = ", ".join(f"[{_line(cell)}]" for cell in block.rows[0])
    cells = ", ".join(f"[{_line(cell)}]" for row in block.rows[1:] for cell in row)
    return f"#text(size: 8.5pt, table(columns: ({widths},), align: ({aligned},), table.header({head}), {cells}))"


def _line(line: Line) -> str:
    parts = []
    for run in line:
        if run.note is not None:
            parts.append(f'#super(text(fill: rgb("#5a6472"), "{run.note}"));')
        else:
            parts.append(f"#{'strong' if run.bold else 'text'}({_string(run.text)});")
    return "".join(parts)


def _string(text: str) -> str:
    inside = printable(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\t", " ")
    return f'"{inside}"'
