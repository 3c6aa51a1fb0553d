"""Working-day arithmetic on a calendar, for single days and for whole arrays.

Time is one axis of working days: working day number n runs from offset n to offset n + 1. Offset 0.0 is the start of the first
working day on or after the origin, so the end of a Friday and the start of the next Monday are the same offset, and a
task that starts at offset s and takes d working days finishes at s + d. Days are `datetime.date`, or proleptic ordinals
(`date.toordinal()`) in the array forms.
"""

import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from leadline.projects.calculations.plan import WorkingCalendar

Offsets = NDArray[np.float64]
Ordinals = NDArray[np.int64]

EPSILON = 1e-6  # working days; far below a second of work, far above float noise of summed durations
_FIRST_DAY, _LAST_DAY = dt.date.min.toordinal(), dt.date.max.toordinal()
_MARGIN = 400


class NoWorkingDaysError(ValueError):
    """The calendar never works, so nothing can be scheduled on it."""


class BeyondCalendarError(ValueError):
    """The arithmetic left the years 1 to 9999; a duration or a lag is far too long."""


class WorkingDays:
    """The working days of one calendar (or of the days common to several), counted from `origin`.

    Raises `NoWorkingDaysError` if no weekday is ever worked and `BeyondCalendarError` past the year 9999.
    """

    def __init__(self, calendar: WorkingCalendar | Sequence[WorkingCalendar], origin: dt.date) -> None:
        self._calendars = (calendar,) if isinstance(calendar, WorkingCalendar) else tuple(calendar)
        self.name = " + ".join(c.name for c in self._calendars)
        weekdays = frozenset.intersection(*(c.weekdays for c in self._calendars)) & frozenset(range(7))
        if not weekdays:
            raise NoWorkingDaysError(
                f"calendar {self.name!r} has no working days; give it at least one working weekday"
            )
        self.origin = origin
        self._grow(origin.toordinal() - _MARGIN, origin.toordinal() + 10 * _MARGIN)

    def is_working(self, day: dt.date) -> bool:
        ordinal = self._cover(day.toordinal())
        return bool(self._before[ordinal + 1 - self._low] - self._before[ordinal - self._low])

    def next_working_day(self, day: dt.date) -> dt.date:
        """`day` itself if it is worked, else the first one after it."""
        return self.start_day(self.offset_of_start(day))

    def previous_working_day(self, day: dt.date) -> dt.date:
        """`day` itself if it is worked, else the last one before it."""
        return self.finish_day(self.offset_of_finish(day))

    def add(self, day: dt.date, working_days: float) -> dt.date:
        """The working day reached from `day` by going so many working days on (or back, if negative).

        0 gives the next working day; a part of a day counts as landing on the day in which it falls.
        """
        return self.start_day(self.offset_of_start(day) + working_days)

    def between(self, start: dt.date, finish: dt.date) -> int:
        """Signed number of working days from `start` (counted) to `finish` (not counted)."""
        return round(self.offset_of_start(finish) - self.offset_of_start(start))

    def offset_of_start(self, day: dt.date) -> float:
        """Offset of the first moment of `day`."""
        ordinal = self._cover(day.toordinal())
        return float(self._before[ordinal - self._low] - self._zero)

    def offset_of_finish(self, day: dt.date) -> float:
        """Offset of the last moment of `day`."""
        return self.offset_of_start(day) if day == dt.date.max else self.offset_of_start(day + dt.timedelta(days=1))

    def start_day(self, offset: float) -> dt.date:
        """The day on which work at `offset` begins."""
        return dt.date.fromordinal(int(self.start_ordinals([offset])[0]))

    def finish_day(self, offset: float) -> dt.date:
        """The day on which work up to `offset` ends."""
        return dt.date.fromordinal(int(self.finish_ordinals([offset])[0]))

    def start_ordinals(self, offsets: ArrayLike) -> Ordinals:
        """Ordinals of the days on which work at `offsets` begins."""
        return self._days_at(np.floor(np.asarray(offsets, dtype=float) + EPSILON))

    def finish_ordinals(self, offsets: ArrayLike) -> Ordinals:
        """Ordinals of the days on which work up to `offsets` ends."""
        return self._days_at(np.ceil(np.asarray(offsets, dtype=float) - EPSILON) - 1)

    def start_offsets(self, ordinals: ArrayLike) -> Offsets:
        """Offsets of the first moments of days given as ordinals."""
        days = np.asarray(ordinals, dtype=np.int64)
        if days.size:
            self._cover(int(days.min()))
            self._cover(int(days.max()))
        return np.asarray(self._before[days - self._low] - self._zero, dtype=float)

    def instant_of_start(self, offset: float) -> float:
        """Calendar days (ordinal and fraction of the day's work) at which work at `offset` begins."""
        whole = np.floor(offset + EPSILON)
        return float(self._days_at(np.array([whole]))[0]) + max(0.0, float(offset - whole))

    def instant_of_finish(self, offset: float) -> float:
        """Calendar days (ordinal and fraction of the day's work) at which work up to `offset` ends."""
        whole = np.ceil(offset - EPSILON) - 1
        return float(self._days_at(np.array([whole]))[0]) + min(1.0, float(offset - whole))

    def offset_at(self, instant: float) -> float:
        """Working days from the origin to an instant in calendar days."""
        ordinal = int(np.floor(instant + EPSILON))
        base = self._before[self._cover(ordinal) - self._low]
        worked = self._before[ordinal + 1 - self._low] - base
        return float(base - self._zero + worked * max(0.0, instant - ordinal))

    def _days_at(self, numbers: Offsets) -> Ordinals:
        if not numbers.size:
            return np.empty(0, dtype=np.int64)
        if not np.isfinite(numbers).all() or float(np.abs(numbers).max()) > _LAST_DAY:
            raise BeyondCalendarError(f"a date beyond year 9999 on calendar {self.name!r}; check durations and lags")
        low, high = int(numbers.min()), int(numbers.max())
        while low + self._zero < 0 or high + self._zero >= len(self._days):
            span = self._high - self._low
            self._grow(
                self._low - span if low + self._zero < 0 else self._low,
                self._high + span if high + self._zero >= len(self._days) else self._high,
            )
        return self._days[numbers.astype(np.int64) + self._zero]

    def _cover(self, ordinal: int) -> int:
        if ordinal < self._low or ordinal >= self._high:
            self._grow(min(self._low, ordinal - _MARGIN), max(self._high, ordinal + _MARGIN))
        return ordinal

    def _grow(self, low: int, high: int) -> None:
        """Tabulate the days `low` to `high` (excluded): days worked before each, and the worked days themselves."""
        low, high = max(low, _FIRST_DAY), min(high, _LAST_DAY + 1)
        if (low, high) == (getattr(self, "_low", None), getattr(self, "_high", None)):
            raise BeyondCalendarError(f"a date beyond year 9999 on calendar {self.name!r}; check durations and lags")
        worked = np.ones(high - low, dtype=bool)
        for calendar in self._calendars:
            worked &= _worked(calendar, low, high)
        before = np.concatenate(([0], np.cumsum(worked, dtype=np.int64)))
        self._low, self._high = low, high
        self._days: Ordinals = np.flatnonzero(worked).astype(np.int64) + low
        self._before: Ordinals = before
        self._zero = int(before[self.origin.toordinal() - low])


def _worked(calendar: WorkingCalendar, low: int, high: int) -> NDArray[np.bool_]:
    week = np.array([day in calendar.weekdays for day in range(7)])
    worked = week[(np.arange(low, high) - 1) % 7]  # ordinal 1 was a Monday
    for day, works in calendar.exceptions.items():
        if low <= day.toordinal() < high:
            worked[day.toordinal() - low] = works
    return np.asarray(worked, dtype=bool)
