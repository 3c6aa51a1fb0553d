"""Sprints: velocity with its spread, carry-over, and what the next sprint can hold."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median, stdev

from leadline.projects.calculations.earned_value import Figure, Undefined
from leadline.projects.calculations.kpis import slope


@dataclass(frozen=True, slots=True)
class SprintResult:
    """A closed sprint in points (or items): what was committed at its start, completed, added after the start, and taken out."""

    name: str
    committed: float
    completed: float
    added: float = 0.0
    removed: float = 0.0
    working_days: float | None = None

    @property
    def carry_over(self) -> float:
        """What was in the sprint at its end and not done."""
        return max(0.0, self.committed + self.added - self.removed - self.completed)

    @property
    def predictability(self) -> Figure:
        """Completed per committed (more than 1 if work was added and done)."""
        return self.completed / self.committed if self.committed else Undefined("nothing was committed")


@dataclass(frozen=True, slots=True)
class Velocity:
    """Completed points a sprint over `sprints` sprints, in the order of time. `spread` is the sample standard deviation."""

    sprints: tuple[str, ...]
    values: tuple[float, ...]
    mean: float
    median: float
    low: float
    high: float
    spread: Figure
    trend: Figure


def velocity(sprints: Sequence[SprintResult], *, last: int = 5) -> Velocity | Undefined:
    """Velocity of the `last` closed sprints (oldest first). Undefined without any.

    `trend` is the slope of a straight line through them in points a sprint (least squares), from three sprints on.
    """
    if last < 1:
        raise ValueError("ask for at least one sprint")
    window = sprints[-last:]
    if not window:
        return Undefined("no sprint has been closed yet")
    values = tuple(sprint.completed for sprint in window)
    several = len(values) > 1
    return Velocity(
        sprints=tuple(sprint.name for sprint in window),
        values=values,
        mean=fmean(values),
        median=median(values),
        low=min(values),
        high=max(values),
        spread=stdev(values) if several else Undefined("one sprint has no spread"),
        trend=slope(values) if len(values) > 2 else Undefined("three sprints are needed for a trend"),
    )


@dataclass(frozen=True, slots=True)
class SprintCapacity:
    """Points that the next sprint can hold: `likely` at the mean velocity, `safe` met or beaten in four of five past sprints."""

    safe: float
    likely: float
    availability: float
    sprints: int


def sprint_capacity(past: Velocity, *, availability: float = 1.0) -> SprintCapacity:
    """`availability` is the team's capacity in the next sprint relative to the past ones (0.8 with a fifth away)."""
    if availability < 0:
        raise ValueError("availability cannot be negative; 1.0 is the usual team")
    ordered = sorted(past.values)
    safe = ordered[math.floor(0.2 * (len(ordered) - 1))]
    return SprintCapacity(safe * availability, past.mean * availability, availability, len(past.values))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A backlog item in rank order; `estimate` None = not estimated."""

    key: str
    estimate: float | None
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class SprintFit:
    """`taken` fit in rank order; `skipped` are too big for what was left; `unready` are blocked or have no estimate."""

    taken: tuple[str, ...]
    skipped: tuple[str, ...]
    unready: tuple[str, ...]
    points: float
    capacity: float


def fit_sprint(candidates: Sequence[Candidate], capacity: float) -> SprintFit:
    """Take items by rank while they fit; smaller ones further down may use what is left."""
    taken, skipped, unready, points = [], [], [], 0.0
    for item in candidates:
        if item.blocked or item.estimate is None:
            unready.append(item.key)
        elif points + item.estimate <= capacity + 1e-9:
            taken.append(item.key)
            points += item.estimate
        else:
            skipped.append(item.key)
    return SprintFit(tuple(taken), tuple(skipped), tuple(unready), points, capacity)
