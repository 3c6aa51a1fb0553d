"""Cards that several tools show, built from values: tables, the Gantt of a schedule, the S-curve (shapes: `docs/cards.md`)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leadline.projects.calculations.critical_path import Schedule
from leadline.projects.standing import Standing
from leadline.tools.answer import Card

TIMELINE_LIMIT = 60  # bars that can still be read on one screen


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    label: str
    kind: str = "text"
    unit: str | None = None


def table(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    *,
    total: int | None = None,
    note: str | None = None,
) -> Card:
    """A table card; dates become ISO strings, money cells are given in the main unit. `total` counts beyond the rows shown."""
    shown = [{column.key: _plain(row.get(column.key)) for column in columns} for row in rows]
    heads = [
        {"key": one.key, "label": one.label, "kind": one.kind, **({"unit": one.unit} if one.unit else {})}
        for one in columns
    ]
    data = {"columns": heads, "rows": shown, "total": len(shown) if total is None else total, "shown": len(shown)}
    return Card(kind="table", title=title, data=data | ({"note": note} if note else {}))


def units(cents: float | None) -> float | None:
    """Cents as money in the main unit."""
    return None if cents is None else round(cents / 100, 2)


def timeline(title: str, standing: Standing, keys: Sequence[str] | None = None) -> Card | None:
    """The Gantt with baseline and critical tasks; None without a computed schedule. Long plans show the critical and open work first."""
    computed = standing.schedule
    if computed is None:
        return None
    tasks = [task for task in computed.tasks if keys is None or task.key in keys]
    note = None
    if len(tasks) > TIMELINE_LIMIT:
        ranked = sorted(tasks, key=lambda task: (not task.summary, not task.critical, task.finished, task.start))
        kept = {task.key for task in ranked[:TIMELINE_LIMIT]}
        note = f"{TIMELINE_LIMIT} of {len(tasks)} tasks shown: summaries, then critical and open work."
        tasks = [task for task in tasks if task.key in kept]
    levels = _levels(computed)
    rows = [
        {
            "key": task.key,
            "name": task.name,
            "level": levels.get(task.key, 0),
            "start": task.start.isoformat(),
            "finish": task.finish.isoformat(),
            "baseline_start": _plain(task.baseline_start),
            "baseline_finish": _plain(task.baseline_finish),
            "progress": round(task.progress, 3),
            "critical": task.critical,
            "milestone": task.milestone,
            "float_days": None if task.finished else round(task.total_float, 1),
            "status": "done" if task.finished else "in progress" if task.progress > 0 else "not started",
        }
        for task in tasks
    ]
    data = {
        "status_date": standing.today.isoformat(),
        "finish": _plain(standing.finish),
        "baseline_finish": _plain(standing.baseline_finish),
        "tasks": rows,
    }
    return Card(kind="timeline", title=title, data=data | ({"note": note} if note else {}))


def s_curve(title: str, standing: Standing) -> Card | None:
    """Planned value of the baseline against earned value and actual cost by week, and the forecast; None without a baseline."""
    baseline = standing.file.baseline
    if baseline is None or not baseline.periods:
        return None
    past = [one for one in standing.file.snapshots if one.week_end <= standing.today]
    earned = [(one.week_end, one.earned_value_cents) for one in past if one.earned_value_cents is not None]
    actual = [(one.week_end, one.actual_cost_cents) for one in past if one.actual_cost_cents is not None]
    at = standing.file.project.actual_finish or standing.today
    if standing.file.earned_cents is not None and standing.earned is not None:
        earned = [*((on, value) for on, value in earned if on < at), (at, round(standing.earned.ev))]
    if standing.actual_cents is not None:
        actual = [*((on, value) for on, value in actual if on < at), (at, standing.actual_cents)]
    series = [_series("Planned value", "planned", baseline.periods)]
    if earned:
        series.append(_series("Earned value", "earned", earned))
    if actual:
        series.append(_series("Actual cost", "actual", actual))
    if standing.forecast_cents is not None and standing.finish and standing.finish > at and actual:
        series.append(_series("Forecast", "forecast", [actual[-1], (standing.finish, round(standing.forecast_cents))]))
    data = {
        "chart": "s_curve",
        "x": {"label": "Week", "kind": "date"},
        "y": {"label": "Cumulative", "unit": standing.file.project.currency},
        "series": series,
        "marks": [
            {"x": at.isoformat(), "label": "Closed" if standing.file.project.closed else "Today", "role": "status"},
            {"y": units(baseline.bac_cents), "label": "Budget", "role": "budget"},
        ],
    }
    return Card(kind="chart", title=title, data=data)


def _series(name: str, role: str, points: Iterable[tuple[dt.date, float]]) -> dict[str, Any]:
    return {"name": name, "role": role, "points": [[on.isoformat(), units(cents)] for on, cents in points]}


def _levels(computed: Schedule) -> dict[str, int]:
    parents = {task.key: task.parent for task in computed.plan.tasks}
    levels: dict[str, int] = {}
    for key in parents:
        depth, at = 0, parents[key]
        while at is not None and depth < len(parents):
            depth, at = depth + 1, parents.get(at)
        levels[key] = depth
    return levels


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
