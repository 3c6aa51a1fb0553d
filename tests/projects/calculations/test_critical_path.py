import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline.projects.calculations.critical_path import Reason, Schedule, schedule
from leadline.projects.calculations.plan import (
    Constraint,
    LagUnit,
    Link,
    LinkType,
    Plan,
    Task,
    WorkingCalendar,
)
from leadline.projects.calculations.problems import ProblemKind
from leadline.projects.calculations.why import why
from tests.shared_data import shared_data

MONDAY = dt.date(2026, 3, 2)


def day(number: int) -> dt.date:
    """March 2026; the 2nd, 9th, 16th, 23rd and 30th are Mondays."""
    return dt.date(2026, 3, number)


def plan(tasks: dict[str, float | None] | list[Task], *links: Link, **more: object) -> Plan:
    if isinstance(tasks, dict):
        tasks = [Task(key, key, duration, milestone=duration == 0) for key, duration in tasks.items()]
    return replace(Plan(tuple(tasks), links, MONDAY), **more)  # type: ignore[arg-type]


def kinds(result: Schedule) -> list[ProblemKind]:
    return [problem.kind for problem in result.problems]


# Render, Stair, Hanna: Quantitative Analysis for Management, General Foundry (ES, EF, LS, LF, slack)
FOUNDRY = {
    "A": (0, 2, 0, 2, 0),
    "B": (0, 3, 1, 4, 1),
    "C": (2, 4, 2, 4, 0),
    "D": (3, 7, 4, 8, 1),
    "E": (4, 8, 4, 8, 0),
    "F": (4, 7, 10, 13, 6),
    "G": (8, 13, 8, 13, 0),
    "H": (13, 15, 13, 15, 0),
}
FOUNDRY_LINKS = tuple(Link(a, b) for a, b in ("AC", "BD", "CE", "CF", "DG", "EG", "FH", "GH"))


def foundry(**more: object) -> Plan:
    return plan({key: float(ef - es) for key, (es, ef, *_) in FOUNDRY.items()}, *FOUNDRY_LINKS, **more)


def test_general_foundry_as_published() -> None:
    result = schedule(foundry())
    assert result.duration == 15
    assert result.critical_path == ("A", "C", "E", "G", "H")
    for key, published in FOUNDRY.items():
        task = result[key]
        figures = [task.start_offset, task.finish_offset, task.late_start_offset, task.late_finish_offset]
        assert [*figures, task.total_float] == list(published)
        assert task.critical == (published[-1] == 0)
    assert result["F"].free_float == 6
    assert result["B"].free_float == 0
    assert not result.problems


def test_dates_run_over_weekends() -> None:
    result = schedule(foundry())
    assert (result["A"].start, result["A"].finish) == (day(2), day(3))
    assert (result["E"].start, result["E"].finish) == (day(6), day(11))
    assert result.finish == day(20)


def test_every_public_scheduling_instance_has_its_published_length() -> None:
    lines = shared_data("psplib/instances.jsonl").read_text().splitlines()
    wrong = []
    for line in lines:
        case = json.loads(line)
        tasks: dict[str, float | None] = {str(n): float(d) for n, d in enumerate(case["dur"], 1)}
        links = [Link(str(n), str(after)) for n, successors in enumerate(case["succ"], 1) for after in successors]
        if schedule(plan(tasks, *links)).duration != case["mpm_time"]:
            wrong.append(case["id"])
    assert lines
    assert wrong == []


@pytest.mark.parametrize(
    ("link_type", "lag", "start"),
    [
        (LinkType.FINISH_START, 0, day(9)),
        (LinkType.FINISH_START, 2, day(11)),
        (LinkType.FINISH_START, -1, day(6)),
        (LinkType.START_START, 1, day(3)),
        (LinkType.FINISH_FINISH, 0, day(4)),  # B has 3 days, both finish on Friday the 6th
        (LinkType.FINISH_FINISH, 1, day(5)),
        (LinkType.START_FINISH, 4, day(3)),  # B finishes 4 days after A starts
    ],
)
def test_link_types_and_lags(link_type: LinkType, lag: float, start: dt.date) -> None:
    assert schedule(plan({"A": 5, "B": 3}, Link("A", "B", link_type, lag)))["B"].start == start


