import datetime as dt

import pytest

from leadline.projects.calculations.critical_path import schedule
from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.calculations.kpis import (
    MilestoneDate,
    budget_variance,
    defect_trend,
    mean_of,
    roll_up,
    schedule_adherence,
)
from leadline.projects.calculations.plan import Plan, Task, WorkingCalendar
from leadline.projects.calculations.workload import Booking, Person, Workload, bookings_of, by_group, workload


def day(number: int) -> dt.date:
    """March 2026; the 2nd, 9th and 16th are Mondays."""
    return dt.date(2026, 3, number)


IDA = Person("Ida", away=((day(12), day(13)),), groups=("Backend", "Design"))
TOM = Person("Tom", share=0.6, calendar=WorkingCalendar(exceptions={day(9): False}), groups=("Backend",))
BOOKINGS = [
    Booking("Ida", "A", day(4), day(10), 1.0),
    Booking("Ida", "B", day(2), day(31), 0.5),
    Booking("Tom", "A", day(9), day(13), 0.5),
    Booking("Eve", "A", day(9), day(13), 0.5),
]


def load() -> Workload:
    return workload([IDA, TOM], BOOKINGS, first=day(4), weeks=3)


def test_booked_days_against_available_days() -> None:
    first, second, third = load().of("Ida")
    assert [first.booked, first.available, first.load] == [5.5, 5, 1.1]
    assert first.week == day(2)
    # two days away: Monday and Tuesday on A, Monday to Wednesday half on B
    assert [second.booked, second.available] == [3.5, 3]
    assert dict(second.sources) == {"A": 2, "B": 1.5}
    assert third.booked == 2.5
    assert third.underloaded


def test_part_time_and_holidays_lower_the_capacity() -> None:
    _, second, _ = load().of("Tom")
    assert second.available == pytest.approx(2.4)
    assert second.booked == 2


def test_overloads_come_worst_first_and_unknown_people_are_named() -> None:
    result = load()
    assert [(row.who, row.week) for row in result.overloaded] == [("Ida", day(2)), ("Ida", day(9))]
    assert result.unknown == ("Eve",)


def test_load_by_skill_counts_all_who_have_it() -> None:
    groups = by_group([IDA, TOM], load())
    backend = groups.of("Backend")[1]
    assert [backend.booked, backend.available] == pytest.approx([5.5, 5.4])
    assert groups.of("Design")[1].available == 3


def test_a_week_without_capacity_has_no_load() -> None:
    away = Person("Ida", away=((day(2), day(6)),))
    assert isinstance(workload([away], [], first=day(2), weeks=1).loads[0].load, Undefined)


def test_a_schedule_books_its_assignees_for_what_is_left() -> None:
    tasks = (
        Task("A", "A", 10, progress=0.5, actual_start=day(2), assignees=("Ida", "Tom")),
        Task("D", "D", 2, progress=1, actual_start=day(2), actual_finish=day(3), assignees=("Ida",)),
    )
    computed = schedule(Plan(tasks, (), day(2), status_date=day(9)))
    assert bookings_of(computed, {("A", "Tom"): 0.5}) == (
        Booking("Ida", "A", day(9), day(13), 1.0),
        Booking("Tom", "A", day(9), day(13), 0.5),
    )


def test_schedule_adherence_counts_what_was_due() -> None:
    milestones = [
        MilestoneDate("A", day(5), day(5)),
        MilestoneDate("B", day(10), day(12)),
        MilestoneDate("C", day(20)),
        MilestoneDate("D", dt.date(2026, 5, 1)),
    ]
    figure = schedule_adherence(milestones, first=day(1), last=day(31))
    assert [figure.numerator, figure.denominator] == [1, 3]
    assert figure.value == pytest.approx(1 / 3)
    nothing = schedule_adherence([], first=day(1), last=day(31))
    assert str(nothing.value) == "n/a (no milestone was due)"


def test_a_portfolio_is_not_an_average_of_averages() -> None:
    small, large = budget_variance(budget=100, forecast=150), budget_variance(budget=900, forecast=900)
    whole = roll_up([small, large, budget_variance(budget=0, forecast=10)])
    assert (small.value, whole.value, whole.projects) == (-0.5, -0.05, 2)


def test_only_like_figures_are_rolled_up() -> None:
    lead = mean_of("lead time", [3, 5], unit="days", missing="nothing finished")
    assert lead.value == 4
    with pytest.raises(ValueError, match="one kind"):
        roll_up([lead, budget_variance(budget=1, forecast=1)])


def test_defect_trend() -> None:
    trend = defect_trend([5, 3, 1], [1, 2, 4], open_before=2)
    assert (trend.open, trend.opened, trend.closed, trend.change) == ((6, 7, 4), 9, 7, 2)
    assert trend.slope == -1
    with pytest.raises(ValueError, match="more defects were closed"):
        defect_trend([0], [1])
