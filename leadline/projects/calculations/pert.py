"""Three-point estimates the classical way: expected time (a + 4m + b) / 6, variance ((b - a) / 6)^2 (Malcolm et al. 1959)."""

import math
from dataclasses import dataclass, replace
from statistics import NormalDist

from leadline.projects.calculations.critical_path import Schedule, schedule
from leadline.projects.calculations.plan import Plan, Task


@dataclass(frozen=True, slots=True)
class Pert:
    """`sigma` is the standard deviation along the critical path; it ignores that other paths may become critical (use Monte Carlo)."""

    expected_duration: float
    sigma: float
    critical_path: tuple[str, ...]
    schedule: Schedule

    def chance_within(self, duration: float) -> float:
        """Probability to finish within so many working days, by the normal approximation."""
        if self.sigma == 0:
            return float(duration >= self.expected_duration)
        return NormalDist(self.expected_duration, self.sigma).cdf(duration)


def expected_time(task: Task) -> float | None:
    """(a + 4m + b) / 6; the plain duration where the three points are not all given."""
    if task.optimistic is None or task.most_likely is None or task.pessimistic is None:
        return task.duration
    return (task.optimistic + 4 * task.most_likely + task.pessimistic) / 6


def variance(task: Task) -> float:
    if task.optimistic is None or task.most_likely is None or task.pessimistic is None:
        return 0.0
    return ((task.pessimistic - task.optimistic) / 6) ** 2


def pert(plan: Plan) -> Pert:
    """Schedule `plan` on expected times. With several critical paths the one with the largest variance counts."""
    result = schedule(replace(plan, tasks=tuple(replace(task, duration=expected_time(task)) for task in plan.tasks)))
    variances = {task.key: variance(task) for task in plan.tasks}
    paths = result.critical_paths() or ((),)
    path = max(paths, key=lambda keys: sum(variances[key] for key in keys))
    return Pert(result.duration, math.sqrt(sum(variances[key] for key in path)), path, result)
