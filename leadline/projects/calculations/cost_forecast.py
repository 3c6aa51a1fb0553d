"""Estimate at completion with an interval from the spread of the periods' own cost performance.

Lipke, Zwikael, Henderson, Anbari, "Prediction of project outcome: the application of statistical methods to earned value management
and earned schedule performance indexes", IJPM 27 (2009): the logarithms of the periodic CPI are taken as normal; the cumulative CPI
plus or minus z standard errors, adjusted for the finite rest of the project, gives the limits.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist, stdev

from leadline.projects.calculations.earned_value import Undefined


@dataclass(frozen=True, slots=True)
class CostForecast:
    """`likely` = BAC / CPI; the final cost lies within `low`..`high` with `confidence` if the work goes on as in `periods` periods."""

    likely: float
    low: float
    high: float
    confidence: float
    periods: int


def cost_forecast(
    *, bac: float, ev: Sequence[float], ac: Sequence[float], confidence: float = 0.8
) -> CostForecast | Undefined:
    """`ev` and `ac` are cumulative at the end of each period so far, oldest first, in the unit of `bac`.

    Undefined with fewer than three periods in which both value was earned and cost was booked.
    """
    if len(ev) != len(ac):
        raise ValueError(
            f"earned value has {len(ev)} periods and actual cost {len(ac)}; give both for the same periods"
        )
    if not ev or ev[-1] <= 0 or ac[-1] <= 0:
        return Undefined("nothing has been earned or booked yet")
    steps = zip(pairwise((0.0, *ev)), pairwise((0.0, *ac)), strict=True)
    logs = [math.log((e1 - e0) / (a1 - a0)) for (e0, e1), (a0, a1) in steps if e1 > e0 and a1 > a0]
    if len(logs) < 3:
        return Undefined(f"only {len(logs)} periods with earned value and cost, 3 are needed for an interval")
    cpi = ev[-1] / ac[-1]
    rest = bac - ev[-1]
    finite = math.sqrt(rest / (bac - ev[-1] / len(logs))) if rest > 0 else 0.0
    half = NormalDist().inv_cdf(0.5 + confidence / 2) * stdev(logs) / math.sqrt(len(logs)) * finite
    low, high = bac / math.exp(math.log(cpi) + half), bac / math.exp(math.log(cpi) - half)
    return CostForecast(bac / cpi, max(low, ac[-1]), high, confidence, len(logs))
