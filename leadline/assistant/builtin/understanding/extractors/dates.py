"""Dates and periods in words, resolved against today: "end of March", "Q2 2027", "two weeks from Monday", "last quarter".

A month or day without a year is the next one to come; with `past=True` the last one gone. Weeks run Monday to Sunday.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable

from leadline.assistant.builtin.understanding.extractors.spans import (
    Bounds,
    Span,
    add_months,
    one_day,
    part_of,
    shifted,
    unit_around,
    whole_month,
    whole_quarter,
)

MONTHS = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if name}
DAYS = {name.lower()[:3]: number for number, name in enumerate(calendar.day_name)}
NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "couple of": 2,
    "few": 3,
}
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b"
YEAR = r"(?:,? ?(?P<year>20\d\d))?"
COUNT = r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|couple of|few)"
UNIT = r"(?P<unit>working day|day|week|month|quarter|year)s?"
PART = r"(?P<part>end|close|middle|mid|start|beginning|early|late)(?: of| in|-|\s)?(?: the)? ?"
MONTH_FOLLOWS = frozenset(
    [
        "in",
        "by",
        "of",
        "until",
        "till",
        "before",
        "since",
        "from",
        "to",
        "for",
        "during",
        "end",
        "mid",
        "early",
        "late",
        "next",
        "last",
        "this",
        "through",
        "and",
    ]
)
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}


def find_dates(text: str, today: dt.date, *, past: bool = False) -> tuple[Span, ...]:
    """The dates and periods of a text, from left to right; the longest reading wins where several fit."""
    found: list[tuple[int, int, Bounds]] = []
    for expression, resolve in RULES:
        for match in expression.finditer(text):
            bounds = _safely(resolve, match, today, past)
            if bounds and not any(match.start() < end and start < match.end() for start, end, _ in found):
                found.append((match.start(), match.end(), bounds))
    return tuple(Span(*bounds, text[start:end]) for start, end, bounds in sorted(found, key=lambda item: item[0]))


def _safely(resolve: "Rule", match: re.Match[str], today: dt.date, past: bool) -> Bounds | None:
    try:
        return resolve(match, today, past)
    except (ValueError, OverflowError):  # 31 June, year 0: not a date, so not found
        return None


def _chosen_year(
    match: re.Match[str],
    today: dt.date,
    past: bool,
    end_in: Callable[[int], dt.date],
    start_in: Callable[[int], dt.date],
) -> int:
    if match.group("year"):
        return int(match.group("year"))
    if past:
        return today.year if start_in(today.year) <= today else today.year - 1
    return today.year if end_in(today.year) >= today else today.year + 1


def _iso(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    return one_day(dt.date.fromisoformat(match.group()))


def _dotted(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    return one_day(dt.date(int(match.group(3)), int(match.group(2)), int(match.group(1))))


def _day_of_month(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    month, day = MONTHS[match.group("month").lower()[:3]], int(match.group("day"))
    year = _chosen_year(match, today, past, lambda y: dt.date(y, month, day), lambda y: dt.date(y, month, day))
    return one_day(dt.date(year, month, day))


def _whole_month(match: re.Match[str], today: dt.date, past: bool) -> Bounds | None:
    before = match.string[: match.start()].lower().split()
    if before and before[-1].isdigit():
        return None  # "31 June" is a mistake, not June
    if match.group() in ("may", "march", "sun") and (not before or before[-1] not in MONTH_FOLLOWS):
        return None  # a verb
    month = MONTHS[match.group("month").lower()[:3]]
    if "last" in match.group().lower().split():
        past = True
    return whole_month(
        _chosen_year(match, today, past, lambda y: whole_month(y, month)[1], lambda y: whole_month(y, month)[0]), month
    )


def _of_quarter(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    words = {"first": 1, "second": 2, "third": 3, "fourth": 4}
    number = match.group("quarter").lower()
    quarter = words.get(number) or int(number[-1])
    return whole_quarter(
        _chosen_year(
            match, today, past, lambda y: whole_quarter(y, quarter)[1], lambda y: whole_quarter(y, quarter)[0]
        ),
        quarter,
    )


def _of_half(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    half = int(match.group("half"))
    first = 6 * half - 5
    year = _chosen_year(match, today, past, lambda y: whole_month(y, first + 5)[1], lambda y: dt.date(y, first, 1))
    return dt.date(year, first, 1), whole_month(year, first + 5)[1]


def _relative_unit(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    steps = {
        "last": -1,
        "previous": -1,
        "past": -1,
        "this": 0,
        "current": 0,
        "the": 0,
        "next": 1,
        "coming": 1,
        "following": 1,
    }
    return unit_around(today, match.group("unit").lower(), steps[match.group("which").lower()])


def _several_units(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    backwards = match.group("which").lower() in ("last", "past", "previous")
    edge = shifted(today, _count(match), match.group("unit"), backwards=backwards)
    return (edge, today) if backwards else (today, edge)


def _count(match: re.Match[str]) -> int:
    text = match.group("count").lower()
    return int(text) if text.isdigit() else NUMBERS[text]


def _from_now(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    return one_day(shifted(today, _count(match), match.group("unit")))


def _ago(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    return one_day(shifted(today, _count(match), match.group("unit"), backwards=True))


def _from_anchor(match: re.Match[str], today: dt.date, past: bool) -> Bounds | None:
    anchors = find_dates(match.group("anchor"), today, past=past)
    if not anchors:
        return None
    backwards = match.group("way").lower() == "before"
    return one_day(shifted(anchors[0].start, _count(match), match.group("unit"), backwards=backwards))


def _weekday(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    wanted = DAYS[match.group("weekday").lower()[:3]]
    which = (match.group("which") or "").lower().strip()
    if which == "last" or (past and which != "next"):
        return one_day(today - dt.timedelta(days=(today.weekday() - wanted - 1) % 7 + 1))
    if which == "next":  # the one of next week, which is what people mean on most days
        return one_day(today - dt.timedelta(days=today.weekday()) + dt.timedelta(days=7 + wanted))
    return one_day(today + dt.timedelta(days=(wanted - today.weekday()) % 7))


def _near_day(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    steps = {"day after tomorrow": 2, "day before yesterday": -2, "tomorrow": 1, "today": 0, "yesterday": -1}
    return one_day(today + dt.timedelta(days=steps[match.group().lower()]))


def _part_of(match: re.Match[str], today: dt.date, past: bool) -> Bounds | None:
    whole = find_dates(match.group("whole"), today, past=past)
    if whole:
        start, end = whole[0].start, whole[0].end
    else:
        unit = match.group("whole").lower().split()[-1]
        if unit not in ("week", "month", "quarter", "year"):
            return None
        start, end = unit_around(today, unit, 0)
    return part_of(start, end, match.group("part").lower())


def _year_end(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    unit = {"annual": "year"}.get(match.group("unit").lower(), match.group("unit").lower())
    return one_day(unit_around(today, unit, 0)[1])


def _feast(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    year = _chosen_year(match, today, past, lambda y: dt.date(y, 12, 24), lambda y: dt.date(y, 12, 24))
    return one_day(dt.date(year, 12, 24))


def _season(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    first, last = SEASONS[match.group("season").lower()]
    year = _chosen_year(match, today, past, lambda y: whole_month(y, last)[1], lambda y: whole_month(y, first)[0])
    return whole_month(year, first)[0], whole_month(year, last)[1]


def _year(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    return dt.date(int(match.group("year")), 1, 1), dt.date(int(match.group("year")), 12, 31)


def _ordinal(match: re.Match[str], today: dt.date, past: bool) -> Bounds:
    day = int(match.group("day"))
    month = today.replace(day=1)
    if not past and day < today.day:
        month = add_months(month, 1)
    if past and day > today.day:
        month = add_months(month, -1)
    return one_day(month.replace(day=day))


Rule = Callable[[re.Match[str], dt.date, bool], Bounds | None]


def _rule(pattern: str, resolve: Rule) -> tuple[re.Pattern[str], Rule]:
    return re.compile(pattern, re.IGNORECASE), resolve


ANCHOR = rf"(?P<anchor>(?:next |last |this )?{DAY}|tomorrow|today|yesterday|20\d\d-\d\d-\d\d|\d{{1,2}} [a-z]+)"
WHOLE = (
    r"(?P<whole>(?:(?:this|next|last|the|current) )?(?:week|month|quarter|year)|q[1-4](?: ?20\d\d)?|"
    r"(?:next |last )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: 20\d\d)?|20\d\d)\b"
)
RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    _rule(r"\b20\d\d-\d\d-\d\d\b", _iso),
    _rule(r"\b(\d{1,2})\.(\d{1,2})\.(20\d\d)\b", _dotted),
    _rule(rf"\b{COUNT} {UNIT} (?P<way>from|after|before) {ANCHOR}", _from_anchor),
    _rule(rf"\b{PART}{WHOLE}", _part_of),
    _rule(rf"\b(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {MONTH}{YEAR}", _day_of_month),
    _rule(rf"\b{MONTH} (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d){YEAR}", _day_of_month),
    _rule(rf"\bq(?P<quarter>[1-4])\b(?: of)?{YEAR}", _of_quarter),
    _rule(rf"\b(?P<quarter>first|second|third|fourth) quarter(?: of)?{YEAR}", _of_quarter),
    _rule(rf"\bh(?P<half>[12])\b{YEAR}", _of_half),
    _rule(rf"\b(?P<which>last|past|previous|next|coming|following)(?: the)? {COUNT} {UNIT}\b", _several_units),
    _rule(
        r"\b(?P<which>last|previous|past|this|current|next|coming|following) (?P<unit>week|month|quarter|year)\b",
        _relative_unit,
    ),
    _rule(rf"\b(?:in|within) (?:the next )?{COUNT} {UNIT}(?:'? time)?\b", _from_now),
    _rule(rf"\b{COUNT} {UNIT} from (?:now|today)\b", _from_now),
    _rule(rf"\b{COUNT} {UNIT} ago\b", _ago),
    _rule(r"\bday after tomorrow\b|\bday before yesterday\b|\btomorrow\b|\btoday\b|\byesterday\b", _near_day),
    _rule(r"\b(?P<unit>week|month|quarter|year)[ -]end\b", _year_end),
    _rule(rf"\b(?:christmas|xmas|the holidays){YEAR}", _feast),
    _rule(rf"\b(?:last |this |next )?{MONTH}{YEAR}(?! \d)", _whole_month),
    _rule(rf"\b(?P<which>next |last |this )?{DAY}", _weekday),
    _rule(rf"\b(?:the )?(?P<season>spring|summer|autumn|fall)\b{YEAR}", _season),
    _rule(r"\b(?:the )(?P<day>\d{1,2})(?:st|nd|rd|th)\b", _ordinal),
    _rule(r"\b(?:in |by |of |before |for )(?P<year>20\d\d)\b", _year),
)
