"""What if: changes applied to a copy of a plan, computed, and shown beside today's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leadline.projects.calculations.changes import Change
from leadline.projects.calculations.critical_path import Schedule, schedule
from leadline.projects.calculations.monte_carlo import Simulation, simulate
from leadline.projects.calculations.plan import Plan


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