def test_an_elapsed_lag_runs_over_the_weekend() -> None:
    link = Link("A", "B", lag=3, lag_unit=LagUnit.ELAPSED_DAYS)
    assert schedule(plan({"A": 5, "B": 1}, link))["B"].start == day(10)  # Sat, Sun, Mon: ready on Tuesday
    weekend = replace(link, lag=2)
    assert schedule(plan({"A": 5, "B": 1}, weekend))["B"].start == day(9)


def test_a_percent_lag_is_a_share_of_the_predecessor() -> None:
    link = Link("A", "B", LinkType.START_START, 50, LagUnit.PERCENT)
    assert schedule(plan({"A": 4, "B": 1}, link))["B"].start == day(4)


def test_holidays_shift_dates() -> None:
    calendar = WorkingCalendar(exceptions={day(4): False})
    assert schedule(plan({"A": 5}, calendar=calendar))["A"].finish == day(9)


def test_a_task_on_its_own_calendar_works_at_the_weekend() -> None:
    tasks = [Task("A", "A", 5), Task("B", "B", 2, calendar="always"), Task("C", "C", 1)]
    always = {"always": WorkingCalendar("always", frozenset(range(7)))}
    result = schedule(plan(tasks, Link("A", "B"), Link("B", "C"), calendars=always))
    assert (result["B"].start, result["B"].finish) == (day(7), day(8))
    assert result["C"].start == day(9)
    assert result.critical_path == ("A", "B", "C")
    assert result["B"].total_float == 0


def test_a_task_waits_while_its_assignee_is_away() -> None:
    away = WorkingCalendar("Ida", exceptions={day(n): False for n in (3, 4)})
    result = schedule(plan([Task("A", "A", 2, assignees=("Ida",))], calendars={"Ida": away}))
    assert result["A"].finish == day(5)


@pytest.mark.parametrize(
    ("constraint", "date", "start"),
    [
        (Constraint.START_NO_EARLIER_THAN, day(11), day(11)),
        (Constraint.FINISH_NO_EARLIER_THAN, day(13), day(12)),
        (Constraint.MUST_START_ON, day(12), day(12)),
        (Constraint.MUST_FINISH_ON, day(12), day(11)),
        (Constraint.FINISH_NO_LATER_THAN, day(27), day(9)),
        (Constraint.AS_LATE_AS_POSSIBLE, None, day(19)),
    ],
)
def test_date_constraints(constraint: Constraint, date: dt.date | None, start: dt.date) -> None:
    tasks = [Task("A", "A", 5), Task("B", "B", 2, constraint=constraint, constraint_date=date), Task("C", "C", 15)]
    assert schedule(plan(tasks, Link("A", "B")))["B"].start == start


def test_an_as_late_as_possible_task_waits_for_its_successor() -> None:
    tasks = [Task("A", "A", 1, constraint=Constraint.AS_LATE_AS_POSSIBLE), Task("B", "B", 6), Task("C", "C", 2)]
    result = schedule(plan(tasks, Link("A", "C"), Link("B", "C")))
    assert (result["A"].start, result["A"].reason) == (day(9), Reason.AS_LATE_AS_POSSIBLE)
    assert result["C"].start == day(10)


def test_a_date_that_the_links_cannot_keep_gives_negative_float_and_is_named() -> None:
    late = Task("B", "B", 2, constraint=Constraint.FINISH_NO_LATER_THAN, constraint_date=day(6))
    result = schedule(plan([Task("A", "A", 5), late], Link("A", "B")))
    assert result["B"].total_float == -2
    assert result["A"].total_float == -2
    assert kinds(result) == [ProblemKind.CONSTRAINT_CONFLICT]
    assert "2 working days later" in result.problems[0].message


