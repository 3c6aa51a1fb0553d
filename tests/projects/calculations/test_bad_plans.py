"""Whatever is wrong with a plan, it is scheduled as far as it goes, and what was left out is said."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from leadline.projects.calculations.critical_path import schedule
from leadline.projects.calculations.levelling import Resources, level
from leadline.projects.calculations.monte_carlo import simulate
from leadline.projects.calculations.plan import Constraint, LagUnit, Link, LinkType, Plan, Task, WorkingCalendar
from leadline.projects.calculations.slippage import slippage
from leadline.projects.calculations.why import why
from leadline.projects.calculations.workload import bookings_of

MONDAY = dt.date(2026, 3, 2)
KEYS = st.sampled_from(["0", "1", "2", "3", "4", "5", "gone"])
DATES = st.none() | st.dates(dt.date(2026, 2, 1), dt.date(2026, 5, 1))
CALENDARS = {
    "week": WorkingCalendar("week", frozenset(range(7))),
    "never": WorkingCalendar("never", frozenset()),
    "Ida": WorkingCalendar("Ida", frozenset({0, 2}), {MONDAY: False}),
}
NUMBERS = st.sampled_from([0.0, 0.25, 1.0, 2.5, 5.0, -1.0, 1e12, float("nan"), float("inf")])
TASKS = st.builds(
    Task,
    key=KEYS,
    name=st.just("task"),
    duration=st.none() | NUMBERS,
    milestone=st.booleans(),
    parent=st.none() | KEYS,
    progress=st.sampled_from([0.0, 0.0, 0.5, 1.0, 1.5, -0.2]),
    actual_start=DATES,
    actual_finish=DATES,
    remaining=st.none() | NUMBERS,
    constraint=st.sampled_from(list(Constraint)),
    constraint_date=DATES,
    deadline=DATES,
    baseline_start=DATES,
    baseline_finish=DATES,
    optimistic=st.none() | NUMBERS,
    most_likely=st.none() | NUMBERS,
    pessimistic=st.none() | NUMBERS,
    calendar=st.sampled_from([None, "week", "never", "unknown"]),
    assignees=st.sampled_from([(), ("Ida",), ("Ida", "Tom")]),
)
LINKS = st.builds(Link, KEYS, KEYS, st.sampled_from(list(LinkType)), NUMBERS, st.sampled_from(list(LagUnit)))
PLANS = st.builds(
    Plan,
    tasks=st.lists(TASKS, max_size=8).map(tuple),
    links=st.lists(LINKS, max_size=10).map(tuple),
    start=st.just(MONDAY),
    status_date=DATES,
    calendar=st.sampled_from([WorkingCalendar(), *CALENDARS.values()]),
    calendars=st.just(CALENDARS),
)


@settings(max_examples=250, deadline=None)
@given(PLANS)
def test_any_plan_is_computed_and_its_faults_are_told(plan: Plan) -> None:
    result = schedule(plan)
    for task in result.tasks:
        assert task.start <= task.finish
        assert task.total_float == task.total_float
        assert why(result, task.key)
    left_out = {task.key for task in plan.tasks} - {task.key for task in result.tasks}
    told = {key for problem in result.problems for key in problem.keys}
    summaries = {task.key for task in result.network.outline.summaries}
    assert left_out <= told | summaries
    assert all(problem.message for problem in result.problems)
    slippage(result)
    bookings_of(result)


@settings(max_examples=60, deadline=None)
@given(PLANS)
def test_any_plan_can_be_simulated_and_levelled(plan: Plan) -> None:
    result = schedule(plan)
    if result.finish is not None:
        assert simulate(result, trials=20).trials == 20
    level(plan, Resources({"Ida": 1.0}, {key: {"Ida": 1.0} for key in "012345"}), seconds=0)
