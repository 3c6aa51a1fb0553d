"""Sentences of a passage as spans of its text, so that a quote is always verbatim.

A list item, a table row and a line of code end where they end; running text is split at full stops that are not abbreviations,
initials, numbers or file names.
"""

import re

from leadline.knowledge.blocks import ITEM, TABLE_RULE, Block, blocks

_END = re.compile(r"[.!?…]+[\"'”’)\]*_]*(?=\s+|$)|[。！？]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|ca|no|nos|fig|figs|eq|sec|ch|vol|pp|p|mr|mrs|ms|dr|prof|st|jr|sr|inc|ltd|co|corp|dept|est|"
    r"jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|a\.m|p\.m|u\.s|u\.k|incl|resp|max|min|ver|rev|art|al)|\b[A-Z])\.$",
    re.IGNORECASE,
)
MIN_LENGTH = 3

Span = tuple[int, int]


def sentence_spans(text: str) -> list[Span]:
    """(start, end) of each sentence, list item and table row in `text`, in reading order."""
    spans: list[Span] = []
    for block in blocks(text):
        if block.kind in ("table", "code"):
            spans.extend(_rows(text, block))
        elif block.kind == "item":
            mark = ITEM.match(text[block.start : block.end])
            spans.extend(_split(text, block.start + (mark.end() if mark else 0), block.end))
        else:
            spans.extend(_split(text, block.start, block.end))
    return [span for span in spans if span[1] - span[0] >= MIN_LENGTH]


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def statements(text: str) -> list[str]:
    """What a section states, for listing: list items whole, everything else by sentence; lines that only announce are left out."""
    found: list[str] = []
    for block in blocks(text):
        piece = text[block.start : block.end]
        mark = ITEM.match(piece) if block.kind == "item" else None
        found.extend([piece[mark.end() :].rstrip()] if mark else sentences(piece))
    return [piece for piece in found if not piece.endswith(":")] or found


def _rows(text: str, block: Block) -> list[Span]:
    rows: list[Span] = []
    position = block.start
    for line in text[block.start : block.end].split("\n"):
        if line.strip() and not TABLE_RULE.match(line) and not line.lstrip().startswith(("```", "~~~")):
            lead = len(line) - len(line.lstrip())
            rows.append((position + lead, position + len(line.rstrip())))
        position += len(line) + 1
    if block.kind == "table" and len(rows) > 1:
        return rows[1:]  # the header row alone says nothing
    return rows


def _split(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    at = start
    for match in _END.finditer(text, start, end):
        if match[0].startswith(".") and not _ends_sentence(text, match.start(), match.end(), end):
            continue
        spans.append(_trim(text, at, match.end()))
        at = match.end()
    if text[at:end].strip():
        spans.append(_trim(text, at, end))
    return spans


def _ends_sentence(text: str, stop: int, after: int, end: int) -> bool:
    following = text[after:end].lstrip()
    if following[:1].islower():
        return False
    return not _ABBREVIATION.search(text, max(0, stop - 12), stop + 1) or not following


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
