"""What is uncertain in a plan: ranges of single tasks, drivers common to many, risk events."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.projects.calculations.critical_path import Schedule
from leadline.projects.calculations.distributions import Shape, quantile_table
from leadline.projects.calculations.progress import State


@dataclass(frozen=True, slots=True)
class SharedDriver:
    """A cause common to `tasks` (a vendor, a skill, a technology): one triangular draw multiplies all their durations."""

    name: str
    tasks: tuple[str, ...]
    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class RiskEvent:
    """Happens with `probability` (0 to 1) and then delays `task`, or the whole project if None, by a triangular number of working
    days."""

    key: str
    name: str
    probability: float
    low: float
    likely: float
    high: float
    task: str | None = None


@dataclass(frozen=True, slots=True)
class TaskRange:
    """The equally likely durations of what is left of a task."""

    key: str
    name: str
    node: int
    table: NDArray[np.float32]


def task_ranges(
    schedule: Schedule, *, shape: Shape, default_range: tuple[float, float, float] | None
) -> tuple[list[TaskRange], list[str]]:
    """Ranges of all unfinished tasks that have one, and what is wrong with the others' estimates.

    The estimates are for the whole task; of a started task the same share is left as of its duration.
    """
    network, ranges, problems = schedule.network, [], list[str]()
    for node, task in enumerate(network.tasks[: network.leaves]):
        work = network.work[node]
        if network.state[node] == State.FINISHED or work <= 0:
            continue
        points = task.optimistic, task.most_likely, task.pessimistic
        low, likely, high = points
        if low is None or likely is None or high is None:
            if any(point is not None for point in points):
                problems.append(f"{task.key} has only a part of a three-point estimate; its duration is used")
            if default_range is None:
                continue
            low, likely, high = (work * factor for factor in default_range)
        elif not 0 <= low <= likely <= high:
            problems.append(
                f"{task.key} has the estimates {low:g} / {likely:g} / {high:g}, not in order; its duration is used"
            )
            continue
        else:
            left = work / task.duration if task.duration else 1.0
            low, likely, high = low * left, likely * left, high * left
        if high > low:
            ranges.append(
                TaskRange(task.key, task.name, node, quantile_table(shape, low, likely, high).astype(np.float32))
            )
    return ranges, problems


def usable_drivers(drivers: Sequence[SharedDriver], problems: list[str]) -> list[SharedDriver]:
    """Drivers whose factors are in order; the others are named and left out."""
    found = []
    for driver in drivers:
        if 0 <= driver.low <= driver.likely <= driver.high:
            found.append(driver)
        else:
            factors = f"{driver.low:g} / {driver.likely:g} / {driver.high:g}"
            problems.append(f"the driver {driver.name} has the factors {factors}, not in order; it is left out")
    return found


def usable_risks(risks: Sequence[RiskEvent], problems: list[str]) -> list[RiskEvent]:
    """Risks with a probability between 0 and 1 and delays in order; the others are named and left out."""
    found = []
    for risk in risks:
        if not 0 <= risk.probability <= 1:
            problems.append(f"the risk {risk.key} has the probability {risk.probability:g}, not 0 to 1; it is left out")
        elif not 0 <= risk.low <= risk.likely <= risk.high:
            delays = f"{risk.low:g} / {risk.likely:g} / {risk.high:g}"
            problems.append(f"the risk {risk.key} has the delays {delays}, not in order; it is left out")
        else:
            found.append(risk)
    return found
