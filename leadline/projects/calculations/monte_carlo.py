"""Monte Carlo over the network: when will the project finish, how sure is that, and what drives it (Van Slyke 1963).

`simulate(schedule, ...)` draws the durations of all unfinished tasks many times, runs the forward and the backward pass over all trials
at once and keeps the finishes. The same seed gives the same result. Time is the offset on the plan's calendar; a link across calendars
or with an elapsed lag keeps the gap that it has in the schedule.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from leadline.projects.calculations.calendar import EPSILON, WorkingDays
from leadline.projects.calculations.critical_path import Schedule
from leadline.projects.calculations.distributions import LEVELS, Shape, quantile_table
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


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How much one uncertainty drives the finish: rank correlation (Spearman), and the swing in working days between the finishes
    with its lowest and its highest tenth of draws (for a risk event: without and with it)."""

    key: str
    name: str
    kind: str
    correlation: float
    swing: float


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
    draws = _Draws(network, ranges, drivers, risks, problems)
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
        tornado=_tornado(uncertain, finishes, levels, shared, happened, top),
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


class _Draws:
    """Turns random levels into durations, one block of trials at a time."""

    def __init__(
        self,
        network: TrialNetwork,
        ranges: Sequence[TaskRange],
        drivers: Sequence[SharedDriver],
        risks: Sequence[RiskEvent],
        problems: list[str],
    ) -> None:
        self._network, self._ranges, self._risks = network, ranges, risks
        self._driver_tables = [quantile_table(Shape.TRIANGULAR, d.low, d.likely, d.high) for d in drivers]
        self._risk_tables = [quantile_table(Shape.TRIANGULAR, r.low, r.likely, r.high) for r in risks]
        self._driven = [_nodes(network, driver.tasks, driver.name, problems) for driver in drivers]
        self._hit = [_nodes(network, (r.task,) if r.task else (), r.key, problems) for r in risks]

    def take(
        self,
        rng: np.random.Generator,
        work: NDArray[np.float32],
        levels: NDArray[np.uint16],
        shared: NDArray[np.float64],
        happened: NDArray[np.bool_],
    ) -> NDArray[np.float64]:
        """Fills `work` with durations (nodes x trials), the other blocks with what was drawn; returns delays of the whole project."""
        trials = work.shape[1]
        levels[:] = rng.integers(0, LEVELS, size=levels.shape, dtype=np.uint16)
        work[:] = self._network.work[:, None]
        for row, item in enumerate(self._ranges):
            np.take(item.table, levels[row], out=work[item.node], mode="clip")
        for row, table in enumerate(self._driver_tables):
            shared[row] = table[rng.integers(0, LEVELS, size=trials)]
            work[self._driven[row]] *= shared[row]
        late = np.zeros(trials)
        for row, risk in enumerate(self._risks):
            happened[row] = rng.random(trials) < risk.probability
            delay = self._risk_tables[row][rng.integers(0, LEVELS, size=trials)] * happened[row]
            if risk.task is None:
                late += delay
            else:
                work[self._hit[row]] += delay
        return late


def _nodes(network: TrialNetwork, keys: Iterable[str], name: str, problems: list[str]) -> list[int]:
    """Nodes of unfinished tasks; keys that are not in the plan are named, finished tasks are past being driven."""
    found = []
    for key in keys:
        if key not in network.index:
            problems.append(f"{name} concerns {key}, which is not in the plan; it has no effect there")
        elif not network.finished[network.index[key]]:
            found.append(network.index[key])
    return found


def _tornado(
    uncertain: list[tuple[str, str, str]],
    finishes: NDArray[np.float64],
    levels: NDArray[np.uint16],
    shared: NDArray[np.float64],
    happened: NDArray[np.bool_],
    top: int,
) -> tuple[Sensitivity, ...]:
    rank = np.argsort(np.argsort(finishes)).astype(np.float32)
    rank -= rank.mean()
    if len(finishes) < 2 or float(np.ptp(finishes)) <= EPSILON:
        return ()
    others = np.concatenate((shared, happened)).astype(np.float32)
    strength = np.concatenate((_correlations(levels, rank), _correlations(others, rank)))
    found = []
    for at in np.argsort(-np.abs(strength), kind="stable")[:top].tolist():
        drawn = levels[at] if at < len(levels) else others[at - len(levels)]
        if uncertain[at][2] == "risk":
            low, high = drawn == 0, drawn == 1
        else:
            low, high = drawn <= np.quantile(drawn, 0.1), drawn >= np.quantile(drawn, 0.9)
        if low.any() and high.any() and abs(strength[at]) > 0:
            swing = float(finishes[high].mean() - finishes[low].mean())
            key, name, kind = uncertain[at]
            found.append(Sensitivity(key, name, kind, float(strength[at]), swing))
    return tuple(found)


def _correlations(rows: NDArray[np.float32] | NDArray[np.uint16], rank: NDArray[np.float32]) -> NDArray[np.float64]:
    """Correlation of each row with `rank`, whose mean is 0; by parts, since all rows at once would take much memory."""
    found = np.zeros(len(rows))
    for first in range(0, len(rows), 64):
        part = rows[first : first + 64].astype(np.float32)
        norm = part.std(axis=1) * np.sqrt(np.float32(len(rank))) * np.linalg.norm(rank)
        found[first : first + 64] = part @ rank / np.where(norm > 0, norm, 1.0)
    return found


def _without_range(schedule: Schedule, ranges: Sequence[TaskRange]) -> tuple[str, ...]:
    drawn = {item.key for item in ranges}
    return tuple(
        task.key
        for task in schedule.tasks
        if not (task.summary or task.finished or task.milestone or task.key in drawn) and task.duration > 0
    )
