"""Load of people or teams by week: one cell each, the percentage written in it."""

from leadline.tools.charts.canvas import Canvas
from leadline.tools.charts.data import Chart
from leadline.tools.charts.frame import MARGIN, SMALL, Key, draw_header, draw_legend, header_height, nothing_to_draw
from leadline.tools.charts.metrics import shorten, text_width
from leadline.tools.charts.palette import Palette

ROW = 28.0
FULL = 100.0
OVERLOADED = 120.0
EASY = 80.0


def draw_load_heat(title: str, data: Chart, colours: Palette, width: float) -> Canvas:
    """`values[row][column]` in percent of capacity; None = not provided."""
    subtitle = data.subtitle or ""
    if not data.rows or not data.columns:
        return nothing_to_draw(title, subtitle, width, colours, "No load recorded.")
    top = header_height(subtitle, width, legend=True) + 26
    canvas = Canvas(width, top + ROW * len(data.rows) + 16, colours)
    draw_header(canvas, title, subtitle)
    draw_legend(canvas, _legend(colours), top - 34)
    names = min(200.0, max(text_width(row, 12) for row in data.rows))
    left = MARGIN + names + 10
    cell = (width - MARGIN - left) / len(data.columns)
    every = max(1, int(-(-max(text_width(c, SMALL) + 6 for c in data.columns) // cell)))
    for number, column in enumerate(data.columns):
        if number % every == 0:
            at = (left + cell * (number + 0.5), top - 8)
            canvas.text(at, column, size=SMALL, colour=colours.muted, anchor="middle")
    for line, name in enumerate(data.rows):
        y = top + ROW * line
        canvas.text((MARGIN, y + 18), shorten(name, names, 12))
        values = data.values[line] if line < len(data.values) else ()
        for number in range(len(data.columns)):
            value = values[number] if number < len(values) else None
            _draw_cell(canvas, value, left + cell * number, y, cell)
    return canvas


def _legend(colours: Palette) -> list[Key]:
    return [
        Key("below 80 %", colours.grid),
        Key("80 to 100 %", colours.low),
        Key("over 100 %", colours.medium),
        Key("over 120 %", colours.high),
    ]


def _draw_cell(canvas: Canvas, value: float | None, x: float, y: float, width: float) -> None:
    colours = canvas.colours
    if value is None:
        canvas.text((x + width / 2, y + 18), "–", size=SMALL, colour=colours.muted, anchor="middle")
        return
    fill = (
        colours.grid
        if value < EASY
        else colours.low
        if value <= FULL
        else colours.medium
        if value <= OVERLOADED
        else colours.high
    )
    canvas.rect(x + 1, y + 1, width - 2, ROW - 2, fill, radius=3)
    text = f"{value:.0f}"
    if text_width(text, SMALL) <= width - 4:
        canvas.text(
            (x + width / 2, y + 18), text, size=SMALL, colour=colours.on_cell, anchor="middle", bold=value > FULL
        )
