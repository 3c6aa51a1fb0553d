"""Levelling as constraint programming: intervals under cumulative capacities, solved by OR-Tools CP-SAT."""

from dataclasses import dataclass

from ortools.sat.python import cp_model

from leadline.projects.calculations.resource_network import ResourceNetwork


@dataclass(frozen=True, slots=True)
class Solved:
    """`begin` is None where nothing was found in time; no schedule is shorter than `bound`."""

    begin: list[int] | None
    bound: int
    proved: bool


def solve(network: ResourceNetwork, *, hint: list[int], seconds: float, workers: int, seed: int) -> Solved:
    """Shortest schedule, starting from the schedule `hint`."""
    model, begin, length = _model(network, hint)
    model.minimize(length)
    solver = _solver(seconds, workers, seed)
    status = solver.solve(model)
    found = [solver.value(variable) for variable in begin] if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None
    bound = max(network.lower_bound, round(solver.best_objective_bound)) if found else network.lower_bound
    return Solved(found, bound, status == cp_model.OPTIMAL)


def favour_priorities(
    network: ResourceNetwork, *, hint: list[int], seconds: float, workers: int, seed: int
) -> list[int]:
    """Among schedules no longer than `hint`, one in which tasks of high priority begin early."""
    model, begin, _ = _model(network, hint)
    lowest = min(network.priority)
    model.minimize(sum((rank - lowest) * start for rank, start in zip(network.priority, begin, strict=True)))
    solver = _solver(seconds, workers, seed)
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return hint
    return [solver.value(variable) for variable in begin]


def _solver(seconds: float, workers: int, seed: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, seconds)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    return solver


def _model(
    network: ResourceNetwork, hint: list[int]
) -> tuple[cp_model.CpModel, list[cp_model.IntVar], cp_model.IntVar]:
    model = cp_model.CpModel()
    longest = max((at + d for at, d in zip(hint, network.duration, strict=True)), default=0)
    length = model.new_int_var(min(network.lower_bound, longest), longest, "length")
    begin, intervals = [], []
    for task, duration in enumerate(network.duration):
        held = task in network.fixed
        first = hint[task] if held else network.floor[task]
        last = hint[task] if held else max(first, longest - network.tail[task])
        variable = model.new_int_var(first, last, f"begin {task}")
        model.add_hint(variable, hint[task])
        model.add(length >= variable + duration)
        begin.append(variable)
        intervals.append(model.new_fixed_size_interval_var(variable, duration, f"task {task}"))
    for task, rows in enumerate(network.before):
        for other, gap in rows:
            if task not in network.fixed:
                model.add(begin[task] >= begin[other] + gap)
    for resource, size in enumerate(network.capacity):
        _capacity(model, network, resource, size, intervals)
    return model, begin, length


def _capacity(
    model: cp_model.CpModel,
    network: ResourceNetwork,
    resource: int,
    size: int,
    intervals: list[cp_model.IntervalVar],
) -> None:
    users = [
        task
        for task, need in enumerate(network.demand)
        if need[resource] and network.duration[task] and task not in network.fixed
    ]
    if not users:
        return
    busy = [intervals[task] for task in users]
    needs = [network.demand[task][resource] for task in users]
    for first, last, amount in _taken(network, resource, size):
        busy.append(model.new_fixed_size_interval_var(first, last - first, f"taken {resource} {first}"))
        needs.append(amount)
    model.add_cumulative(busy, needs, size)


def _taken(network: ResourceNetwork, resource: int, size: int) -> list[tuple[int, int, int]]:
    """Spans in which shortages and running tasks take from the capacity, never more than there is."""
    changes: dict[int, int] = {}
    spans = [(s.first, s.last, s.amount) for s in network.shortages if s.resource == resource]
    for task in network.fixed:
        first = network.floor[task]
        spans.append((first, first + network.duration[task], network.demand[task][resource]))
    for first, last, amount in spans:
        changes[first] = changes.get(first, 0) + amount
        changes[last] = changes.get(last, 0) - amount
    found, level = [], 0
    moments = sorted(changes)
    for at, moment in enumerate(moments[:-1]):
        level += changes[moment]
        if level > 0 and moments[at + 1] > moment:
            found.append((moment, moments[at + 1], min(level, size)))
    return found
