"""PDF to Markdown: lines by position, headings by size and weight, running headers and footers left out, wrapped lines joined.

Page numbers are kept for citations. Text that is invisible on the page is counted and left out.
A PDF without text is a scan and is refused.
"""

import datetime as dt
import io

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from leadline.knowledge.converted import Converted, RefusedError
from leadline.knowledge.converters.pdf_layout import (
    Layout,
    body_size,
    heading_sizes,
    to_markdown,
    without_running_lines,
)
from leadline.knowledge.converters.pdf_lines import page_lines
from leadline.knowledge.converters.text import first_heading, stated_date

MAX_PAGES = 2_000


def from_pdf(data: bytes) -> Converted:
    """Raises RefusedError for a broken, protected, scanned or overlong file."""
    try:
        return _read(PdfReader(io.BytesIO(data)))
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise RefusedError("is broken and cannot be read: export it again") from error


def _read(reader: PdfReader) -> Converted:
    if reader.is_encrypted and not reader.decrypt(""):
        raise RefusedError("is protected by a password: save it without one and try again")
    if len(reader.pages) > MAX_PAGES:
        raise RefusedError(f"has {len(reader.pages)} pages; the limit is {MAX_PAGES}: split it")
    pages, hidden = [], 0
    for page in reader.pages:
        lines, unseen = page_lines(page)
        pages.append(lines)
        hidden += unseen
    if not any(pages):
        raise RefusedError("holds pictures but no text (a scan?): run text recognition on it and try again")
    pages = without_running_lines(pages)
    body = body_size(pages)
    markdown, starts = to_markdown(pages, Layout(body, heading_sizes(pages, body)))
    title = (reader.metadata.title if reader.metadata else None) or ""
    return Converted(
        markdown=markdown,
        title=title.strip() or first_heading(markdown),
        date=stated_date(markdown) or _created(reader),
        pages=tuple(starts),
        page_count=len(pages),
        hidden_text=hidden,
    )


def _created(reader: PdfReader) -> dt.date | None:
    try:
        created = reader.metadata.creation_date if reader.metadata else None
    except ValueError:
        return None
    return created.date() if created else None