def test_a_missed_deadline_shows_as_negative_float() -> None:
    result = schedule(plan([Task("A", "A", 5), Task("B", "B", 3, deadline=day(10))], Link("A", "B")))
    assert result["B"].total_float == -1
    assert [task.key for task in result.missed_deadlines] == ["B"]
    assert not result.problems


def test_a_milestone_lies_on_the_day_its_work_ends() -> None:
    result = schedule(plan({"A": 5, "M": 0, "N": 0, "B": 1}, Link("A", "M"), Link("M", "N"), Link("N", "B")))
    assert (result["M"].start, result["M"].finish) == (day(6), day(6))
    assert result["N"].finish == day(6)
    assert result["B"].start == day(9)


def test_a_milestone_at_the_start_or_on_a_fixed_day_lies_on_that_day() -> None:
    kick_off = Task("K", "K", 0, milestone=True)
    gate = Task("G", "G", 0, True, constraint=Constraint.START_NO_EARLIER_THAN, constraint_date=day(9))
    result = schedule(plan([kick_off, gate, Task("A", "A", 1)], Link("K", "A")))
    assert (result["K"].finish, result["G"].start, result["A"].start) == (day(2), day(9), day(2))


def test_summary_tasks_span_their_tasks() -> None:
    tasks = [
        Task("S", "Phase", None),
        Task("A", "A", 2, parent="S", progress=1, actual_start=day(2), actual_finish=day(3)),
        Task("B", "B", 6, parent="S"),
        Task("C", "C", 1),
    ]
    result = schedule(plan(tasks, Link("A", "B"), Link("S", "C")))
    assert (result["S"].start, result["S"].finish) == (day(2), day(11))
    assert result["S"].progress == 0.25
    assert result["C"].start == day(12)
    assert result.critical_path == ("A", "B", "C") or result.critical_path == ("B", "C")
    assert not result.problems


def test_a_link_into_a_summary_holds_all_its_tasks() -> None:
    tasks = [Task("X", "X", 3), Task("S", "S", None), Task("A", "A", 1, parent="S"), Task("B", "B", 1, parent="S")]
    result = schedule(plan(tasks, Link("X", "S")))
    assert result["A"].start == result["B"].start == day(5)
    assert [step.predecessor for step in why(result, "A")] == ["X", None]


def test_unfinished_work_is_not_scheduled_before_the_status_date() -> None:
    tasks = [
        Task("A", "A", 5, progress=1, actual_start=day(2), actual_finish=day(10)),
        Task("B", "B", 4, progress=0.25, actual_start=day(9)),
        Task("C", "C", 2),
        Task("D", "D", 1),
    ]
    result = schedule(plan(tasks, Link("A", "C"), Link("B", "C"), status_date=day(16)))
    assert (result["A"].start, result["A"].finish) == (day(2), day(10))
    assert (result["B"].start, result["B"].finish) == (day(9), day(18))  # three days left from Monday the 16th
    assert result["C"].start == day(19)
    assert result["D"].start == day(16)
    assert result["D"].reason is Reason.STATUS_DATE
    assert not result["A"].critical
    assert result["B"].critical


def test_remaining_duration_counts_more_than_progress() -> None:
    task = Task("A", "A", 5, progress=0.8, remaining=4, actual_start=day(2))
    assert schedule(plan([task], status_date=day(9)))["A"].finish == day(12)


def test_work_started_out_of_sequence_is_named_and_its_rest_waits() -> None:
    tasks = [Task("A", "A", 5, progress=0.2, actual_start=day(2)), Task("B", "B", 2, progress=0.5, actual_start=day(3))]
    result = schedule(plan(tasks, Link("A", "B"), status_date=day(4)))
    assert result["A"].finish == day(9)
    assert (result["B"].start, result["B"].finish) == (day(3), day(10))
    assert kinds(result) == [ProblemKind.OUT_OF_SEQUENCE]


