"""Pictures of cards: `timeline`, `chart` and `heat_map` as SVG or PNG, and the same in words.

    draw(card, theme="light", width=760) -> str      SVG; no script, no reference to anything outside itself
    png(card, theme="light", width=760, scale=2) -> bytes
    text_alternative(card) -> str                    one paragraph
    warm_up()                                        loads the PNG renderer ahead of its first use

ChartError says what in a card's data cannot be drawn. Sizes are in CSS pixels; `scale` 2 gives a PNG of twice the width.
"""

from collections.abc import Callable

import vl_convert
from pydantic import ValidationError

from leadline.tools.answer import Card
from leadline.tools.charts.alternative import tell_chart, tell_heat_map, tell_timeline
from leadline.tools.charts.bars import draw_bars, draw_tornado
from leadline.tools.charts.canvas import Canvas
from leadline.tools.charts.columns import draw_columns
from leadline.tools.charts.data import Chart, HeatMap, Timeline
from leadline.tools.charts.flow import draw_cumulative_flow
from leadline.tools.charts.heat_map import draw_heat_map
from leadline.tools.charts.histogram import draw_histogram
from leadline.tools.charts.lines import draw_lines
from leadline.tools.charts.load_heat import draw_load_heat
from leadline.tools.charts.palette import LIGHT, Palette, Theme, palette
from leadline.tools.charts.timeline import draw_timeline
from leadline.tools.charts.xvalues import UnreadableXError

NARROWEST, WIDEST = 320, 2400
CHARTS: dict[str, Callable[[str, Chart, Palette, float], Canvas]] = {
    "s_curve": draw_lines,
    "burn_up": draw_lines,
    "burndown": draw_lines,
    "velocity": draw_columns,
    "cumulative_flow": draw_cumulative_flow,
    "histogram": draw_histogram,
    "bars": draw_bars,
    "load_heat": draw_load_heat,
    "tornado": draw_tornado,
}
PICTURES = frozenset({"timeline", "chart", "heat_map"})


class ChartError(ValueError):
    """The card cannot be drawn; the message says why."""


def draw(card: Card, theme: Theme = "light", width: int = 760) -> str:
    """The card as SVG text, `width` pixels wide (320 to 2400); the height follows from the data."""
    canvas = _drawn(card, palette(theme), min(max(width, NARROWEST), WIDEST))
    return canvas.svg(card.title, text_alternative(card))


def png(card: Card, theme: Theme = "light", width: int = 760, scale: float = 2) -> bytes:
    picture: bytes = vl_convert.svg_to_png(draw(card, theme, width), scale=scale)
    return picture


def text_alternative(card: Card) -> str:
    data = _checked(card)
    if isinstance(data, Timeline):
        return tell_timeline(card.title, data)
    return tell_heat_map(card.title, data) if isinstance(data, HeatMap) else tell_chart(card.title, data)


def warm_up() -> None:
    """The first PNG of a process looks for the fonts of the machine; do it before somebody waits."""
    vl_convert.svg_to_png(Canvas(8, 8, LIGHT).svg("", ""))


def _drawn(card: Card, colours: Palette, width: float) -> Canvas:
    data = _checked(card)
    try:
        if isinstance(data, Timeline):
            return draw_timeline(card.title, data, colours, width)
        if isinstance(data, HeatMap):
            return draw_heat_map(card.title, data, colours, width)
        return CHARTS[data.chart](card.title, data, colours, width)
    except UnreadableXError as error:
        raise ChartError(f"'{card.title}' cannot be drawn: {error}.") from error


def _checked(card: Card) -> Timeline | HeatMap | Chart:
    forms: dict[str, type[Timeline] | type[HeatMap] | type[Chart]] = {
        "timeline": Timeline,
        "heat_map": HeatMap,
        "chart": Chart,
    }
    form = forms.get(card.kind)
    if form is None:
        raise ChartError(f"A card of the kind '{card.kind}' has no picture; {', '.join(sorted(PICTURES))} have one.")
    try:
        return form.model_validate(card.data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ChartError(f"'{card.title}' cannot be drawn: {where}: {first['msg']}.") from error
