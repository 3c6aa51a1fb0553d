"""Where a mention stands: its sentence, the words that belong to it, its column and row in a table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from leadline.assistant.grounding.mention import Mention
from leadline.assistant.grounding.words import words

_SENTENCE_END = re.compile(r"(?<=[.!?])(?:\*\*|[\"”)])?\s+(?=[A-Z*\[(\"“])|\n+")
_SPLIT = re.compile(
    r"[,;:()—|•]|\s[–-]\s|\b(?:and|but|while|whereas|with|against|versus|vs|than|of|from|by|because|which|where|leaving)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"[\s*_]*(?:of|to|and|or|[-–/]|through|then)?[\s*_]*", re.IGNORECASE
)  # joins two figures of one measure
_FROM = re.compile(r"\bfrom[\s*_]+$", re.IGNORECASE)
_LEAD_IN = re.compile(r"(?:\b(?:of|is|was|are|at|by|to|only|now|still)\b|[\s(:*_“\"=])+$", re.IGNORECASE)
_LOWER_WORD = re.compile(r"[a-z]+|%")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|approx|no|nr|vs|incl|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)$", re.IGNORECASE
)


@dataclass(frozen=True)
class Place:
    """`near`: words that belong to the mention; `sentence`: all of its sentence or table row; both in canonical form.

    `loose`: those of the sentence that belong to no other mention of its kind. `near_text` and `sentence_span` are the originals.
    """

    near: frozenset[str]
    sentence: frozenset[str]
    loose: frozenset[str]
    near_text: str
    sentence_span: tuple[int, int]
    origin: bool = False  # "from 261 to 360": the figure that something was before

    @property
    def near_lower(self) -> frozenset[str]:
        return frozenset(_LOWER_WORD.findall(self.near_text.lower()))


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of sentences; a line end ends one too (bullets, headings, table rows)."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if "\n" not in match[0] and _ABBREVIATION.search(text[start : match.start()]):
            continue
        if match.start() > start:
            spans.append((start, match.start()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def places(text: str, mentions: Sequence[Mention]) -> list[Place]:
    """The place of each mention; `mentions` in order of their start."""
    found: dict[int, Place] = {}
    spans = sentences(text)
    for start, end in spans:
        inside = [place for place, mention in enumerate(mentions) if start <= mention.start < end]
        if not inside:
            continue
        if text[start:end].lstrip().startswith("|"):
            found.update(_in_table(text, mentions, inside, (start, end)))
        else:
            found.update(_in_sentence(text, mentions, inside, (start, end)))
    everything = Place(frozenset(), words(text), frozenset(), "", (0, len(text)))
    return [found.get(place, everything) for place in range(len(mentions))]


def _in_sentence(
    text: str, mentions: Sequence[Mention], inside: Sequence[int], span: tuple[int, int]
) -> dict[int, Place]:
    start, end = span
    edges = [start, *(mentions[place].end for place in inside)]
    gaps = [text[max(edge, start) : mentions[place].start] for edge, place in zip(edges, inside, strict=False)]
    gaps.append(text[max(edges[-1], start) : end])
    before = [_before(gaps[0], first=True)]
    for gap in gaps[1:-1]:
        before.append(before[-1] if _LINK.fullmatch(gap) else _before(gap))
    after = [_after(gaps[-1])]
    for gap in reversed(gaps[1:-1]):
        after.insert(0, after[0] if _LINK.fullmatch(gap) else _after(gap))
    whole = words(text[start:end])
    beside = [f"{left} {right}" for left, right in zip(before, after, strict=True)]
    near = [words(each) for each in beside]
    kinds = [type(mentions[place]) for place in inside]
    result = {}
    for i, place in enumerate(inside):
        taken = frozenset[str]().union(*(near[k] for k in range(len(inside)) if k != i and kinds[k] is kinds[i]))
        origin = _FROM.search(text[start : mentions[place].start]) is not None
        result[place] = Place(near[i], whole, whole - taken, beside[i], span, origin)
    return result


def _before(gap: str, first: bool = False) -> str:
    """The last piece before a mention, what leads over to it left out; most of the gap before the first mention."""
    return re.split("[;(]", gap)[-1] if first else _SPLIT.split(_LEAD_IN.sub("", gap))[-1]


def _after(gap: str) -> str:
    """The first piece after a mention; "of the backlog" belongs to it, too."""
    pieces = _SPLIT.split(gap)
    return pieces[0] if words(pieces[0]) or not gap.lstrip().startswith("of ") else " ".join(pieces[:2])


def _in_table(text: str, mentions: Sequence[Mention], inside: Sequence[int], span: tuple[int, int]) -> dict[int, Place]:
    """In a table the column's heading and the row's first cell say what a figure is."""
    start, end = span
    heading = _cells(_heading(text, start))
    row = text[start:end]
    first = next((cell for cell in _cells(row) if cell), "")
    result = {}
    for place in inside:
        column = row[: mentions[place].start - start].count("|") - 1
        title = heading[column] if 0 <= column < len(heading) else ""
        cell = _cells(row)[column] if 0 <= column < len(_cells(row)) else ""
        near = f"{first} {title} {cell}"
        result[place] = Place(words(near), words(f"{row} {title}"), frozenset(), near, span)
    return result


def _heading(text: str, row_start: int) -> str:
    """The first line of the table that a row is in."""
    heading = ""
    for line in reversed(text[:row_start].split("\n")[:-1]):
        if not line.lstrip().startswith("|"):
            break
        heading = line
    return heading


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
