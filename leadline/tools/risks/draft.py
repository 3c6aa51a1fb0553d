"""A drafted risk as plain values: nothing here is said yet, so a detector can be tested without words or facts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from leadline.knowledge.results import PassageText
from leadline.tools.facts import FactBook
from leadline.tools.knowledge_cite import Book as Quotes
from leadline.tools.knowledge_cite import shown, where


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a text. `kind` is the method of `FactBook` that says it."""

    kind: str
    label: str
    value: Any
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A clause with a place for each figure: Told("{} moved {}", (Figure(...), Figure(...)))."""

    text: str
    figures: tuple[Figure, ...] = ()

    def say(self, book: FactBook, currency: str) -> str:
        return self.text.format(*(_said(book, one, currency) for one in self.figures))


@dataclass(frozen=True, slots=True)
class Quote:
    passage: PassageText
    text: str

    def say(self, quotes: Quotes) -> str:
        mark = quotes.cite(self.passage, self.text)
        return f"{shown(self.text, self.passage.text)}, {where(self.passage, section=False)} {mark}"


@dataclass(frozen=True, slots=True)
class Draft:
    """Because `cause`, `event` may happen, leading to `effect`.

    `fingerprint` stays the same as long as it is the same risk of the same thing; assessments and rejections are compared by it.
    `names` are the persons, vendors, tasks it is about: a registered risk that names one of them is the same risk. `days` and `cents`
    are the impact if it happens, None where nothing in the data tells; `floor` is the least impact on the scale and `why_impact` says
    what it rests on. `trigger` is a condition that can be tested. `reserved` is False where
    the forecast or another draft already holds its days and money.
    """

    fingerprint: str
    category: str
    title: str
    cause: Told
    event: Told
    effect: Told
    probability: float
    why_probability: str
    why_impact: str
    strategy: str
    response: str
    trigger: Told
    evidence: tuple[Told, ...]
    quotes: tuple[Quote, ...] = ()
    contrary: Told | None = None
    names: tuple[str, ...] = ()
    words: str = ""
    days: float | None = None
    cents: int | None = None
    floor: int = 1
    confidence: str = "high"
    reserved: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """What one detector looked at, and what it found. `missing` says why it could not look."""

    category: str
    looked_at: str
    drafts: tuple[Draft, ...] = field(default=())
    missing: str = ""


def found(category: str, looked_at: str, drafts: Iterable[Draft]) -> Found:
    return Found(category, looked_at, tuple(drafts))


def _said(book: FactBook, one: Figure, currency: str) -> str:
    match one.kind:
        case "money":
            return book.money(one.label, one.value, currency)
        case "count":
            return book.count(one.label, one.value, one.noun or "item")
        case "number":
            return book.number(one.label, one.value, one.noun)
        case _:
            return str(getattr(book, one.kind)(one.label, one.value))
