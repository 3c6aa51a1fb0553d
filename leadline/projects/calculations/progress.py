"""Where a task stands on the status date: not started, in progress or finished, and what that says about its dates."""

import datetime as dt
import math
from dataclasses import dataclass
from enum import IntEnum

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.plan import Task
from leadline.projects.calculations.problems import Problem, ProblemKind

LONGEST = 36_500  # working days; a task or lag beyond a century and more is a slip of the pen, and its dates leave the calendar


class State(IntEnum):
    NOT_STARTED = 0
    IN_PROGRESS = 1
    FINISHED = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """`work` is what is still to run from the earliest moment `floor` on (offsets and working days of the task's calendar).

    `started` is the offset of the actual start; for finished tasks `floor` is the offset of the actual finish and `work` 0.
    """

    state: State
    work: float
    floor: float
    started: float


def usable_duration(task: Task) -> float | None:
    """The duration to schedule with: 0 for a milestone without one, None where nothing usable is given."""
    duration = task.duration
    if duration is None:
        return 0.0 if task.milestone else None
    return duration if 0 <= duration <= LONGEST else None  # false for what is not a number, too


def duration_problem(task: Task) -> Problem | None:
    duration = task.duration
    known = task.actual_start is not None and task.actual_finish is not None
    if duration is None:
        if task.milestone or known:
            return None
        message = f"{task.key} has no duration: it has no dates and its successors are computed as if it took no time"
        return Problem(ProblemKind.MISSING_DURATION, (task.key,), f"{message}; give it an estimate")
    if usable_duration(task) is None:
        message = f"{task.key} has the impossible duration {duration:g}: it is left out; give it 0 to {LONGEST:,} working days"
        return Problem(ProblemKind.NEGATIVE_DURATION, (task.key,), message)
    if duration == 0 and not task.milestone:
        message = f"{task.key} has duration 0 and is no milestone; it is scheduled as a milestone, check its estimate"
        return Problem(ProblemKind.ZERO_DURATION, (task.key,), message)
    return None


def progress_problems(task: Task, status_date: dt.date | None) -> list[Problem]:
    """Contradictions between progress, remaining duration and actual dates, with what the schedule makes of each."""
    key, found = task.key, []

    def say(kind: ProblemKind, message: str) -> None:
        found.append(Problem(kind, (key,), f"{key} {message}"))

    if not 0.0 <= task.progress <= 1.0:
        say(ProblemKind.PROGRESS, f"has progress {task.progress:.0%}; it is read as the nearer of 0 % and 100 %")
    if task.actual_finish is not None and task.progress < 1.0:
        say(ProblemKind.PROGRESS, f"has an actual finish but progress {task.progress:.0%}; it is taken as finished")
    if task.actual_finish is None and task.progress >= 1.0:
        say(ProblemKind.PROGRESS, "is 100 % complete without an actual finish; its finish is computed, give the date")
    if task.remaining and (task.actual_finish is not None or task.progress >= 1.0):
        say(ProblemKind.PROGRESS, f"is finished but has {task.remaining:g} days remaining; the remainder is ignored")
    if task.remaining == 0 and task.actual_finish is None and task.progress < 1.0 and task.duration:
        say(ProblemKind.PROGRESS, f"has nothing remaining but progress {task.progress:.0%} and no actual finish")
    if task.remaining is not None and not 0 <= task.remaining <= LONGEST:
        say(ProblemKind.PROGRESS, f"has {task.remaining:g} days remaining; the progress is used instead")
    if 0.0 < task.progress < 1.0 and task.actual_start is None and task.actual_finish is None:
        say(ProblemKind.PROGRESS, f"is {task.progress:.0%} complete without an actual start; its start is computed")
    if task.actual_start is not None and task.actual_finish is not None and task.actual_finish < task.actual_start:
        say(ProblemKind.PROGRESS, f"finished {task.actual_finish} before it started {task.actual_start}; check both")
    for label, day in (("start", task.actual_start), ("finish", task.actual_finish)):
        if day is not None and status_date is not None and day > status_date:
            say(ProblemKind.FUTURE_ACTUAL, f"has an actual {label} {day} after the status date {status_date}")
    return found


def standing(task: Task, duration: float, days: WorkingDays, status: float | None) -> Standing:
    """Read `task` on the status date (`status`: its offset on the task's calendar, None without one).

    Unfinished work never lies before the status date. Without a status date a started task runs on from its actual start.
    """
    if task.actual_finish is not None:
        finished = days.offset_of_finish(task.actual_finish)
        started = finished - duration if task.actual_start is None else days.offset_of_start(task.actual_start)
        return Standing(State.FINISHED, 0.0, finished, min(started, finished))
    if task.progress >= 1.0:
        return _complete_without_date(task, duration, days, status)
    if task.actual_start is None:
        left = _remaining(task, duration) if task.progress > 0 or task.remaining is not None else duration
        return Standing(State.NOT_STARTED, left, -math.inf if status is None else status, -math.inf)
    started = days.offset_of_start(task.actual_start)
    remaining = _remaining(task, duration)
    floor = started + max(0.0, duration - remaining) if status is None else max(started, status)
    return Standing(State.IN_PROGRESS, remaining, floor, started)


def _complete_without_date(task: Task, duration: float, days: WorkingDays, status: float | None) -> Standing:
    if task.actual_start is None:
        return Standing(State.NOT_STARTED, duration, -math.inf, -math.inf)
    started = days.offset_of_start(task.actual_start)
    finished = started + duration
    if status is not None:
        finished = max(started, min(finished, status))
    return Standing(State.FINISHED, 0.0, finished, started)


def _remaining(task: Task, duration: float) -> float:
    if task.remaining is not None and 0 <= task.remaining <= LONGEST:
        return task.remaining
    return duration * (1.0 - min(1.0, max(0.0, task.progress)))
