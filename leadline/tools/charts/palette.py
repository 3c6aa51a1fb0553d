"""Colours: one palette for a light and one for a dark ground, built on Okabe and Ito's colour-blind safe set (2008).

No chart relies on colour alone: lines differ in dash as well, bars and cells carry their value, risks their score.
"""

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]
Role = Literal["planned", "earned", "actual", "forecast", "scope", "done", "ideal", "other"]


@dataclass(frozen=True)
class Palette:
    ground: str
    ink: str
    muted: str
    grid: str
    blue: str
    vermilion: str
    orange: str
    green: str
    purple: str
    grey: str
    today: str
    low: str
    medium: str
    high: str
    on_cell: str


LIGHT = Palette(
    ground="#ffffff",
    ink="#1f2937",
    muted="#5b6472",
    grid="#e5e7eb",
    blue="#0b62a8",
    vermilion="#c2410c",
    orange="#b86e00",
    green="#00795a",
    purple="#8a4a86",
    grey="#6b7280",
    today="#6d28d9",
    low="#bfe3d0",
    medium="#fbdc8d",
    high="#f2a184",
    on_cell="#1f2937",
)
DARK = Palette(
    ground="#16181d",
    ink="#e6e8ec",
    muted="#a3abb8",
    grid="#2d323b",
    blue="#62b0f2",
    vermilion="#ff8a5c",
    orange="#f0b43c",
    green="#45c9a0",
    purple="#d59bd0",
    grey="#98a1af",
    today="#b79bff",
    low="#1f4d3d",
    medium="#665017",
    high="#7a3520",
    on_cell="#f3f4f6",
)

DASHES: dict[Role, str | None] = {"planned": "7 4", "forecast": "2 4", "scope": "9 3 2 3", "ideal": "4 4"}


def palette(theme: Theme) -> Palette:
    return DARK if theme == "dark" else LIGHT


def colour_of(role: Role, colours: Palette, position: int = 0) -> str:
    """The colour of a series; series of the role "other" take turns."""
    named = {
        "planned": colours.grey,
        "earned": colours.blue,
        "actual": colours.vermilion,
        "forecast": colours.orange,
        "scope": colours.purple,
        "done": colours.blue,
        "ideal": colours.grey,
    }
    turns = (colours.blue, colours.orange, colours.green, colours.purple, colours.vermilion, colours.grey)
    return named.get(role) or turns[position % len(turns)]
