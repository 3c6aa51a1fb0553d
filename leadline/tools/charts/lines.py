"""Lines over time: S-curve of earned value, burn-up, burndown. Every line is labelled at its end with its last value."""

from leadline.tools.charts import labels
from leadline.tools.charts.canvas import Canvas, Point
from leadline.tools.charts.data import Chart, Mark, Series
from leadline.tools.charts.frame import (
    MARGIN,
    SMALL,
    Box,
    draw_header,
    draw_x_axis,
    draw_y_axis,
    header_height,
    left_margin,
    nothing_to_draw,
)
from leadline.tools.charts.labels import Label
from leadline.tools.charts.metrics import text_width
from leadline.tools.charts.palette import DASHES, Palette, colour_of
from leadline.tools.charts.scales import Scale, Tick, number_ticks
from leadline.tools.charts.units import Unit, unit_for
from leadline.tools.charts.xvalues import XValues, x_values

PLOT_HEIGHT = 280.0


def draw_lines(title: str, data: Chart, colours: Palette, width: float) -> Canvas:
    subtitle = data.subtitle or ""
    values = [y for series in data.series for _, y in series.points if y is not None]
    if not values:
        return nothing_to_draw(title, subtitle, width, colours, "No values yet.")
    reach = [*values, *(mark.y for mark in data.marks if mark.y is not None)]
    unit = unit_for(data.y.unit, max(abs(y) for y in reach))
    ticks = number_ticks(min(0.0, *reach) / unit.divisor, max(reach) * 1.02 / unit.divisor)
    top = header_height(subtitle, width) + 24
    canvas = Canvas(width, top + PLOT_HEIGHT + 50, colours)
    tail = max(text_width(_end_label(series, unit), 12, bold=True) for series in data.series)
    box = Box(left_margin(ticks), top, width - MARGIN - min(tail, width * 0.28), top + PLOT_HEIGHT)
    draw_header(canvas, title, subtitle)
    across = x_values(data)
    x_scale, y_scale = _scales(data, across, ticks, unit, box)
    draw_y_axis(canvas, ticks, Scale(ticks[0].value, ticks[-1].value, box.bottom, box.top), box, axis_name(data, unit))
    draw_x_axis(canvas, across.ticks(x_scale.low, x_scale.high, box.right - box.left), x_scale, box, data.x.label)
    paths = [_points(series, across, x_scale, y_scale) for series in data.series]
    for mark in data.marks:
        _draw_mark(canvas, mark, across, x_scale, y_scale, box)
    for number, (series, parts) in enumerate(zip(data.series, paths, strict=True)):
        for part in parts:
            canvas.path(part, colour_of(series.role, colours, number), dash=DASHES.get(series.role))
    _draw_labels(canvas, data, paths, unit, across, x_scale, y_scale, box)
    return canvas


def axis_name(data: Chart, unit: Unit) -> str:
    """The name of the y axis with its unit, unless the name already says it."""
    named = unit.name.lower() in data.y.label.lower()
    return data.y.label if named else ", ".join(part for part in (data.y.label, unit.name) if part)


def _end_label(series: Series, unit: Unit) -> str:
    last = next((y for _, y in reversed(series.points) if y is not None), None)
    return series.name if last is None else f"{series.name} {unit.write(last)}"


def _scales(data: Chart, across: XValues, ticks: list[Tick], unit: Unit, box: Box) -> tuple[Scale, Scale]:
    """The y scale takes values as they come and is drawn against ticks in the shown unit."""
    xs = [across.number(x) for series in data.series for x, y in series.points if y is not None]
    xs += [across.number(mark.x) for mark in data.marks if mark.x is not None and across.kind != "category"]
    low, high = ticks[0].value * unit.divisor, ticks[-1].value * unit.divisor
    return Scale(min(xs), max(xs), box.left, box.right), Scale(low, high, box.bottom, box.top)


def _points(series: Series, across: XValues, x_scale: Scale, y_scale: Scale) -> list[list[Point]]:
    """The line in parts: a missing value is a gap, not a zero."""
    parts: list[list[Point]] = [[]]
    for x, y in series.points:
        if y is None:
            parts.append([])
        else:
            parts[-1].append((x_scale(across.number(x)), y_scale(y)))
    return [part for part in parts if part]


def _draw_mark(canvas: Canvas, mark: Mark, across: XValues, x_scale: Scale, y_scale: Scale, box: Box) -> None:
    if mark.x is not None:
        x = x_scale(across.number(mark.x))
        canvas.line((x, box.top - 4), (x, box.bottom), canvas.colours.today, width=1.5, dash="4 3")
    elif mark.y is not None:
        y = y_scale(mark.y)
        canvas.line((box.left, y), (box.right, y), canvas.colours.muted, width=1.25, dash="6 4")


def _draw_labels(
    canvas: Canvas,
    data: Chart,
    paths: list[list[list[Point]]],
    unit: Unit,
    across: XValues,
    x_scale: Scale,
    y_scale: Scale,
    box: Box,
) -> None:
    wanted = []
    for number, (series, parts) in enumerate(zip(data.series, paths, strict=True)):
        if parts:
            wanted.append(
                Label(parts[-1][-1], _end_label(series, unit), colour_of(series.role, canvas.colours, number))
            )
    for mark in data.marks:
        if mark.x is not None and mark.label:
            wanted.append(Label((x_scale(across.number(mark.x)), box.top + 2), mark.label, canvas.colours.today, SMALL))
        elif mark.y is not None and mark.label:
            text = f"{mark.label} {unit.write(mark.y)}" if not any(c.isdigit() for c in mark.label) else mark.label
            wanted.append(Label((box.left, y_scale(mark.y) - 9), text, canvas.colours.muted, SMALL))
    area = Box(box.left, box.top - 8, canvas.width - 4, box.bottom)
    lines = [part for parts in paths for part in parts]
    labels.draw(canvas, labels.place(wanted, lines, area))
