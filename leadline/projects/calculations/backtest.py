"""How good a forecast would have been on the project's own history."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from leadline.projects.calculations.earned_value import Undefined


@dataclass(frozen=True, slots=True)
class Trial:
    """A forecast that would have been made `weeks_ago`, for something that is known today. `hit`: the interval held it."""

    weeks_ago: int
    low: float
    likely: float
    high: float
    actual: float

    @property
    def hit(self) -> bool:
        return self.low <= self.actual <= self.high

    @property
    def error(self) -> float:
        """Actual less likely."""
        return self.actual - self.likely


@dataclass(frozen=True, slots=True)
class Backtest:
    """`hit_rate` of intervals made to hold `confidence` of the outcomes; well below it, the forecast is too sure of itself."""

    trials: tuple[Trial, ...]
    confidence: float

    @property
    def hits(self) -> int:
        return sum(trial.hit for trial in self.trials)

    @property
    def hit_rate(self) -> float:
        return self.hits / len(self.trials)

    @property
    def bias(self) -> float:
        """Mean of actual less likely."""
        return sum(trial.error for trial in self.trials) / len(self.trials)


def backtest_throughput(
    throughput: Sequence[float],
    *,
    weeks_ago: Iterable[int] = (4, 8, 12),
    confidence: float = 0.8,
    least_history: int = 4,
    samples: int = 2_000,
    seed: int = 1,
) -> Backtest | Undefined:
    """Go back so many weeks, bootstrap what would be done until now from the weeks before, compare with what was done.

    Only weeks before the forecast are used for it. Undefined where the history is too short for any of `weeks_ago`.
    """
    rng = np.random.Generator(np.random.SFC64(seed))
    trials = []
    for weeks in weeks_ago:
        known = np.array(throughput[: len(throughput) - weeks], dtype=float)
        if weeks < 1 or len(known) < least_history:
            continue
        sums = known[rng.integers(0, len(known), size=(samples, weeks))].sum(axis=1)
        tail = 50 * (1 - confidence)
        low, likely, high = (float(value) for value in np.percentile(sums, [tail, 50, 100 - tail]))
        trials.append(Trial(weeks, low, likely, high, float(sum(throughput[len(throughput) - weeks :]))))
    if not trials:
        return Undefined(f"{len(throughput)} weeks of history are too few to look back on")
    return Backtest(tuple(trials), confidence)


@dataclass(frozen=True, slots=True)
class DateForecast:
    """A finish forecast as it was made on `made_on`, from its low to its high percentile."""

    made_on: dt.date
    low: dt.date
    likely: dt.date
    high: dt.date


def backtest_dates(
    forecasts: Iterable[DateForecast], actual: dt.date, *, confidence: float = 0.6
) -> Backtest | Undefined:
    """Score past forecasts of one finish against the day it happened; figures are calendar days after each forecast was made.

    Forecasts made after the fact are left out.
    """
    trials = [
        Trial(
            weeks_ago=(actual - made.made_on).days // 7,
            low=float((made.low - made.made_on).days),
            likely=float((made.likely - made.made_on).days),
            high=float((made.high - made.made_on).days),
            actual=float((actual - made.made_on).days),
        )
        for made in forecasts
        if made.made_on < actual
    ]
    return Backtest(tuple(trials), confidence) if trials else Undefined("no forecast was made before the finish")
