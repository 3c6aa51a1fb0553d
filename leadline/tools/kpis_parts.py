"""The key figures behind `get_kpis`: one project by period, several projects rolled up from their sums."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from leadline.projects.calculations.earned_value import EarnedValueInput, Undefined, earned_value
from leadline.projects.calculations.flow import ItemFlow
from leadline.projects.calculations.kpis import (
    Kpi,
    MilestoneDate,
    budget_variance,
    mean_of,
    ratio,
    roll_up,
    schedule_adherence,
)
from leadline.projects.health import EARLY
from leadline.projects.queries.flow import FlowRecord
from leadline.projects.standing import Standing

CORE = ("budget_variance", "schedule_adherence", "velocity", "lead_time", "defects")
MEASURES = (*CORE, "throughput", "cycle_time", "reopen_rate")
WEEKS, WINDOWS = 12, 4
HIGHER_IS_BETTER = {
    "budget_variance": True,
    "schedule_adherence": True,
    "velocity": True,
    "lead_time": False,
    "defects": True,
    "throughput": True,
    "cycle_time": False,
    "reopen_rate": False,
}
_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Window:
    """Both days included."""

    first: dt.date
    last: dt.date

    def holds(self, day: dt.date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class KpiFile:
    """A project with its items; `today` cuts what counts."""

    standing: Standing
    items: tuple[FlowRecord, ...]

    @property
    def name(self) -> str:
        return self.standing.file.project.name

    @property
    def key(self) -> str:
        return self.standing.file.project.key

    @property
    def bugs(self) -> tuple[FlowRecord, ...]:
        return tuple(one for one in self.items if one.type == "bug")

    @property
    def flowing(self) -> tuple[FlowRecord, ...]:
        """Items that are pulled from a backlog: those of the schedule were all created with the plan."""
        return tuple(one for one in self.items if not one.activity)


@dataclass(frozen=True, slots=True)
class Measured:
    """One key figure over the same number of periods, oldest first; the last is the one asked about."""

    measure: str
    kpis: tuple[Kpi, ...]

    @property
    def now(self) -> Kpi:
        return self.kpis[-1]

    @property
    def before(self) -> Kpi:
        return self.kpis[-2]

    @property
    def verdict(self) -> str | None:
        """better | worse | unchanged against the period before; None where one of the two is n/a."""
        new, old = self.now.value, self.before.value
        if isinstance(new, Undefined) or isinstance(old, Undefined):
            return None
        if abs(new - old) < 1e-9:
            return "unchanged"
        return "better" if (new > old) == HIGHER_IS_BETTER[self.measure] else "worse"


def windows(first: dt.date, last: dt.date) -> tuple[Window, ...]:
    """The span asked about and those of the same length before it, oldest first."""
    length = dt.timedelta(days=(last - first).days + 1)
    return tuple(Window(first - length * back, last - length * back) for back in reversed(range(WINDOWS)))


def measured(file: KpiFile, measure: str, spans: Sequence[Window]) -> Measured:
    return Measured(measure, tuple(_READ[measure](file, span) for span in spans))


def rolled_up(files: Sequence[KpiFile], measure: str, spans: Sequence[Window]) -> Measured:
    """From the sums of all files. Budgets in several currencies are not added up: the figure is n/a then."""
    every = [measured(file, measure, spans) for file in files]
    kpis = [roll_up(one.kpis[at] for one in every) for at in range(len(spans))]
    currencies = {file.standing.file.project.currency for file in files if file.standing.bac_cents}
    if measure == "budget_variance" and len(currencies) > 1:
        mixed = Undefined(f"the budgets are in {' and '.join(sorted(currencies))}, which are not added up")
        kpis = [replace(one, value=mixed) for one in kpis]
    return Measured(measure, tuple(kpis))


def open_defects(files: Sequence[KpiFile], at: dt.date) -> int:
    """At the end of the day."""
    return sum(
        one.created_on <= at and not (one.done and (one.done_on is None or one.done_on <= at))
        for file in files
        for one in file.bugs
    )


def finished(file: KpiFile, span: Window) -> list[FlowRecord]:
    """Items of the backlog that were finished in the span."""
    return [one for one in file.flowing if span.holds(one.done_on)]


def late_milestones(file: KpiFile, span: Window) -> list[MilestoneDate]:
    """Due in the span and not reached in time, the earliest first."""
    return [one for one in _due(file, span) if one.reached is None or one.reached > one.due]


def lead_days(item: ItemFlow) -> float | None:
    return (item.done_at - item.created).total_seconds() / _SECONDS_A_DAY if item.done_at else None


def _due(file: KpiFile, span: Window) -> list[MilestoneDate]:
    """One that is due today can still be reached."""
    today = file.standing.today
    found = [
        MilestoneDate(one.key, one.baseline, one.date if one.done else None)
        for one in file.standing.milestones
        if one.baseline is not None and not (one.baseline == today and not one.done)
    ]
    return sorted((one for one in found if span.holds(one.due) and one.due <= today), key=lambda one: one.due)


def _adherence(file: KpiFile, span: Window) -> Kpi:
    return schedule_adherence(_due(file, span), first=span.first, last=span.last)


def _variance(file: KpiFile, span: Window) -> Kpi:
    """Of the forecast as it was known at the end of the span, against the baseline in force."""
    standing = file.standing
    closed_on = standing.file.project.actual_finish
    if not standing.bac_cents or (closed_on and closed_on < span.first):
        reason = "no budget at completion is provided" if not standing.bac_cents else "the project was closed before"
        return ratio("budget variance", 0.0, 0.0, missing=reason)
    at_end = span.last >= standing.today or (closed_on is not None and closed_on <= span.last)
    forecast = standing.forecast_cents if at_end else _forecast_then(standing, span.last)
    if forecast is None:
        return ratio("budget variance", 0.0, 0.0, missing="no forecast of the cost can be computed for that time")
    return budget_variance(budget=standing.bac_cents, forecast=forecast)


def _forecast_then(standing: Standing, at: dt.date) -> float | None:
    """By the same rule as today's (see `Standing`), from the last snapshot of that time."""
    known = [
        (one.earned_value_cents, one.actual_cost_cents)
        for one in standing.file.snapshots
        if one.week_end <= at and one.earned_value_cents and one.actual_cost_cents
    ]
    if not known or standing.bac_cents is None:
        return None
    earned, actual = known[-1]
    value = earned_value(EarnedValueInput(bac=standing.bac_cents, ev=earned, ac=actual))
    early = earned / standing.bac_cents < EARLY
    found = value.eac_atypical if early else value.eac_cpi
    return None if isinstance(found, Undefined) else found


