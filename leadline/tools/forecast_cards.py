"""What a screen shows of a finish forecast: the distribution, the dates by certainty, what drives them."""

import datetime as dt
from collections import Counter

from leadline.tools.answer import Card
from leadline.tools.cards import Column, table
from leadline.tools.forecast_parts import Basis, Forecast
from leadline.tools.phrasing import day

MOST_BARS = 40
_NEAR = dt.timedelta(days=60)
_TAIL = 0.99  # share of the trials that the picture holds: a long tail would squeeze the rest
_DATES = (
    Column("basis", "Forecast from"),
    Column("p50", "P50", "date"),
    Column("p80", "P80", "date"),
    Column("p95", "P95", "date"),
    Column("baseline", "Chance of the baseline", "percent"),
    Column("plan", "Chance of the plan", "percent"),
)
_DRIVERS = (
    Column("key", "Key", "key"),
    Column("kind", "Kind"),
    Column("name", "Name"),
    Column("swing", "Moves the finish by", "number", "working days"),
    Column("critical", "Critical in", "percent"),
)


def forecast_cards(found: Forecast, main: Basis, by: dt.date | None) -> list[Card]:
    cards = [] if main.certain else [_histogram(found, main, by)]
    cards.append(_dates(found, by))
    drivers = _drivers(found)
    return [*cards, drivers] if drivers else cards


def _histogram(found: Forecast, main: Basis, by: dt.date | None) -> Card:
    bars, width, shown = _bars(main.days(), main.source.trials)
    spans = {1: "a day", 7: "a week"}
    dates = {"P50": main.at(50), "P80": main.at(80), "Baseline": found.standing.baseline_finish, "Asked": by}
    wanted = [(label, date) for label, date in dates.items() if date]
    first, last = bars[0][0], bars[-1][0] + dt.timedelta(days=width)
    room = max(last - first, _NEAR)  # a mark further away would squeeze the bars
    near = [first - room <= date <= last + room for _, date in wanted]
    marks = [
        {"x": date.isoformat(), "label": f"{label} {day(date)}", "role": "forecast" if label[0] == "P" else "other"}
        for (label, date), inside in zip(wanted, near, strict=True)
        if inside
    ]
    subtitle = f"{main.source.trials:,} trials, {main.name}; one bar is {spans.get(width, f'{width // 7} weeks')}"
    if shown < main.source.trials:
        subtitle += f"; the latest {main.source.trials - shown:,} trials lie beyond"
    for (label, date), inside in zip(wanted, near, strict=True):
        subtitle += "" if inside else f"; {label.lower()} {day(date)} lies outside the picture"
    data = {
        "chart": "histogram",
        "x": {"label": "Finish", "kind": "date"},
        "y": {"label": "Trials", "unit": None},
        "series": [
            {"name": "Trials", "role": "forecast", "points": [[left.isoformat(), count] for left, count in bars]}
        ],
        "marks": marks,
        "subtitle": subtitle,
    }
    return Card(kind="chart", title=f"When {found.name} will be done", data=data)


def _bars(days: dict[dt.date, int], trials: int) -> tuple[list[tuple[dt.date, int]], int, int]:
    """(first day and trials of each bar, days a bar spans, trials shown). Bars of a week or more begin on Mondays."""
    kept: dict[dt.date, int] = {}
    shown = 0
    for date in sorted(days):
        if shown >= _TAIL * trials:
            break
        kept[date] = days[date]
        shown += days[date]
    first, last = min(kept), max(kept)
    width = next((one for one in (1, 7, 14, 28) if (last - first).days < one * MOST_BARS), 91)
    begin = first if width == 1 else first - dt.timedelta(days=first.weekday())
    bars: Counter[dt.date] = Counter()
    for date, count in kept.items():
        bars[begin + dt.timedelta(days=(date - begin).days // width * width)] += count
    return sorted(bars.items()), width, shown


def _dates(found: Forecast, by: dt.date | None) -> Card:
    columns = [*_DATES, Column("asked", f"Chance by {day(by)}", "percent")] if by else list(_DATES)
    named = (
        ("Simulation of the plan", found.plan),
        ("Throughput, scope growing as before", found.flow if found.frozen else None),
        ("Throughput, scope as it is now", found.frozen or found.flow),
    )
    standing = found.standing
    rows = [
        {
            "basis": label,
            **{f"p{percent}": basis.at(percent) for percent in (50, 80, 95)},
            "baseline": _chance(basis, standing.baseline_finish),
            "plan": _chance(basis, standing.finish),
            "asked": _chance(basis, by),
        }
        for label, basis in named
        if basis
    ]
    return table(f"Finish of {found.name} by certainty", columns, rows)


def _chance(basis: Basis, by: dt.date | None) -> float | None:
    return None if by is None else round(basis.chance(by), 1)


def _drivers(found: Forecast) -> Card | None:
    if found.network is None:
        return None
    rows = [
        {
            "key": one.key,
            "kind": one.kind,
            "name": one.name,
            "swing": round(one.swing, 1),
            "critical": round(100 * found.network.criticality[one.key], 1) if one.kind == "task" else None,
        }
        for one in sorted(found.network.tornado, key=lambda one: -one.swing)
        if one.swing >= 0.5
    ]
    note = "Tasks: between the best and the worst tenth of their durations. Risks: with and without them."
    return table(f"What drives the finish of {found.name}", _DRIVERS, rows, note=note) if rows else None
