"""The two passes of the critical path method over a compiled network (Kelley, Walker 1959; order by Kahn 1962)."""

import math
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from leadline.projects.calculations.calendar import EPSILON
from leadline.projects.calculations.network import Network
from leadline.projects.calculations.plan import Constraint
from leadline.projects.calculations.problems import Problem, ProblemKind
from leadline.projects.calculations.progress import State
from leadline.projects.calculations.waves import read_waves, waves_backward, waves_forward


@dataclass(frozen=True, slots=True)
class Passes:
    """Offsets per node on the node's own calendar, and per edge its slack in working days.

    `driver` is the edge that sets a node's begin, -1 where the node's own floor does. `dropped` are edges cut to break cycles.
    """

    order: list[int]
    begin: NDArray[np.float64]
    late_finish: NDArray[np.float64]
    total_float: NDArray[np.float64]
    free_float: NDArray[np.float64]
    edge_slack: NDArray[np.float64]
    driver: list[int]
    moved_late: frozenset[int]
    finish_instant: float
    problems: list[Problem]


def run_passes(network: Network) -> Passes:
    offsets = np.concatenate(([0], np.cumsum(np.bincount(network.source, minlength=len(network.tasks)))))
    first: list[int] = offsets.tolist()
    waves = read_waves(network, offsets)
    dropped: set[int] = set()
    problems: list[Problem] = []
    if waves is None:
        order, begin, dropped, problems = _forward(network, first)
    else:
        order, begin = np.concatenate([wave.nodes for wave in waves]).tolist(), waves_forward(network, waves)
    driver = _drivers(network, begin, dropped)
    end, finish_instant = _project_end(network, begin)
    bounds: NDArray[np.float64] = np.minimum(np.array(end), np.array(network.ceiling))
    if waves is None:
        late_finish = np.array(_backward(network, first, order, bounds, dropped))
    else:
        late_finish = waves_backward(network, waves, bounds)
    moved = _as_late_as_possible(network, first, order, begin, end, dropped)
    starts, work = np.array(begin), np.array(network.work)
    slack = _edge_slack(network, starts, dropped)
    total = late_finish - work - starts
    free = np.full(len(begin), math.inf)
    np.minimum.at(free, network.source, slack)
    free = np.where(np.isinf(free), np.array(end) - work - starts, free)
    free = np.minimum(free, np.maximum(total, 0.0))
    done = np.array(network.state) == State.FINISHED
    total[done] = free[done] = 0.0
    late_finish[done] = (starts + work)[done]
    return Passes(
        order,
        starts,
        late_finish,
        np.round(total, 6) + 0.0,
        np.round(np.maximum(free, 0.0), 6) + 0.0,
        slack,
        driver,
        frozenset(moved),
        finish_instant,
        problems,
    )


def _forward(network: Network, first: list[int]) -> tuple[list[int], list[float], set[int], list[Problem]]:
    """Order and earliest begins in one sweep. A link cut out of a circle is pointed at a spare node that never gets ready."""
    spare = len(network.tasks)
    begin = [*network.floor, math.inf]
    target, weight, crossings = network.target.tolist(), _constant_weights(network), network.crossings
    waiting = [*np.bincount(network.target, minlength=spare).tolist(), len(target) + 1]
    order = [node for node in range(spare) if not waiting[node]]
    position = 0
    dropped: set[int] = set()
    problems: list[Problem] = []
    while True:
        for node in islice(order, position, None):  # grows while it is read
            at = begin[node]
            for edge in range(first[node], first[node + 1]):
                after, moment = target[edge], at + weight[edge]
                if moment != moment:  # not a number: no constant weight
                    moment = crossings[edge].forward(at)
                if moment > begin[after]:
                    begin[after] = moment
                waiting[after] = left = waiting[after] - 1
                if not left:
                    order.append(after)
        position = len(order)
        if len(order) == spare:
            return order, begin[:-1], dropped, problems
        cut, problem = _cycle(network, waiting, set(order), dropped)
        dropped.add(cut)
        problems.append(problem)
        after, target[cut] = target[cut], spare
        waiting[after] -= 1
        if not waiting[after]:
            order.append(after)


def _drivers(network: Network, begin: list[float], dropped: set[int]) -> list[int]:
    """Per node the edge that sets its begin, the first in the plan's order; -1 where none does."""
    starts = np.array(begin)
    reach = starts[network.source] + network.weight
    for edge, crossing in network.crossings.items():
        reach[edge] = crossing.forward(begin[network.source[edge]])
    reach[list(dropped)] = -math.inf
    tight = np.flatnonzero(reach == starts[network.target])
    tight = tight[np.argsort(-network.link_of[tight], kind="stable")]
    driver = np.full(len(begin), -1, dtype=np.int64)
    driver[network.target[tight]] = tight  # of several the last one written stays: the first in the plan
    drivers: list[int] = driver.tolist()
    return drivers


