"""Upright bars over categories: velocity (committed against done), and any short comparison."""

from leadline.tools.charts import labels
from leadline.tools.charts.canvas import Canvas
from leadline.tools.charts.data import Chart, Mark
from leadline.tools.charts.frame import (
    MARGIN,
    SMALL,
    Box,
    Key,
    draw_header,
    draw_legend,
    draw_x_axis,
    draw_y_axis,
    header_height,
    left_margin,
    nothing_to_draw,
)
from leadline.tools.charts.lines import axis_name
from leadline.tools.charts.metrics import text_width
from leadline.tools.charts.palette import Palette, colour_of
from leadline.tools.charts.scales import Scale, number_ticks
from leadline.tools.charts.units import Unit, unit_for
from leadline.tools.charts.xvalues import XValues, x_values

PLOT_HEIGHT = 260.0


def draw_columns(title: str, data: Chart, colours: Palette, width: float) -> Canvas:
    subtitle = data.subtitle or ""
    values = [y for series in data.series for _, y in series.points if y is not None]
    if not values:
        return nothing_to_draw(title, subtitle, width, colours, "No values yet.")
    reach = [*values, *(mark.y for mark in data.marks if mark.y is not None)]
    unit = unit_for(data.y.unit, max(abs(y) for y in reach))
    ticks = number_ticks(min(0.0, *reach) / unit.divisor, max(0.0, *reach) * 1.06 / unit.divisor)
    several = len(data.series) > 1
    top = header_height(subtitle, width, legend=several) + 24
    canvas = Canvas(width, top + PLOT_HEIGHT + 44, colours)
    draw_header(canvas, title, subtitle)
    if several:
        keys = [Key(series.name, colour_of(series.role, colours, n)) for n, series in enumerate(data.series)]
        draw_legend(canvas, keys, top - 34)
    tail = max((text_width(_mark_label(mark, unit), SMALL, bold=True) + 10 for mark in data.marks), default=0.0)
    box = Box(left_margin(ticks), top, width - MARGIN - min(tail, width * 0.25), top + PLOT_HEIGHT)
    y_scale = Scale(ticks[0].value * unit.divisor, ticks[-1].value * unit.divisor, box.bottom, box.top)
    draw_y_axis(canvas, ticks, Scale(ticks[0].value, ticks[-1].value, box.bottom, box.top), box, axis_name(data, unit))
    across = XValues("category", x_values(data).categories)
    x_scale = Scale(-0.5, len(across.categories) - 0.5, box.left, box.right)
    draw_x_axis(canvas, across.ticks(0, 0, box.right - box.left), x_scale, box, data.x.label)
    _draw_marks(canvas, data, y_scale, unit, box)
    _draw_bars(canvas, data, across, x_scale, y_scale, unit)
    return canvas


def _draw_bars(canvas: Canvas, data: Chart, across: XValues, x_scale: Scale, y_scale: Scale, unit: Unit) -> None:
    slot = (x_scale(1) - x_scale(0)) * 0.78
    thick = min(slot / len(data.series), 56.0)
    named = all(
        text_width(_bare(unit, y), SMALL) <= thick - 1
        for series in data.series
        for _, y in series.points
        if y is not None
    )
    for number, series in enumerate(data.series):
        fill = colour_of(series.role, canvas.colours, number)
        shift = (number - len(data.series) / 2) * thick
        for x, y in series.points:
            if y is None:
                continue
            left, zero, end = x_scale(across.number(x)) + shift, y_scale(0), y_scale(y)
            canvas.rect(left + 1, min(zero, end), thick - 2, abs(end - zero), fill, opacity=0.9, radius=2)
            if named:
                at = (left + thick / 2, min(zero, end) - 5)
                canvas.text(at, _bare(unit, y), size=SMALL, anchor="middle", halo=True)


def _bare(unit: Unit, value: float) -> str:
    """The value as it stands on a bar: the unit is on the axis."""
    return Unit(unit.divisor, "").write(value)


def _draw_marks(canvas: Canvas, data: Chart, y_scale: Scale, unit: Unit, box: Box) -> None:
    """Lines across (average, capacity), named beside the plot where no bar is in the way."""
    wanted = [(y_scale(mark.y), _mark_label(mark, unit)) for mark in data.marks if mark.y is not None]
    spots = labels.spread([y for y, _ in wanted], 14, box.top, box.bottom)
    for (y, text), spot in zip(wanted, spots, strict=True):
        canvas.line((box.left, y), (box.right + 4, y), canvas.colours.today, width=1.5, dash="6 4")
        canvas.text((box.right + 8, spot + 4), text, size=SMALL, colour=canvas.colours.today, bold=True)


def _mark_label(mark: Mark, unit: Unit) -> str:
    if mark.y is None or any(letter.isdigit() for letter in mark.label):
        return mark.label
    return f"{mark.label} {unit.write(mark.y)}".strip()
