"""Something in a text that needs a fact: a figure, a date, a colour, a key or a name."""

import datetime as dt
from dataclasses import dataclass

Unit = str  # as in facts: "EUR", "%", "days", "working days", "ratio", "count"; "" = none was written


@dataclass(frozen=True)
class Mention:
    """`start` and `end`: span in the text, with sign and unit."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Number(Mention):
    """`value` as written (1.24 of "1.24 M"), times `scale`; `step`: the size of its last written digit, scaled."""

    value: float
    step: float
    unit: Unit
    signed: bool = False  # a plus or minus was written
    about: bool = False  # "about 1,200"
    in_words: bool = False


@dataclass(frozen=True)
class Day(Mention):
    """A date as exactly as it was written; missing parts are None."""

    year: int | None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None

    def covers(self, date: dt.date) -> bool:
        quarter = (date.month - 1) // 3 + 1
        pairs = ((self.year, date.year), (self.month, date.month), (self.day, date.day), (self.quarter, quarter))
        return all(written is None or written == actual for written, actual in pairs)


@dataclass(frozen=True)
class Colour(Mention):
    """red, amber or green, used as a status."""

    colour: str


@dataclass(frozen=True)
class Key(Mention):
    """A record's key ("ATL-12") or a numbered name ("Sprint 14"), in capitals."""

    key: str
    numbered_name: bool = False
