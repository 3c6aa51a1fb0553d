"""Dates in a text: ISO, in words, month and year, quarters."""

import re
from collections.abc import Iterator

from leadline.assistant.grounding.mention import Day

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_PATTERNS = (
    re.compile(r"(?<![\w-])(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?(?![\w-])"),
    re.compile(
        rf"(?<![\w.])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s\u00a0-](?P<month>{_MONTH})\b\.?(?:,?[\s\u00a0-](?P<year>\d{{4}})\b)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<month>{_MONTH})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s?(?:%|EUR|USD|days))(?:,?\s(?P<year>\d{{4}})\b)?",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?P<month>{_MONTH})\.?\s(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"\bQ(?P<quarter>[1-4])[\s/-]?(?P<year>\d{4})\b"),
    re.compile(r"\b(?P<year>\d{4})[\s/-]?Q(?P<quarter>[1-4])\b"),
    re.compile(r"(?<![\w.])(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[/.](?P<year>\d{4})(?![\w.])"),
)
# "12-18 December 2026", "12 to 18 Dec": the first day takes month and year from the second
_RANGE = re.compile(
    rf"(?<![\w.])(?P<day>\d{{1,2}})\s?(?:[–-]|to|and|until)\s?\d{{1,2}}\s(?P<month>{_MONTH})\b(?:,?\s(?P<year>\d{{4}}))?",
    re.IGNORECASE,
)


def dates(text: str) -> Iterator[Day]:
    """In the order of the patterns; what an earlier pattern took is not read again."""
    taken: list[tuple[int, int]] = []
    for match in _RANGE.finditer(text):
        start, end = match.span("day")
        taken.append((start, end))
        yield Day(match["day"], start, end, _int(match["year"]), MONTHS[match["month"].lower()], int(match["day"]))
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other and begin < end for begin, other in taken):
                continue
            taken.append((start, end))
            day = _day(match)
            if day is not None:
                yield day


def _day(match: re.Match[str]) -> Day | None:
    parts = match.groupdict()
    number, month = parts.get("number"), parts.get("month")
    month_number = MONTHS[month.lower()] if month else _int(number)
    if month_number is not None and not 1 <= month_number <= 12:
        return None
    return Day(
        match[0],
        match.start(),
        match.end(),
        _int(parts.get("year")),
        month_number,
        _int(parts.get("day")),
        _int(parts.get("quarter")),
    )


def _int(text: str | None) -> int | None:
    return int(text) if text else None
