"""What if: changes applied to a copy of a plan, computed, and shown beside today's.

Each change is a small frozen record with `apply(plan)`; `what_if` applies them in order. A change that names a task that is not there
raises `UnknownTaskError` with the key.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from leadline.projects.calculations.critical_path import Schedule, schedule
from leadline.projects.calculations.monte_carlo import Simulation, simulate
from leadline.projects.calculations.plan import Constraint, LagUnit, Link, LinkType, Plan, Task
from leadline.projects.calculations.progress import usable_duration


class UnknownTaskError(ValueError):
    """A change concerns a task that is not in the plan."""


class Change(Protocol):
    """Anything that turns one plan into another and can say so."""

    @property
    def text(self) -> str: ...

    def apply(self, plan: Plan) -> Plan: ...


@dataclass(frozen=True, slots=True)
class AddTask:
    """More scope: a new task with its links."""

    task: Task
    links: tuple[Link, ...] = ()

    @property
    def text(self) -> str:
        return f"add {self.task.name} ({self.task.duration or 0:g} days)"

    def apply(self, plan: Plan) -> Plan:
        if any(task.key == self.task.key for task in plan.tasks):
            raise ValueError(f"{self.task.key} is already in the plan; give the new task another key")
        return replace(plan, tasks=(*plan.tasks, self.task), links=(*plan.links, *self.links))


@dataclass(frozen=True, slots=True)
class CutTask:
    """Less scope: the task falls away, and what waited for it waits for its predecessors (finish-to-start)."""

    key: str

    @property
    def text(self) -> str:
        return f"cut {self.key}"

    def apply(self, plan: Plan) -> Plan:
        find(plan, self.key)
        into = [link.predecessor for link in plan.links if link.successor == self.key]
        out_of = [link.successor for link in plan.links if link.predecessor == self.key]
        kept = [link for link in plan.links if self.key not in (link.predecessor, link.successor)]
        known = {(link.predecessor, link.successor) for link in kept}
        bridges = [Link(a, b) for a in into for b in out_of if a != b and (a, b) not in known]
        return replace(plan, tasks=tuple(task for task in plan.tasks if task.key != self.key), links=(*kept, *bridges))


@dataclass(frozen=True, slots=True)
class Rescale:
    """The remaining work of a task takes `factor` times as long: more or fewer people, or another estimate."""

    key: str
    factor: float
    because: str = ""

    @property
    def text(self) -> str:
        return self.because or f"{self.key} takes {self.factor:.0%} of its time"

    def apply(self, plan: Plan) -> Plan:
        if self.factor < 0:
            raise ValueError(f"the factor for {self.key} cannot be negative")
        task = find(plan, self.key)
        duration = usable_duration(task)
        if duration is None:
            return plan
        points = (task.optimistic, task.most_likely, task.pessimistic)
        low, likely, high = (None if point is None else point * self.factor for point in points)
        left = task.remaining if task.remaining is not None else duration * (1 - task.progress)
        changed = replace(task, duration=duration * self.factor, optimistic=low, most_likely=likely, pessimistic=high)
        if task.actual_start is not None or task.remaining is not None:
            changed = replace(task, remaining=left * self.factor)
        return swap(plan, changed)


@dataclass(frozen=True, slots=True)
class Delay:
    """A task, or a delivery, comes so many working days later than it would today."""

    key: str
    days: float
    because: str = ""

    @property
    def text(self) -> str:
        return self.because or f"{self.key} slips by {self.days:g} working days"

    def apply(self, plan: Plan) -> Plan:
        if self.days < 0:
            raise ValueError("a delay cannot be negative; shorten the task or move its date instead")
        find(plan, self.key)
        today = schedule(plan)
        if self.key not in today:
            return plan
        start = today.network.default_days.add(today[self.key].start, self.days)
        return MoveStart(self.key, start).apply(plan)


@dataclass(frozen=True, slots=True)
class MoveStart:
    """A task does not start before `date`."""

    key: str
    date: dt.date

    @property
    def text(self) -> str:
        return f"start {self.key} no earlier than {self.date}"

    def apply(self, plan: Plan) -> Plan:
        task = find(plan, self.key)
        held = replace(task, constraint=Constraint.START_NO_EARLIER_THAN, constraint_date=self.date)
        return swap(plan, held)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another sequence: the successor of a finish-to-start link starts when `share` of the predecessor is done."""

    predecessor: str
    successor: str
    share: float = 0.5

    @property
    def text(self) -> str:
        return f"start {self.successor} when {self.share:.0%} of {self.predecessor} is done"

    def apply(self, plan: Plan) -> Plan:
        before = find(plan, self.predecessor)
        links = tuple(
            replace(link, type=LinkType.START_START, lag=100 * self.share, lag_unit=LagUnit.PERCENT)
            if (link.predecessor, link.successor, link.type) == (before.key, self.successor, LinkType.FINISH_START)
            else link
            for link in plan.links
        )
        if links == plan.links:
            raise UnknownTaskError(f"there is no finish-to-start link {self.predecessor} -> {self.successor}")
        return replace(plan, links=links)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison. `cost` only where day rates are known; `work` in working days of unfinished tasks."""

    schedule: Schedule
    simulation: Simulation | None
    work: float
    cost: float | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Today and with the changes; differences in working days and money, positive = later, more."""

    changes: tuple[str, ...]
    today: Side
    changed: Side
    finish_shift: float | None
    p50_shift: float | None
    p80_shift: float | None
    work_change: float
    cost_change: float | None
    moved: Mapping[str, float] = field(repr=False)
    entered_critical_path: tuple[str, ...]
    left_critical_path: tuple[str, ...]


