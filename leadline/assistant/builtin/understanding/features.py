"""What the matcher looks at in a sentence: words, pairs, letters (for typos), groups of meaning, and its shape.

Features are hashed into a fixed number of places, so that the weights are one small matrix.
"""

import math
import re
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from leadline.assistant.builtin.understanding.text import plain, stem, words

PLACES = 1 << 13
MOST_WORDS = 60  # a pasted requirement says what is wanted in its first line
HEAD = re.compile(r"^(.{3,120}?)(?::\s|\n|\s-\s)(.+)", re.DOTALL)
SHAPES = (
    ("percent", re.compile(r"\d\s?%|\bper ?cent\b")),
    ("money", re.compile(r"\b\d[\d.,]*\s?(k|m|eur|euros?|usd|dollars?)\b|[€$£]\s?\d")),
    (
        "date",
        re.compile(
            r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\bq[1-4]\b|\b20[2-4]\d\b|"
            r"\b\d{1,2}(st|nd|rd|th)\b"
        ),
    ),
    ("weekday", re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b|\btomorrow\b|\btoday\b|\byesterday\b")),
    ("period", re.compile(r"\b(last|this|next|past|previous|coming) (week|month|quarter|year|sprint|\w+ weeks)\b")),
    ("as_a", re.compile(r"\bas an? [\w ]{2,30},? (i|we) (want|need|can|would)")),
    ("shall", re.compile(r"\b(shall|must)\b")),
    ("effort", re.compile(r"\b\d+ (person|man|story)?[ -]?(days?|points?|hours?|weeks?)\b")),
    (
        "by_when",
        re.compile(
            r"\b(by|until|before) (the )?(end|mid|\d|next|this|mon|tues|wednes|thurs|fri|jan|feb|mar|apr|may|"
            r"jun|jul|aug|sep|oct|nov|dec|q[1-4]|summer|christmas|year)"
        ),
    ),
    ("is_done", re.compile(r"slotw (is|was|are|has been) ")),
    ("attached", re.compile(r"\battach(ed|ment)\b|\bbelow\b|\bfollowing\b|\bpasted\b")),
    ("if", re.compile(r"\bif\b|\bsuppose\b|\bassum(e|ing)\b")),
    ("declared", re.compile(r"^(we|the|it|they|slotn|slotw|slotr) ")),
)


def features(text: str) -> Counter[int]:
    """Place -> weight of a sentence in which names were replaced by slots."""
    found: Counter[int] = Counter()
    for name, weight in _named(text):
        found[zlib.crc32(name.encode()) % PLACES] += weight  # type: ignore[assignment]
    return found


def vector(text: str) -> NDArray[np.float32]:
    """The features as a unit vector of PLACES numbers."""
    dense = np.zeros(PLACES, dtype=np.float32)
    for place, weight in features(text).items():
        dense[place] = math.log1p(weight)
    return dense / max(float(np.linalg.norm(dense)), 1e-9)


def _named(text: str) -> Iterator[tuple[str, float]]:
    head = HEAD.match(text.strip())
    lead = words(head.group(1) if head else text)[:MOST_WORDS]
    stems = [stem(word) for word in lead]
    yield from _words(stems)
    yield from _letters(lead)
    yield from _meanings(lead)
    yield from _shape(text, lead, has_tail=head is not None)
    if head:
        tail = words(head.group(2))[:MOST_WORDS]
        yield from ((f"tail {stem(word)}", 0.4) for word in tail)
        yield from ((f"tail group {group}", 0.5) for group in _groups_of(tail))


def _words(stems: list[str]) -> Iterator[tuple[str, float]]:
    for word in stems:
        yield f"w {word}", 1.0
    padded = ["^", *stems, "$"]
    for left, right in pairwise(padded):
        yield f"p {left} {right}", 0.8
    for left, right in zip(padded, padded[2:], strict=False):
        yield f"s {left} {right}", 0.4


def _letters(lead: Iterable[str]) -> Iterator[tuple[str, float]]:
    for word in lead:
        if len(word) > 3 and not word.startswith("slot"):
            edged = f"<{word}>"
            for start in range(len(edged) - 3):
                yield f"c {edged[start : start + 4]}", 0.15


def _meanings(lead: list[str]) -> Iterator[tuple[str, float]]:
    groups = _groups_of(lead)
    for group in groups:
        yield f"g {group}", 0.8
    meaning = sorted(groups - {"question"})
    for index, left in enumerate(meaning):
        for right in meaning[index + 1 :]:
            yield f"gg {left} {right}", 0.3
    if lead:
        for group in _groups_of(lead[:1]):
            yield f"first {group}", 1.0
            yield from ((f"first {group} then {other}", 0.5) for other in meaning)


def _shape(text: str, lead: list[str], *, has_tail: bool) -> Iterator[tuple[str, float]]:
    lowered = plain(text[:400])
    for name, expression in SHAPES:
        if expression.search(lowered):
            yield f"shape {name}", 0.8
    if "?" in lowered or (lead and "question" in _groups_of(lead[:1])):
        yield "shape asks", 0.8
    if has_tail:
        yield "shape tail", 0.8
    for slot in ("slotp", "slotn", "slotw", "slotr"):
        if slot in lead:
            yield f"shape {slot}", 0.6
    length = "short" if len(lead) < 4 else "middle" if len(lead) < 12 else "long"
    yield f"shape {length}", 0.4


@cache
def _group_table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    text = files(__package__).joinpath("concepts.toml").read_text(encoding="utf-8")
    for group, members in tomllib.loads(text).items():
        for word in members.split():
            table.setdefault(stem(word), set()).add(group)
    return {word: frozenset(groups) for word, groups in table.items()}


def _groups_of(lead: Iterable[str]) -> set[str]:
    table = _group_table()
    return {group for word in lead for group in table.get(stem(word), ())}
