"""Risk matrix, 5 x 5: where each risk stands (bold) and where its response should bring it (ring at the end of the arrow).

Score = probability x impact; from 15 high, from 6 medium. Every cell shows its score, so that it reads without colour.
"""

from collections import defaultdict
from dataclasses import dataclass

from leadline.tools.charts.canvas import Canvas, Point
from leadline.tools.charts.data import HeatMap, Risk
from leadline.tools.charts.frame import MARGIN, SMALL, Key, draw_header, draw_legend, header_height, nothing_to_draw
from leadline.tools.charts.metrics import text_width
from leadline.tools.charts.palette import Palette

PROBABILITIES = ("Rare", "Unlikely", "Possible", "Likely", "Almost certain")
IMPACTS = ("Negligible", "Minor", "Moderate", "Major", "Severe")
HIGH, MEDIUM = 15, 6
CELL_HEIGHT = 74.0
MOST_ARROWS = 8
KEY_LINE = 16.0
LINES = 2
SEPARATOR = ", "


@dataclass(frozen=True)
class Grid:
    left: float
    top: float
    cell: float

    def corner(self, probability: int, impact: int) -> Point:
        return self.left + self.cell * (impact - 1), self.top + CELL_HEIGHT * (5 - probability)


def draw_heat_map(title: str, data: HeatMap, colours: Palette, width: float) -> Canvas:
    moving = _moving(data)
    high = sum(1 for risk in data.risks if risk.probability * risk.impact >= HIGH)
    subtitle = data.subtitle or f"{len(data.risks)} risks, {high} high · score = probability × impact"
    if not data.risks:
        return nothing_to_draw(title, subtitle, width, colours, "No risk to show.")
    top = header_height(subtitle, width, legend=True) + 4
    canvas = Canvas(width, top + 5 * CELL_HEIGHT + 48, colours)
    draw_header(canvas, title, subtitle)
    draw_legend(canvas, _legend(data, colours, len(moving)), top - 12)
    left = MARGIN + max(text_width(name, 12) for name in PROBABILITIES) + 12
    grid = Grid(left, top, (width - MARGIN - left) / 5)
    _draw_cells(canvas, grid)
    lines, places = _place_keys(data, grid)
    _draw_arrows(canvas, moving, places, grid)
    for at, line in lines:
        canvas.text(at, line, size=12, colour=colours.on_cell, bold=True)
    return canvas


def _legend(data: HeatMap, colours: Palette, arrows: int) -> list[Key]:
    keys = [Key("high", colours.high), Key("medium", colours.medium), Key("low", colours.low)]
    if arrows:
        all_moving = sum(1 for risk in data.risks if _target(risk) not in (None, (risk.probability, risk.impact)))
        note = (
            "after the response" if arrows == all_moving else f"after the response ({arrows} highest of {all_moving})"
        )
        keys.append(Key(note, colours.ink, "ring"))
    return keys


def _target(risk: Risk) -> tuple[int, int] | None:
    if risk.residual_probability is None or risk.residual_impact is None:
        return None
    return risk.residual_probability, risk.residual_impact


def _moving(data: HeatMap) -> list[Risk]:
    """The risks whose response changes their place, highest first, as many as stay readable."""
    found = [risk for risk in data.risks if _target(risk) not in (None, (risk.probability, risk.impact))]
    return sorted(found, key=lambda risk: -risk.probability * risk.impact)[:MOST_ARROWS]


def _draw_cells(canvas: Canvas, grid: Grid) -> None:
    colours = canvas.colours
    for probability in range(1, 6):
        for impact in range(1, 6):
            x, y = grid.corner(probability, impact)
            score = probability * impact
            fill = colours.high if score >= HIGH else colours.medium if score >= MEDIUM else colours.low
            canvas.rect(x + 1.5, y + 1.5, grid.cell - 3, CELL_HEIGHT - 3, fill, radius=4)
            canvas.text((x + grid.cell - 7, y + 15), str(score), size=SMALL, colour=colours.on_cell, anchor="end")
        x, y = grid.corner(probability, 1)
        canvas.text((grid.left - 8, y + CELL_HEIGHT / 2 + 4), PROBABILITIES[probability - 1], anchor="end")
    for impact, name in enumerate(IMPACTS, start=1):
        x, y = grid.corner(1, impact)
        canvas.text((x + grid.cell / 2, y + CELL_HEIGHT + 17), name, anchor="middle")
    middle = grid.left + grid.cell * 2.5
    canvas.text(
        (middle, grid.top + 5 * CELL_HEIGHT + 38), "Impact →", size=SMALL, colour=colours.muted, anchor="middle"
    )
    canvas.text((MARGIN, grid.top + 5 * CELL_HEIGHT + 17), "Probability ↑", size=SMALL, colour=colours.muted)


def _place_keys(data: HeatMap, grid: Grid) -> tuple[list[tuple[Point, str]], dict[str, Point]]:
    """The lines of keys in their cells, at most two each, and where the arrow of each key begins (below it)."""
    written: list[tuple[Point, str]] = []
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for risk in data.risks:
        cells[risk.probability, risk.impact].append(risk.key)
    places: dict[str, Point] = {}
    for (probability, impact), keys in cells.items():
        x, y = grid.corner(probability, impact)
        lines = fit_keys(keys, grid.cell - 40)
        for number, line in enumerate(lines):
            baseline = y + 20 + KEY_LINE * number
            written.append(((x + 8, baseline), line))
            for key in line.split(" +")[0].split(SEPARATOR):
                middle = text_width(line[: line.index(key)], 12, bold=True) + text_width(key, 12, bold=True) / 2
                places[key] = (x + 8 + middle, baseline + 4)
        for key in keys:
            places.setdefault(key, (x + grid.cell / 2, y + 20 + KEY_LINE * len(lines)))
    return written, places


def fit_keys(keys: list[str], room: float) -> list[str]:
    """The keys in at most `LINES` lines of `room` pixels; the rest is counted ("+3")."""
    lines: list[str] = []
    left = list(keys)
    while left and len(lines) < LINES:
        last = len(lines) == LINES - 1
        count = 1
        while count < len(left) and _fits(left, count + 1, room, last=last):
            count += 1
        line = SEPARATOR.join(left[:count])
        left = left[count:]
        lines.append(f"{line} +{len(left)}" if last and left else line)
    return lines


def _fits(keys: list[str], count: int, room: float, *, last: bool) -> bool:
    rest = f" +{len(keys) - count}" if last and count < len(keys) else ""
    return text_width(SEPARATOR.join(keys[:count]) + rest, 12, bold=True) <= room


def _draw_arrows(canvas: Canvas, moving: list[Risk], places: dict[str, Point], grid: Grid) -> None:
    used: dict[tuple[int, int], int] = defaultdict(int)
    for risk in moving:
        target = _target(risk)
        if target is None:
            continue
        slot = used[target]
        used[target] += 1
        x, y = grid.corner(*target)
        end = (x + 14 + 62 * (slot % 2), y + CELL_HEIGHT - 12 - 15 * (slot // 2))
        ink = canvas.colours.on_cell
        canvas.line(places[risk.key], end, ink, width=1, dash="3 3")
        canvas.circle(end, 4, canvas.colours.ground, ink)
        canvas.text((end[0] + 8, end[1] + 4), risk.key, size=10.5, colour=ink)
