"""DOCX to Markdown, straight from its XML: headings, lists, tables; deleted text is left out, hidden text is counted and left out.

The XML is read directly, because an object model of the whole document costs a thousand times the file's size in memory.
"""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

from leadline.knowledge.converted import Converted, RefusedError
from leadline.knowledge.converters.text import stated_date

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"
TINY = 4  # half points: text of 2 points or less is not meant to be read
_NOT_TEXT = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr")} | {MC_FALLBACK}


@dataclass
class _Package:
    """What paragraphs refer to: style -> (name, outline level), numbering -> ordered or not."""

    style_names: dict[str, str] = field(default_factory=dict)
    outline_levels: dict[str, int] = field(default_factory=dict)
    list_styles: set[str] = field(default_factory=set)
    ordered: dict[str, bool] = field(default_factory=dict)
    hidden_text: int = 0
    title: str | None = None


def from_docx(data: bytes) -> Converted:
    """Raises RefusedError where the package or its XML is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            body = _xml(package, "word/document.xml")
            styles, numbering = _xml(package, "word/styles.xml"), _xml(package, "word/numbering.xml")
            properties = _xml(package, "docProps/core.xml")
    except (zipfile.BadZipFile, ParseError, KeyError, EOFError, zlib.error) as error:
        raise RefusedError("is broken and cannot be read: export it again") from error
    except DefusedXmlException as error:
        raise RefusedError("declares XML entities, which no word processor writes: it was not read") from error
    if body is None:
        raise RefusedError("is not a Word document inside")
    parts = _Package()
    _read_styles(styles, parts)
    _read_numbering(numbering, parts)
    markdown = "\n".join(_blocks(body, parts)).strip() + "\n"
    markdown = re.sub(r"\n{3,}", "\n\n", markdown)
    core_title, created = _core(properties)
    return Converted(
        markdown=markdown,
        title=parts.title or core_title,
        date=stated_date(markdown) or created,
        hidden_text=parts.hidden_text,
    )


def _xml(package: zipfile.ZipFile, name: str) -> Element | None:
    if name not in package.namelist():
        return None
    return defusedxml.ElementTree.fromstring(package.read(name), forbid_dtd=True)  # type: ignore[no-any-return]


def _read_styles(styles: Element | None, parts: _Package) -> None:
    for style in styles.iter(f"{W}style") if styles is not None else ():
        key = style.get(f"{W}styleId", "")
        name = style.find(f"{W}name")
        parts.style_names[key] = (name.get(f"{W}val", "") if name is not None else "").lower()
        level = style.find(f"{W}pPr/{W}outlineLvl")
        if level is not None:
            parts.outline_levels[key] = int(level.get(f"{W}val", "9")) + 1
        if style.find(f"{W}pPr/{W}numPr") is not None:
            parts.list_styles.add(key)


def _read_numbering(numbering: Element | None, parts: _Package) -> None:
    if numbering is None:
        return
    formats = {
        abstract.get(f"{W}abstractNumId", ""): next(
            (form.get(f"{W}val", "bullet") for form in abstract.iter(f"{W}numFmt")), "bullet"
        )
        for abstract in numbering.iter(f"{W}abstractNum")
    }
    for number in numbering.iter(f"{W}num"):
        reference = number.find(f"{W}abstractNumId")
        form = formats.get(reference.get(f"{W}val", "") if reference is not None else "", "bullet")
        parts.ordered[number.get(f"{W}numId", "")] = form != "bullet"


def _blocks(parent: Element, parts: _Package) -> Iterator[str]:
    """Lines of Markdown. Content controls and insertions are looked into; text boxes come with their paragraph."""
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph(child, parts)
        elif child.tag == f"{W}tbl":
            yield from _table(child, parts)
        elif child.tag not in _NOT_TEXT:
            yield from _blocks(child, parts)


def _paragraph(paragraph: Element, parts: _Package) -> Iterator[str]:
    text = " ".join(_text(paragraph, parts).split(" ")).strip()
    if not text:
        return
    level, item = _role(paragraph, parts)
    if level is not None:
        flat = " ".join(text.split())
        if level == 1 and parts.title is None:
            parts.title = flat
        yield from ("", f"{'#' * min(level, 6)} {flat}", "")
    elif item:
        yield item + " ".join(text.split())
    else:
        yield from ("", text, "")


def _role(paragraph: Element, parts: _Package) -> tuple[int | None, str]:
    """(heading level or None, list mark or "")."""
    style = _value(paragraph, "pStyle")
    name = parts.style_names.get(style, style.lower())
    if name == "title":
        return 1, ""
    if match := re.match(r"heading (\d)", name):
        return int(match[1]), ""
    outline = _value(paragraph, "outlineLvl")
    level = int(outline) + 1 if outline.isdigit() else parts.outline_levels.get(style, 10)
    if level <= 6:
        return level, ""
    number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
    if number is None and style not in parts.list_styles and not name.startswith("list "):
        return None, ""
    depth = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
    indent = "  " * int(depth.get(f"{W}val", "0") if depth is not None else 0)
    ordered = parts.ordered.get(number.get(f"{W}val", ""), False) if number is not None else "number" in name
    return None, f"{indent}{'1.' if ordered else '-'} "


def _value(paragraph: Element, name: str) -> str:
    found = paragraph.find(f"{W}pPr/{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _text(element: Element, parts: _Package) -> str:
    pieces: list[str] = []
    for child in element:
        if child.tag in _NOT_TEXT:
            continue
        if child.tag == f"{W}r" and _is_hidden(child):
            parts.hidden_text += len(_text(child, _Package()))
        elif child.tag == f"{W}t":
            pieces.append(child.text or "")
        elif child.tag in (f"{W}tab", f"{W}ptab"):
            pieces.append(" ")
        elif child.tag in (f"{W}br", f"{W}cr"):
            pieces.append("\n")
        elif child.tag == f"{W}noBreakHyphen":
            pieces.append("-")
        else:
            pieces.append(_text(child, parts))
    return "".join(pieces)


def _is_hidden(run: Element) -> bool:
    look = run.find(f"{W}rPr")
    if look is None:
        return False
    vanish = look.find(f"{W}vanish")
    if vanish is not None and vanish.get(f"{W}val", "true") not in ("0", "false"):
        return True
    size, colour = look.find(f"{W}sz"), look.find(f"{W}color")
    if size is not None and size.get(f"{W}val", "22").isdigit() and int(size.get(f"{W}val", "22")) <= TINY:
        return True
    backed = look.find(f"{W}shd") is not None or look.find(f"{W}highlight") is not None
    return colour is not None and colour.get(f"{W}val", "").upper() == "FFFFFF" and not backed


def _table(table: Element, parts: _Package) -> Iterator[str]:
    rows = [list(_cells(row, parts)) for row in table.findall(f"{W}tr")]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return
    yield ""
    for number, row in enumerate(rows):
        yield "| " + " | ".join(row + [""] * (width - len(row))) + " |"
        if number == 0:
            yield "|" + " --- |" * width
    yield ""


def _cells(row: Element, parts: _Package) -> Iterator[str]:
    for cell in row.iter(f"{W}tc"):
        text = " ".join(" ".join(_text(p, parts) for p in cell.iter(f"{W}p")).split())
        yield text.replace("|", "\\|")
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        yield from [""] * (int(span.get(f"{W}val", "1")) - 1 if span is not None else 0)


def _core(properties: Element | None) -> tuple[str | None, dt.date | None]:
    if properties is None:
        return None, None
    title = (properties.findtext(f"{DC}title") or "").strip() or None
    written = properties.findtext(f"{DCTERMS}modified") or properties.findtext(f"{DCTERMS}created") or ""
    try:
        return title, dt.date.fromisoformat(written[:10])
    except ValueError:
        return title, None
