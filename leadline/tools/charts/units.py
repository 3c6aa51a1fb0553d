"""How a value is written on a chart: money in thousands or millions, everything with its unit."""

from dataclasses import dataclass

PLAIN = {"count", "ratio", "number", ""}


@dataclass(frozen=True)
class Unit:
    """`divisor`: what a value is divided by before it is shown; `name`: what stands behind it."""

    divisor: float
    name: str

    def write(self, value: float) -> str:
        """A value with its unit, to three significant places or whole."""
        shown = value / self.divisor
        digits = f"{shown:,.0f}" if abs(shown) >= 100 or shown == int(shown) else f"{shown:,.1f}"
        if abs(shown) < 1 and shown != int(shown):
            digits = f"{shown:.2f}"
        return f"{digits} {self.name}".rstrip()


def unit_for(unit: str | None, largest: float) -> Unit:
    """Currencies (three capitals) are shown in thousands from 10,000 and in millions from 10 million."""
    name = unit or ""
    if len(name) == 3 and name.isupper() and name.isalpha():
        if largest >= 10_000_000:
            return Unit(1e6, f"M {name}")
        if largest >= 10_000:
            return Unit(1e3, f"k {name}")
    return Unit(1, "" if name in PLAIN else name)
