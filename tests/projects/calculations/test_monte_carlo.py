import datetime as dt
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline.projects.calculations.critical_path import schedule
from leadline.projects.calculations.distributions import Shape, quantile_table
from leadline.projects.calculations.monte_carlo import Simulation, simulate
from leadline.projects.calculations.plan import Link, LinkType, Plan, Task
from leadline.projects.calculations.uncertainty import RiskEvent, SharedDriver

MONDAY = dt.date(2026, 3, 2)


def task(key: str, low: float, likely: float, high: float) -> Task:
    return Task(key, f"Task {key}", likely, optimistic=low, most_likely=likely, pessimistic=high)


def project(*tasks: Task, links: tuple[Link, ...] = (), status_date: dt.date | None = None) -> Plan:
    return Plan(tasks, links, MONDAY, status_date)


def run(plan: Plan, *risks: RiskEvent, drivers: tuple[SharedDriver, ...] = (), seed: int = 1) -> Simulation:
    return simulate(schedule(plan), seed=seed, risks=risks, drivers=drivers)


def test_pert_mean_and_spread_of_one_task() -> None:
    # beta with (a + 4m + b) / 6 = 5 and variance (mean - a)(b - mean) / 7 = 3 * 5 / 7
    result = run(project(task("A", 2, 4.5, 10)))
    assert result.mean == pytest.approx(5, abs=0.05)
    assert result.spread == pytest.approx((15 / 7) ** 0.5, rel=0.03)


def test_triangular_quantiles_are_exact() -> None:
    # on 0..10 with the peak at 5: half below 5, an eighth below 2.5
    table = quantile_table(Shape.TRIANGULAR, 0, 5, 10)
    assert float(np.quantile(table, 0.5)) == pytest.approx(5, abs=0.01)
    assert float(np.quantile(table, 0.125)) == pytest.approx(2.5, abs=0.01)


def test_lognormal_has_its_mode_and_95th_percentile_where_they_were_given() -> None:
    table = quantile_table(Shape.LOGNORMAL, 3, 4, 12)
    assert float(np.quantile(table, 0.95)) == pytest.approx(12, rel=0.01)
    mu, sigma = statistics.fmean(np.log(table).tolist()), float(np.log(table).std())
    assert float(np.exp(mu - sigma**2)) == pytest.approx(4, rel=0.01)


def test_a_symmetric_beta_is_the_same_both_ways() -> None:
    table = quantile_table(Shape.PERT, 0, 0.5, 1)
    assert table + table[::-1] == pytest.approx(1, abs=1e-6)


def test_beta_quantiles_against_the_closed_form() -> None:
    # mode at the low end: beta(1, 5), distribution function 1 - (1 - x)^5
    table = quantile_table(Shape.PERT, 0, 0, 1)
    assert float(np.quantile(table, 0.8)) == pytest.approx(1 - 0.2**0.2, abs=1e-3)


def test_merging_paths_finish_later_than_either_plan_says() -> None:
    parallel = project(task("A", 5, 10, 15), task("B", 5, 10, 15))
    result = run(parallel)
    assert result.planned == 10
    assert result.mean > 10.5
    assert result.chance_by(dt.date(2026, 3, 13)) == pytest.approx(0.25, abs=0.02)  # both by day 10
    assert result.criticality["A"] == pytest.approx(0.5, abs=0.03)


def test_percentiles_are_dates_in_order() -> None:
    result = run(project(task("A", 5, 8, 20)))
    assert result.p50 < result.p80 < result.p95
    assert result.chance_by(result.p80) >= 0.8
    assert sum(count for *_, count in result.histogram()) == 10_000


def test_the_same_seed_gives_the_same_forecast() -> None:
    plan = project(task("A", 5, 8, 20), task("B", 1, 2, 9), links=(Link("A", "B"),))
    assert run(plan).finishes.tolist() == run(plan).finishes.tolist()
    assert run(plan).finishes.tolist() != run(plan, seed=2).finishes.tolist()


def test_all_link_types_agree_with_the_schedule_when_nothing_is_uncertain() -> None:
    tasks = tuple(Task(key, key, float(days)) for key, days in zip("ABCDEF", (3, 5, 2, 7, 4, 1), strict=True))
    links = (
        Link("A", "B", LinkType.START_START, 2),
        Link("A", "C", LinkType.FINISH_FINISH, 1),
        Link("B", "D", LinkType.FINISH_START, -1),
        Link("C", "E", LinkType.START_FINISH, 6),
        Link("E", "F"),
        Link("D", "F", LinkType.FINISH_FINISH),
    )
    computed = schedule(Plan(tasks, links, MONDAY))
    result = simulate(computed, trials=10)
    assert set(result.finishes.tolist()) == {computed.duration}
    assert {key for key, share in result.criticality.items() if share == 1} == {t.key for t in computed.critical_tasks}
    assert result.without_range == tuple("ABCDEF")
    assert result.tornado == ()


