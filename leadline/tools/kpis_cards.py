"""What a screen shows of key figures: the table with its terms and past periods, one picture of the trend."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.calculations.flow import Stage, cumulative_flow
from leadline.projects.calculations.kpis import Kpi
from leadline.tools.answer import Card
from leadline.tools.cards import Column, table
from leadline.tools.kpis_parts import KpiFile, Measured, Window, measured, open_defects
from leadline.tools.kpis_words import LABELS
from leadline.tools.phrasing import day, money, number

_UNITS = {
    "budget_variance": "%",
    "schedule_adherence": "%",
    "defects": "% closed of opened",
    "reopen_rate": "%",
    "velocity": "points a sprint",
    "lead_time": "days",
    "cycle_time": "days",
    "throughput": "items a week",
}
_FLOW_SAMPLES = 60


def kpi_table(title: str, files: Sequence[KpiFile], rows: Sequence[Measured], spans: Sequence[Window]) -> Card:
    """One line a figure; the columns of past periods carry the day on which they end."""
    columns = [
        Column("measure", "Figure"),
        Column("unit", "Unit"),
        *(Column(f"p{at}", f"to {day(span.last)}") for at, span in enumerate(spans[:-1])),
        Column("now", f"to {day(spans[-1].last)}"),
        Column("numerator", "Numerator"),
        Column("denominator", "Denominator"),
        Column("trend", "Trend"),
    ]
    currency = files[0].standing.file.project.currency
    lines = [
        {
            "measure": LABELS[row.measure],
            "unit": _UNITS[row.measure],
            **{f"p{at}": _shown(row.measure, kpi) for at, kpi in enumerate(row.kpis[:-1])},
            "now": _shown(row.measure, row.now),
            "numerator": _term(row.measure, row.now, row.now.numerator, currency),
            "denominator": _term(row.measure, row.now, row.now.denominator, currency),
            "trend": row.verdict or "n/a",
        }
        for row in rows
    ]
    return table(title, columns, lines, note=f"Each period has {spans[-1].days} days. n/a: nothing to divide by.")


def project_table(files: Sequence[KpiFile], rows: Sequence[Measured], spans: Sequence[Window]) -> Card:
    """One line a project, and the roll-up below."""
    columns = [
        Column("project", "Project"),
        *(Column(row.measure, f"{LABELS[row.measure]}, {_UNITS[row.measure]}") for row in rows),
    ]
    lines: list[dict[str, Any]] = [
        {
            "project": file.name,
            **{row.measure: _shown(row.measure, measured(file, row.measure, spans[-1:]).now) for row in rows},
        }
        for file in files
    ]
    lines.append({"project": "Together", **{row.measure: _shown(row.measure, row.now) for row in rows}})
    return table(
        "Key figures by project", columns, lines, note="Together: sums of numerators over sums of denominators."
    )


def trend_chart(who: str, files: Sequence[KpiFile], rows: Sequence[Measured], spans: Sequence[Window]) -> Card | None:
    """The figure asked about by period; in an overview what moves most from week to week: open defects, else adherence."""
    if len(rows) == 1:
        return _by_period(who, rows[0], spans)
    if any(file.bugs for file in files):
        return _defects(who, files, spans)
    known = [row for row in rows if any(not isinstance(kpi.value, Undefined) for kpi in row.kpis)]
    return _by_period(who, known[0], spans) if known else None


def flow_chart(file: KpiFile, spans: Sequence[Window]) -> Card | None:
    """Cumulative flow of the backlog items over all periods; None without any."""
    items = [one.flow for one in file.flowing]
    first, last = spans[0].first, spans[-1].last
    began = min((one.created.date() for one in items), default=None)
    if began is None or began > last:
        return None
    first = max(first, began)
    step = max(1, (last - first).days // _FLOW_SAMPLES)
    days = [last - dt.timedelta(days=back) for back in reversed(range(0, (last - first).days + 1, step))]
    found = cumulative_flow(items, days)
    stages = (
        (Stage.DONE, "Done", "done"),
        (Stage.IN_PROGRESS, "In progress", "actual"),
        (Stage.TODO, "To do", "scope"),
    )
    series = [
        {"name": name, "role": role, "points": [[one.day.isoformat(), one.counts.get(stage, 0)] for one in found]}
        for stage, name, role in stages
    ]
    data = {
        "chart": "cumulative_flow",
        "x": {"label": "Day", "kind": "date"},
        "y": {"label": "Items", "unit": None},
        "series": series,
        "marks": [],
    }
    return Card(kind="chart", title=f"Cumulative flow of {file.name}", data=data)


def _by_period(who: str, row: Measured, spans: Sequence[Window]) -> Card | None:
    points = [
        [f"to {day(span.last)}", None if isinstance(kpi.value, Undefined) else _scaled(row.measure, kpi.value)]
        for span, kpi in zip(spans, row.kpis, strict=True)
    ]
    if all(y is None for _, y in points):
        return None
    data = {
        "chart": "velocity",
        "x": {"label": "Period", "kind": "category"},
        "y": {"label": LABELS[row.measure], "unit": _UNITS[row.measure].split(" ")[0]},
        "series": [{"name": LABELS[row.measure], "role": "actual", "points": points}],
        "marks": [],
    }
    return Card(kind="chart", title=f"{LABELS[row.measure]} of {who} by period", data=data)


def _defects(who: str, files: Sequence[KpiFile], spans: Sequence[Window]) -> Card:
    ends = [spans[-1].last - dt.timedelta(weeks=back) for back in reversed(range(spans[-1].days * len(spans) // 7))]
    data = {
        "chart": "burn_up",
        "x": {"label": "Week", "kind": "date"},
        "y": {"label": "Open defects", "unit": None},
        "series": [
            {
                "name": "Open defects",
                "role": "actual",
                "points": [[end.isoformat(), open_defects(files, end)] for end in ends],
            }
        ],
        "marks": [{"x": spans[-1].first.isoformat(), "label": "Period begins", "role": "other"}]
        if spans[-1].first >= ends[0]
        else [],
    }
    return Card(kind="chart", title=f"Open defects of {who}", data=data)


def _scaled(measure: str, value: float) -> float:
    return round(100 * value if "%" in _UNITS[measure] else value, 1)


def _shown(measure: str, kpi: Kpi) -> str:
    return "n/a" if isinstance(kpi.value, Undefined) else number(_scaled(measure, kpi.value))


def _term(measure: str, kpi: Kpi, amount: float, currency: str) -> str:
    if isinstance(kpi.value, Undefined):
        return "n/a"
    return money(amount, currency) if measure == "budget_variance" else number(round(amount, 1))
