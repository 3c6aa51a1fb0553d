"""Direct labels that never lie on one another, and not on a line if there is any other place."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from leadline.tools.charts.canvas import Anchor, Canvas, Point
from leadline.tools.charts.frame import Box
from leadline.tools.charts.metrics import text_width

OVERLAP = 1000.0
OUTSIDE = 400.0
ON_LINE = 3.0
FAR = 0.15


@dataclass(frozen=True)
class Label:
    """A text that belongs to `at`."""

    at: Point
    text: str
    colour: str
    size: float = 12


@dataclass(frozen=True)
class Placed:
    label: Label
    x: float
    y: float
    anchor: Anchor
    box: Box


def place(labels: Sequence[Label], lines: Sequence[Sequence[Point]], area: Box) -> list[Placed]:
    """Each label where it costs least: inside `area`, off the other labels, off the lines, near its point."""
    dots = [dot for line in lines for dot in _along(line)]
    placed: list[Placed] = []
    for label in labels:
        taken = [other.box for other in placed]
        placed.append(min(_candidates(label), key=lambda c: _cost(c, taken, dots, area)))
    return placed


def draw(canvas: Canvas, placed: Sequence[Placed]) -> None:
    for item in placed:
        _tie(canvas, item)
        canvas.text(
            (item.x, item.y),
            item.label.text,
            size=item.label.size,
            colour=item.label.colour,
            anchor=item.anchor,
            bold=True,
            halo=True,
        )


def _tie(canvas: Canvas, item: Placed) -> None:
    """A thin line back to the point where the label had to move away from it."""
    x, y = item.label.at
    middle = item.y - 4
    if abs(middle - y) > 16:
        canvas.line(
            (x, y), (item.x - 3 if item.anchor == "start" else item.x + 3, middle), item.label.colour, width=0.75
        )


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions near the wanted ones, at least `gap` apart and inside `low`..`high` where there is room; order kept."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    spots = [min(max(wanted[n], low), high) for n in order]
    for n in range(1, len(spots)):
        spots[n] = max(spots[n], spots[n - 1] + gap)
    over = max(0.0, spots[-1] - high) if spots else 0.0
    if over:
        spots[-1] -= over
        for n in range(len(spots) - 2, -1, -1):
            spots[n] = min(spots[n], spots[n + 1] - gap)
    result = [0.0] * len(spots)
    for spot, n in zip(spots, order, strict=True):
        result[n] = spot
    return result


def _candidates(label: Label) -> list[Placed]:
    x, y = label.at
    width = text_width(label.text, label.size, bold=True)
    found = []
    for away in (0, 14, 22, 30, 40, 52, 66, 82, 100):
        for up in (-away, away) if away else (0,):
            for anchor, shift in (("start", 7.0), ("end", -7.0)):
                left = x + shift if anchor == "start" else x + shift - width
                baseline = y + 4 + up
                box = Box(left - 2, baseline - label.size, left + width + 2, baseline + 4)
                found.append(Placed(label, x + shift, baseline, "start" if anchor == "start" else "end", box))
    return found


def _cost(item: Placed, taken: Sequence[Box], dots: Sequence[Point], area: Box) -> float:
    box = item.box
    cost = FAR * abs(item.y - 4 - item.label.at[1]) + (0.0 if item.anchor == "start" else 2.0)
    cost += OVERLAP * sum(overlaps(box, other) for other in taken)
    outside = box.left < area.left or box.right > area.right or box.top < area.top or box.bottom > area.bottom
    cost += OUTSIDE * outside
    return cost + ON_LINE * sum(box.left <= x <= box.right and box.top <= y <= box.bottom for x, y in dots)


def overlaps(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _along(line: Sequence[Point]) -> list[Point]:
    """Dots on a line, four pixels apart."""
    dots: list[Point] = []
    for (x1, y1), (x2, y2) in pairwise(line):
        count = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) / 4))
        dots += [(x1 + (x2 - x1) * n / count, y1 + (y2 - y1) * n / count) for n in range(count)]
    return dots
