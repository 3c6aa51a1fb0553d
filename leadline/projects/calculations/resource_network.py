"""A plan with limited resources as whole numbers: what the levelling searches work on."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from leadline.projects.calculations.critical_path import Schedule
from leadline.projects.calculations.problems import Problem, ProblemKind
from leadline.projects.calculations.progress import State


@dataclass(frozen=True, slots=True)
class Shortage:
    """`amount` less of `resource` from slot `first` to `last` (excluded): absence, or work outside this plan."""

    resource: int
    first: int
    last: int
    amount: int


@dataclass(frozen=True)
class ResourceNetwork:
    """Tasks 0..n-1 in an order in which predecessors come first; times in slots, `before[i]` lists (task, least gap between begins)."""

    duration: list[int]
    before: list[list[tuple[int, int]]]
    demand: list[tuple[int, ...]]
    capacity: tuple[int, ...]
    floor: list[int]
    priority: list[int]
    shortages: tuple[Shortage, ...] = ()
    fixed: frozenset[int] = field(default=frozenset())

    @cached_property
    def after(self) -> list[list[tuple[int, int]]]:
        found: list[list[tuple[int, int]]] = [[] for _ in self.duration]
        for task, rows in enumerate(self.before):
            for other, gap in rows:
                found[other].append((task, gap))
        return found

    @cached_property
    def tail(self) -> list[int]:
        """Longest way from each task's begin to the end, without regard to resources."""
        found = list(self.duration)
        for task in range(len(found) - 1, -1, -1):
            for other, gap in self.after[task]:
                found[task] = max(found[task], gap + found[other])
        return found

    @cached_property
    def lower_bound(self) -> int:
        """No schedule is shorter: the critical path, and each resource's work divided by its capacity."""
        earliest = list(self.floor)
        for task, rows in enumerate(self.before):
            for other, gap in rows:
                earliest[task] = max(earliest[task], earliest[other] + gap)
        path = max((begin + rest for begin, rest in zip(earliest, self.tail, strict=True)), default=0)
        if self.shortages:
            return path
        energy = [
            -(-sum(d * need[r] for d, need in zip(self.duration, self.demand, strict=True)) // size)
            for r, size in enumerate(self.capacity)
            if size
        ]
        return max([path, *energy])

    @property
    def horizon(self) -> int:
        """Everything one after the other fits before it."""
        gaps = sum(max((gap - self.duration[o] for o, gap in rows), default=0) for rows in self.before if rows)
        busy = max((shortage.last for shortage in self.shortages), default=0)
        longest = max(self.duration, default=0)
        return max([busy, *self.floor]) + sum(self.duration) + max(0, gaps) + longest + 1


def resource_network(
    schedule: Schedule,
    *,
    capacity: Mapping[str, float],
    demand: Mapping[str, Mapping[str, float]],
    priority: Mapping[str, int],
    away: Mapping[str, Sequence[tuple[float, float, float]]],
    slots: int,
    units: int = 100,
) -> tuple[ResourceNetwork, list[int], list[Problem]]:
    """The unfinished work of a computed schedule, with the node behind each task, and what could not be taken over.

    `slots` are the slots of a working day; amounts are counted in `units`-ths. A demand above the capacity is cut to it and named.
    """
    network, passes = schedule.network, schedule.passes
    names = list(capacity)
    place = {node: at for at, node in enumerate(passes.order)}
    problems: list[Problem] = []
    sizes = tuple(round(capacity[name] * units) for name in names)
    needs = []
    for node in passes.order:
        task = network.tasks[node]
        wanted = demand.get(task.key, {}) if node < network.leaves else {}
        finished = network.state[node] == State.FINISHED
        needs.append(_need(task.key, {} if finished else wanted, names, sizes, units, problems))
    before: list[list[tuple[int, int]]] = [[] for _ in passes.order]
    for edge, slack in enumerate(passes.edge_slack.tolist()):
        if not math.isinf(slack):
            source, target = int(network.source[edge]), int(network.target[edge])
            gap = passes.begin[target] - slack - passes.begin[source]
            before[place[target]].append((place[source], math.ceil(gap * slots - 1e-6)))
    shortages = tuple(
        Shortage(names.index(name), max(0, math.floor(first * slots)), math.ceil(last * slots), round(less * units))
        for name, spans in away.items()
        if name in capacity
        for first, last, less in spans
        if last > 0
    )
    result = ResourceNetwork(
        duration=[math.ceil(network.work[node] * slots - 1e-6) for node in passes.order],
        before=before,
        demand=needs,
        capacity=sizes,
        floor=[max(0, math.ceil(_floor(schedule, node) * slots - 1e-6)) for node in passes.order],
        priority=[priority.get(network.tasks[node].key, 0) for node in passes.order],
        shortages=shortages,
        fixed=frozenset(place[node] for node in passes.order if network.state[node] != State.NOT_STARTED),
    )
    return result, passes.order, problems


def _floor(schedule: Schedule, node: int) -> float:
    moved = node in schedule.passes.moved_late or schedule.network.state[node] != State.NOT_STARTED
    return float(schedule.passes.begin[node]) if moved else schedule.network.floor[node]


def _need(
    key: str,
    wanted: Mapping[str, float],
    names: list[str],
    sizes: tuple[int, ...],
    units: int,
    problems: list[Problem],
) -> tuple[int, ...]:
    for name in wanted:
        if name not in names:
            message = f"{key} needs {name}, whose capacity is not given; it is taken as unlimited"
            problems.append(Problem(ProblemKind.RESOURCE, (key, name), message))
    found = []
    for name, size in zip(names, sizes, strict=True):
        need = round(wanted.get(name, 0.0) * units)
        if need > size:
            message = f"{key} needs {need / units:g} of {name}, who has {size / units:g}; it is levelled as if that were enough"
            problems.append(Problem(ProblemKind.RESOURCE, (key, name), message))
        found.append(max(0, min(need, size)))
    return tuple(found)
