"""A report as one HTML file: nothing outside itself, every text escaped, no script."""

from html import escape

from leadline.tools import charts
from leadline.tools.report.document import Block, Document, Line

_STYLE = """
:root { color-scheme: light }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.5rem; font: 16px/1.5 system-ui, sans-serif; color: #1f2937; background: #fff }
h1 { font-size: 1.6rem; color: #1f3a5f; border-bottom: 3px solid #1f3a5f; padding-bottom: .4rem }
h2 { font-size: 1.15rem; color: #1f3a5f; margin-top: 1.8rem }
table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: .6rem 0 }
th { text-align: left; background: #e8edf3 } th, td { padding: .35rem .6rem; border-bottom: 1px solid #cbd5e1; vertical-align: top }
.right { text-align: right; font-variant-numeric: tabular-nums } .wide { overflow-x: auto }
sup a { color: #5a6472; text-decoration: none; font-size: .7em } .notes { font-size: .8rem; color: #5a6472; overflow-wrap: anywhere }
svg { max-width: 100%; height: auto }
@media print { body { max-width: none; padding: 0 } table, svg { break-inside: avoid } }
"""


def report_html(report: Document) -> bytes:
    body = [_block(block) for block in report.blocks]
    body += [f"<figure>{charts.draw(picture, width=900)}</figure>" for picture in report.pictures]
    if report.notes:
        items = "".join(f'<li id="note-{n}">{escape(note)}</li>' for n, note in enumerate(report.notes, 1))
        body.append(f'<h2>Sources</h2><p class="notes">{escape(report.basis)}</p><ol class="notes">{items}</ol>')
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(report.title)}</title><style>{_STYLE}</style>"
    )
    page = f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(body)}</body></html>\n'
    return page.encode("utf-8", "replace")


def _block(block: Block) -> str:
    match block.kind:
        case "title":
            return f"<h1>{_line(block.lines[0])}</h1>"
        case "heading":
            return f"<h2>{_line(block.lines[0])}</h2>"
        case "bullets":
            return "<ul>" + "".join(f"<li>{_line(line)}</li>" for line in block.lines) + "</ul>"
        case "table":
            return _table(block)
    return "<p>" + "<br>".join(_line(line) for line in block.lines) + "</p>"


def _table(block: Block) -> str:
    rows = []
    for number, row in enumerate(block.rows):
        tag = "td" if number else "th"
        cells = [
            f"<{tag}{' class=right' if right else ''}>{_line(cell)}</{tag}>"
            for cell, right in zip(row, block.right, strict=False)
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<div class="wide"><table><thead>{rows[0]}</thead><tbody>{"".join(rows[1:])}</tbody></table></div>'


def _line(line: Line) -> str:
    parts = []
    for run in line:
        if run.note is not None:
            parts.append(f'<sup><a href="#note-{run.note}">{run.note}</a></sup>')
        else:
            parts.append(f"<strong>{escape(run.text)}</strong>" if run.bold else escape(run.text))
    return "".join(parts)
