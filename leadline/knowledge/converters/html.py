"""HTML to Markdown: headings, paragraphs, lists, tables. Scripts and hidden elements are left out; hidden text is counted."""

import re
from html.parser import HTMLParser

from leadline.knowledge.converted import Converted
from leadline.knowledge.converters.text import decode, first_heading, stated_date

_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "iframe", "object", "nav", "select", "button"})
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"}
)
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "figure",
        "dl",
        "dt",
        "dd",
    }
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?:\.0*)?(?:;|$)|(?:^|;)\s*color\s*:\s*(?:#fff(?:fff)?|white)\b",
    re.IGNORECASE,
)


def from_html_bytes(data: bytes) -> Converted:
    return from_html(decode("the file", data))


def from_html(text: str) -> Converted:
    """Never fails: browsers read broken HTML too."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    markdown = reader.markdown()
    title = " ".join(reader.title.split())
    return Converted(
        markdown=markdown,
        title=title or first_heading(markdown),
        date=stated_date(markdown),
        hidden_text=reader.hidden_text,
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.hidden_text = 0
        self._lines: list[str] = []
        self._inline = ""
        self._open: list[tuple[str, bool, bool]] = []  # (tag, silent, hidden)
        self._lists: list[str] = []
        self._row: list[str] | None = None
        self._rows = 0
        self._preformatted = 0

    def markdown(self) -> str:
        self._flush()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip() + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._inline += "\n"
        if tag in _VOID:
            return
        hidden = "hidden" in given or bool(_HIDING.search(given.get("style", "")))
        self._open.append((tag, tag in _SILENT, hidden))
        if self._row is not None and tag not in ("td", "th"):
            return
        if tag in _BLOCKS or re.fullmatch(r"h[1-6]|li|table", tag):
            self._flush()
            self._lines.extend([""] if tag not in ("li", "ul", "ol") else [])
        if tag in ("ul", "ol"):
            self._lists.append("1. " if tag == "ol" else "- ")
        elif tag == "li":
            self._inline = "  " * max(0, len(self._lists) - 1) + (self._lists[-1] if self._lists else "- ")
        elif tag == "table":
            self._rows = 0
        elif tag == "tr":
            self._row = []
        elif tag in ("td", "th"):
            self._inline = ""
        elif tag == "pre":
            self._preformatted += 1
        elif re.fullmatch(r"h[1-6]", tag):
            self._inline = "#" * int(tag[1]) + " "

    def handle_endtag(self, tag: str) -> None:
        while self._open and any(name == tag for name, _, _ in self._open):
            if self._open.pop()[0] == tag:
                break
        if tag in ("td", "th") and self._row is not None:
            self._row.append(" ".join(self._inline.split()).replace("|", "\\|"))
            self._inline = ""
        elif tag == "tr":
            self._end_row()
        elif self._row is not None:
            return
        elif tag == "pre":
            self._end_code()
        elif tag in _BLOCKS or re.fullmatch(r"h[1-6]|li|table", tag):
            self._flush()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            if tag != "li":
                self._lines.append("")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "title":
            self.title += data
        elif any(hidden for _, _, hidden in self._open):
            self.hidden_text += len(data.strip())
        elif not any(silent for _, silent, _ in self._open):
            self._inline += data if self._preformatted else re.sub(r"\s+", " ", data)

    def _flush(self) -> None:
        text = re.sub(r"(?<=\S)[ \t]+", " ", self._inline).rstrip()
        if text.strip():
            item = text.lstrip().startswith(("- ", "1. ", "#"))
            self._lines.extend(["", text] if text.startswith("#") else [text] if item else [text.strip()])
        self._inline = ""

    def _end_row(self) -> None:
        if self._row:
            self._lines.append("| " + " | ".join(self._row) + " |")
            if self._rows == 0:
                self._lines.append("|" + " --- |" * len(self._row))
            self._rows += 1
        self._row = None

    def _end_code(self) -> None:
        self._preformatted = max(0, self._preformatted - 1)
        if self._inline.strip():
            self._lines.extend(["", "```", self._inline.strip("\n"), "```", ""])
        self._inline = ""
