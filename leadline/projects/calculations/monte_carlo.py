"""Monte Carlo over the network: when will the project finish, how sure is that, and what drives it (Van Slyke 1963).

`simulate(schedule, ...)` draws the durations of all unfinished tasks many times, runs the forward and the backward pass over all trials
at once and keeps the finishes. The same seed gives the same result. Time is the offset on the plan's calendar; a link across calendars
or with an elapsed lag keeps the gap that it has in the schedule.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from leadline.projects.calculations.calendar import EPSILON, WorkingDays
from leadline.projects.calculations.critical_path import Schedule
from leadline.projects.calculations.distributions import Shape
from leadline.projects.calculations.draws import Draws
from leadline.projects.calculations.tornado import Sensitivity, tornado
from leadline.projects.calculations.trial_network import TrialNetwork, prepare
from leadline.projects.calculations.uncertainty import (
    RiskEvent,
    SharedDriver,
    TaskRange,
    task_ranges,
    usable_drivers,
    usable_risks,
)

_BLOCK = 2_000  # trials at a time: the vectors of one task then stay in the processor's cache


@dataclass(frozen=True)
class Simulation:
    """`finishes` are all finish offsets, ascending. `criticality` is the share of trials in which a task had no float.

    `without_range` are unfinished tasks whose duration was taken as certain.
    """

    finishes: NDArray[np.float64] = field(repr=False)
    planned: float
    planned_finish: dt.date
    mean: float
    spread: float
    trials: int
    seed: int
    criticality: Mapping[str, float] = field(repr=False)
    tornado: tuple[Sensitivity, ...]
    without_range: tuple[str, ...]
    problems: tuple[str, ...]
    calendar: WorkingDays = field(repr=False)

    def percentile(self, percent: float) -> dt.date:
        """The day by which the project is finished in `percent` (0 to 100) of the trials."""
        return self.calendar.finish_day(self.offset(percent))

    def offset(self, percent: float) -> float:
        """The same in working days from the plan's start."""
        if not 0 <= percent <= 100:
            raise ValueError(f"a percentile lies between 0 and 100, not at {percent:g}")
        return float(np.percentile(self.finishes, percent))

    @property
    def p50(self) -> dt.date:
        return self.percentile(50)

    @property
    def p80(self) -> dt.date:
        return self.percentile(80)

    @property
    def p95(self) -> dt.date:
        return self.percentile(95)

    def chance_by(self, date: dt.date) -> float:
        """Share of trials that finish on `date` or before."""
        limit = self.calendar.offset_of_finish(date) + EPSILON
        return float(np.searchsorted(self.finishes, limit, side="right") / len(self.finishes))

    def histogram(self, bars: int = 30) -> tuple[tuple[dt.date, dt.date, int], ...]:
        """At most `bars` spans of whole working days (first, last day) with the number of trials that finish in them."""
        days = np.ceil(self.finishes - EPSILON).astype(np.int64)
        first, last = int(days[0]), int(days[-1])
        width = max(1, -(-(last - first + 1) // bars))
        counts = np.bincount((days - first) // width)
        return tuple(
            (
                self.calendar.finish_day(first + at * width),
                self.calendar.finish_day(first + at * width + width - 1),
                count,
            )
            for at, count in enumerate(counts.tolist())
        )


def simulate(
    schedule: Schedule,
    *,
    trials: int = 10_000,
    seed: int = 1,
    shape: Shape = Shape.PERT,
    drivers: Sequence[SharedDriver] = (),
    risks: Sequence[RiskEvent] = (),
    default_range: tuple[float, float, float] | None = None,
    top: int = 10,
) -> Simulation:
    """Simulate the finish of a computed schedule.

    `default_range` (low, likely, high as multiples of the duration) is for tasks without a three-point estimate; without it their
    duration is certain. `drivers` multiply the durations of many tasks by one common draw, which correlates them. `risks` occur with
    their probability and then delay a task, or the whole project if they name none. Raises ValueError for a plan without tasks.
    """
    if schedule.finish is None:
        raise ValueError("there is nothing to simulate: no task of the plan has a duration")
    if trials < 1:
        raise ValueError("at least one trial is needed")
    ranges, problems = task_ranges(schedule, shape=shape, default_range=default_range)
    network = prepare(schedule)
    drivers, risks = usable_drivers(drivers, problems), usable_risks(risks, problems)
    rng = np.random.Generator(np.random.SFC64(seed))
    draws = Draws(network, ranges, drivers, risks, problems)
    finishes, levels = np.empty(trials), np.empty((len(ranges), trials), dtype=np.uint16)
    shared, happened = np.empty((len(drivers), trials)), np.empty((len(risks), trials), dtype=bool)
    critical = np.zeros(len(network.work), dtype=np.int64)
    room = np.empty((3, len(network.work), min(_BLOCK, trials)), dtype=np.float32)
    for first in range(0, trials, _BLOCK):
        part = slice(first, min(first + _BLOCK, trials))
        work, begin, end = room[:, :, : part.stop - first]
        late = draws.take(rng, work, levels[:, part], shared[:, part], happened[:, part])
        finishes[part] = np.round(network.run(work, begin, end, critical) + late, 3)  # single precision holds no more
    uncertain = [(item.key, item.name, "task") for item in ranges] + [(d.name, d.name, "driver") for d in drivers]
    uncertain += [(risk.key, risk.name, "risk") for risk in risks]
    ordered = np.sort(finishes)
    return Simulation(
        finishes=ordered,
        planned=float(network.run(network.work[:, None], *np.empty((2, len(network.work), 1)))[0]),
        planned_finish=schedule.finish,
        mean=float(ordered.mean()),
        spread=float(ordered.std()),
        trials=trials,
        seed=seed,
        criticality=_shares(schedule, network, critical / trials),
        tornado=tornado(uncertain, finishes, levels, shared, happened, top),
        without_range=_without_range(schedule, ranges),
        problems=tuple(problems),
        calendar=schedule.network.default_days,
    )


def _shares(schedule: Schedule, network: TrialNetwork, critical: NDArray[np.float64]) -> dict[str, float]:
    left_out = set(schedule.unscheduled)
    return {
        key: float(critical[node])
        for key, node in network.index.items()
        if key not in left_out and not network.finished[node]
    }


def _without_range(schedule: Schedule, ranges: Sequence[TaskRange]) -> tuple[str, ...]:
    drawn = {item.key for item in ranges}
    return tuple(
        task.key
        for task in schedule.tasks
        if not (task.summary or task.finished or task.milestone or task.key in drawn) and task.duration > 0
    )
