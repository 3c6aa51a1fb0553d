import datetime as dt
import json
from collections.abc import Mapping

import pytest

from leadline.projects.calculations.crashing import CannotCrashError, CrashOption, crash
from leadline.projects.calculations.critical_path import schedule
from leadline.projects.calculations.pert import pert
from leadline.projects.calculations.plan import Link, Plan, Task
from tests.shared_data import shared_data

MONDAY = dt.date(2026, 3, 2)


def three_point(estimates: Mapping[str, tuple[float, float, float]], *links: tuple[str, str]) -> Plan:
    tasks = tuple(Task(k, k, m, optimistic=a, most_likely=m, pessimistic=b) for k, (a, m, b) in estimates.items())
    return Plan(tasks, tuple(Link(a, b) for a, b in links), MONDAY)


def test_expected_duration_and_sigma_by_hand() -> None:
    # te 3 and 4, variances 16/9 each
    result = pert(three_point({"X": (1, 2, 9), "Y": (2, 3, 10)}, ("X", "Y")))
    assert result.expected_duration == pytest.approx(7)
    assert result.sigma == pytest.approx(1.8856180831641267)
    assert result.chance_within(7) == pytest.approx(0.5)
    assert result.chance_within(7 + 1.8856180831641267) == pytest.approx(0.8413447, abs=1e-6)


def test_variance_counts_on_the_critical_path_only() -> None:
    estimates = {"A": (1, 2, 3), "B": (2, 4, 6), "C": (1, 3, 5), "D": (1, 2, 3)}
    result = pert(three_point(estimates, ("A", "B"), ("A", "C"), ("B", "D"), ("C", "D")))
    assert result.critical_path == ("A", "B", "D")
    assert result.expected_duration == pytest.approx(8)
    assert result.sigma == pytest.approx((6 / 9) ** 0.5)


def test_every_shared_network_case_is_reproduced() -> None:
    cases = json.loads(shared_data("earned_value/cpm_pert_crash_cases.json").read_text())["cases"]
    for case in cases:
        activities = case["inputs"]["activities"]
        links = tuple(Link(before, a["id"]) for a in activities for before in a["predecessors"])
        if case["method"] == "cpm":
            result = schedule(Plan(tuple(Task(a["id"], a["id"], a["duration"]) for a in activities), links, MONDAY))
            assert result.duration == case["expected"]["project_duration"]
            assert list(result.critical_path) == case["expected"]["critical_path"]
            for key, published in case["expected"]["schedule"].items():
                row = result[key]
                found = (row.start_offset, row.finish_offset, row.late_start_offset, row.late_finish_offset)
                assert [*found, row.total_float] == [published[name] for name in ("es", "ef", "ls", "lf", "slack")]
        if case["method"] == "pert":
            points = {a["id"]: (a["a"], a["m"], a["b"]) for a in activities}
            estimate = pert(three_point(points, *((link.predecessor, link.successor) for link in links)))
            assert estimate.expected_duration == pytest.approx(case["expected"]["expected_duration"])
            assert estimate.sigma == pytest.approx(case["expected"]["sigma_critical_path"])


def small_network() -> Plan:
    tasks = (Task("A", "A", 4), Task("B", "B", 6), Task("C", "C", 5), Task("D", "D", 3))
    return Plan(tasks, tuple(Link(a, b) for a, b in ("AB", "AC", "BD", "CD")), MONDAY)


OPTIONS = {"A": CrashOption(3, 50), "B": CrashOption(3, 20), "C": CrashOption(4, 10), "D": CrashOption(2, 60)}


def test_the_cheapest_task_on_the_critical_path_is_shortened_first() -> None:
    # A-B-D takes 13, A-C-D 12: one day off B (20)
    result = crash(small_network(), OPTIONS, target=12)
    assert [result.normal_duration, result.duration, result.cost] == pytest.approx([13, 12, 20])
    assert result.saved == {"B": pytest.approx(1)}


def test_parallel_paths_are_shortened_together_where_that_is_cheapest() -> None:
    # 11 days: two off B and one off C cost 50; B once and A once would cost 70
    result = crash(small_network(), OPTIONS, target=11)
    assert result.cost == pytest.approx(50)
    assert result.saved == {"B": pytest.approx(2), "C": pytest.approx(1)}
    assert schedule(result.plan).duration == 11


def test_a_target_out_of_reach_says_how_short_the_plan_can_get() -> None:
    with pytest.raises(CannotCrashError, match="shorter than 9 working days"):
        crash(small_network(), OPTIONS, target=8)


def test_a_target_that_is_already_met_costs_nothing() -> None:
    assert crash(small_network(), OPTIONS, target=20).cost == 0
