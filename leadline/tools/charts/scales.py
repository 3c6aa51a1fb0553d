"""From values to pixels, and the round values that an axis shows."""

import datetime as dt
import math
from dataclasses import dataclass

DAY_STEPS = (1, 2, 7, 14)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
MONDAY_ORDINAL = dt.date(2024, 1, 1).toordinal()  # a Monday: weekly ticks fall on Mondays


@dataclass(frozen=True)
class Scale:
    """Maps `low`..`high` to the pixels `start`..`end` (which may run downwards, as on a y axis)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        span = self.high - self.low or 1.0
        return self.start + (value - self.low) / span * (self.end - self.start)


@dataclass(frozen=True)
class Tick:
    value: float
    label: str
    second: str = ""


def day(date: dt.date) -> float:
    return float(date.toordinal())


def round_step(span: float, count: int) -> float:
    """The 1-2-5 step that gives at most `count` steps over `span`."""
    if span <= 0:
        return 1.0
    raw = span / max(count, 1)
    power = float(10 ** math.floor(math.log10(raw)))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * 0.999)


def number_ticks(low: float, high: float, count: int = 7) -> list[Tick]:
    """Round values that enclose `low`..`high`; the first and the last are the ends of the axis."""
    step = round_step(high - low, count)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    decimals = next((d for d in range(7) if abs(round(step, d) - step) < step * 1e-6), 7)
    return [Tick(n * step, f"{n * step:,.{decimals}f}") for n in range(first, max(last, first + 1) + 1)]


def date_ticks(low: float, high: float, room: float) -> list[Tick]:
    """Days, Mondays or first days of months, as many as `room` pixels can label; the year stands below where it begins."""
    most = max(2, int(room // 58))
    for step in DAY_STEPS:
        if (high - low) / step <= most:
            return _with_years(_days(low, high, step), "{0.day} {0:%b}")
    most = max(2, int(room // 44))
    for months in MONTH_STEPS:
        dates = _months(low, high, months)
        if len(dates) <= most:
            return _with_years(dates, "{0:%b}")
    return _with_years(dates[:: max(1, len(dates) // most)], "{0:%b}")


def spoken(date: dt.date) -> str:
    return f"{date.day} {date:%b %Y}"


def from_day(value: float) -> dt.date:
    return dt.date.fromordinal(int(value))


def _days(low: float, high: float, step: int) -> list[dt.date]:
    first = math.ceil((low - MONDAY_ORDINAL) / step) * step + MONDAY_ORDINAL
    return [dt.date.fromordinal(n) for n in range(first, int(high) + 1, step)]


def _months(low: float, high: float, step: int) -> list[dt.date]:
    start = from_day(low)
    count = math.ceil((start.year * 12 + start.month - 1 + (start.day > 1)) / step) * step
    dates = []
    while (date := dt.date(count // 12, count % 12 + 1, 1)).toordinal() <= high:
        dates.append(date)
        count += step
    return dates


def _with_years(dates: list[dt.date], form: str) -> list[Tick]:
    years = [None, *(date.year for date in dates)]
    return [
        Tick(day(date), form.format(date), str(date.year) if date.year != before else "")
        for date, before in zip(dates, years, strict=False)
    ]
