"""PPTX to Markdown: each visible slide a section and a page, with its tables, chart data and speaker notes."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from leadline.knowledge.converted import Converted, RefusedError
from leadline.knowledge.converters.grid import markdown_table
from leadline.knowledge.converters.text import stated_date

MAX_SLIDES = 2_000


def from_pptx(data: bytes) -> Converted:
    """Raises RefusedError where the package is broken. Hidden slides are counted and left out."""
    from lxml.etree import LxmlError  # type: ignore[import-untyped]
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    try:
        deck = Presentation(io.BytesIO(data))
        if len(deck.slides) > MAX_SLIDES:
            raise RefusedError(f"holds more than {MAX_SLIDES:,} slides: split it")
        read = [(slide.element.get("show") == "0", *_slide(slide, n)) for n, slide in enumerate(deck.slides, start=1)]
        named, created = deck.core_properties.title, deck.core_properties.created
    except (zipfile.BadZipFile, PythonPptxError, LxmlError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise RefusedError("is broken and cannot be read: export it again") from error
    markdown, pages, hidden, title = "", [], 0, None
    for number, (unseen, heading, body) in enumerate(read, start=1):
        if unseen:
            hidden += len(heading or "") + sum(map(len, body))
            continue
        pages.append((len(markdown), number))
        first = title is None
        title = title or heading
        mark = "#" if first and heading else "##"
        markdown += "\n\n".join([f"{mark} {heading or f'Slide {number}'}", *body]) + "\n\n"
    return Converted(
        markdown=markdown.rstrip() + "\n",
        title=title or named or None,
        date=stated_date(markdown) or (created.date() if created else None),
        pages=tuple(pages),
        page_count=len(read),
        hidden_text=hidden,
    )


def _slide(slide: Any, number: int) -> tuple[str | None, list[str]]:
    """(title, blocks of Markdown) in reading order: from the top, then from the left."""
    title = slide.shapes.title
    heading = " ".join(title.text_frame.text.split()) if title is not None else ""
    shapes = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
    body = [block for shape in _in_order(shapes) for block in _shape(shape)]
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        notes = " ".join(slide.notes_slide.notes_text_frame.text.split())
        if notes:
            body.append(f"Speaker notes: {notes}")
    return heading or None, body


def _in_order(shapes: Iterable[Any]) -> list[Any]:
    return sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0))


def _shape(shape: Any) -> Iterator[str]:
    if hasattr(shape, "shapes"):  # a group
        for inner in _in_order(shape.shapes):
            yield from _shape(inner)
    elif getattr(shape, "has_table", False):
        yield markdown_table([tuple(cell.text for cell in row.cells) for row in shape.table.rows])
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart)
    elif getattr(shape, "has_text_frame", False):
        lines = [" ".join(paragraph.text.split()) for paragraph in shape.text_frame.paragraphs]
        said = [line for line in lines if line]
        if said:
            yield said[0] if len(said) == 1 else "\n".join(f"- {line}" for line in said)


def _chart(chart: Any) -> Iterator[str]:
    """The figures behind the picture: a column for each series."""
    for plot in chart.plots:
        names = [str(label) for label in plot.categories]
        series = [(one.name, list(one.values)) for one in plot.series]
        if names and series:
            head = ("", *(name or "" for name, _ in series))
            rows = [(name, *(_figure(values, at) for _, values in series)) for at, name in enumerate(names)]
            yield markdown_table([head, *rows])


def _figure(values: list[float | None], at: int) -> str:
    value = values[at] if at < len(values) else None
    return "" if value is None else f"{value:.15g}"