def _velocity(file: KpiFile, span: Window) -> Kpi:
    done = [one.done_points for one in file.standing.file.sprints if one.state == "closed" and span.holds(one.finish)]
    none = "no sprint was closed in that time" if file.standing.file.sprints else "it has no sprints"
    return mean_of("velocity", done, unit="points a sprint", missing=none)


def _lead_time(file: KpiFile, span: Window) -> Kpi:
    days = [taken for one in finished(file, span) if (taken := lead_days(one.flow)) is not None]
    return mean_of("lead time", days, unit="days", missing="no backlog item was finished in that time")


def _cycle_time(file: KpiFile, span: Window) -> Kpi:
    days = [
        (one.flow.done_at - one.flow.started_at).total_seconds() / _SECONDS_A_DAY
        for one in finished(file, span)
        if one.flow.done_at and one.flow.started_at
    ]
    return mean_of("cycle time", days, unit="days", missing="no backlog item with a known start was finished")


def _throughput(file: KpiFile, span: Window) -> Kpi:
    done, began = len(finished(file, span)), file.standing.file.project.start
    if not file.flowing or (began and began > span.last):
        return ratio("throughput", 0, 0, unit="items a week", missing="there were no backlog items in that time")
    return ratio("throughput", done, span.days / 7, unit="items a week", missing="")


def _defects(file: KpiFile, span: Window) -> Kpi:
    opened = sum(span.holds(one.created_on) for one in file.bugs)
    closed = sum(span.holds(one.done_on) for one in file.bugs)
    return ratio("defects closed per opened", closed, opened, missing="no defect was opened in that time")


def _reopened(file: KpiFile, span: Window) -> Kpi:
    done = finished(file, span)
    again = sum(one.flow.reopened > 0 for one in done)
    return ratio("reopen rate", again, len(done), missing="no backlog item was finished in that time")


_READ: dict[str, Callable[[KpiFile, Window], Kpi]] = {
    "budget_variance": _variance,
    "schedule_adherence": _adherence,
    "velocity": _velocity,
    "lead_time": _lead_time,
    "defects": _defects,
    "throughput": _throughput,
    "cycle_time": _cycle_time,
    "reopen_rate": _reopened,
}
