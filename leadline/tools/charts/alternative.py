"""What a picture says, in words: for screen readers, terminals and chat programs without pictures."""

from leadline.tools.charts.data import Chart, HeatMap, Series, Timeline
from leadline.tools.charts.heat_map import HIGH
from leadline.tools.charts.scales import spoken
from leadline.tools.charts.timeline import slip_days
from leadline.tools.charts.units import Unit, unit_for
from leadline.tools.charts.xvalues import XValues, x_values

MOST_NAMED = 5
NAMES = {
    "s_curve": "S-curve",
    "burn_up": "Burn-up chart",
    "burndown": "Burndown chart",
    "velocity": "Velocity chart",
    "cumulative_flow": "Cumulative flow diagram",
    "histogram": "Histogram",
    "bars": "Bar chart",
    "load_heat": "Load chart",
    "tornado": "Tornado chart",
}


def tell_timeline(title: str, data: Timeline) -> str:
    tasks = data.tasks
    critical = sum(1 for task in tasks if task.critical)
    parts = [f"Gantt chart: {title}. {_count(len(tasks), 'task')}, {critical} on the critical path."]
    if data.finish:
        slip = f", baseline {spoken(data.baseline_finish)}" if data.baseline_finish else ", baseline not provided"
        parts.append(f"Finish {spoken(data.finish)}{slip}.")
    late = sorted((t for t in tasks if (slip_days(t) or 0) > 0 and t.progress != 1), key=lambda t: -(slip_days(t) or 0))
    if late:
        named = "; ".join(f"{task.name} {slip_days(task):+d} days" for task in late[:MOST_NAMED])
        parts.append(f"{len(late)} behind baseline, most: {named}.")
    return " ".join(parts)


def tell_heat_map(title: str, data: HeatMap) -> str:
    ranked = sorted(data.risks, key=lambda risk: -risk.probability * risk.impact)
    high = [risk for risk in ranked if risk.probability * risk.impact >= HIGH]
    named = "; ".join(
        f"{risk.key} {risk.title} (probability {risk.probability}, impact {risk.impact})"
        for risk in ranked[:MOST_NAMED]
    )
    parts = [f"Risk matrix: {title}. {_count(len(ranked), 'risk')}, {len(high)} high (score {HIGH} or more)."]
    return " ".join([*parts, f"Highest: {named}." if named else ""]).strip()


def tell_chart(title: str, data: Chart) -> str:
    parts = [f"{NAMES[data.chart]}: {title}.", f"{data.subtitle}." if data.subtitle else ""]
    if data.chart == "load_heat":
        parts.append(_tell_load(data))
    else:
        largest = max((abs(y) for s in data.series for _, y in s.points if y is not None), default=0.0)
        unit, across = unit_for(data.y.unit, largest), x_values(data)
        parts += [_tell_series(series, unit, across) for series in data.series]
    parts += [f"{mark.label}." for mark in data.marks if mark.label]
    return " ".join(part for part in parts if part)


def _tell_series(series: Series, unit: Unit, across: XValues) -> str:
    known = [(x, y) for x, y in series.points if y is not None]
    if not known:
        return f"{series.name}: not provided."
    (first_x, first), (last_x, last) = known[0], known[-1]
    if len(known) == 1:
        return f"{series.name}: {unit.write(last)} ({across.spoken(last_x)})."
    start, end = f"{unit.write(first)} ({across.spoken(first_x)})", f"{unit.write(last)} ({across.spoken(last_x)})"
    return f"{series.name}: from {start} to {end}."


def _tell_load(data: Chart) -> str:
    over = [
        (value, row, column)
        for row, values in zip(data.rows, data.values, strict=False)
        for column, value in zip(data.columns, values, strict=False)
        if value is not None and value > 100
    ]
    named = "; ".join(
        f"{row} {value:.0f} % in {column}" for value, row, column in sorted(over, reverse=True)[:MOST_NAMED]
    )
    return f"{len(data.rows)} rows, {len(data.columns)} columns. " + (
        f"Over 100 %: {named}." if named else "Nobody over 100 %."
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
