"""Lessons as plain values. Every statement is a quote: a verbatim piece of a passage that can be cited."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    passage_id: str
    document_id: str
    title: str
    section: str
    page: int | None


@dataclass(frozen=True, slots=True)
class CauseFound:
    """A cause of the taxonomy with the sentence that shows it. `strength`: how clearly (cue weight + number of terms)."""

    cause_id: str
    quote: Quote
    strength: int


@dataclass(frozen=True, slots=True)
class DocumentLessons:
    """What one document teaches. Empty tuples say that the document does not tell."""

    document_id: str
    title: str
    kind: str
    project_key: str
    date: dt.date | None
    event: Quote | None
    effects: tuple[Quote, ...]
    causes: tuple[CauseFound, ...]
    worked: tuple[Quote, ...]
    actions: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class RecurringCause:
    """A cause over several documents, the clearest quote of each; `actions` are what those documents recommend or did about it."""

    cause_id: str
    name: str
    applies_when: str
    found: tuple[CauseFound, ...]
    actions: tuple[Quote, ...]

    @property
    def count(self) -> int:
        """Documents, each counted once."""
        return len({each.quote.document_id for each in self.found})


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """The same advice in different words: the clearest one first."""

    quotes: tuple[Quote, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(quote.document_id for quote in self.quotes))
