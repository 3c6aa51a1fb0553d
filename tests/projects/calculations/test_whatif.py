import datetime as dt
from dataclasses import replace

import pytest

from leadline.projects.calculations.changes import (
    AddTask,
    CutTask,
    Delay,
    MoveStart,
    Overlap,
    Rescale,
    UnknownTaskError,
)
from leadline.projects.calculations.critical_path import schedule
from leadline.projects.calculations.goal_seek import Lever, goal_seek
from leadline.projects.calculations.plan import Link, Plan, Task
from leadline.projects.calculations.staffing import AddPerson, LosePerson, unstaffed
from leadline.projects.calculations.whatif import what_if


def day(number: int) -> dt.date:
    """March 2026; the 2nd, 9th and 16th are Mondays."""
    return dt.date(2026, 3, number)


def plan() -> Plan:
    """Design 5, then Build 10 and beside it Docs 3, then Test 5: 20 working days, finish on Friday the 27th."""
    tasks = (
        Task("D", "Design", 5, assignees=("Ida",)),
        Task("B", "Build", 10, optimistic=8, most_likely=10, pessimistic=18, assignees=("Ida", "Tom")),
        Task("W", "Docs", 3),
        Task("T", "Test", 5),
    )
    return Plan(tasks, tuple(Link(a, b) for a, b in ("DB", "DW", "BT", "WT")), day(2))


def test_more_scope_on_the_critical_path_moves_the_finish() -> None:
    extra = AddTask(Task("X", "Audit", 3), (Link("B", "X"), Link("X", "T")))
    result = what_if(plan(), [extra], day_cost={"X": 500, "T": 100})
    assert result.finish_shift == 3
    assert result.p80_shift == pytest.approx(3, abs=0.01)
    assert (result.work_change, result.cost_change) == (3, 1500)
    assert result.entered_critical_path == ("X",)
    assert dict(result.moved) == {"T": 3}
    assert result.today.schedule.finish == day(27)


def test_cutting_a_task_joins_what_was_around_it() -> None:
    result = what_if(plan(), [CutTask("B")], trials=0)
    assert result.finish_shift == -7  # Docs is now the longest way
    assert result.changed.schedule.critical_path == ("D", "W", "T")
    assert result.p50_shift is None


def test_a_slip_within_float_moves_nothing_else() -> None:
    result = what_if(plan(), [Delay("W", 7)], trials=0)
    assert result.finish_shift == 0
    assert dict(result.moved) == {"W": 7}
    assert what_if(plan(), [Delay("W", 8)], trials=0).finish_shift == 1


def test_moving_a_date_and_overlapping_a_sequence() -> None:
    assert what_if(plan(), [MoveStart("B", day(11))], trials=0).finish_shift == 2
    assert what_if(plan(), [Overlap("B", "T", 0.5)], trials=0).finish_shift == -5


def test_one_more_person_helps_less_than_proportionally() -> None:
    result = what_if(plan(), [AddPerson("Eve", ("D",))], trials=0)
    assert result.finish_shift == -2  # five days become three
    assert what_if(plan(), [AddPerson("Tom", ("B",))], trials=0).finish_shift == 0  # already on it


def test_losing_a_person_slows_shared_work_and_leaves_work_unstaffed() -> None:
    result = what_if(plan(), [LosePerson("Ida")], trials=0)
    assert result.finish_shift == 10
    assert unstaffed(plan(), "Ida") == ("D",)


def test_started_work_is_rescaled_in_what_is_left() -> None:
    started = replace(plan().tasks[0], progress=0.6, actual_start=day(2))
    running = replace(plan(), tasks=(started, *plan().tasks[1:]), status_date=day(5))
    assert schedule(running)["D"].finish == day(6)
    assert schedule(Rescale("D", 0.5).apply(running))["D"].finish == day(5)


def test_the_plan_itself_is_not_touched() -> None:
    today = plan()
    what_if(today, [CutTask("B"), Rescale("T", 3)], trials=0)
    assert today == plan()


def test_unknown_tasks_and_impossible_changes_are_refused() -> None:
    with pytest.raises(UnknownTaskError, match="Z is not in the plan"):
        what_if(plan(), [CutTask("Z")])
    with pytest.raises(ValueError, match="already in the plan"):
        what_if(plan(), [AddTask(Task("B", "Again", 1))])
    with pytest.raises(ValueError, match="cannot be negative"):
        what_if(plan(), [Delay("B", -1)])


def test_goal_seek_finds_verified_minimal_sets() -> None:
    result = goal_seek(plan(), day(23), optional=("B",))
    assert not result.on_time
    assert result.complete
    for option in result.options:
        changed = plan()
        for measure in option.measures:
            changed = measure.change.apply(changed)
        assert schedule(changed).finish == option.finish
        assert option.finish <= day(23)
        if len(option.measures) > 1:  # no part of the set is enough
            for left_out in option.measures:
                smaller = plan()
                for measure in option.measures:
                    if measure is not left_out:
                        smaller = measure.change.apply(smaller)
                finish = schedule(smaller).finish
                assert finish is not None
                assert finish > day(23)
    first = result.options[0]
    assert [measure.lever for measure in first.measures] == [Lever.SEQUENCE]
    assert first.measures[0].text == "start T when 50% of B is done"
    texts = {option.measures[0].text for option in result.options if len(option.measures) == 1}
    assert texts >= {"put one more person on Build (B)", "cut B"}


def test_goal_seek_cuts_only_what_may_be_cut() -> None:
    result = goal_seek(plan(), day(23))
    assert result.options
    assert all(measure.lever is not Lever.SCOPE for option in result.options for measure in option.measures)


def test_a_goal_that_is_met_or_out_of_reach_says_so() -> None:
    assert goal_seek(plan(), day(31)).on_time
    impossible = goal_seek(plan(), day(3))
    assert impossible.options == ()
    assert impossible.closest is not None
    assert day(3) < impossible.closest < day(27)
