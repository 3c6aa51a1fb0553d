import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.projects.calculations.cost_forecast import CostForecast, cost_forecast
from leadline.projects.calculations.earned_value import (
    EarnedValue,
    EarnedValueInput,
    Undefined,
    cumulative,
    earned_value,
    total,
)
from tests.shared_data import shared_data

PUBLISHED = json.loads((Path(__file__).parent / "published_earned_value.json").read_text())


def compute(given: dict[str, Any]) -> EarnedValue:
    return earned_value(EarnedValueInput(**{**given, "pv_series": tuple(given.get("pv_series", ()))}))


def number(figure: float | Undefined) -> float:
    assert not isinstance(figure, Undefined), figure
    return figure


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case["source"][:40])
def test_published_figures(case: dict[str, Any]) -> None:
    result = compute(case["given"])
    for name, published in case["published"].items():
        assert number(getattr(result, name)) == pytest.approx(published, rel=case["tol"], abs=case["tol"]), name


def test_every_shared_case_is_reproduced() -> None:
    cases = json.loads(shared_data("earned_value/evm_cases.json").read_text())["cases"]
    wrong = []
    for case in cases:
        result = compute(case["inputs"])
        expected = [(name, value, case["tol"]) for name, value in case["published"].items()]
        expected += [(name, value, 1e-11) for name, value in case["derived"].items()]
        for name, value, tol in expected:
            figure = getattr(result, name)
            same = isinstance(figure, Undefined) if value is None else figure == pytest.approx(value, rel=tol, abs=tol)
            if not same:
                wrong.append((case["id"], name, value, figure))
    assert cases
    assert wrong == []


def test_a_late_finish_shows_in_time_though_spi_is_back_at_one() -> None:
    result = earned_value(EarnedValueInput(bac=100, pv_series=(50, 100), ev=100, ac=100, at=4))
    assert [result.spi, result.spi_t, result.sv_t] == [1.0, 0.5, -2]


def test_what_is_not_defined_says_why_and_is_not_zero() -> None:
    result = earned_value(EarnedValueInput(bac=1000, ev=0, ac=0, pv=0))
    assert str(result.spi) == "n/a (nothing was planned by the status date)"
    assert str(result.cpi) == "n/a (no cost has been booked)"
    assert isinstance(result.eac_cpi, Undefined)
    assert result.eac_atypical == 1000
    assert str(result.es) == "n/a (planned value over time not provided)"


def test_missing_actuals_leave_the_schedule_side_standing() -> None:
    result = earned_value(EarnedValueInput(bac=1000, ev=400, pv=500))
    assert (result.sv, result.spi, result.percent_complete) == (-100, 0.8, 0.4)
    assert str(result.cv) == str(result.tcpi_bac) == "n/a (actual cost not provided)"


def test_an_overspent_budget_has_no_index_to_complete_within_it() -> None:
    result = earned_value(EarnedValueInput(bac=1000, ev=900, pv=1000, ac=1100))
    assert str(result.tcpi_bac) == "n/a (the whole budget is spent)"
    assert number(result.tcpi_eac_cpi) == pytest.approx(900 / 1100)


def test_work_done_for_nothing_spent_beyond_the_start_is_named() -> None:
    assert "no cost is booked" in earned_value(EarnedValueInput(bac=10, ev=5, ac=0)).problems[0]
    late = EarnedValueInput(bac=10, ev=0, ac=5, pv_series=(5, 10), at=0)
    assert "cost is booked before the start" in earned_value(late).problems
    assert "exceeds the budget" in earned_value(EarnedValueInput(bac=10, ev=12)).problems[0]


def test_planned_value_between_two_periods_is_interpolated() -> None:
    assert earned_value(EarnedValueInput(bac=100, ev=50, pv_series=(40, 100), at=1.5)).pv == 70


def test_cents_add_up_exactly_over_parts() -> None:
    parts = [
        EarnedValueInput(bac=33_333_33, ev=11_111_11, ac=12_000_07, pv_series=(10_000_01, 33_333_33), at=1),
        EarnedValueInput(bac=66_666_67, ev=22_222_23, ac=20_000_02, pv_series=(20_000_02, 40_000_00, 66_666_67), at=1),
    ]
    whole = earned_value(total(parts))
    assert (whole.bac, whole.ev, whole.ac, whole.pv) == (100_000_00, 33_333_34, 32_000_09, 30_000_03)
    assert number(whole.cv) == sum(number(earned_value(part).cv) for part in parts) == 1_333_25
    assert total(parts).pv_series == (30_000_03, 73_333_33, 100_000_00)


def test_a_part_without_actuals_leaves_the_sum_without() -> None:
    assert total([EarnedValueInput(1, 1, ac=1), EarnedValueInput(1, 1)]).ac is None


def test_running_totals() -> None:
    assert cumulative([10, 0, 5]) == (10, 10, 15)


def test_cost_forecast_by_hand() -> None:
    # periodic CPI 1/2, 1, 2: logs -ln 2, 0, ln 2, so s = ln 2; cumulative CPI 60/70; rest 40 of 100 gives sqrt(40/80)
    forecast = cost_forecast(bac=100, ev=[10, 30, 60], ac=[20, 40, 55], confidence=0.8)
    assert isinstance(forecast, CostForecast)
    half = 1.2815515655446004 * 0.6931471805599453 / 3**0.5 * 0.5**0.5
    assert forecast.likely == pytest.approx(100 * 55 / 60)
    assert forecast.high == pytest.approx(100 * 55 / 60 * 2.718281828459045**half)
    assert forecast.low == pytest.approx(100 * 55 / 60 / 2.718281828459045**half)


def test_no_interval_from_two_periods() -> None:
    assert "3 are needed" in str(cost_forecast(bac=100, ev=[10, 20], ac=[10, 20]))


MONEY = st.integers(1, 10_000_000)


@given(MONEY, st.integers(1, 100), MONEY, MONEY)
def test_identities(bac: int, percent: int, ac: int, pv: int) -> None:
    ev = bac * percent // 100 or 1
    result = earned_value(EarnedValueInput(bac=bac, ev=ev, ac=ac, pv=pv))
    assert number(result.cv) + ac == ev
    assert number(result.sv) + pv == ev
    assert number(result.cpi) * ac == pytest.approx(ev)
    assert number(result.eac_cpi) == pytest.approx(ac + number(result.etc_cpi))
    assert number(result.vac_cpi) == pytest.approx(bac - number(result.eac_cpi))
    if not isinstance(result.tcpi_eac_cpi, Undefined):
        assert result.tcpi_eac_cpi == pytest.approx(number(result.cpi), rel=1e-4)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=20), st.floats(0, 1), st.floats(0, 1))
def test_more_earned_is_never_less_schedule(periods: list[int], one: float, other: float) -> None:
    series = cumulative([*periods, 1])
    low, high = sorted((one * series[-1], other * series[-1]))
    first, second = (earned_value(EarnedValueInput(series[-1], ev, pv_series=series, at=1)) for ev in (low, high))
    assert number(first.es) <= number(second.es) <= number(first.pd)
