"""Lying bars: a comparison of named things with room for their names, and the tornado of drivers (largest swing on top)."""

from dataclasses import dataclass

from leadline.tools.charts.canvas import Canvas
from leadline.tools.charts.columns import draw_columns
from leadline.tools.charts.data import Chart
from leadline.tools.charts.frame import (
    MARGIN,
    SMALL,
    Box,
    Key,
    draw_header,
    draw_legend,
    header_height,
    nothing_to_draw,
)
from leadline.tools.charts.lines import axis_name
from leadline.tools.charts.metrics import shorten, text_width
from leadline.tools.charts.palette import Palette, colour_of
from leadline.tools.charts.scales import Scale, number_ticks
from leadline.tools.charts.units import Unit, unit_for
from leadline.tools.charts.xvalues import x_values

NAME_ROOM = 240.0
MOST_BARS = 40
ROW = 26.0


@dataclass(frozen=True)
class Plot:
    scale: Scale
    unit: Unit
    box: Box
    base: float
    deltas: bool


def draw_bars(title: str, data: Chart, colours: Palette, width: float) -> Canvas:
    """Lying when there is one series with long or many names, else upright."""
    names = x_values(data).categories
    room = (width - 90) / max(len(names), 1)
    long_names = any(text_width(name, 12) > room for name in names)
    return (
        _draw_lying(title, data, colours, width)
        if len(data.series) == 1 and long_names
        else draw_columns(title, data, colours, width)
    )


def draw_tornado(title: str, data: Chart, colours: Palette, width: float) -> Canvas:
    """Two series, low and high, around a base (a mark with an x; without one, zero: the values are swings)."""
    return _draw_lying(title, data, colours, width, swings=True)


def _draw_lying(title: str, data: Chart, colours: Palette, width: float, *, swings: bool = False) -> Canvas:
    rows, cut = _rows(data, swings=swings)
    subtitle = " · ".join(part for part in (data.subtitle, cut) if part)
    values = [y for row in rows.values() for y in row if y is not None]
    if not values:
        return nothing_to_draw(title, subtitle, width, colours, "No values yet.")
    base = _base(data)
    reach = [*values, base if swings else 0.0]
    unit = unit_for(data.y.unit, max(abs(y) for y in reach))
    top = header_height(subtitle, width, legend=swings) + 22
    canvas = Canvas(width, top + ROW * len(rows) + 16, colours)
    draw_header(canvas, title, subtitle)
    if swings:
        keys = [Key(series.name, _side_colour(colours, number)) for number, series in enumerate(data.series)]
        draw_legend(canvas, keys, top - 30)
    names = min(NAME_ROOM, max(text_width(name, 12) for name in rows))
    tail = max(text_width(unit.write(y), SMALL) for y in values) + 10
    box = Box(
        MARGIN + names + (tail if min(reach) < base or swings else 8), top, width - MARGIN - tail, top + ROW * len(rows)
    )
    plot = Plot(
        Scale(min(reach), max(reach), box.left, box.right), unit, box, base if swings else 0.0, swings and base == 0
    )
    _draw_scale(canvas, data, plot)
    for number, (name, row) in enumerate(rows.items()):
        middle = top + ROW * (number + 0.5)
        canvas.text((MARGIN, middle + 4), shorten(name, names, 12))
        _draw_row(canvas, data, row, middle, plot)
    return canvas


def _rows(data: Chart, *, swings: bool) -> tuple[dict[str, list[float | None]], str]:
    names = list(x_values(data).categories)
    rows: dict[str, list[float | None]] = {name: [None] * len(data.series) for name in names}
    for number, series in enumerate(data.series):
        for x, y in series.points:
            rows[str(x)][number] = y
    if swings:
        names.sort(key=lambda name: -_swing(rows[name]))
    cut = f"{MOST_BARS} of {len(names)} shown" if len(names) > MOST_BARS else ""
    return {name: rows[name] for name in names[:MOST_BARS]}, cut


def _swing(row: list[float | None]) -> float:
    known = [y for y in row if y is not None]
    return max(known) - min(known) if len(known) > 1 else abs(known[0]) if known else 0.0


def _base(data: Chart) -> float:
    for mark in data.marks:
        if mark.y is not None:
            return mark.y
        if isinstance(mark.x, float | int):
            return float(mark.x)
    return 0.0


def _side_colour(colours: Palette, number: int) -> str:
    return (colours.blue, colours.vermilion)[number % 2]


def _draw_scale(canvas: Canvas, data: Chart, plot: Plot) -> None:
    box, unit, colours = plot.box, plot.unit, canvas.colours
    for tick in number_ticks(plot.scale.low / unit.divisor, plot.scale.high / unit.divisor, 4):
        x = plot.scale(tick.value * unit.divisor)
        if box.left - 1 <= x <= box.right + 1:
            canvas.line((x, box.top), (x, box.bottom), colours.grid)
    zero = plot.scale(plot.base)
    canvas.line((zero, box.top - 4), (zero, box.bottom + 4), colours.muted)
    name = axis_name(data, unit)
    canvas.text((box.right, box.top - 8), name, size=SMALL, colour=colours.muted, anchor="end")


def _draw_row(canvas: Canvas, data: Chart, row: list[float | None], middle: float, plot: Plot) -> None:
    for number, value in enumerate(row):
        if value is None:
            if len(row) == 1:
                canvas.text(
                    (plot.scale(plot.base) + 6, middle + 4), "not provided", size=SMALL, colour=canvas.colours.muted
                )
            continue
        zero, end = plot.scale(plot.base), plot.scale(value)
        colour = (
            _side_colour(canvas.colours, number) if len(row) > 1 else colour_of(data.series[0].role, canvas.colours)
        )
        canvas.rect(min(zero, end), middle - 8, max(abs(end - zero), 1.5), 16, colour, opacity=0.9, radius=2)
        left = end < zero
        text = f"{value / plot.unit.divisor:+,.3g}" if plot.deltas else Unit(plot.unit.divisor, "").write(value)
        canvas.text(
            (end - 5 if left else end + 5, middle + 4), text, size=SMALL, anchor="end" if left else "start", halo=True
        )
