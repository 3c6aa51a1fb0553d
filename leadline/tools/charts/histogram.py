"""A distribution as bars side by side, with lines for the percentiles that a reader plans by."""

from itertools import pairwise

from leadline.tools.charts import labels
from leadline.tools.charts.canvas import Canvas, Point
from leadline.tools.charts.data import Chart
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
from leadline.tools.charts.lines import axis_name
from leadline.tools.charts.palette import Palette, colour_of
from leadline.tools.charts.scales import Scale, number_ticks
from leadline.tools.charts.units import unit_for
from leadline.tools.charts.xvalues import x_values

PLOT_HEIGHT = 240.0
LABEL_ROOM = 46.0


def draw_histogram(title: str, data: Chart, colours: Palette, width: float) -> Canvas:
    """Points are (left edge or day of the bin, height); all bins have the width of the smallest step."""
    subtitle = data.subtitle or ""
    across = x_values(data)
    bins = sorted((across.number(x), y) for series in data.series[:1] for x, y in series.points if y is not None)
    if not bins:
        return nothing_to_draw(title, subtitle, width, colours, "No values yet.")
    step = min((b[0] - a[0] for a, b in pairwise(bins)), default=1.0) or 1.0
    unit = unit_for(data.y.unit, max(y for _, y in bins))
    ticks = number_ticks(0, max(y for _, y in bins) or 1.0)
    top = header_height(subtitle, width) + 24 + (LABEL_ROOM if data.marks else 0)
    canvas = Canvas(width, top + PLOT_HEIGHT + 50, colours)
    draw_header(canvas, title, subtitle)
    box = Box(left_margin(ticks), top, width - MARGIN, top + PLOT_HEIGHT)
    edges = [bins[0][0], bins[-1][0] + step, *(across.number(m.x) for m in data.marks if m.x is not None)]
    x_scale = Scale(min(edges), max(edges), box.left, box.right)
    y_scale = Scale(0, ticks[-1].value, box.bottom, box.top)
    draw_y_axis(canvas, ticks, y_scale, box, axis_name(data, unit))
    draw_x_axis(canvas, across.ticks(x_scale.low, x_scale.high, box.right - box.left), x_scale, box, data.x.label)
    fill = colour_of(data.series[0].role, colours)
    for left, height in bins:
        start, end = x_scale(left), x_scale(left + step)
        canvas.rect(start + 0.5, y_scale(height), end - start - 1, box.bottom - y_scale(height), fill, opacity=0.75)
    _draw_marks(canvas, data, x_scale, box)
    return canvas


def _draw_marks(canvas: Canvas, data: Chart, x_scale: Scale, box: Box) -> None:
    across = x_values(data)
    wanted: list[Label] = []
    lines: list[list[Point]] = []
    for mark in data.marks:
        if mark.x is None:
            continue
        x = x_scale(across.number(mark.x))
        top, bottom = (x, box.top - LABEL_ROOM + 14), (x, box.bottom)
        lines.append([top, bottom])
        canvas.line(top, bottom, canvas.colours.today, width=1.5, dash="5 3")
        wanted.append(Label((x, box.top - LABEL_ROOM + 18), mark.label, canvas.colours.today, SMALL))
    labels.draw(canvas, labels.place(wanted, lines, Box(box.left, box.top - LABEL_ROOM, canvas.width - 4, box.bottom)))
