"""How far dates have moved from a baseline, in working days: positive is late, negative is early."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.critical_path import Schedule, ScheduledTask


@dataclass(frozen=True, slots=True)
class Slip:
    """A task against its baseline. `start_slip`/`finish_slip` are signed working days, None without that baseline date."""

    key: str
    name: str
    milestone: bool
    critical: bool
    finished: bool
    baseline_start: dt.date | None
    baseline_finish: dt.date | None
    start: dt.date
    finish: dt.date
    start_slip: int | None
    finish_slip: int | None


@dataclass(frozen=True, slots=True)
class Slippage:
    """`slips` are all tasks with a baseline, latest finish slip first; `without_baseline` are the keys that have none.

    `project_slip` compares the latest baseline finish with the computed finish; None without any baseline.
    """

    slips: tuple[Slip, ...]
    without_baseline: tuple[str, ...]
    baseline_finish: dt.date | None
    finish: dt.date | None
    project_slip: int | None

    @property
    def late(self) -> tuple[Slip, ...]:
        return tuple(slip for slip in self.slips if slip.finish_slip is not None and slip.finish_slip > 0)


@dataclass(frozen=True, slots=True)
class SlipHistory:
    """How a milestone's forecast moved over successive snapshots: `slips` times later, `pulls` times earlier."""

    key: str
    forecasts: tuple[dt.date, ...]
    slips: int
    pulls: int
    total: int


def slippage(
    schedule: Schedule, baseline: Mapping[str, tuple[dt.date | None, dt.date | None]] | None = None
) -> Slippage:
    """Compare with the tasks' own baseline dates, or with another `baseline` given as (start, finish) by key.

    Working days are counted on the plan's calendar. Summary tasks are left out of the list: they repeat the tasks below.
    """
    days = schedule.network.default_days
    slips, without = [], []
    for task in schedule.tasks:
        if task.summary:
            continue
        start, finish = (task.baseline_start, task.baseline_finish)
        if baseline is not None:
            start, finish = baseline.get(task.key, (None, None))
        if start is None and finish is None:
            without.append(task.key)
        else:
            slips.append(_slip(task, start, finish, days))
    slips.sort(key=lambda slip: -(slip.finish_slip if slip.finish_slip is not None else slip.start_slip or 0))
    last = max((slip.baseline_finish for slip in slips if slip.baseline_finish is not None), default=None)
    project = None if last is None or schedule.finish is None else working_days_late(last, schedule.finish, days)
    return Slippage(tuple(slips), tuple(without), last, schedule.finish, project)


def working_days_late(baseline: dt.date, current: dt.date, days: WorkingDays) -> int:
    """Signed working days from one finish to another; a day off counts as the last working day before it."""
    return round(days.offset_of_finish(current) - days.offset_of_finish(baseline))


def slip_history(key: str, forecasts: Sequence[dt.date], days: WorkingDays) -> SlipHistory:
    """Count how often a forecast date moved; `forecasts` in the order of their snapshots, repeated dates allowed."""
    moves = [working_days_late(before, after, days) for before, after in pairwise(forecasts)]
    return SlipHistory(
        key,
        tuple(forecasts),
        slips=sum(move > 0 for move in moves),
        pulls=sum(move < 0 for move in moves),
        total=sum(moves),
    )


def slip_histories(snapshots: Iterable[Mapping[str, dt.date]], days: WorkingDays) -> dict[str, SlipHistory]:
    """Histories by key from snapshots (oldest first) of forecast dates by key; a key may be missing from some."""
    forecasts: dict[str, list[dt.date]] = {}
    for snapshot in snapshots:
        for key, date in snapshot.items():
            forecasts.setdefault(key, []).append(date)
    return {key: slip_history(key, dates, days) for key, dates in forecasts.items()}


def _slip(task: ScheduledTask, start: dt.date | None, finish: dt.date | None, days: WorkingDays) -> Slip:
    return Slip(
        key=task.key,
        name=task.name,
        milestone=task.milestone,
        critical=task.critical,
        finished=task.finished,
        baseline_start=start,
        baseline_finish=finish,
        start=task.start,
        finish=task.finish,
        start_slip=None if start is None else days.between(start, task.start),
        finish_slip=None if finish is None else working_days_late(finish, task.finish, days),
    )
