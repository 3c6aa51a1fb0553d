"""Markdown cut into passages along its headings.

A passage is one stretch of the Markdown under one heading path, so that its text is always a verbatim piece of the document. It
ends at a heading, at the start of a page, or when it is long enough to be answered from; tables stay whole.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from leadline.knowledge.blocks import Block, blocks
from leadline.knowledge.boilerplate import is_boilerplate
from leadline.knowledge.sentences import sentence_spans

TARGET_WORDS = 120  # about 160 tokens: leaves room for the heading within the 256 that the embedding model reads
MAX_WORDS = 180  # one paragraph or item longer than this is cut between sentences
MAX_TABLE = 12_000  # characters; a longer table is cut between rows

PageStart = tuple[int, int]  # (offset in the Markdown, page number)


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it has an identity. `section` is the heading path below the title, joined by " > "."""

    section: str
    page: int | None
    start: int
    end: int
    text: str
    boilerplate: bool

    @property
    def text_hash(self) -> str:
        return hashlib.sha256(re.sub(r"\W+", " ", self.text.lower()).strip().encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Part:
    """A block, or a piece of a long one, under its heading."""

    section: str
    page: int | None
    start: int
    end: int
    words: int


def pieces(markdown: str, *, title: str = "", pages: Sequence[PageStart] = ()) -> list[Piece]:
    """The passages of a document in reading order. Its title is left out of the section paths."""
    found: list[Piece] = []
    held: list[_Part] = []
    for part in _parts(markdown, title, pages):
        if held and (
            part.section != held[0].section
            or part.page != held[0].page
            or sum(p.words for p in held) + part.words > TARGET_WORDS
        ):
            found.append(_piece(markdown, held))
            held = []
        held.append(part)
    if held:
        found.append(_piece(markdown, held))
    return found


def _piece(markdown: str, parts: Sequence[_Part]) -> Piece:
    text = markdown[parts[0].start : parts[-1].end]
    return Piece(
        parts[0].section, parts[0].page, parts[0].start, parts[-1].end, text, is_boilerplate(text, parts[0].section)
    )


def _parts(markdown: str, title: str, pages: Sequence[PageStart]) -> Iterator[_Part]:
    path: list[tuple[int, str]] = []
    offsets = [start for start, _ in pages]
    own_title = _own_title(found := blocks(markdown))
    lone: Block | None = None  # a heading that nothing has followed yet
    for block in found:
        page = pages[max(0, bisect_right(offsets, block.start) - 1)][1] if pages else None
        if block.kind == "heading":
            path = [*((level, name) for level, name in path if level < block.level), (block.level, block.title)]
            lone = block
            continue
        lone = None
        for start, end in _cut(markdown, block):
            yield _Part(
                _section(path, {title.casefold(), own_title}), page, start, end, len(markdown[start:end].split())
            )
    if lone is not None and not path[:-1]:  # a document that is only a heading is still a document
        yield _Part("", pages[0][1] if pages else None, lone.start, lone.end, len(lone.title.split()))


def _own_title(found: Sequence[Block]) -> str:
    """The heading that names the whole document: the only one of the first level, at the top."""
    top = [block for block in found if block.kind == "heading" and block.level == 1]
    return top[0].title.casefold() if len(top) == 1 and top[0] is found[0] else ""


def _section(path: Sequence[tuple[int, str]], titles: Collection[str]) -> str:
    names = [name for _, name in path]
    if names and names[0].casefold() in titles:
        names = names[1:]
    return " > ".join(names)[:500]


def _cut(markdown: str, block: Block) -> Iterator[tuple[int, int]]:
    text = markdown[block.start : block.end]
    if block.kind in ("table", "code"):
        if len(text) <= MAX_TABLE:
            yield block.start, block.end
        else:
            yield from _group(text, block.start, _lines(text), size=len, most=MAX_TABLE)
    elif len(text.split()) <= MAX_WORDS:
        yield block.start, block.end
    else:
        yield from _group(text, block.start, _wordy(text), size=_words, most=TARGET_WORDS)


def _words(text: str) -> int:
    return len(text.split())


def _lines(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]+", text)]


def _wordy(text: str) -> list[tuple[int, int]]:
    """Sentences; one without any full stop for too long is cut after every MAX_WORDS words."""
    spans: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        tokens = [match.span() for match in re.finditer(r"\S+", text[start:end])]
        for first in range(0, len(tokens), MAX_WORDS):
            last = min(first + MAX_WORDS, len(tokens)) - 1
            spans.append((start + tokens[first][0], start + tokens[last][1]))
    return spans


def _group(
    text: str, offset: int, spans: Sequence[tuple[int, int]], *, size: Callable[[str], int], most: int
) -> Iterator[tuple[int, int]]:
    held: list[tuple[int, int]] = []
    for span in spans:
        if held and size(text[held[0][0] : span[1]]) > most:
            yield offset + held[0][0], offset + held[-1][1]
            held = []
        held.append(span)
    if held:
        yield offset + held[0][0], offset + held[-1][1]