def what_if(
    plan: Plan,
    changes: Sequence[Change],
    *,
    trials: int = 2_000,
    seed: int = 1,
    day_cost: Mapping[str, float] | None = None,
) -> WhatIf:
    """Compare `plan` with a changed copy. `trials` 0 leaves the simulation out; both sides are drawn with the same seed.

    `day_cost` is the cost of a working day of a task, in any unit of money; tasks that are not in it cost nothing.
    """
    changed = plan
    for change in changes:
        changed = change.apply(changed)
    before, after = (_side(each, trials, seed, day_cost) for each in (plan, changed))
    old, new = before.schedule, after.schedule
    moved = {
        task.key: round(new[task.key].finish_offset - task.finish_offset, 6)
        for task in old.tasks
        if task.key in new and abs(new[task.key].finish_offset - task.finish_offset) > 1e-6
    }
    was, now = set(old.critical_path), set(new.critical_path)
    return WhatIf(
        changes=tuple(change.text for change in changes),
        today=before,
        changed=after,
        finish_shift=_shift(before, after, None),
        p50_shift=_shift(before, after, 50),
        p80_shift=_shift(before, after, 80),
        work_change=round(after.work - before.work, 6),
        cost_change=None if before.cost is None or after.cost is None else after.cost - before.cost,
        moved=moved,
        entered_critical_path=tuple(key for key in new.critical_path if key not in was),
        left_critical_path=tuple(key for key in old.critical_path if key not in now),
    )


def find(plan: Plan, key: str) -> Task:
    for task in plan.tasks:
        if task.key == key:
            return task
    raise UnknownTaskError(f"{key} is not in the plan")


def swap(plan: Plan, changed: Task) -> Plan:
    return replace(plan, tasks=tuple(changed if task.key == changed.key else task for task in plan.tasks))


def _side(plan: Plan, trials: int, seed: int, day_cost: Mapping[str, float] | None) -> Side:
    computed = schedule(plan)
    network = computed.network
    work = dict(zip((task.key for task in network.tasks[: network.leaves]), network.work, strict=False))
    simulation = simulate(computed, trials=trials, seed=seed) if trials and computed.finish is not None else None
    cost = None if day_cost is None else sum(days * day_cost.get(key, 0.0) for key, days in work.items())
    return Side(computed, simulation, sum(work.values()), cost)


def _shift(before: Side, after: Side, percent: float | None) -> float | None:
    """Working days between the two finishes on today's calendar."""
    if percent is None:
        old, new = before.schedule.finish, after.schedule.finish
        if old is None or new is None:
            return None
        days = before.schedule.network.default_days
        return days.offset_of_finish(new) - days.offset_of_finish(old)
    if before.simulation is None or after.simulation is None:
        return None
    return round(after.simulation.offset(percent) - before.simulation.offset(percent), 2)
