"""Days, months, quarters: the calendar arithmetic under dates in words. Both ends of a span are included."""

import calendar
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, both included; a single day has both the same."""

    start: dt.date
    end: dt.date
    text: str

    @property
    def is_day(self) -> bool:
        return self.start == self.end


Bounds = tuple[dt.date, dt.date]


def one_day(day: dt.date) -> Bounds:
    return day, day


def whole_month(year: int, month: int) -> Bounds:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def whole_quarter(year: int, quarter: int) -> Bounds:
    return dt.date(year, 3 * quarter - 2, 1), whole_month(year, 3 * quarter)[1]


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of another month, or its last day if it is shorter."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def unit_around(today: dt.date, unit: str, step: int) -> Bounds:
    """The whole week, month, quarter or year `step` units away."""
    if unit == "week":
        monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=step)
        return monday, monday + dt.timedelta(days=6)
    if unit == "month":
        day = add_months(today.replace(day=1), step)
        return whole_month(day.year, day.month)
    if unit == "quarter":
        day = add_months(today.replace(day=1), 3 * step)
        return whole_quarter(day.year, (day.month + 2) // 3)
    if unit == "year":
        return dt.date(today.year + step, 1, 1), dt.date(today.year + step, 12, 31)
    return one_day(today + dt.timedelta(days=step))


def shifted(day: dt.date, count: int, unit: str, *, backwards: bool = False) -> dt.date:
    """`count` units later (or earlier). Working days skip Saturday and Sunday."""
    sign = -1 if backwards else 1
    unit = unit.lower()
    if unit == "working day":
        while count:
            day += dt.timedelta(days=sign)
            count -= day.weekday() < 5
        return day
    if unit in ("month", "quarter", "year"):
        return add_months(day, sign * count * {"month": 1, "quarter": 3, "year": 12}[unit])
    return day + dt.timedelta(days=sign * count * {"day": 1, "week": 7}[unit])


def part_of(start: dt.date, end: dt.date, part: str) -> Bounds:
    """End = the last day; mid = the middle third, whose last day counts as "by mid-..."; early, late = the outer thirds."""
    third = (end - start + dt.timedelta(days=1)) / 3
    if part in ("end", "close"):
        return one_day(end)
    if part in ("mid", "middle"):
        return one_day(start + dt.timedelta(days=(end - start).days // 2))
    if part in ("start", "beginning"):
        return one_day(start)
    return (
        (start, start + third - dt.timedelta(days=1)) if part == "early" else (end - third + dt.timedelta(days=1), end)
    )
