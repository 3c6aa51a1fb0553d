"""Resource levelling: a plan that nobody has to be in two places for, proposed beside today's.

A serial heuristic answers in milliseconds; list search and OR-Tools CP-SAT then shorten it within the given time. Work runs in whole slots
of a working day on the plan's calendar; finished work is left alone, started work goes on as it is. The levelled plan is today's plan
with start-no-earlier-than dates where tasks have to wait, scheduled again, so that all its dates and floats are ordinary ones.
"""

import datetime as dt
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from leadline.projects.calculations.critical_path import Schedule, schedule
from leadline.projects.calculations.list_search import ListSearch
from leadline.projects.calculations.plan import Constraint, Plan, Task
from leadline.projects.calculations.problems import Problem
from leadline.projects.calculations.progress import State
from leadline.projects.calculations.resource_network import ResourceNetwork, resource_network

_LIST_SHARE = 0.6  # of the time goes to the list search, the rest to CP-SAT; measured on the public 120-task instances
_SMALL = 65  # up to so many tasks CP-SAT proves most optima at once and starts right away


@dataclass(frozen=True, slots=True)
class Absence:
    """From `first` to `last` (both included) the resource has `amount` less capacity."""

    resource: str
    first: dt.date
    last: dt.date
    amount: float


@dataclass(frozen=True, slots=True)
class Resources:
    """`capacity` by resource in units (1.0 = one person full time); `demand` by task key, then resource.

    `priority` (higher goes first) decides between tasks where the finish does not.
    """

    capacity: Mapping[str, float]
    demand: Mapping[str, Mapping[str, float]]
    priority: Mapping[str, int] = field(default_factory=dict)
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """A task that moves: its dates today and in the levelled plan, `days` later in working days (negative: earlier)."""

    key: str
    name: str
    start: dt.date
    finish: dt.date
    new_start: dt.date
    new_finish: dt.date
    days: float


@dataclass(frozen=True, slots=True)
class Levelled:
    """`schedule` is the levelled plan, computed. `duration` runs from the plan's start to the levelled finish in working days, and
    `shortest` is a proved lower bound on it.

    `proved`: no shorter plan exists under these capacities. `method` names the search that found it.
    """

    before: Schedule
    schedule: Schedule
    shifts: tuple[Shift, ...]
    duration: float
    shortest: float
    proved: bool
    method: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Begins by task of a `ResourceNetwork`, their length, and the proved lower bound on it."""

    begin: list[int]
    length: int
    bound: int
    method: str


def level(plan: Plan, resources: Resources, *, seconds: float = 5.0, workers: int = 2, seed: int = 1) -> Levelled:
    """Level `plan` within about `seconds`; 0 gives the serial heuristic alone. Raises ValueError for negative capacities."""
    if any(size < 0 for size in resources.capacity.values()):
        raise ValueError("a capacity cannot be negative; use 0 for a resource that is not there")
    before = schedule(plan)
    slots = _slots(before)
    network, nodes, problems = resource_network(
        before,
        capacity=resources.capacity,
        demand=resources.demand,
        priority=resources.priority,
        away=_away(before, resources.absences),
        slots=slots,
    )
    found = shorten(network, seconds=seconds, workers=workers, seed=seed)
    after = schedule(_held(before, {nodes[at]: begin / slots for at, begin in enumerate(found.begin)}))
    return Levelled(
        before=before,
        schedule=after,
        shifts=_shifts(before, after),
        duration=found.length / slots,
        shortest=found.bound / slots,
        proved=found.length == found.bound,
        method=found.method,
        problems=(*before.problems, *problems),
    )


def shorten(network: ResourceNetwork, *, seconds: float, workers: int = 2, seed: int = 1) -> Found:
    """The shortest schedule that is found in the time given."""
    end = time.monotonic() + seconds
    search = ListSearch(network, seed=seed)
    bound = network.lower_bound
    quick = min(0.1, seconds / 20) if len(network.duration) <= _SMALL else seconds * _LIST_SHARE
    search.improve(seconds=quick)
    length, begin, _ = search.best
    method = "serial heuristic" if seconds <= 0 else "list search"
    if seconds > 0 and length > bound:
        from leadline.projects.calculations.constraint_search import solve  # a second to import: only when it is used

        solved = solve(
            network, hint=begin, seconds=max(end - time.monotonic(), seconds * 0.3), workers=workers, seed=seed
        )
        bound = max(bound, solved.bound)
        if solved.begin is not None and search.length(solved.begin) < length:
            begin, length, method = solved.begin, search.length(solved.begin), "constraint programming"
    if seconds > 0 and len(set(network.priority)) > 1:
        from leadline.projects.calculations.constraint_search import favour_priorities

        begin = favour_priorities(network, hint=begin, seconds=max(0.2, seconds / 10), workers=workers, seed=seed)
    return Found(begin, length, min(bound, length), method)


def _slots(before: Schedule) -> int:
    """Slots a working day: as few as leave every duration and gap whole, at most eight (an hour or so)."""
    amounts = [*before.network.work, *before.network.weight.tolist()]
    for slots in (1, 2, 4):
        if all(math.isclose(amount * slots, round(amount * slots), abs_tol=1e-6) for amount in amounts):
            return slots
    return 8


def _away(before: Schedule, absences: Sequence[Absence]) -> dict[str, list[tuple[float, float, float]]]:
    days = before.network.default_days
    spans: dict[str, list[tuple[float, float, float]]] = {}
    for absence in absences:
        first, last = days.offset_of_start(absence.first), days.offset_of_finish(absence.last)
        if last > first:
            spans.setdefault(absence.resource, []).append((first, last, absence.amount))
    return spans


def _held(before: Schedule, begins: Mapping[int, float]) -> Plan:
    """Today's plan with every task that has to wait held until its levelled begin."""
    network = before.network
    held: dict[str, Task] = {}
    for node, begin in begins.items():
        task = network.tasks[node]
        moved = abs(begin - float(before.passes.begin[node])) > 1e-6
        if node < network.leaves and network.state[node] == State.NOT_STARTED and moved:
            date = network.days(node).start_day(begin)
            held[task.key] = replace(task, constraint=Constraint.START_NO_EARLIER_THAN, constraint_date=date)
    return replace(before.plan, tasks=tuple(held.get(task.key, task) for task in before.plan.tasks))


def _shifts(before: Schedule, after: Schedule) -> tuple[Shift, ...]:
    rows = []
    for old in before.tasks:
        new = after[old.key]
        days = new.start_offset - old.start_offset
        if not old.summary and (abs(days) > 1e-6 or new.finish != old.finish):
            rows.append(Shift(old.key, old.name, old.start, old.finish, new.start, new.finish, round(days, 6)))
    return tuple(sorted(rows, key=lambda row: row.new_start))
