"""Key figures with numerator, denominator and period; n/a with its reason rather than 0.

Figures of several projects are rolled up from their numerators and denominators, never as averages of averages.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leadline.projects.calculations.earned_value import Figure, Undefined


@dataclass(frozen=True, slots=True)
class Kpi:
    """`value` = numerator / denominator in `unit`; `period` is (first day, last day), None for a figure to date."""

    name: str
    unit: str
    numerator: float
    denominator: float
    value: Figure
    period: tuple[dt.date, dt.date] | None = None
    projects: int = 1


def ratio(
    name: str,
    numerator: float,
    denominator: float,
    *,
    missing: str,
    unit: str = "ratio",
    period: tuple[dt.date, dt.date] | None = None,
) -> Kpi:
    """A figure; `missing` is the reason told when there is nothing to divide by."""
    value: Figure = numerator / denominator if denominator else Undefined(missing)
    return Kpi(name, unit, numerator, denominator, value, period)


def budget_variance(*, budget: float, forecast: float) -> Kpi:
    """(Budget - estimate at completion) / budget: negative means over budget."""
    return ratio("budget variance", budget - forecast, budget, missing="no budget is given")


@dataclass(frozen=True, slots=True)
class MilestoneDate:
    """A milestone's committed date and, once reached, its actual one."""

    key: str
    due: dt.date
    reached: dt.date | None = None


def schedule_adherence(milestones: Iterable[MilestoneDate], *, first: dt.date, last: dt.date) -> Kpi:
    """Milestones reached on time / milestones due, for those due from `first` to `last`; one not reached by then is not on time."""
    due = [milestone for milestone in milestones if first <= milestone.due <= last]
    on_time = sum(milestone.reached is not None and milestone.reached <= milestone.due for milestone in due)
    return ratio("schedule adherence", on_time, len(due), missing="no milestone was due", period=(first, last))


def mean_of(name: str, values: Sequence[float], *, unit: str, missing: str) -> Kpi:
    """A mean (velocity, lead time) that can be rolled up: sum and count are kept."""
    return ratio(name, sum(values), len(values), missing=missing, unit=unit)


@dataclass(frozen=True, slots=True)
class DefectTrend:
    """Open defects by period end; `change` is the difference over the whole time, `slope` defects per period (least squares)."""

    open: tuple[int, ...]
    opened: int
    closed: int
    change: int
    slope: Figure


def defect_trend(opened: Sequence[int], closed: Sequence[int], *, open_before: int = 0) -> DefectTrend:
    """From defects opened and closed per period, oldest first. Raises ValueError if more are closed than were ever open."""
    if len(opened) != len(closed):
        raise ValueError(
            f"{len(opened)} periods of opened defects but {len(closed)} of closed ones; give the same periods"
        )
    standing, now = [], open_before
    for new, done in zip(opened, closed, strict=True):
        now += new - done
        if now < 0:
            raise ValueError("more defects were closed than were open; check the count before the first period")
        standing.append(now)
    return DefectTrend(tuple(standing), sum(opened), sum(closed), now - open_before, slope(standing))


def slope(values: Sequence[float]) -> Figure:
    """Change per period of the straight line through `values` (least squares)."""
    if len(values) < 2:
        return Undefined("two periods are needed for a trend")
    middle, mean = (len(values) - 1) / 2, sum(values) / len(values)
    above = sum((at - middle) * (value - mean) for at, value in enumerate(values))
    return above / sum((at - middle) ** 2 for at in range(len(values)))


def roll_up(kpis: Iterable[Kpi]) -> Kpi:
    """One figure for several projects: sums of numerators over sums of denominators.

    Projects whose own figure is n/a add nothing. Raises ValueError for figures of different kinds.
    """
    rows = list(kpis)
    if len({(row.name, row.unit) for row in rows}) != 1:
        raise ValueError("only figures of one kind can be rolled up")
    usable = [row for row in rows if not isinstance(row.value, Undefined)]
    top, bottom = sum(row.numerator for row in usable), sum(row.denominator for row in usable)
    value: Figure = top / bottom if bottom else rows[0].value
    periods = [row.period for row in usable if row.period is not None]
    period = (min(p[0] for p in periods), max(p[1] for p in periods)) if periods else None
    return Kpi(rows[0].name, rows[0].unit, top, bottom, value, period, sum(row.projects for row in usable))
