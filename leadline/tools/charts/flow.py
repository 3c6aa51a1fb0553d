"""Cumulative flow: the states of the work as stacked bands, each named with its last value at the right edge."""

from leadline.tools.charts import labels
from leadline.tools.charts.canvas import Canvas
from leadline.tools.charts.data import Chart
from leadline.tools.charts.frame import (
    MARGIN,
    Box,
    draw_header,
    draw_x_axis,
    draw_y_axis,
    header_height,
    left_margin,
    nothing_to_draw,
)
from leadline.tools.charts.lines import axis_name
from leadline.tools.charts.metrics import text_width
from leadline.tools.charts.palette import Palette
from leadline.tools.charts.scales import Scale, number_ticks
from leadline.tools.charts.units import unit_for
from leadline.tools.charts.xvalues import x_values

PLOT_HEIGHT = 280.0


def draw_cumulative_flow(title: str, data: Chart, colours: Palette, width: float) -> Canvas:
    """Series from the bottom up (done first); a missing value counts as nothing in that state."""
    subtitle = data.subtitle or ""
    across = x_values(data)
    xs = sorted({across.number(x) for series in data.series for x, _ in series.points})
    if not xs:
        return nothing_to_draw(title, subtitle, width, colours, "No values yet.")
    tables = [{across.number(x): y or 0.0 for x, y in series.points} for series in data.series]
    heights = [[table.get(x, 0.0) for x in xs] for table in tables]
    unit = unit_for(data.y.unit, 0)
    ticks = number_ticks(0, max(sum(column) for column in zip(*heights, strict=True)) or 1.0)
    names = [f"{series.name} {unit.write(row[-1])}" for series, row in zip(data.series, heights, strict=True)]
    top = header_height(subtitle, width) + 24
    canvas = Canvas(width, top + PLOT_HEIGHT + 50, colours)
    draw_header(canvas, title, subtitle)
    tail = max(text_width(name, 12, bold=True) for name in names) + 10
    box = Box(left_margin(ticks), top, width - MARGIN - tail, top + PLOT_HEIGHT)
    x_scale = Scale(xs[0], xs[-1], box.left, box.right)
    y_scale = Scale(0, ticks[-1].value, box.bottom, box.top)
    draw_y_axis(canvas, ticks, y_scale, box, axis_name(data, unit))
    draw_x_axis(canvas, across.ticks(xs[0], xs[-1], box.right - box.left), x_scale, box, data.x.label)
    fills = (colours.blue, colours.orange, colours.grey, colours.green, colours.purple, colours.vermilion)
    floor, middles = [0.0] * len(xs), []
    for number, row in enumerate(heights):
        ceiling = [low + high for low, high in zip(floor, row, strict=True)]
        upper = [(x_scale(x), y_scale(y)) for x, y in zip(xs, ceiling, strict=True)]
        lower = [(x_scale(x), y_scale(y)) for x, y in zip(xs, floor, strict=True)]
        canvas.area([*upper, *reversed(lower)], fills[number % len(fills)], opacity=0.8, outline=colours.ground)
        middles.append(y_scale((ceiling[-1] + floor[-1]) / 2) + 4)
        floor = ceiling
    for number, (name, y) in enumerate(zip(names, labels.spread(middles, 16, box.top + 8, box.bottom), strict=True)):
        canvas.text((box.right + 8, y), name, colour=fills[number % len(fills)], bold=True)
    return canvas
