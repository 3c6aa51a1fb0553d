"""Text -> fragments: headings, list items, table rows, code and the sentences of prose, each with its line and section.

Nothing is dropped here: every non-blank line of the text ends up in exactly one fragment (Markdown marks aside), so that the source
map can account for all of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from leadline.tools.stories.grammar import base_form
from leadline.tools.stories.tables import read_row, split_row
from leadline.tools.stories.talk import statements_in

Block = Literal["prose", "item", "row", "heading", "code", "stem", "mail", "rule", "request"]

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(
    r"^(?P<indent>\s*)(?:(?P<mark>[-*+•–‣◦▪·])|(?P<num>\(?\d{1,3}(?:\.\d{1,3})*[.)]|\(?[a-zA-Z][.)]|"
    r"\d{1,2}(?:\.\d{1,3})+))\s+(?P<body>\S.*)$"
)
_LABEL = re.compile(
    r"^\*{0,2}(?P<label>[A-Z]{1,8}[A-Z0-9]*[-_. ]?\d{1,4}(?:[.-]\d{1,3})*|R\d{1,3})\*{0,2}\s*[:.)\]–-]\*{0,2}\s+(?P<body>\S.*)$"
)
_PLAIN_LABEL = re.compile(r"^(?P<label>[A-Z]{1,6}-\d{1,4})\s+(?P<body>[A-Z].*)$")
_MAIL_HEADER = re.compile(r"^\s*(From|To|Cc|Bcc|Subject|Date|Sent|Reply-To|Von|An|Betreff|Gesendet)\s*:\s*\S", re.I)
_ABBREVIATION = re.compile(
    (
        r"\b(?:e\.g|i\.e|etc|vs|approx|incl|excl|no|nr|mr|mrs|ms|dr|prof|st|fig|sec|cf|resp|max|"
        r"min|dept|ca|z\.B|d\.h|bzw|(?-i:[A-Z]))\.$"
    ),
    re.I,
)
_STEM_END = re.compile(r"[:：]\s*$")


@dataclass(frozen=True)
class Fragment:
    """`stem`: the sentence that introduces the list the item stands in. `fields`: what a table row says about the requirement."""

    text: str
    block: Block
    line: int
    section: str = ""
    stem: str = ""
    label: str | None = None
    paragraph: int = 0
    fields: dict[str, str] = field(default_factory=dict)


def fragments(text: str) -> list[Fragment]:
    return list(_Reader(text.replace("\r\n", "\n").replace("\r", "\n")).read())


def clean(text: str) -> str:
    """Takes the Markdown marks, zero-width characters and doubled blanks out of one fragment; words and numbers stay."""
    text = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\U000e0000-\U000e007f]", "", text)
    text = re.sub(
        r"<!--.*?-->|</?[a-zA-Z][^<>@]{0,200}>", lambda m: m.group(0) if m.group(0).startswith("<!--") else " ", text
    )
    text = re.sub(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", text)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])", r"\1", text)
    text = re.sub(r"(?<!\w)_(?=\S)([^_]+?)(?<=\S)_(?!\w)", r"\1", text)
    text = re.sub(r"\[([^\]\s][^\]]*)\](?!:)", r"\1", text)
    text = text.replace("`", "")
    return re.sub(r"\s+", " ", text).strip()


def split_sentences(text: str) -> list[str]:
    """Splits prose into sentences; full stops in abbreviations, numbers and names do not end one."""
    out: list[str] = []
    start = 0
    for match in re.finditer(r"(?:[.!?…]+[\"'”’)]*|;)\s+", text):
        before = text[start : match.start() + 1]
        following = text[match.end() : match.end() + 1]
        if text[match.start()] == ".":
            if _ABBREVIATION.search(before) or (following.islower() and not re.search(r"\w{3,}\.$", before)):
                continue
            if following.islower() and re.search(r"\b\w{1,3}\.$", before):
                continue
        if text[match.start()] == ";" and len(before.split()) < 3:
            continue
        out.append(text[start : match.end()].strip())
        start = match.end()
    tail = text[start:].strip()
    parts = [piece for part in [*out, tail] for piece in re.split(r"(?<=[。！？؟])", part)]
    return [part.strip() for part in parts if part.strip()]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


class _Reader:
    """One pass over the lines; keeps the heading path, the open paragraph and the stem of the open list."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.path: list[tuple[int, str]] = []
        self.stem = ""
        self.paragraph = 0
        self.table: list[str] | None = None

    def read(self) -> Iterator[Fragment]:
        i = 0
        while i < len(self.lines):
            line = re.sub(r"^\s*>+\s?", "", self.lines[i])
            if not line.strip():
                self.table = None
                i += 1
            elif re.match(r"^\s*(```|~~~)", line):
                end = self._fence_end(i)
                yield self._fragment("\n".join(self.lines[i : end + 1]), "code", i)
                i = end + 1
            elif (found := self._single(line, i)) is not None:
                yield from found
                i += 1 + (len(found) > 0 and found[0].block == "heading" and self._underlined(i))
            else:
                body, end = self._gather(line, i)
                yield from self._block(line, body, i)
                i = end

    @property
    def section(self) -> str:
        return " > ".join(title for _, title in self.path)

    def _fragment(self, text: str, block: Block, line: int, *, stem: str = "") -> Fragment:
        return Fragment(
            text if block == "code" else clean(text), block, line + 1, self.section, paragraph=self.paragraph, stem=stem
        )

    def _fence_end(self, i: int) -> int:
        for j in range(i + 1, len(self.lines)):
            if re.match(r"^\s*(```|~~~)\s*$", self.lines[j]):
                return j
        return len(self.lines) - 1

    def _underlined(self, i: int) -> bool:
        return i + 1 < len(self.lines) and bool(re.match(r"^\s{0,3}(=+|-{3,})\s*$", self.lines[i + 1]))

    def _single(self, line: str, i: int) -> list[Fragment] | None:
        """Lines that are a fragment by themselves: headings, rules, mail headers, table rows. None = part of a block."""
        heading = _HEADING.match(line)
        if heading:
            return [self._heading(len(heading.group(1)), heading.group(2), i)]
        if re.match(r"^\s*([-*_=~]\s*){3,}$", line) or re.match(r"^\s*--\s*$", line):
            return [self._fragment(line.strip(), "rule", i)]
        if _MAIL_HEADER.match(line) and not _ITEM.match(line):
            self.stem = ""
            return [self._fragment(line.strip(), "mail", i)]
        row = split_row(line)
        if row is not None and (self.table is not None or self._table_starts(i)):
            return self._row(row, line, i)
        if self._underlined(i) and len(line.split()) <= 12 and not line.rstrip().endswith("."):
            return [self._heading(2, line, i)]
        if self._looks_like_heading(line, i):
            return [self._heading(3, line, i)]
        return None

    def _table_starts(self, i: int) -> bool:
        following = self.lines[i + 1] if i + 1 < len(self.lines) else ""
        return split_row(following) is not None

    def _row(self, cells: list[str], line: str, i: int) -> list[Fragment]:
        cells = [clean(cell) for cell in cells]
        if all(re.fullmatch(r":?-{2,}:?|", cell) for cell in cells):
            return [self._fragment(line.strip(), "rule", i)]
        if self.table is None:
            self.table = [cell.lower() for cell in cells]
            row = read_row(self.table, cells)
            if row.is_header:
                return [self._fragment(line.strip(), "rule", i)]
            self.table = []
        row = read_row(self.table, cells)
        made = self._fragment(row.text, "row", i)
        return [replace(made, label=row.label, fields=row.fields)]

    def _heading(self, level: int, title: str, i: int) -> Fragment:
        title = clean(title).rstrip(":")
        self.path = [(depth, name) for depth, name in self.path if depth < level] + [(level, title)]
        self.stem = ""
        self.paragraph += 1
        return replace(self._fragment(title, "heading", i), section=self.section)

    def _looks_like_heading(self, line: str, i: int) -> bool:
        """A short line on its own, in title case or numbered or ending in a colon, with text below it."""
        text = clean(line)
        if self._numbered_title(text, i):
            return True
        alone = i == 0 or not self.lines[i - 1].strip() or bool(_HEADING.match(self.lines[i - 1]))
        if not alone or len(text.split()) > 7 or text[-1:] in ".,;!?" or _LABEL.match(text):
            return False
        following = next((x for x in self.lines[i + 1 :] if x.strip()), "")
        if len(text.split()) <= 4 and text[:1].isupper() and _ITEM.match(following) and not _ITEM.match(line):
            return text[-1:] != ":" and not re.search(r"\b(?:to|can|must|shall|should|may|need|want)$", text)
        if not following or re.match(r"(?i)(hi|hello|dear|hey|good|thanks|best|kind|regards)\b", text):
            return False
        if re.match(r"^\d{1,2}(\.\d{1,2})*\.?\s+[A-Z]\w*(\s\S+){0,5}$", text) and not _ITEM.match(following):
            return not self.lines[i + 1].strip() if i + 1 < len(self.lines) else False
        topics = (
            r"(?i)^\W*((non-?)?functional|quality|business|technical|security|performance|user|system|"
            r"scope|out of scope|in scope|not in scope|goals?|non-goals|requirements?|constraints?|"
            r"assumptions?|background|introduction|overview|must|should|could|won't|nice to have|must "
            r"have|features?|context|risks?|stakeholders?|personas?|roles?|open questions?|rules?|"
            r"won't have|should have|could have|later)\b"
        )
        wish = re.search(r"\b(shall|must|should|can|will|may)\s+\w", text)
        return bool(re.match(topics, text)) and len(text.split()) <= 4 and not wish

    def _numbered_title(self, text: str, i: int) -> bool:
        """ "3.1 Applications" above prose or above "3.1.1 ...": a chapter; "1. Login" above "2. Search" is a list."""
        number = re.match(r"^(?P<n>\d{1,2}(?:\.\d{1,2})*)\.?\s+[A-Z][\w-]*(?:\s[\w&/-]+){0,4}$", text)
        following = next((x.strip() for x in self.lines[i + 1 :] if x.strip()), "")
        if number and len(text.split()) <= 5 and re.match(r"[-*•–+] \S", following) and not text.endswith((".", ":")):
            return True  # "1. Check-in" in minutes, with what was said below it
        if (
            not number
            or not following
            or base_form(text.split()[1])
            or re.search(r"\b(?:shall|must|should|can)\b", text)
        ):
            return False
        under = re.match(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?\s", following)
        if under:
            return under.group(1).startswith(number.group("n") + ".")
        return len(following.split()) > 5 and following[:1].isupper()

    def _gather(self, line: str, i: int) -> tuple[str, int]:
        """The text of the block that starts here: a list item with its continuation lines, or a paragraph."""
        item = _ITEM.match(line)
        parts = [item.group("body") if item else line.strip()]
        j = i + 1
        while j < len(self.lines):
            following = re.sub(r"^\s*>+\s?", "", self.lines[j])
            if (
                not following.strip()
                or _ITEM.match(following)
                or re.match(r"^\s*(```|~~~)", following)
                or _HEADING.match(following)
            ):
                break
            if _LABEL.match(following.strip()) or _MAIL_HEADER.match(following) or re.match(r"^\s*--\s*$", following):
                break
            if not item and self._starts_afresh(parts, following):
                break
            if item and following.rstrip().endswith(":") and _indent(following) < _indent(line):
                break
            if (
                item
                and not following[:1].isspace()
                and (parts[-1].rstrip()[-1:] in ".;:!?" or self._is_closing(following))
            ):
                break
            parts.append(following.strip())
            j += 1
        return " ".join(parts), j

    @staticmethod
    def _is_closing(line: str) -> bool:
        return bool(
            re.match(r"(?i)\s*(thanks|thank you|best|kind|regards|cheers|sincerely|many thanks|please)\b", line)
        )

    def _starts_afresh(self, parts: list[str], following: str) -> bool:
        """Short unwrapped lines are one statement a line; wrapped prose goes on."""
        last = parts[-1].rstrip()
        if last.endswith((",", ";")) and following.strip()[:1].islower():
            return False
        if re.match(r"(?i)^(hi|hello|dear|hey|good (morning|afternoon|evening))\b.{0,40}$", last):
            return True
        if self._is_closing(following) and last.endswith((".", "!", ")", "?")):
            return True
        return last.endswith((".", "!", "?", ":", ";")) or (len(last) < 60 and following.strip()[:1].isupper())

    def _block(self, line: str, body: str, i: int) -> Iterator[Fragment]:
        item = _ITEM.match(line)
        body = clean(body)
        label = None
        labelled = _LABEL.match(body) or _PLAIN_LABEL.match(body)
        if labelled:
            label, body = labelled.group("label"), labelled.group("body")
        if not item and not labelled:
            self.paragraph += 1
        body = re.sub(r"^\[[ xX]\]\s+", "", body)
        if (_STEM_END.search(body) or re.search(r"\b(?:to|can|must|shall|should|may)$", body)) and self._list_follows(
            i
        ):
            *before, stem = split_sentences(body) or [body]
            for sentence in before:
                yield self._fragment(sentence, "prose", i)
            self.stem = stem
            yield replace(self._fragment(stem, "stem", i), label=label)
            return
        if not item:
            self.stem = "" if not labelled else self.stem
        spoken = [
            piece
            for sentence in split_sentences(body)
            for piece in (statements_in(sentence) if not item else [sentence])
        ]
        for n, sentence in enumerate(spoken):
            kind: Block = "item" if item or labelled else "prose"
            made = self._fragment(sentence, kind, i, stem=self.stem if n == 0 and item else "")
            yield replace(made, label=label)

    def _list_follows(self, i: int) -> bool:
        following = [x for x in self.lines[i + 1 : i + 12] if x.strip()]
        return any(_ITEM.match(x) or _LABEL.match(x.strip()) for x in following[:4])
