import datetime as dt

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.critical_path import schedule
from leadline.projects.calculations.plan import Link, Plan, Task, WorkingCalendar
from leadline.projects.calculations.slippage import slip_histories, slippage


def day(number: int) -> dt.date:
    """March 2026; the 2nd, 9th and 16th are Mondays."""
    return dt.date(2026, 3, number)


def test_slips_are_signed_working_days_latest_first() -> None:
    tasks = (
        Task("A", "A", 5, baseline_start=day(2), baseline_finish=day(5)),
        Task("M", "M", 0, milestone=True, baseline_finish=day(6)),
        Task("B", "B", 5, baseline_start=day(6), baseline_finish=day(12)),
        Task("E", "E", 1, baseline_start=day(3), baseline_finish=day(3)),
        Task("N", "N", 1),
    )
    result = slippage(schedule(Plan(tasks, (Link("A", "B"), Link("B", "M")), day(2))))
    assert {slip.key: slip.finish_slip for slip in result.slips} == {"M": 5, "A": 1, "B": 1, "E": -1}
    assert result.slips[0].key == "M"
    assert result.slips[-1].key == "E"
    assert result.without_baseline == ("N",)
    assert (result.baseline_finish, result.finish, result.project_slip) == (day(12), day(13), 1)
    assert [slip.key for slip in result.late] == ["M", "A", "B"]


def test_another_baseline_can_be_compared() -> None:
    result = slippage(schedule(Plan((Task("A", "A", 5),), (), day(2))), {"A": (day(2), day(4))})
    assert result.slips[0].finish_slip == 2


def test_no_baseline_means_no_slip_rather_than_zero() -> None:
    assert slippage(schedule(Plan((Task("A", "A", 5),), (), day(2)))).project_slip is None


def test_a_milestone_that_slips_twice_and_is_pulled_in_once() -> None:
    days = WorkingDays(WorkingCalendar(), day(2))
    snapshots = [{"M": day(6)}, {"M": day(10)}, {}, {"M": day(10)}, {"M": day(9)}, {"M": day(13), "N": day(13)}]
    history = slip_histories(snapshots, days)["M"]
    assert (history.slips, history.pulls, history.total) == (2, 1, 5)