def test_a_cycle_is_named_with_its_keys_and_the_rest_computed() -> None:
    links = (Link("A", "B"), Link("B", "C"), Link("C", "B"), Link("C", "D"))
    result = schedule(plan({"A": 1, "B": 2, "C": 3, "D": 1, "E": 9}, *links))
    assert kinds(result) == [ProblemKind.CYCLE]
    assert result.problems[0].keys == ("B", "C")
    assert "without the link C -> B" in result.problems[0].message
    assert result["D"].finish_offset == 7
    assert result.duration == 9


def test_a_task_that_waits_for_itself_is_a_cycle() -> None:
    result = schedule(plan({"A": 1}, Link("A", "A")))
    assert result.problems[0].keys == ("A",)
    assert result.duration == 1


def test_two_separate_cycles_are_both_named() -> None:
    result = schedule(plan(dict.fromkeys("ABCD", 1.0), Link("A", "B"), Link("B", "A"), Link("C", "D"), Link("D", "C")))
    assert {problem.keys for problem in result.problems} == {("A", "B"), ("C", "D")}


def test_dangling_links_and_unknown_parents_are_named() -> None:
    result = schedule(plan([Task("A", "A", 2, parent="gone")], Link("A", "deleted")))
    assert set(kinds(result)) == {ProblemKind.PARENT, ProblemKind.DANGLING_LINK}
    assert result.finish == day(3)


def test_missing_and_negative_durations_leave_the_task_out_and_name_it() -> None:
    result = schedule(plan({"A": 2, "B": None, "C": 1, "D": -3}, Link("A", "B"), Link("B", "C")))
    assert set(kinds(result)) == {ProblemKind.MISSING_DURATION, ProblemKind.NEGATIVE_DURATION}
    assert result.unscheduled == ("B", "D")
    assert "B" not in result
    assert result["C"].start == day(4)
    assert [step.predecessor for step in why(result, "C")] == ["A", None]


@pytest.mark.parametrize(
    ("task", "words"),
    [
        (Task("A", "A", 2, progress=1.0, actual_start=day(2)), "100 % complete without an actual finish"),
        (Task("A", "A", 2, progress=0.4, actual_finish=day(3)), "has an actual finish but progress 40%"),
        (Task("A", "A", 2, progress=1.4, actual_finish=day(3)), "progress 140%"),
        (Task("A", "A", 2, progress=0.5), "complete without an actual start"),
        (Task("A", "A", 2, progress=1, actual_start=day(5), actual_finish=day(3)), "before it started"),
        (Task("A", "A", 2, progress=0.1, actual_start=day(30)), "after the status date"),
    ],
)
def test_contradictions_in_progress_are_named(task: Task, words: str) -> None:
    result = schedule(plan([task, Task("B", "B", 1)], status_date=day(9)))
    assert any(words in problem.message for problem in result.problems)
    assert "B" in result


def test_a_calendar_without_working_days_is_named_and_replaced() -> None:
    result = schedule(plan({"A": 5}, calendar=WorkingCalendar("Never", frozenset())))
    assert kinds(result) == [ProblemKind.CALENDAR]
    assert "Never" in result.problems[0].message
    assert result.finish == day(6)


def test_an_empty_plan_has_no_finish() -> None:
    result = schedule(plan({}))
    assert (result.finish, result.duration, result.critical_path, result.tasks) == (None, 0, (), ())


def test_all_critical_paths_are_listed() -> None:
    links = (Link("A", "B"), Link("A", "C"), Link("B", "D"), Link("C", "D"))
    paths = schedule(plan({"A": 1, "B": 2, "C": 2, "D": 1}, *links)).critical_paths()
    assert set(paths) == {("A", "B", "D"), ("A", "C", "D")}


