"""When will a backlog be done: bootstrap of the team's own weekly throughput, with the scope growing as it did (Magennis 2015).

Weeks of the past are drawn with replacement, throughput and growth of a week together, so that their dependence stays.
"""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from leadline.projects.calculations.earned_value import Undefined

_HORIZON = 520  # weeks; what is not done in ten years counts as never


@dataclass(frozen=True, slots=True)
class ThroughputForecast:
    """`weeks` are the weeks to completion of all trials, ascending, infinite where the backlog outgrew the team for ten years."""

    weeks: NDArray[np.float64] = field(repr=False)
    start: dt.date
    remaining: float
    history: int
    mean_throughput: float
    mean_growth: float
    trials: int
    seed: int

    def weeks_at(self, percent: float) -> float | Undefined:
        """Whole weeks within which the backlog is done in `percent` of the trials."""
        if not 0 <= percent <= 100:
            raise ValueError(f"a percentile lies between 0 and 100, not at {percent:g}")
        weeks = float(self.weeks[max(0, math.ceil(percent / 100 * len(self.weeks)) - 1)])
        if math.isinf(weeks):
            return Undefined(f"in {1 - self.share_finishing:.0%} of the trials the scope grows faster than it is done")
        return weeks

    def date_at(self, percent: float) -> dt.date | Undefined:
        """The last day of that week."""
        weeks = self.weeks_at(percent)
        if isinstance(weeks, Undefined):
            return weeks
        return self.start + dt.timedelta(days=max(0, int(weeks) * 7 - 1))

    def chance_by(self, date: dt.date) -> float:
        """Share of trials that are done on `date` or before, counting whole weeks from the start."""
        whole = ((date - self.start).days + 1) // 7
        return float(np.searchsorted(self.weeks, whole, side="right") / len(self.weeks))

    @property
    def share_finishing(self) -> float:
        return float(np.isfinite(self.weeks).mean())


def throughput_forecast(
    *,
    remaining: float,
    throughput: Sequence[float],
    start: dt.date,
    growth: Sequence[float] = (),
    trials: int = 10_000,
    seed: int = 1,
) -> ThroughputForecast | Undefined:
    """`remaining` items or points; `throughput` done per past week, `growth` scope added less removed in the same weeks (or empty).

    Undefined with fewer than three weeks of history or if nothing was done in any of them.
    """
    if growth and len(growth) != len(throughput):
        raise ValueError(f"{len(throughput)} weeks of throughput but {len(growth)} of growth; give the same weeks")
    if remaining < 0 or any(done < 0 for done in throughput):
        raise ValueError("remaining work and throughput cannot be negative")
    if len(throughput) < 3:
        return Undefined(f"only {len(throughput)} weeks of throughput, 3 are needed")
    done = np.array(throughput, dtype=float)
    added = np.array(growth, dtype=float) if growth else np.zeros(len(done))
    if remaining > 0 and not done.any():
        return Undefined(f"nothing was finished in the last {len(done)} weeks")
    weeks = _weeks(remaining, done, added, trials, np.random.Generator(np.random.SFC64(seed)))
    return ThroughputForecast(
        np.sort(weeks), start, remaining, len(done), float(done.mean()), float(added.mean()), trials, seed
    )


def _weeks(
    remaining: float, done: NDArray[np.float64], added: NDArray[np.float64], trials: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Week by week for the trials that are still open; a week's own growth must be done, too."""
    weeks = np.full(trials, math.inf)
    open_trials, left = np.arange(trials), np.full(trials, float(remaining))
    weeks[left <= 0] = 0.0
    open_trials, left = open_trials[left > 0], left[left > 0]
    for week in range(1, _HORIZON + 1):
        if not len(open_trials):
            break
        drawn = rng.integers(0, len(done), size=len(open_trials))
        left = left + added[drawn] - done[drawn]
        weeks[open_trials[left <= 1e-9]] = week
        open_trials, left = open_trials[left > 1e-9], left[left > 1e-9]
    return weeks
