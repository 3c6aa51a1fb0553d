"""The clock of the sample portfolio: everything is placed relative to the last reporting Sunday before `today`."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.plan import WorkingCalendar

CALENDAR_NAME = "Group calendar"
_YEARS_AROUND = 4


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (anonymous algorithm, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def public_holidays(year: int) -> dict[dt.date, str]:
    return {
        dt.date(year, 1, 1): "New Year's Day",
        easter(year) + dt.timedelta(days=1): "Easter Monday",
        dt.date(year, 5, 1): "Labour Day",
        dt.date(year, 12, 25): "Christmas Day",
        dt.date(year, 12, 26): "Second Day of Christmas",
    }


@dataclass(frozen=True)
class Clock:
    """`today`, and `reported`: the last Sunday up to today, on which progress and costs were reported."""

    today: dt.date

    @cached_property
    def reported(self) -> dt.date:
        return self.today - dt.timedelta(days=(self.today.weekday() + 1) % 7)

    @cached_property
    def holidays(self) -> dict[dt.date, str]:
        years = range(self.today.year - _YEARS_AROUND, self.today.year + _YEARS_AROUND)
        return {day: name for year in years for day, name in public_holidays(year).items()}

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return WorkingCalendar(name=CALENDAR_NAME, exceptions=dict.fromkeys(self.holidays, False))

    @cached_property
    def working_days(self) -> WorkingDays:
        return WorkingDays(self.calendar, self.today)

    def monday(self, week: int) -> dt.date:
        """The Monday that opens week `week`; week 0 is the one that follows the last report."""
        return self.reported + dt.timedelta(days=1 + 7 * week)

    def day(self, offset: int) -> dt.date:
        """So many calendar days from the last report, moved back to a working day when past, on when ahead."""
        day = self.reported + dt.timedelta(days=offset)
        return self.working_days.previous_working_day(day) if offset <= 0 else self.working_days.next_working_day(day)

    def sundays(self, first: dt.date, last: dt.date) -> list[dt.date]:
        """Every Sunday from the week of `first` to `last`."""
        sunday = first + dt.timedelta(days=6 - first.weekday())
        days = []
        while sunday <= last:
            days.append(sunday)
            sunday += dt.timedelta(days=7)
        return days
