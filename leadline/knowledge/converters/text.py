"""Plain text and Markdown: decoding, front matter, the title."""

import datetime as dt
import re

from leadline.knowledge.blocks import blocks
from leadline.knowledge.converted import Converted, RefusedError
from leadline.knowledge.kinds import kind_named
from leadline.knowledge.values import dates

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_DATE_LINE = re.compile(
    r"^\W*(?:date|dated|issued|effective(?: date| from)?|meeting date|last updated|version date|created|as of|report date)\W*:?(.*)$",
    re.IGNORECASE | re.MULTILINE,
)
HEAD = 1_500  # characters at the top in which a document says its date


def decode(source_name: str, data: bytes) -> str:
    """Text of UTF-8, UTF-16 (with its mark) or Windows-1252 bytes. Raises RefusedError for binary data."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(source_name, data, encoding)
    if b"\x00" in data:
        raise RefusedError(f"{source_name} is a binary file, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(source_name, data, "cp1252")


def _decoded(source_name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedError(f"{source_name} is not readable text: save it as UTF-8 and try again") from error


def from_markdown(source_name: str, data: bytes) -> Converted:
    """Markdown as it is, without its front matter, whose title, date and kind are taken over."""
    text = _unified(decode(source_name, data))
    front: dict[str, str] = {}
    if match := _FRONT_MATTER.match(text):
        front = _front_matter(match[1])
        text = text[match.end() :]
    stated = dates(front.get("date", "")) or dates(front.get("updated", ""))
    return Converted(
        markdown=text,
        title=front.get("title") or first_heading(text),
        kind=kind_named(front["kind"]) if front.get("kind") else None,
        date=stated[0] if stated else stated_date(text),
    )


def from_text(source_name: str, data: bytes) -> Converted:
    """Plain text, read as paragraphs; headings only where the text underlines or marks them."""
    text = _unified(decode(source_name, data))
    return Converted(markdown=text, title=first_heading(text), date=stated_date(text))


def first_heading(markdown: str) -> str | None:
    """The first heading of the highest level, if one stands near the top."""
    headings = [block for block in blocks(markdown) if block.kind == "heading"][:3]
    return min(headings, key=lambda block: block.level).title if headings else None


def stated_date(markdown: str) -> dt.date | None:
    """The date that the document gives itself at its top ("Date: 3 March 2026"); None if it gives none."""
    for match in _DATE_LINE.finditer(markdown[:HEAD]):
        if found := dates(match[1]):
            return found[0]
    return None


def _front_matter(text: str) -> dict[str, str]:
    pairs = (line.split(":", 1) for line in text.splitlines() if ":" in line and not line.startswith((" ", "\t", "#")))
    return {key.strip().lower(): value.strip().strip("\"'") for key, value in pairs}


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
