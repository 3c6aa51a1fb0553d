"""Date constraints and deadlines as bounds on a task: the earliest begin and the latest finish they allow.

Links win over dates: a constraint that the links cannot keep shows as negative float and is named, it does not break the logic.
"""

import math
from dataclasses import dataclass
from enum import Enum

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.plan import Constraint, Task
from leadline.projects.calculations.problems import Problem, ProblemKind

UNDATED = frozenset({Constraint.AS_SOON_AS_POSSIBLE, Constraint.AS_LATE_AS_POSSIBLE})
LATEST = frozenset(
    {
        Constraint.START_NO_LATER_THAN,
        Constraint.FINISH_NO_LATER_THAN,
        Constraint.MUST_START_ON,
        Constraint.MUST_FINISH_ON,
    }
)
WORDS = {
    Constraint.AS_SOON_AS_POSSIBLE: "as soon as possible",
    Constraint.AS_LATE_AS_POSSIBLE: "as late as possible",
    Constraint.START_NO_EARLIER_THAN: "start no earlier than",
    Constraint.START_NO_LATER_THAN: "start no later than",
    Constraint.FINISH_NO_EARLIER_THAN: "finish no earlier than",
    Constraint.FINISH_NO_LATER_THAN: "finish no later than",
    Constraint.MUST_START_ON: "must start on",
    Constraint.MUST_FINISH_ON: "must finish on",
}


class Floor(Enum):
    """What keeps a node from beginning earlier, where no other node does."""

    PROJECT_START = "project start"
    STATUS_DATE = "status date"
    ACTUAL = "actual date"
    CONSTRAINT = "date constraint"
    LINK = "link to a started task"


@dataclass(frozen=True, slots=True)
class DateBounds:
    """`floor`: earliest begin, `ceiling`: latest finish, as offsets on the task's calendar; infinite where nothing binds."""

    floor: float = -math.inf
    ceiling: float = math.inf


def date_bounds(task: Task, days: WorkingDays, work: float, problems: list[Problem]) -> DateBounds:
    """Bounds that the constraint and the deadline of `task` set on its `work`."""
    deadline = math.inf if task.deadline is None else days.offset_of_finish(task.deadline)
    kind, date = task.constraint, task.constraint_date
    if kind in UNDATED:
        return DateBounds(ceiling=deadline)
    if date is None:
        message = f"{task.key} must {WORDS[kind]} a date that is not given; it is scheduled as soon as possible"
        problems.append(Problem(ProblemKind.CONSTRAINT_WITHOUT_DATE, (task.key,), message.replace("must must", "must")))
        return DateBounds(ceiling=deadline)
    start, finish = days.offset_of_start(date), days.offset_of_finish(date)
    floor, ceiling = -math.inf, math.inf
    if kind in (Constraint.START_NO_EARLIER_THAN, Constraint.MUST_START_ON):
        floor = start
    if kind in (Constraint.FINISH_NO_EARLIER_THAN, Constraint.MUST_FINISH_ON):
        floor = finish - work
    if kind in (Constraint.START_NO_LATER_THAN, Constraint.MUST_START_ON):
        last = start if finish > start else start - 1
        ceiling = finish if work == 0 else last + work
    if kind in (Constraint.FINISH_NO_LATER_THAN, Constraint.MUST_FINISH_ON):
        ceiling = finish
    return DateBounds(floor, min(ceiling, deadline))
