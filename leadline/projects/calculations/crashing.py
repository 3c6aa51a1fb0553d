"""Cheapest way to shorten a plan: which tasks to speed up, by how much (Kelley 1961, "Critical-path planning and scheduling").

A linear programme over begins and savings, solved exactly by OR-Tools' GLOP: minimise the sum of cost times days saved, subject to every
finish-to-start link and the target duration.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

from leadline.projects.calculations.critical_path import schedule
from leadline.projects.calculations.plan import LagUnit, LinkType, Plan
from leadline.projects.calculations.progress import usable_duration


@dataclass(frozen=True, slots=True)
class CrashOption:
    """A task can be shortened to `shortest` working days at `cost_per_day` saved."""

    shortest: float
    cost_per_day: float


@dataclass(frozen=True, slots=True)
class Crash:
    """`saved` holds working days by key of the tasks to shorten; `plan` is the shortened plan."""

    normal_duration: float
    duration: float
    cost: float
    saved: Mapping[str, float]
    plan: Plan


class CannotCrashError(ValueError):
    """The target is out of reach; the message says how short the plan can get."""


def crash(plan: Plan, options: Mapping[str, CrashOption], *, target: float) -> Crash:
    """Shorten `plan` (finish-to-start links, working-day or percent-free lags) to `target` working days at the least cost.

    A target no shorter than the plan costs nothing. Raises `CannotCrashError` if no option or combination reaches the target.
    """
    if any(link.type is not LinkType.FINISH_START or link.lag_unit is not LagUnit.WORKING_DAYS for link in plan.links):
        raise ValueError(
            "only finish-to-start links with lags in working days can be crashed; simplify the others first"
        )
    durations = {task.key: usable_duration(task) or 0.0 for task in plan.tasks}
    normal = schedule(plan).duration
    shortest = schedule(_shortened(plan, {key: _most(durations, options, key) for key in options})).duration
    if target < shortest - 1e-9:
        raise CannotCrashError(f"the plan cannot be shorter than {shortest:g} working days, {target:g} are asked for")
    saved = _solve(plan, durations, options, target) if target < normal else {}
    shorter = _shortened(plan, saved)
    cost = sum(days * options[key].cost_per_day for key, days in saved.items())
    return Crash(normal, schedule(shorter).duration, cost, saved, shorter)


def _most(durations: Mapping[str, float], options: Mapping[str, CrashOption], key: str) -> float:
    if key not in durations:
        raise ValueError(f"there is a crash option for {key}, which is not in the plan")
    if options[key].shortest > durations[key] or options[key].cost_per_day < 0:
        raise ValueError(
            f"the crash option of {key} must be shorter than {durations[key]:g} days and not cost less than 0"
        )
    return durations[key] - options[key].shortest


def _shortened(plan: Plan, saved: Mapping[str, float]) -> Plan:
    tasks = [
        replace(task, duration=(task.duration or 0.0) - saved[task.key]) if saved.get(task.key) else task
        for task in plan.tasks
    ]
    return replace(plan, tasks=tuple(tasks))


def _solve(
    plan: Plan, durations: Mapping[str, float], options: Mapping[str, CrashOption], target: float
) -> dict[str, float]:
    solver = pywraplp.Solver.CreateSolver("GLOP")
    begin = {key: solver.NumVar(0.0, solver.infinity(), f"begin {key}") for key in durations}
    saving = {key: solver.NumVar(0.0, _most(durations, options, key), f"saving {key}") for key in options}
    for link in plan.links:
        if link.predecessor in begin and link.successor in begin:
            work = durations[link.predecessor] - saving.get(link.predecessor, 0.0)
            solver.Add(begin[link.successor] >= begin[link.predecessor] + work + link.lag)
    for key, duration in durations.items():
        solver.Add(begin[key] + duration - saving.get(key, 0.0) <= target)
    solver.Minimize(solver.Sum([saving[key] * option.cost_per_day for key, option in options.items()]))
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        raise CannotCrashError(f"no combination of options reaches {target:g} working days")
    return {key: round(days, 9) for key, days in ((k, v.solution_value()) for k, v in saving.items()) if days > 1e-9}
