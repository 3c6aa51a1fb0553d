"""A work item before it is a row."""

import datetime as dt
from dataclasses import dataclass

from leadline.projects.sample.moves import Move
from leadline.projects.sample.stories import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """`ref` names the draft inside the project ("E1", "E1/3", "bug/7", "phase/Design"); `parent` is the ref of another."""

    ref: str
    type: str
    title: str
    created: dt.date
    status: str
    moves: tuple[Move, ...]
    parent: str | None = None
    progress: float = 0.0
    priority: str = "medium"
    severity: str | None = None
    assignee: str | None = None
    sprint: int | None = None
    points: float | None = None
    hours: float | None = None
    days: float | None = None
    remaining: float | None = None
    planned: Span | None = None
    baseline: Span | None = None
    started: dt.date | None = None
    finished: dt.date | None = None
    budget_cents: int | None = None
    blocked: str | None = None
    criteria: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

    def done_by(self, day: dt.date) -> bool:
        return self.finished is not None and self.finished <= day
