"""The one shape in which the records of every register are listed, filtered and told."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Detail:
    """Something said of a record: `said` is its place in the sentence, "{}" stands for the value. Kinds as in the FactBook."""

    label: str
    value: Any
    kind: str = "name"
    said: str = "{}"


@dataclass(frozen=True, slots=True)
class Entry:
    """`active`: still needs someone. `due`: when; `cells`: the columns of the table; `story`: what stands in the record, as sentences."""

    project: str
    key: str
    title: str
    owner: str | None
    status: str
    active: bool
    due: dt.date | None = None
    details: tuple[Detail, ...] = ()
    cells: Mapping[str, Any] = field(default_factory=dict)
    story: tuple[str, ...] = ()
    record: Any = None

    def overdue(self, today: dt.date) -> bool:
        return self.active and self.due is not None and self.due < today


def within(entries: Iterable[Entry], text: str) -> list[Entry]:
    """Entries in which every word of `text` occurs."""
    words = text.casefold().split()
    return [
        one
        for one in entries
        if all(word in " ".join([one.key, one.title, one.owner or "", *one.story]).casefold() for word in words)
    ]


def owned_by(owner: str | None) -> Detail:
    return Detail("owner", owner) if owner else Detail("owner", None, "text", "no owner")


def due_on(due: dt.date | None) -> tuple[Detail, ...]:
    return (Detail("due", due, "date", "due {}"),) if due else (Detail("due", None, "text", "no due date"),)


def happened(what: str, on: dt.date | None) -> tuple[Detail, ...]:
    return (Detail(what, on, "date", f"{what} {{}}"),) if on else ()


def texts(*texts: str | None) -> tuple[str, ...]:
    return tuple(f"{text.strip().rstrip('.')}." for text in texts if text and text.strip())
