"""The flow of work items through their states: throughput, lead and cycle time, cumulative flow, stand-up digest.

Lead time runs from creation to done, cycle time from the first start of work to done, both in calendar days with at least a part of a day
(Vacanti 2015 counts both end days; here the plain difference is taken, as issue trackers do).
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from leadline.projects.calculations.earned_value import Figure, Undefined

_SECONDS_A_DAY = 86_400


class Stage(StrEnum):
    TODO = "todo"
    IN_PROGRESS = "in_progress"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Move:
    """The item entered `stage` at `at` (timezone-aware)."""

    at: dt.datetime
    stage: Stage


@dataclass(frozen=True, slots=True)
class ItemFlow:
    """One work item: when it was created, at which stage, and every later move in the order of time."""

    key: str
    created: dt.datetime
    moves: tuple[Move, ...] = ()
    estimate: float | None = None

    @property
    def stage(self) -> Stage:
        return self.moves[-1].stage if self.moves else Stage.TODO

    @property
    def done_at(self) -> dt.datetime | None:
        """When the item became done for good: the move that opened its present stay in done."""
        done: dt.datetime | None = None
        for move in self.moves:
            if move.stage is not Stage.DONE:
                done = None
            elif done is None:
                done = move.at
        return done

    @property
    def started_at(self) -> dt.datetime | None:
        return next((move.at for move in self.moves if move.stage is Stage.IN_PROGRESS), None)

    @property
    def reopened(self) -> int:
        """How often the item left done."""
        stages = [move.stage for move in self.moves]
        return sum(before is Stage.DONE and after is not Stage.DONE for before, after in pairwise(stages))

    def stage_at(self, moment: dt.datetime) -> Stage | None:
        """None before the item existed."""
        if moment < self.created:
            return None
        return next((move.stage for move in reversed(self.moves) if move.at <= moment), Stage.TODO)


@dataclass(frozen=True, slots=True)
class Durations:
    """Percentiles in calendar days over `count` items: half, 85 % and 95 % of them took no longer (nearest rank)."""

    count: int
    mean: float
    p50: float
    p85: float
    p95: float


def lead_times(items: Iterable[ItemFlow], *, since: dt.datetime | None = None) -> Durations | Undefined:
    """Creation to done, for items done (at or after `since`)."""
    return _durations([_days(item.created, item.done_at) for item in items if item.done_at and _after(item, since)])


def cycle_times(items: Iterable[ItemFlow], *, since: dt.datetime | None = None) -> Durations | Undefined:
    """First start of work to done; items that were never seen in progress are left out."""
    return _durations(
        [
            _days(item.started_at, item.done_at)
            for item in items
            if item.started_at and item.done_at and _after(item, since)
        ]
    )


def throughput(items: Iterable[ItemFlow], *, weeks: int, until: dt.date) -> tuple[int, ...]:
    """Items done in each of the last whole `weeks` before the day `until` (excluded), oldest first; weeks without any are 0."""
    if weeks < 1:
        raise ValueError("ask for at least one week")
    counts = [0] * weeks
    for item in items:
        if item.done_at is not None:
            back = (until - item.done_at.date()).days
            if 0 < back <= 7 * weeks:
                counts[weeks - 1 - (back - 1) // 7] += 1
    return tuple(counts)


def reopen_rate(items: Iterable[ItemFlow]) -> Figure:
    """Share of the items ever done that were reopened at least once."""
    ever_done = [item for item in items if any(move.stage is Stage.DONE for move in item.moves)]
    if not ever_done:
        return Undefined("no item has been done yet")
    return sum(item.reopened > 0 for item in ever_done) / len(ever_done)


@dataclass(frozen=True, slots=True)
class FlowDay:
    day: dt.date
    counts: Mapping[Stage, int]


def cumulative_flow(items: Sequence[ItemFlow], days: Sequence[dt.date]) -> tuple[FlowDay, ...]:
    """Items in each stage at the end (UTC) of each of `days`."""
    rows = []
    for day in days:
        end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), dt.UTC) - dt.timedelta(microseconds=1)
        counts = dict.fromkeys(Stage, 0)
        for item in items:
            stage = item.stage_at(end)
            if stage is not None:
                counts[stage] += 1
        rows.append(FlowDay(day, counts))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Digest:
    """Since the last stand-up: keys that were finished, moved on, reopened, and those in progress without a move for too long."""

    finished: tuple[str, ...]
    started: tuple[str, ...]
    reopened: tuple[str, ...]
    stuck: tuple[tuple[str, int], ...]


def standup_digest(items: Iterable[ItemFlow], *, since: dt.datetime, now: dt.datetime, stuck_after: int = 5) -> Digest:
    """`stuck` pairs a key with its whole days without a move, longest first, from `stuck_after` days on."""
    finished, started, reopened, stuck = [], [], [], []
    for item in items:
        before, after = item.stage_at(since), item.stage_at(now)
        last = max((move.at for move in item.moves if move.at <= now), default=item.created)
        if after is Stage.DONE and before is not Stage.DONE:
            finished.append(item.key)
        elif before is Stage.DONE and after is not Stage.DONE:
            reopened.append(item.key)
        elif after is Stage.IN_PROGRESS and before is not Stage.IN_PROGRESS:
            started.append(item.key)
        elif after is Stage.IN_PROGRESS and (now - last).days >= stuck_after:
            stuck.append((item.key, (now - last).days))
    stuck.sort(key=lambda pair: -pair[1])
    return Digest(tuple(finished), tuple(started), tuple(reopened), tuple(stuck))


def _after(item: ItemFlow, since: dt.datetime | None) -> bool:
    return since is None or (item.done_at is not None and item.done_at >= since)


def _days(start: dt.datetime, end: dt.datetime) -> float:
    return (end - start).total_seconds() / _SECONDS_A_DAY


def _durations(days: list[float]) -> Durations | Undefined:
    """Negative spans (clocks or edited histories) are left out."""
    ordered = sorted(span for span in days if span >= 0)
    if not ordered:
        return Undefined("no finished item with both dates")
    rank = {share: ordered[math.ceil(share * len(ordered)) - 1] for share in (0.5, 0.85, 0.95)}
    return Durations(len(ordered), math.fsum(ordered) / len(ordered), rank[0.5], rank[0.85], rank[0.95])
