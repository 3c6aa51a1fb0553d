"""The facts of one tool call: each figure is written down with its source as it is said.

The methods that take a label give back the words for a sentence and keep the Fact behind them. A label names subject and measure,
so that the fact can stand alone ("Atlas Billing: budget at completion (BAC)").
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from leadline.projects.calculations.earned_value import Figure, Undefined
from leadline.tools import phrasing
from leadline.tools.answer import Card, Fact, QuerySource, Sentence, ToolAnswer, Value


class FactBook:
    """Ids carry a hash of tool and arguments, so that those of several calls in one turn never meet."""

    def __init__(self, tool: str, args: Mapping[str, Any], as_of: dt.date) -> None:
        self._args = {name: value for name, value in args.items() if value not in (None, False, "")}
        self._source = QuerySource(tool=tool, args=self._args)
        known = json.dumps([tool, self._args], sort_keys=True, default=str)
        self._prefix = hashlib.sha256(known.encode()).hexdigest()[:4]
        self._as_of = as_of
        self._facts: dict[tuple[str, Value], Fact] = {}
        self._lines: list[str] = []

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(self._facts.values())

    def money(self, label: str, cents: float | None, currency: str = "EUR") -> str:
        shown = phrasing.money(cents, currency)
        return self._keep(label, None if cents is None else round(cents / 100, 2), currency, shown)

    def date(self, label: str, date: dt.date | None) -> str:
        return self._keep(label, date.isoformat() if date else None, "date", phrasing.day(date))

    def percent(self, label: str, value: float | None) -> str:
        """`value` as shown: 12.5 for 12.5 %."""
        return self._keep(label, value, "%", phrasing.percent(value))

    def ratio(self, label: str, figure: Figure | None) -> str:
        """An index to two decimals, or "n/a" with the reason."""
        if isinstance(figure, Undefined):
            return self._keep(label, None, "ratio", str(figure))
        return self._keep(label, figure, "ratio", phrasing.ratio(figure))

    def count(self, label: str, how_many: float, noun: str) -> str:
        return self._keep(label, how_many, "count", phrasing.count(how_many, noun))

    def points(self, label: str, points: float) -> str:
        return self._keep(label, points, "points", phrasing.count(points, "point"))

    def number(self, label: str, value: float, unit: str | None = None) -> str:
        return self._keep(label, value, unit, phrasing.number(value))

    def working_days(self, label: str, days: float) -> str:
        """Without sign: the sentence says late or early."""
        return self._keep(label, days, "working days", phrasing.count(abs(days), "working day"))

    def days(self, label: str, days: float) -> str:
        return self._keep(label, days, "days", phrasing.count(abs(days), "day"))

    def colour(self, label: str, colour: str) -> str:
        return self._keep(label, str(colour), "colour", str(colour))

    def name(self, label: str, text: str | None) -> str:
        """A person, a title, a key: something that has a name."""
        return self._keep(label, text, "name", text or phrasing.NOT_PROVIDED)

    def key(self, label: str, key: str) -> str:
        return self._keep(label, key, "id", key)

    def word(self, label: str, word: str | None) -> str:
        return self._keep(label, word, None, (word or phrasing.NOT_PROVIDED).replace("_", " "))

    def answer(
        self,
        sentences: Sequence[Sentence],
        cards: Sequence[Card] = (),
        *,
        total: int | None = None,
        shown: int | None = None,
        withheld: int = 0,
        looked_at: Sequence[str] = (),
        choices: Sequence[str] = (),
        status: str = "ok",
    ) -> ToolAnswer:
        said = [sentence.text for sentence in sentences if sentence.part != "next"]
        text = "\n".join([*said, "", "Facts:", *self._lines])
        return ToolAnswer.model_validate(
            {
                "status": status,
                "text": text,
                "sentences": tuple(sentences),
                "facts": self.facts,
                "cards": tuple(cards),
                "choices": tuple(choices),
                "total": total,
                "shown": shown,
                "withheld": withheld,
                "looked_at": tuple(looked_at),
            }
        )

    def _keep(self, label: str, value: Value, unit: str | None, shown: str) -> str:
        before = len(self._facts)
        fact = self._add(label, value, unit)
        if len(self._facts) > before:
            self._lines.append(f"{fact.id} {label}: {shown}")
        return shown

    def _add(self, label: str, value: Value, unit: str | None) -> Fact:
        known = self._facts.get((label, value))
        if known is not None:
            return known
        fact = Fact(
            id=self._prefix_of(len(self._facts) + 1),
            label=label,
            value=value,
            unit=unit,
            as_of=self._as_of,
            source=self._source,
        )
        self._facts[label, value] = fact
        return fact

    def _prefix_of(self, position: int) -> str:
        return f"f{self._prefix}-{position}"
