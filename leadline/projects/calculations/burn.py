"""Burndown and burn-up of a sprint or a release, with the scope as its own line."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from leadline.projects.calculations.calendar import WorkingDays


@dataclass(frozen=True, slots=True)
class ScopeItem:
    """An item in scope from `added` until `removed` (excluded), done on `done`; days in the team's time zone."""

    key: str
    points: float
    added: dt.date
    done: dt.date | None = None
    removed: dt.date | None = None


@dataclass(frozen=True, slots=True)
class BurnDay:
    """At the end of `day`: points in scope, done and remaining; `ideal` falls in a straight line over the working days.

    `scope`, `done` and `remaining` are None for days after `today`: the future is not drawn.
    """

    day: dt.date
    scope: float | None
    done: float | None
    remaining: float | None
    ideal: float


@dataclass(frozen=True, slots=True)
class Burn:
    """`started_with` is the scope on the first day, `scope_change` what came in less what went out after it."""

    days: tuple[BurnDay, ...]
    started_with: float
    scope_change: float
    remaining: float


def burn(items: Iterable[ScopeItem], *, start: dt.date, finish: dt.date, today: dt.date, calendar: WorkingDays) -> Burn:
    """One row a calendar day from `start` to `finish`, both included. Raises ValueError if the finish lies before the start."""
    if finish < start:
        raise ValueError(f"the sprint ends {finish}, before it starts {start}; put its dates right")
    scope = list(items)
    days = [start + dt.timedelta(days=number) for number in range((finish - start).days + 1)]
    first = _scope(scope, start)
    length = calendar.offset_of_finish(finish) - calendar.offset_of_start(start)
    rows = []
    for day in days:
        gone = calendar.offset_of_finish(day) - calendar.offset_of_start(start)
        ideal = first * (1 - gone / length) if length else 0.0
        if day > today:
            rows.append(BurnDay(day, None, None, None, ideal))
            continue
        whole, done = _scope(scope, day), _done(scope, day)
        rows.append(BurnDay(day, whole, done, whole - done, ideal))
    until = min(max(today, start), finish)
    return Burn(tuple(rows), first, _scope(scope, until) - first, _scope(scope, until) - _done(scope, until))


def _scope(items: Iterable[ScopeItem], day: dt.date) -> float:
    return sum(item.points for item in items if item.added <= day and (item.removed is None or item.removed > day))


def _done(items: Iterable[ScopeItem], day: dt.date) -> float:
    inside = [item for item in items if item.added <= day and (item.removed is None or item.removed > day)]
    return sum(item.points for item in inside if item.done is not None and item.done <= day)
