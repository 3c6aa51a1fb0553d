"""Changes to a plan as small frozen records: each can say itself and apply itself to a copy.

A change that names a task that is not there raises `UnknownTaskError` with the key.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Protocol

from leadline.projects.calculations.critical_path import schedule
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
    """A task, or a delivery, comes so many working days later than it would today; one that has started takes longer."""

    key: str
    days: float
    because: str = ""

    @property
    def text(self) -> str:
        return self.because or f"{self.key} slips by {self.days:g} working days"

    def apply(self, plan: Plan) -> Plan:
        if self.days < 0:
            raise ValueError("a delay cannot be negative; shorten the task or move its date instead")
        task = find(plan, self.key)
        today = schedule(plan)
        if self.key not in today or today[self.key].finished:
            return plan
        if task.actual_start is not None or task.progress > 0:
            left = float(today.network.work[today.network.outline.index[self.key]])
            return swap(plan, replace(task, remaining=left + self.days))
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


def find(plan: Plan, key: str) -> Task:
    for task in plan.tasks:
        if task.key == key:
            return task
    raise UnknownTaskError(f"{key} is not in the plan")


def swap(plan: Plan, changed: Task) -> Plan:
    return replace(plan, tasks=tuple(changed if task.key == changed.key else task for task in plan.tasks))
