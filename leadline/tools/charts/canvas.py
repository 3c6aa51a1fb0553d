"""An SVG picture, built mark by mark. Every text is escaped here and nowhere else; nothing in it can refer to another file."""

import re
from collections.abc import Sequence
from typing import Literal
from xml.sax.saxutils import escape

from leadline.tools.charts.metrics import FONT
from leadline.tools.charts.palette import Palette

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
_FORBIDDEN_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Canvas:
    def __init__(self, width: float, height: float, colours: Palette) -> None:
        self.width, self.height, self.colours = width, height, colours
        self._marks: list[str] = []

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, *, opacity: float = 1, radius: float = 0
    ) -> None:
        size = f'x="{_n(x)}" y="{_n(y)}" width="{_n(max(width, 0))}" height="{_n(max(height, 0))}"'
        self._marks.append(f'<rect {size} rx="{_n(radius)}" fill="{fill}" fill-opacity="{_n(opacity)}"/>')

    def line(self, start: Point, end: Point, colour: str, *, width: float = 1, dash: str | None = None) -> None:
        ends = f'x1="{_n(start[0])}" y1="{_n(start[1])}" x2="{_n(end[0])}" y2="{_n(end[1])}"'
        self._marks.append(f'<line {ends} stroke="{colour}" stroke-width="{_n(width)}"{_dash(dash)}/>')

    def path(self, points: Sequence[Point], colour: str, *, width: float = 2.25, dash: str | None = None) -> None:
        style = f'fill="none" stroke="{colour}" stroke-width="{_n(width)}" stroke-linejoin="round"{_dash(dash)}'
        self._marks.append(f'<polyline points="{_points(points)}" {style}/>')

    def area(self, points: Sequence[Point], fill: str, *, opacity: float = 1, outline: str | None = None) -> None:
        edge = f' stroke="{outline}" stroke-width="1.5"' if outline else ""
        self._marks.append(f'<polygon points="{_points(points)}" fill="{fill}" fill-opacity="{_n(opacity)}"{edge}/>')

    def diamond(self, centre: Point, radius: float, fill: str, outline: str) -> None:
        x, y = centre
        self.area([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], fill, outline=outline)

    def circle(self, centre: Point, radius: float, fill: str, outline: str) -> None:
        at = f'cx="{_n(centre[0])}" cy="{_n(centre[1])}" r="{_n(radius)}"'
        self._marks.append(f'<circle {at} fill="{fill}" stroke="{outline}" stroke-width="1.5"/>')

    def text(
        self,
        at: Point,
        text: str,
        *,
        size: float = 12,
        colour: str | None = None,
        anchor: Anchor = "start",
        bold: bool = False,
        halo: bool = False,
        turned: bool = False,
    ) -> None:
        """One line of text, `at` its baseline; `halo` keeps it readable on top of lines; `turned` reads from bottom to top."""
        x, y = _n(at[0]), _n(at[1])
        style = f'font-size="{_n(size)}" fill="{colour or self.colours.ink}" text-anchor="{anchor}"'
        style += ' font-weight="bold"' if bold else ""
        style += f' stroke="{self.colours.ground}" stroke-width="3.5" paint-order="stroke"' if halo else ""
        style += f' transform="rotate(-90 {x} {y})"' if turned else ""
        self._marks.append(f'<text x="{x}" y="{y}" {style}>{_safe(text)}</text>')

    def svg(self, title: str, description: str) -> str:
        """The finished picture; title and description are what a screen reader hears."""
        width, height = _n(self.width), _n(self.height)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
            f'role="img" font-family="{FONT}"><title>{_safe(title)}</title><desc>{_safe(description)}</desc>'
        )
        ground = f'<rect width="{width}" height="{height}" fill="{self.colours.ground}"/>'
        return "\n".join([head, ground, *self._marks, "</svg>\n"])


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _dash(dash: str | None) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _safe(text: str) -> str:
    return escape(_FORBIDDEN_IN_XML.sub("", text))