def test_why_tells_the_chain_in_words() -> None:
    result = schedule(plan({"Build": 5, "Soak": 2}, Link("Build", "Soak", lag=2)))
    assert [step.text for step in why(result, "Soak")] == [
        "Soak starts 2026-03-11 because Build finishes 2026-03-06, plus 2 working days",
        "Build starts 2026-03-02 because the project starts 2026-03-02 and nothing before it holds it back",
    ]


LINK_TYPES = st.sampled_from(list(LinkType))


@st.composite
def networks(draw: st.DrawFn) -> Plan:
    count = draw(st.integers(2, 12))
    durations = draw(st.lists(st.integers(0, 8), min_size=count, max_size=count))
    tasks = [Task(str(n), str(n), float(d), milestone=d == 0) for n, d in enumerate(durations)]
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] < pair[1])
    links = [
        Link(str(a), str(b), draw(LINK_TYPES), float(draw(st.integers(-2, 4))))
        for a, b in draw(st.lists(pairs, max_size=20))
    ]
    return Plan(tuple(tasks), tuple(links), MONDAY)


@settings(max_examples=150, deadline=None)
@given(networks())
def test_every_link_is_kept_and_floats_hold_together(drawn: Plan) -> None:
    result = schedule(drawn)
    for link in drawn.links:
        before, after = result[link.predecessor], result[link.successor]
        first = before.start_offset if link.type.value[0] == "S" else before.finish_offset
        then = after.start_offset if link.type.value[1] == "S" else after.finish_offset
        assert then >= first + link.lag - 1e-9
    for task in result:
        assert task.late_start_offset - task.start_offset == pytest.approx(task.total_float)
        assert task.late_finish_offset - task.finish_offset == pytest.approx(task.total_float)
        assert 0 <= task.free_float <= task.total_float
    assert any(task.critical for task in result)
    assert all(result[key].critical for key in result.critical_path)


@settings(max_examples=100, deadline=None)
@given(networks(), st.data())
def test_a_longer_task_never_finishes_the_project_earlier(drawn: Plan, data: st.DataObject) -> None:
    fs_only = replace(drawn, links=tuple(replace(link, type=LinkType.FINISH_START) for link in drawn.links))
    at = data.draw(st.integers(0, len(fs_only.tasks) - 1))
    longer = replace(fs_only.tasks[at], duration=(fs_only.tasks[at].duration or 0) + data.draw(st.integers(1, 5)))
    changed = replace(fs_only, tasks=(*fs_only.tasks[:at], longer, *fs_only.tasks[at + 1 :]))
    assert schedule(changed).duration >= schedule(fs_only).duration


@settings(max_examples=60, deadline=None)
@given(networks())
def test_a_day_more_than_its_float_moves_the_finish(drawn: Plan) -> None:
    fs_only = replace(drawn, links=tuple(replace(link, type=LinkType.FINISH_START) for link in drawn.links))
    base = schedule(fs_only)
    for at, task in enumerate(fs_only.tasks):
        slack = base[task.key].total_float
        longer = replace(task, duration=(task.duration or 0) + slack + 1)
        tasks = (*fs_only.tasks[:at], longer, *fs_only.tasks[at + 1 :])
        assert schedule(replace(fs_only, tasks=tasks)).duration >= base.duration + 1


CALENDARS = {
    "week": WorkingCalendar("week", frozenset(range(7))),
    "part": WorkingCalendar("part", frozenset({1, 2, 3})),
    "holiday": WorkingCalendar("holiday", exceptions={day(n): False for n in (4, 5, 9, 13)}),
}


