"""The frozen input of every schedule calculation: a plan as it stands on its status date.

Durations and lags are whole or fractional *working days* unless a link says otherwise. A task without a duration cannot be
scheduled; it is named in the result and the rest is still computed.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class LinkType(StrEnum):
    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"


class LagUnit(StrEnum):
    WORKING_DAYS = "working_days"
    ELAPSED_DAYS = "elapsed_days"
    PERCENT = "percent"  # of the predecessor's duration; a lag of 50 is half of it


class Constraint(StrEnum):
    AS_SOON_AS_POSSIBLE = "asap"
    AS_LATE_AS_POSSIBLE = "alap"
    START_NO_EARLIER_THAN = "snet"
    START_NO_LATER_THAN = "snlt"
    FINISH_NO_EARLIER_THAN = "fnet"
    FINISH_NO_LATER_THAN = "fnlt"
    MUST_START_ON = "mso"
    MUST_FINISH_ON = "mfo"


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are worked. `weekdays` uses Monday = 0; `exceptions` maps a date to worked (True) or off (False)."""

    name: str = "Monday to Friday"
    weekdays: frozenset[int] = frozenset({0, 1, 2, 3, 4})
    exceptions: Mapping[dt.date, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """One task or milestone. Milestones have duration 0. `progress` is 0.0 to 1.0.

    `optimistic`/`most_likely`/`pessimistic` (working days) feed Monte Carlo where a three-point estimate was given.
    """

    key: str
    name: str
    duration: float | None
    milestone: bool = False
    parent: str | None = None
    progress: float = 0.0
    actual_start: dt.date | None = None
    actual_finish: dt.date | None = None
    remaining: float | None = None
    constraint: Constraint = Constraint.AS_SOON_AS_POSSIBLE
    constraint_date: dt.date | None = None
    deadline: dt.date | None = None
    baseline_start: dt.date | None = None
    baseline_finish: dt.date | None = None
    optimistic: float | None = None
    most_likely: float | None = None
    pessimistic: float | None = None
    calendar: str | None = None
    assignees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    predecessor: str
    successor: str
    type: LinkType = LinkType.FINISH_START
    lag: float = 0.0
    lag_unit: LagUnit = LagUnit.WORKING_DAYS


@dataclass(frozen=True, slots=True)
class Plan:
    """Tasks in a stable order, their links, the project start, the status date and the calendars by name."""

    tasks: tuple[Task, ...]
    links: tuple[Link, ...]
    start: dt.date
    status_date: dt.date | None = None
    calendar: WorkingCalendar = WorkingCalendar()
    calendars: Mapping[str, WorkingCalendar] = field(default_factory=dict)