def test_a_common_driver_widens_the_spread_of_a_chain() -> None:
    tasks = tuple(task(str(n), 8, 10, 12) for n in range(10))
    links = tuple(Link(str(n), str(n + 1)) for n in range(9))
    driver = SharedDriver("Vendor", tuple(str(n) for n in range(10)), 0.8, 1.0, 1.2)
    plain, driven = run(project(*tasks, links=links)), run(project(*tasks, links=links), drivers=(driver,))
    assert driven.mean == pytest.approx(plain.mean, rel=0.01)
    assert driven.spread > 3 * plain.spread
    assert driven.tornado[0].key == "Vendor"


def test_a_risk_event_delays_with_its_probability() -> None:
    risk = RiskEvent("R-1", "Permit late", 0.3, 10, 10, 10, task="A")
    result = run(project(Task("A", "A", 5)), risk)
    assert result.mean == pytest.approx(5 + 0.3 * 10, abs=0.15)
    assert result.chance_by(dt.date(2026, 3, 6)) == pytest.approx(0.7, abs=0.015)
    assert result.tornado[0].kind == "risk"
    assert result.tornado[0].swing == pytest.approx(10)


def test_a_project_wide_risk_moves_the_finish() -> None:
    assert run(project(Task("A", "A", 5)), RiskEvent("R", "Strike", 1.0, 2, 2, 2)).mean == pytest.approx(7)


def test_finished_work_is_certain_and_started_work_counts_what_is_left() -> None:
    done = Task("A", "A", 5, progress=1, actual_start=MONDAY, actual_finish=dt.date(2026, 3, 6), optimistic=1,
                most_likely=5, pessimistic=50)  # fmt: skip
    half = Task(
        "B", "B", 10, progress=0.5, actual_start=dt.date(2026, 3, 9), optimistic=10, most_likely=10, pessimistic=12
    )
    result = run(project(done, half, links=(Link("A", "B"),), status_date=dt.date(2026, 3, 16)))
    assert 15 <= float(result.finishes.min()) <= float(result.finishes.max()) <= 16
    assert "A" not in result.criticality


def test_estimates_out_of_order_are_named_and_the_duration_used() -> None:
    result = run(project(task("A", 9, 5, 7)))
    assert "not in order" in result.problems[0]
    assert result.mean == 5


def test_unusable_risks_and_drivers_are_named_and_left_out() -> None:
    risks = (RiskEvent("R-1", "Odd", 1.5, 1, 2, 3), RiskEvent("R-2", "Odd", 0.5, 3, 2, 1))
    result = run(project(Task("A", "A", 5)), *risks, drivers=(SharedDriver("Vendor", ("A",), 2, 1, 1),))
    assert [name for name in ("R-1", "R-2", "Vendor") if any(name in text for text in result.problems)] == [
        "R-1",
        "R-2",
        "Vendor",
    ]
    assert result.mean == 5


def test_a_risk_on_an_unknown_task_is_named() -> None:
    result = run(project(Task("A", "A", 5)), RiskEvent("R-1", "Late", 1, 2, 2, 2, task="gone"))
    assert "gone, which is not in the plan" in result.problems[0]


def test_a_plan_without_tasks_cannot_be_simulated() -> None:
    with pytest.raises(ValueError, match="nothing to simulate"):
        run(project())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9), st.integers(0, 20)), min_size=1, max_size=6))
def test_percentiles_never_fall(estimates: list[tuple[int, int, int]]) -> None:
    tasks = [task(str(n), low, low + up, low + up + more) for n, (low, up, more) in enumerate(estimates)]
    links = tuple(Link(str(n), str(n + 1)) for n in range(0, len(tasks) - 1, 2))
    result = simulate(schedule(project(*tasks, links=links)), trials=500)
    offsets = [result.offset(percent) for percent in range(0, 101, 5)]
    assert offsets == sorted(offsets)
    longest = max(low + up + more for low, up, more in estimates)
    assert max(low for low, _, _ in estimates) <= offsets[0] <= offsets[-1] <= 2 * longest