@settings(max_examples=150, deadline=None)
@given(networks(), st.data())
def test_links_across_calendars_are_kept_in_real_days(drawn: Plan, data: st.DataObject) -> None:
    names = st.sampled_from([None, *CALENDARS])
    units = st.sampled_from([LagUnit.WORKING_DAYS, LagUnit.ELAPSED_DAYS])
    tasks = tuple(replace(task, calendar=data.draw(names), duration=(task.duration or 0) + 1) for task in drawn.tasks)
    links = tuple(
        replace(link, type=LinkType.FINISH_START, lag=max(0.0, link.lag), lag_unit=data.draw(units))
        for link in drawn.links
    )
    result = schedule(replace(drawn, tasks=tasks, links=links, calendars=CALENDARS))
    for link in links:
        before, after = result[link.predecessor], result[link.successor]
        assert after.start > before.finish
        if link.lag_unit is LagUnit.ELAPSED_DAYS:
            assert (after.start - before.finish).days > link.lag
        assert after.late_start > before.late_finish
    assert all(task.total_float >= 0 and task.free_float <= task.total_float for task in result)
    assert all(task.late_finish >= task.finish for task in result)
    assert result.finish == max(task.finish for task in result)
    assert any(task.critical for task in result)


def test_a_lag_that_is_no_number_is_named() -> None:
    result = schedule(plan({"A": 1, "B": 1}, Link("A", "B", lag=float("nan"))))
    assert "no usable number of days" in result.problems[0].message


def test_a_large_wide_plan_agrees_with_a_plain_recursion() -> None:
    count, width = 6_000, 100
    durations = [float(1 + (7 * n) % 9) for n in range(count)]
    before = {n: [n - width, (n - width) // width * width + (3 * n) % width] for n in range(width, count)}
    tasks = tuple(Task(str(n), str(n), days) for n, days in enumerate(durations))
    links = tuple(Link(str(b), str(n)) for n, rows in before.items() for b in sorted(set(rows)))
    result = schedule(Plan(tasks, links, MONDAY))
    finish: list[float] = []
    for n, days in enumerate(durations):
        finish.append(max((finish[b] for b in before.get(n, [])), default=0.0) + days)
    assert [result[str(n)].finish_offset for n in range(0, count, 37)] == finish[::37]
    assert result.duration == max(finish)
    path = result.critical_path
    assert all(result[key].total_float == 0 for key in path)
    assert sum(durations[int(key)] for key in path) == result.duration
    assert min(task.total_float for task in result) == 0


def test_a_long_chain_is_scheduled() -> None:
    count = 6_000
    tasks = tuple(Task(str(n), str(n), 1) for n in range(count))
    result = schedule(Plan(tasks, tuple(Link(str(n), str(n + 1)) for n in range(count - 1)), MONDAY))
    assert result.duration == count
    assert len(result.critical_path) == count


def test_a_cycle_in_a_large_plan_is_named() -> None:
    tasks = tuple(Task(str(n), str(n), 1) for n in range(6_000))
    result = schedule(Plan(tasks, (Link("1", "2"), Link("2", "1")), MONDAY))
    assert kinds(result) == [ProblemKind.CYCLE]
    assert result.duration == 2


def test_a_duration_of_centuries_is_named_rather_than_computed() -> None:
    result = schedule(plan({"A": 1e9, "B": float("nan"), "C": float("inf"), "D": 1}))
    assert kinds(result) == [ProblemKind.NEGATIVE_DURATION] * 3
    assert result.finish == day(2)


def test_a_circle_across_calendars_is_cut_too() -> None:
    tasks = [Task("A", "A", 1, calendar="week"), Task("B", "B", 1)]
    links = (Link("A", "B"), Link("B", "A", lag=1, lag_unit=LagUnit.ELAPSED_DAYS))
    result = schedule(plan(tasks, *links, calendars=CALENDARS))
    assert kinds(result) == [ProblemKind.CYCLE]
    assert result["B"].start == day(3)


def test_why_of_a_summary_passes_over_tasks_without_duration() -> None:
    tasks = [Task("S", "Phase", None), Task("A", "A", None, parent="S"), Task("B", "B", 2, parent="S")]
    assert [step.key for step in why(schedule(plan(tasks)), "S")] == ["S", "B"]
