"""What stands around every chart: title, subtitle, legend, axes with their units."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.tools.charts.canvas import Canvas
from leadline.tools.charts.metrics import shorten, text_width, wrap
from leadline.tools.charts.palette import Palette
from leadline.tools.charts.scales import Scale, Tick

MARGIN = 16.0
TITLE_SIZE = 16.0
SUBTITLE_SIZE = 12.0
LABEL_SIZE = 12.0
SMALL = 11.0


@dataclass(frozen=True)
class Key:
    """One entry of a legend. `shape`: what the reader finds in the picture."""

    label: str
    colour: str
    shape: str = "block"
    dash: str | None = None
    opacity: float = 1


@dataclass(frozen=True)
class Box:
    """The plot area."""

    left: float
    top: float
    right: float
    bottom: float


def header_height(subtitle: str, width: float, *, legend: bool = False) -> float:
    lines = len(wrap(subtitle, width - 2 * MARGIN, SUBTITLE_SIZE))
    return 36 + 16 * lines + (26 if legend else 4)


def draw_header(canvas: Canvas, title: str, subtitle: str) -> None:
    room = canvas.width - 2 * MARGIN
    canvas.text((MARGIN, 28), shorten(title, room, TITLE_SIZE, bold=True), size=TITLE_SIZE, bold=True)
    for number, line in enumerate(wrap(subtitle, room, SUBTITLE_SIZE)):
        canvas.text((MARGIN, 47 + 16 * number), line, size=SUBTITLE_SIZE, colour=canvas.colours.muted)


def draw_legend(canvas: Canvas, keys: Sequence[Key], baseline: float) -> None:
    """One row of entries; those that do not fit any more are left out from the end."""
    x = MARGIN
    for key in keys:
        width = 18 + text_width(key.label, SMALL) + 18
        if x + width - 18 > canvas.width - MARGIN:
            return
        _draw_swatch(canvas, key, x, baseline - 4)
        canvas.text((x + 18, baseline), key.label, size=SMALL, colour=canvas.colours.muted)
        x += width


def _draw_swatch(canvas: Canvas, key: Key, x: float, middle: float) -> None:
    if key.shape == "line":
        canvas.line((x, middle), (x + 13, middle), key.colour, width=2.25, dash=key.dash)
    elif key.shape == "bar":
        canvas.rect(x, middle - 2, 13, 4, key.colour, opacity=key.opacity, radius=2)
    elif key.shape == "diamond":
        canvas.diamond((x + 6, middle), 5, key.colour, key.colour)
    elif key.shape == "ring":
        canvas.circle((x + 6, middle), 4.5, canvas.colours.ground, key.colour)
    else:
        canvas.rect(x, middle - 5, 13, 10, key.colour, opacity=key.opacity, radius=2)


def left_margin(ticks: Sequence[Tick]) -> float:
    """Room for the labels of the y axis."""
    return MARGIN + max((text_width(tick.label, LABEL_SIZE) for tick in ticks), default=0) + 8


def draw_y_axis(canvas: Canvas, ticks: Sequence[Tick], scale: Scale, box: Box, label: str) -> None:
    """Grid lines and values; the axis is named above it, upright, where it can be read."""
    for tick in ticks:
        y = scale(tick.value)
        canvas.line((box.left, y), (box.right, y), canvas.colours.grid)
        canvas.text((box.left - 8, y + 4), tick.label, size=LABEL_SIZE, colour=canvas.colours.muted, anchor="end")
    room = canvas.width - 2 * MARGIN
    canvas.text((MARGIN, box.top - 12), shorten(label, room, SMALL), size=SMALL, colour=canvas.colours.muted)


def draw_x_axis(
    canvas: Canvas, ticks: Sequence[Tick], scale: Scale, box: Box, label: str = "", *, grid: bool = False
) -> None:
    canvas.line((box.left, box.bottom), (box.right, box.bottom), canvas.colours.muted)
    for tick in ticks:
        x = scale(tick.value)
        canvas.line(
            (x, box.top if grid else box.bottom),
            (x, box.bottom + 4),
            canvas.colours.grid if grid else canvas.colours.muted,
        )
        canvas.text((x, box.bottom + 18), tick.label, size=LABEL_SIZE, colour=canvas.colours.muted, anchor="middle")
        canvas.text((x, box.bottom + 33), tick.second, size=SMALL, colour=canvas.colours.muted, anchor="middle")
    if label:
        canvas.text((box.right, box.bottom + 36), label, size=SMALL, colour=canvas.colours.muted, anchor="end")


def nothing_to_draw(title: str, subtitle: str, width: float, colours: Palette, why: str) -> Canvas:
    """A picture that says that there is no data, instead of empty axes."""
    top = header_height(subtitle, width)
    canvas = Canvas(width, top + 64, colours)
    draw_header(canvas, title, subtitle)
    canvas.text((MARGIN, top + 28), why, size=13, colour=colours.muted)
    return canvas
