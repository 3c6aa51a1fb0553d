import datetime as dt

import pytest

from leadline.projects.calculations.backtest import Backtest, DateForecast, backtest_dates, backtest_throughput
from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.calculations.reference_class import FinishedProject, ReferenceClass, reference_class
from leadline.projects.calculations.throughput_forecast import ThroughputForecast, throughput_forecast

MONDAY = dt.date(2026, 3, 2)


def forecast(remaining: float, done: list[float], growth: tuple[float, ...] = ()) -> ThroughputForecast:
    result = throughput_forecast(remaining=remaining, throughput=done, growth=growth, start=MONDAY)
    assert isinstance(result, ThroughputForecast)
    return result


def test_a_steady_team_finishes_when_division_says() -> None:
    result = forecast(20, [5, 5, 5, 5])
    assert (result.weeks_at(50), result.weeks_at(95)) == (4, 4)
    assert result.date_at(80) == dt.date(2026, 3, 29)  # the Sunday that ends the fourth week
    assert (result.chance_by(dt.date(2026, 3, 28)), result.chance_by(dt.date(2026, 3, 29))) == (0, 1)


def test_scope_growth_is_worked_off_too() -> None:
    assert forecast(20, [5, 5, 5], (1, 1, 1)).weeks_at(50) == 5


def test_chance_of_two_coin_weeks() -> None:
    # weeks of 0 or 2 items, 2 to do: done after one week in half of the trials, after two in three quarters
    result = forecast(2, [0, 2, 0, 2])
    assert result.chance_by(dt.date(2026, 3, 8)) == pytest.approx(0.5, abs=0.02)
    assert result.chance_by(dt.date(2026, 3, 15)) == pytest.approx(0.75, abs=0.02)


def test_a_backlog_that_outgrows_the_team_never_ends() -> None:
    result = forecast(50, [3, 4, 5], (5, 6, 7))
    assert result.share_finishing == 0
    assert "scope grows faster" in str(result.date_at(50))


def test_nothing_left_is_done_at_once() -> None:
    assert forecast(0, [1, 1, 1]).date_at(95) == MONDAY


def test_too_little_history_is_said() -> None:
    assert "3 are needed" in str(throughput_forecast(remaining=5, throughput=[1, 2], start=MONDAY))
    assert "nothing was finished" in str(throughput_forecast(remaining=5, throughput=[0, 0, 0], start=MONDAY))


def test_percentiles_rise_with_certainty() -> None:
    result = forecast(60, [1, 9, 4, 0, 12, 3])
    dates = [result.date_at(percent) for percent in (5, 20, 50, 80, 95)]
    assert all(isinstance(date, dt.date) for date in dates)
    assert dates == sorted(dates, key=str)


def test_reference_class_tells_its_n() -> None:
    rows = [FinishedProject("A", 100, 120), FinishedProject("B", 50, 50), FinishedProject("C", 10, 18)]
    result = reference_class([*rows, FinishedProject("D", 0, 5)])
    assert isinstance(result, ReferenceClass)
    assert (result.n, result.left_out, result.ratio_at(50)) == (3, ("D",), 1.2)
    assert result.share_over == pytest.approx(2 / 3)
    assert result.expect(200, 50) == pytest.approx(240)
    assert isinstance(reference_class([]), Undefined)


def test_backtest_uses_only_what_was_known_then() -> None:
    steady = backtest_throughput([5.0] * 20)
    assert isinstance(steady, Backtest)
    assert [(trial.weeks_ago, trial.likely, trial.actual) for trial in steady.trials] == [
        (4, 20, 20),
        (8, 40, 40),
        (12, 60, 60),
    ]
    assert (steady.hit_rate, steady.bias) == (1, 0)
    broken = backtest_throughput([5.0] * 16 + [0.0] * 4, weeks_ago=(4,))
    assert isinstance(broken, Backtest)
    assert (broken.hit_rate, broken.bias) == (0, -20)


def test_backtest_needs_history() -> None:
    assert "too few" in str(backtest_throughput([1, 2, 3]))


def test_past_date_forecasts_are_scored() -> None:
    made = [
        DateForecast(dt.date(2026, 1, 5), dt.date(2026, 2, 1), dt.date(2026, 2, 10), dt.date(2026, 2, 20)),
        DateForecast(dt.date(2026, 2, 2), dt.date(2026, 2, 20), dt.date(2026, 3, 1), dt.date(2026, 3, 10)),
        DateForecast(dt.date(2026, 3, 9), MONDAY, MONDAY, MONDAY),
    ]
    result = backtest_dates(made, dt.date(2026, 3, 2))
    assert isinstance(result, Backtest)
    assert [(trial.weeks_ago, trial.hit, trial.error) for trial in result.trials] == [(8, False, 20), (4, True, 1)]
    assert result.hit_rate == 0.5
