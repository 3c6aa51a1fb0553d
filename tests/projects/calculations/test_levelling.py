import datetime as dt
import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline.projects.calculations.levelling import Absence, Levelled, Resources, level, shorten
from leadline.projects.calculations.plan import Link, Plan, Task
from leadline.projects.calculations.problems import ProblemKind
from leadline.projects.calculations.resource_network import ResourceNetwork, Shortage
from tests.shared_data import shared_data

MONDAY = dt.date(2026, 3, 2)


def day(number: int) -> dt.date:
    return dt.date(2026, 3, number)


def assert_feasible(network: ResourceNetwork, begin: list[int]) -> None:
    """Checked from the definition: links, floors, and the use of every resource in every slot."""
    for task, rows in enumerate(network.before):
        assert begin[task] >= network.floor[task]
        for other, gap in rows:
            assert begin[task] >= begin[other] + gap
    for resource, size in enumerate(network.capacity):
        use: Counter[int] = Counter()
        for task, start in enumerate(begin):
            for slot in range(start, start + network.duration[task]):
                use[slot] += network.demand[task][resource]
        for shortage in network.shortages:
            if shortage.resource == resource:
                for slot in range(shortage.first, shortage.last):
                    use[slot] = use[slot] and use[slot] + min(size, shortage.amount)
        assert max(use.values(), default=0) <= size


def shared_plan() -> Plan:
    tasks = (Task("A", "A", 3), Task("B", "B", 2), Task("C", "C", 4), Task("D", "D", 1))
    return Plan(tasks, (Link("A", "D"), Link("B", "D")), MONDAY)


ONE_PERSON = {"A": {"Ida": 1.0}, "B": {"Ida": 1.0}, "C": {"Ida": 0.5}, "D": {"Ida": 1.0}}


def levelled(*, seconds: float = 0.5, **more: object) -> Levelled:
    return level(shared_plan(), Resources({"Ida": 1.0}, ONE_PERSON, **more), seconds=seconds)  # type: ignore[arg-type]


def test_one_person_does_one_thing_at_a_time() -> None:
    result = levelled()
    # 3 + 2 + 1 full days and 4 half days that fit beside nothing else: ten days of one person
    assert (result.before.duration, result.duration, result.proved) == (4, 10, True)
    assert result.schedule["D"].start >= result.schedule["A"].finish
    assert {shift.key for shift in result.shifts} >= {"D"}
    assert all(shift.new_start > shift.start for shift in result.shifts)


def test_the_serial_heuristic_answers_alone() -> None:
    result = levelled(seconds=0)
    assert (result.method, result.duration) == ("serial heuristic", 10)


def test_priority_goes_first_where_the_finish_is_the_same() -> None:
    assert levelled(priority={"C": 9}).schedule["C"].start == day(2)
    assert levelled(priority={"B": 9}).schedule["B"].start == day(2)


def test_absence_is_waited_out() -> None:
    result = levelled(absences=(Absence("Ida", day(2), day(3), 1.0),))
    assert result.duration == 12
    assert min(task.start for task in result.schedule.tasks) == day(4)


def test_a_plan_without_conflict_stays_as_it_is() -> None:
    result = level(shared_plan(), Resources({"Ida": 4.0}, ONE_PERSON), seconds=0.2)
    assert result.shifts == ()
    assert result.duration == result.before.duration == 4


def test_started_work_goes_on_and_finished_work_is_left_alone() -> None:
    tasks = (
        Task("A", "A", 3, progress=1, actual_start=day(2), actual_finish=day(4)),
        Task("B", "B", 4, progress=0.5, actual_start=day(4)),
        Task("C", "C", 2),
    )
    plan = Plan(tasks, (), MONDAY, status_date=day(9))
    result = level(plan, Resources({"Ida": 1}, {key: {"Ida": 1} for key in "ABC"}), seconds=0.3)
    assert result.schedule["B"].finish == day(10)
    assert result.schedule["C"].start == day(11)


def test_too_much_demand_and_unknown_resources_are_named() -> None:
    plan = Plan((Task("A", "A", 2),), (), MONDAY)
    result = level(plan, Resources({"Ida": 1}, {"A": {"Ida": 2, "Crane": 1}}), seconds=0.1)
    assert [problem.kind for problem in result.problems] == [ProblemKind.RESOURCE, ProblemKind.RESOURCE]
    assert result.duration == 2


def test_half_days_are_levelled_in_half_days() -> None:
    tasks = (Task("A", "A", 0.5), Task("B", "B", 1.5))
    result = level(Plan(tasks, (), MONDAY), Resources({"Ida": 1}, {"A": {"Ida": 1}, "B": {"Ida": 1}}), seconds=0.2)
    assert result.shortest == 2


def test_public_instances_keep_their_bounds() -> None:
    lines = shared_data("psplib/instances.jsonl").read_text().splitlines()
    cases = [case for case in map(json.loads, lines) if case["set"] == "j30"][::8]
    over = []
    for case in cases:
        before: list[list[tuple[int, int]]] = [[] for _ in case["dur"]]
        for task, successors in enumerate(case["succ"]):
            for after in successors:
                before[after - 1].append((task, case["dur"][task]))
        needs = [tuple(need) for need in case["req"]]
        zeros = [0] * case["n"]
        network = ResourceNetwork(case["dur"], before, needs, tuple(case["cap"]), zeros, zeros)
        found = shorten(network, seconds=1)
        assert_feasible(network, found.begin)
        assert found.length >= case["best_lb"]
        over.append(found.length / case["best_ub"] - 1)
    assert over
    assert sum(over) / len(over) <= 0.01


@st.composite
def resource_networks(draw: st.DrawFn) -> ResourceNetwork:
    count = draw(st.integers(1, 9))
    duration = draw(st.lists(st.integers(0, 5), min_size=count, max_size=count))
    capacity = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=2)))
    demand = [tuple(draw(st.integers(0, size)) for size in capacity) for _ in range(count)]
    before: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for task in range(1, count):
        for other in draw(st.sets(st.integers(0, task - 1), max_size=2)):
            before[task].append((other, draw(st.integers(-1, duration[other] + 2))))
    shortages = draw(
        st.lists(st.builds(Shortage, st.just(0), st.integers(0, 4), st.integers(5, 9), st.integers(1, 4)), max_size=1)
    )
    floor = draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    return ResourceNetwork(duration, before, demand, capacity, floor, [0] * count, tuple(shortages))


@settings(max_examples=250, deadline=None)
@given(resource_networks())
def test_every_heuristic_schedule_is_feasible(network: ResourceNetwork) -> None:
    found = shorten(network, seconds=0)
    assert_feasible(network, found.begin)
    assert found.length >= network.lower_bound


@settings(max_examples=15, deadline=None)
@given(resource_networks())
def test_constraint_programming_is_feasible_and_never_longer(network: ResourceNetwork) -> None:
    found = shorten(network, seconds=0.3)
    assert_feasible(network, found.begin)
    assert network.lower_bound <= found.bound <= found.length <= shorten(network, seconds=0).length


def test_tasks_that_start_together_are_levelled() -> None:
    network = ResourceNetwork(
        duration=[0, 1, 3, 0, 2, 0],
        before=[[], [], [], [], [], [(0, 0), (1, 0)]],
        demand=[(0,), (1,), (1,), (0,), (3,), (0,)],
        capacity=(4,),
        floor=[0] * 6,
        priority=[0] * 6,
    )
    found = shorten(network, seconds=0)
    assert_feasible(network, found.begin)
    assert found.length == 3


def test_negative_capacity_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        level(shared_plan(), Resources({"Ida": -1}, {}))
