import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.projects.calculations.calendar import BeyondCalendarError, NoWorkingDaysError, WorkingDays
from leadline.projects.calculations.plan import WorkingCalendar

FRIDAY = dt.date(2026, 3, 6)
MONDAY = dt.date(2026, 3, 9)
EASTER = {dt.date(2026, 4, 3): False, dt.date(2026, 4, 6): False}


def weeks(exceptions: dict[dt.date, bool] | None = None, origin: dt.date = MONDAY) -> WorkingDays:
    return WorkingDays(WorkingCalendar(exceptions=exceptions or {}), origin)


def test_one_working_day_after_friday_is_monday() -> None:
    assert weeks().add(FRIDAY, 1) == MONDAY


def test_ten_working_days_over_easter_skip_good_friday_and_easter_monday() -> None:
    assert weeks(EASTER).add(dt.date(2026, 3, 30), 10) == dt.date(2026, 4, 15)


def test_going_back_over_easter() -> None:
    assert weeks(EASTER).add(dt.date(2026, 4, 7), -1) == dt.date(2026, 4, 2)


def test_working_days_between_are_signed() -> None:
    assert weeks().between(FRIDAY, dt.date(2026, 3, 13)) == 5
    assert weeks().between(dt.date(2026, 3, 13), FRIDAY) == -5


def test_a_worked_saturday_counts() -> None:
    saturday = dt.date(2026, 3, 7)
    assert weeks({saturday: True}).add(FRIDAY, 1) == saturday
    assert weeks({saturday: True}).is_working(saturday)


def test_next_and_previous_working_day() -> None:
    saturday = dt.date(2026, 3, 7)
    assert weeks().next_working_day(saturday) == MONDAY
    assert weeks().previous_working_day(saturday) == FRIDAY
    assert weeks().next_working_day(MONDAY) == MONDAY


def test_a_task_of_five_days_from_monday_ends_on_friday() -> None:
    days = weeks()
    assert days.start_day(0.0) == MONDAY
    assert days.finish_day(5.0) == dt.date(2026, 3, 13)
    assert days.start_day(5.0) == dt.date(2026, 3, 16)


def test_half_days_stay_on_their_day() -> None:
    assert weeks().finish_day(0.5) == MONDAY
    assert weeks().start_day(0.5) == MONDAY


def test_days_common_to_two_calendars() -> None:
    part_time = WorkingCalendar("Tuesday and Thursday", frozenset({1, 3}))
    days = WorkingDays((WorkingCalendar(), part_time), MONDAY)
    assert days.add(MONDAY, 0) == dt.date(2026, 3, 10)
    assert days.add(MONDAY, 1) == dt.date(2026, 3, 12)


def test_a_calendar_that_never_works_is_named() -> None:
    with pytest.raises(NoWorkingDaysError, match="'Closed' has no working days"):
        WorkingDays(WorkingCalendar("Closed", frozenset()), MONDAY)


def test_a_duration_past_the_year_9999_is_an_error_not_a_wrong_date() -> None:
    with pytest.raises(BeyondCalendarError, match="year 9999"):
        weeks().finish_day(3_000_000)


def test_far_dates_beyond_the_first_table_are_right() -> None:
    # 2,610 working days are 522 whole weeks
    assert weeks().add(MONDAY, 2610) == MONDAY + dt.timedelta(weeks=522)
    assert weeks().add(MONDAY, -2610) == MONDAY - dt.timedelta(weeks=522)


@given(st.dates(dt.date(2020, 1, 1), dt.date(2032, 1, 1)), st.dates(dt.date(2020, 1, 1), dt.date(2032, 1, 1)))
def test_counting_agrees_with_numpy_business_days(first: dt.date, second: dt.date) -> None:
    assert weeks().between(first, second) == int(
        np.busday_count(np.datetime64(first), np.datetime64(second))
        if first <= second
        else -np.busday_count(np.datetime64(second), np.datetime64(first))
    )


@given(st.dates(dt.date(2020, 1, 1), dt.date(2032, 1, 1)), st.integers(-800, 800))
def test_adding_and_going_back_returns_to_the_same_working_day(day: dt.date, steps: int) -> None:
    days = weeks(EASTER)
    start = days.next_working_day(day)
    assert days.add(days.add(start, steps), -steps) == start


@given(st.integers(-3000, 3000))
def test_offsets_and_days_are_inverse(offset: int) -> None:
    days = weeks(EASTER)
    assert days.offset_of_start(days.start_day(offset)) == offset
    assert days.offset_of_finish(days.finish_day(offset)) == offset
    assert days.offset_at(days.instant_of_start(offset)) == offset
    assert days.offset_at(days.instant_of_finish(offset)) == offset
