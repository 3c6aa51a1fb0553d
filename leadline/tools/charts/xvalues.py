"""The x values of a chart as numbers: days for dates, the number itself, or the position of a category."""

import datetime as dt
from dataclasses import dataclass

from leadline.tools.charts.data import Chart
from leadline.tools.charts.metrics import shorten
from leadline.tools.charts.scales import Tick, date_ticks, day, number_ticks, spoken


class UnreadableXError(ValueError):
    """An x value that is neither a date nor a number although the axis says so."""


@dataclass(frozen=True)
class XValues:
    kind: str
    categories: tuple[str, ...]

    def number(self, x: str | float) -> float:
        if self.kind == "category":
            return float(self.categories.index(str(x)))
        try:
            return day(dt.date.fromisoformat(str(x)[:10])) if self.kind == "date" else float(x)
        except ValueError as error:
            raise UnreadableXError(f"'{x}' is not a {self.kind} (ISO date or number expected)") from error

    def ticks(self, low: float, high: float, room: float) -> list[Tick]:
        if self.kind == "date":
            return date_ticks(low, high, room)
        if self.kind == "number":
            return [tick for tick in number_ticks(low, high, max(2, int(room // 70))) if low <= tick.value <= high]
        each = room / max(len(self.categories), 1)
        every = max(1, int(-(-44 // each)))
        return [
            Tick(float(n), shorten(name, each * every - 6, 12))
            for n, name in enumerate(self.categories)
            if n % every == 0
        ]

    def spoken(self, x: str | float) -> str:
        return spoken(dt.date.fromisoformat(str(x)[:10])) if self.kind == "date" else str(x)


def x_values(data: Chart) -> XValues:
    """Categories in the order in which the series name them."""
    names = dict.fromkeys(str(x) for series in data.series for x, _ in series.points)
    return XValues(data.x.kind, tuple(names))
