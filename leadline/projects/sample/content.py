"""What a sample project is about, as frozen values. No dates yet: only offsets.

Offsets are in weeks or days relative to the last report (`Clock.reported`); amounts are in cents.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leadline.projects.calculations.plan import Link


@dataclass(frozen=True, slots=True)
class Activity:
    """A line of the plan. `slips`: working days by which it was put off, in the order in which that was admitted.

    `cost_factor`: actual cost per unit of earned value. `change`: key of the change request that added it to the plan.
    """

    code: str
    title: str
    phase: str
    days: float
    links: tuple[Link, ...]
    owner: str | None
    budget_cents: int
    category: str
    slips: tuple[int, ...] = ()
    cost_factor: float = 1.0
    blocked: str | None = None
    change: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """`added`: week in which it was added after the baseline was approved, None for the stories of the baseline."""

    title: str
    points: int
    criteria: tuple[str, ...] = ()
    added: int | None = None
    dropped: bool = False
    blocked: str | None = None
    unowned: bool = False


@dataclass(frozen=True, slots=True)
class Bug:
    title: str
    severity: str
    week: int
    days_open: int | None  # None = still open


@dataclass(frozen=True, slots=True)
class Category:
    name: str
    expenditure: str
    vendor: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """One project. `raw` holds the registers, which are written to the tables almost as they are read."""

    key: str
    name: str
    summary: str
    program: str
    method: str
    phase: str
    sponsor: str
    manager: str
    start_week: int
    budget_cents: int | None
    objectives: tuple[str, ...]
    health: tuple[tuple[int, str], ...]
    health_note: str | None
    team: tuple[str, ...]
    cost_factor: float
    activities: tuple[Activity, ...]
    stories: Mapping[str, tuple[Story, ...]]
    goals: Mapping[str, str]
    bugs: tuple[Bug, ...]
    categories: Mapping[str, Category]
    raw: Mapping[str, Any]

    @property
    def has_plan(self) -> bool:
        return self.phase != "initiation"