def _constant_weights(network: Network) -> list[float]:
    weight = network.weight.copy()
    weight[list(network.crossings)] = math.nan
    weights: list[float] = weight.tolist()
    return weights


def _cycle(network: Network, waiting: list[int], done: set[int], dropped: set[int]) -> tuple[int, Problem]:
    """One circle among the nodes that still wait, and the link of it to leave out: the last one in the plan's order."""
    source = network.source.tolist()
    into = {
        after: edge
        for edge, after in enumerate(network.target.tolist())
        if edge not in dropped and waiting[after] and source[edge] not in done
    }
    node, trail, seen = next(iter(into)), list[int](), dict[int, int]()
    while node not in seen:
        seen[node] = len(trail)
        trail.append(into[node])
        node = source[into[node]]
    circle = trail[seen[node] :][::-1]
    cut = max(circle, key=lambda edge: int(network.link_of[edge]))
    keys = list(dict.fromkeys(network.tasks[source[edge]].key for edge in circle))
    start = keys.index(min(keys))
    keys = keys[start:] + keys[:start]
    left_out = f"{network.tasks[source[cut]].key} -> {network.tasks[network.target[cut]].key}"
    message = f"{' -> '.join([*keys, keys[0]])} is a circle; it is scheduled without the link {left_out}, remove one of its links"
    return cut, Problem(ProblemKind.CYCLE, tuple(keys), message)


def _project_end(network: Network, begin: list[float]) -> tuple[list[float], float]:
    """The project's finish as an offset on each node's calendar, and as an instant."""
    if not begin:
        return [], -math.inf
    finish, calendar_of = np.array(begin) + np.array(network.work), np.array(network.calendar_of)
    last = [float(np.max(finish[calendar_of == at], initial=-math.inf)) for at in range(len(network.calendars))]
    instant = max(
        days.instant_of_finish(offset)
        for days, offset in zip(network.calendars, last, strict=True)
        if offset > -math.inf
    )
    end = np.array([max(days.offset_at(instant), at) for days, at in zip(network.calendars, last, strict=True)])
    return [float(offset) for offset in end[calendar_of].tolist()], instant


def _backward(
    network: Network, first: list[int], order: list[int], bounds: NDArray[np.float64], dropped: set[int]
) -> list[float]:
    late: list[float] = [*bounds.tolist(), math.inf]
    work, crossings = [*network.work, 0.0], network.crossings
    target, weight = network.target.tolist(), _constant_weights(network)
    for edge in dropped:
        target[edge], weight[edge] = len(network.tasks), 0.0
    for node in reversed(order):
        limit, length = late[node], work[node]
        for edge in range(first[node], first[node + 1]):
            after = target[edge]
            moment = late[after] - work[after] - weight[edge] + length
            if moment != moment:  # not a number: no constant weight
                moment = crossings[edge].backward(late[after] - work[after]) + length
            if moment < limit:
                limit = moment
        late[node] = limit
    return late[:-1]


def _as_late_as_possible(
    network: Network,
    first: list[int],
    order: list[int],
    begin: list[float],
    end: list[float],
    dropped: set[int],
) -> set[int]:
    """Move as-late-as-possible tasks up to their successors' begin (the project's end without any); returns those moved."""
    wanted = {
        node
        for node, task in enumerate(network.tasks)
        if task.constraint is Constraint.AS_LATE_AS_POSSIBLE and network.state[node] == State.NOT_STARTED
    }
    moved: set[int] = set()
    if not wanted:
        return moved
    for node in reversed(order):
        if node not in wanted:
            continue
        limit = min(end[node], network.ceiling[node]) - network.work[node]
        for edge in range(first[node], first[node + 1]):
            if edge not in dropped:
                after = begin[int(network.target[edge])]
                crossing = network.crossings.get(edge)
                limit = min(limit, crossing.backward(after) if crossing else after - float(network.weight[edge]))
        if limit > begin[node] + EPSILON:
            begin[node] = limit
            moved.add(node)
    return moved


def _edge_slack(network: Network, begin: NDArray[np.float64], dropped: set[int]) -> NDArray[np.float64]:
    slack = begin[network.target] - network.weight - begin[network.source]
    for edge, crossing in network.crossings.items():
        slack[edge] = begin[network.target[edge]] - crossing.forward(float(begin[network.source[edge]]))
    slack[list(dropped)] = math.inf
    return np.asarray(slack, dtype=float)
