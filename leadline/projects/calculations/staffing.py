"""What an extra person or a loss does to a plan, as changes for `what_if`."""

import datetime as dt
from dataclasses import dataclass, replace

from leadline.projects.calculations.changes import Rescale, find, swap
from leadline.projects.calculations.plan import Plan, Task, WorkingCalendar

_NEWCOMER = (
    2 / 3
)  # of a full pair of hands, for hand-over and coordination (after Brooks 1975); one helps one to 60 % of the time


@dataclass(frozen=True, slots=True)
class AddPerson:
    """One more person on the tasks `keys`: n people become n + 2/3, a task with nobody gets its planned duration."""

    person: str
    keys: tuple[str, ...]

    @property
    def text(self) -> str:
        return f"put {self.person} on {', '.join(self.keys)}"

    def apply(self, plan: Plan) -> Plan:
        for key in self.keys:
            task = find(plan, key)
            if self.person not in task.assignees:
                count = len(task.assignees)
                factor = count / (count + _NEWCOMER) if count else 1.0
                plan = Rescale(key, factor).apply(plan)
                plan = swap(plan, replace(find(plan, key), assignees=(*task.assignees, self.person)))
        return plan


@dataclass(frozen=True, slots=True)
class LosePerson:
    """A person leaves: the others on a task take over, n people become n - 1. Tasks with nobody else keep their duration and are
    `unstaffed`: somebody has to be found, so tell them with the result."""

    person: str

    @property
    def text(self) -> str:
        return f"lose {self.person}"

    def apply(self, plan: Plan) -> Plan:
        for task in plan.tasks:
            if self.person in task.assignees and not _done(task):
                others = tuple(person for person in task.assignees if person != self.person)
                if others:
                    plan = Rescale(task.key, len(task.assignees) / len(others)).apply(plan)
                plan = swap(plan, replace(find(plan, task.key), assignees=others))
        return plan


@dataclass(frozen=True, slots=True)
class Away:
    """A person cannot work from `first` to `last` (both included), and nobody takes over: their open tasks wait for those days."""

    person: str
    first: dt.date
    last: dt.date

    @property
    def text(self) -> str:
        return f"{self.person} is away from {self.first} to {self.last}"

    def apply(self, plan: Plan) -> Plan:
        days = [self.first + dt.timedelta(days=at) for at in range((self.last - self.first).days + 1)]
        calendars, tasks = dict(plan.calendars), list[Task]()
        for task in plan.tasks:
            if self.person in task.assignees and not _done(task):
                own = calendars.get(task.calendar, plan.calendar) if task.calendar else plan.calendar
                name = f"{own.name} without {self.person}, {self.first} to {self.last}"
                calendars[name] = WorkingCalendar(name, own.weekdays, {**own.exceptions, **dict.fromkeys(days, False)})
                tasks.append(replace(task, calendar=name))
            else:
                tasks.append(task)
        return replace(plan, tasks=tuple(tasks), calendars=calendars)


def unstaffed(plan: Plan, person: str) -> tuple[str, ...]:
    """Keys of unfinished tasks that nobody but `person` is assigned to."""
    return tuple(task.key for task in plan.tasks if set(task.assignees) == {person} and not _done(task))


def _done(task: Task) -> bool:
    return task.actual_finish is not None or task.progress >= 1.0
