"""Earned schedule: performance in time, read off the plan's cost curve (Lipke, "Schedule is Different", 2003).

`pv_series` is cumulative planned value at the end of periods 1..n, 0 at period 0. Times are periods.
"""

import bisect
from collections.abc import Sequence


def planned_value_at(pv_series: Sequence[float], at: float) -> float:
    """Cumulative planned value at time `at`, linear within a period, level after the last."""
    whole = min(int(at), len(pv_series))
    before = pv_series[whole - 1] if whole > 0 else 0
    if whole == at or whole >= len(pv_series):
        return before
    return before + (pv_series[whole] - before) * (at - whole)


def planned_duration(pv_series: Sequence[float]) -> int:
    """The first period at the end of which all value is planned to be earned."""
    return bisect.bisect_left(pv_series, pv_series[-1]) + 1


def earned_schedule(pv_series: Sequence[float], ev: float, bac: float, planned: float) -> float:
    """ES = C + (EV - PV_C) / (PV_C+1 - PV_C), C the last period whose planned value is earned; the planned duration at EV >= BAC.

    With nothing planned and nothing earned there is nothing to be late with: leading periods without planned value count as earned.
    """
    if ev >= bac:
        return planned
    whole = bisect.bisect_right(pv_series, ev)
    if whole >= len(pv_series):
        return min(float(whole), planned)
    before = pv_series[whole - 1] if whole > 0 else 0
    return whole + (ev - before) / (pv_series[whole] - before)
