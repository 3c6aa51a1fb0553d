"""A plan compiled to arrays: nodes with work and bounds, links as weights between the moments at which nodes begin.

Every link type becomes one inequality `begin[successor] >= begin[predecessor] + weight`, since work is never split:
FS `work_p + lag`, SS `lag`, FF `work_p + lag - work_s`, SF `lag - work_s` (Elmaghraby, Kamburowski 1992, generalised precedence
relations). Links whose lag runs in elapsed days, or whose ends work on different calendars, have no constant weight: they are
`Crossing`s, evaluated as they are met. Summary tasks that carry links or dates get two gates, one before and one after
their tasks.
"""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.constraints import Floor, date_bounds
from leadline.projects.calculations.crossing import Crossing
from leadline.projects.calculations.outline import Outline, read_outline
from leadline.projects.calculations.plan import Constraint, LagUnit, Link, LinkType, Plan, Task
from leadline.projects.calculations.problems import Problem, ProblemKind
from leadline.projects.calculations.progress import (
    LONGEST,
    State,
    duration_problem,
    progress_problems,
    standing,
    usable_duration,
)
from leadline.projects.calculations.task_calendars import TaskCalendars

FS, SS, FF, SF = 0, 1, 2, 3
_CODES = {LinkType.START_START: SS, LinkType.FINISH_FINISH: FF, LinkType.START_FINISH: SF}


@dataclass(slots=True)
class Network:
    """Nodes are the plan's leaf tasks in plan order, then gates of summaries; all lists run over nodes, all arrays over edges.

    `floor` is the earliest begin that does not come from another node, `ceiling` the latest allowed finish; both are offsets on the
    node's calendar. Edges are sorted by source; `link_of[e]` is the position of edge e in `plan.links`, -1 for an
    edge to or from a gate.
    """

    plan: Plan
    outline: Outline
    default_days: WorkingDays
    tasks: list[Task]
    calendars: list[WorkingDays]
    calendar_of: list[int]
    state: list[int]
    work: list[float]
    started: list[float]
    floor: list[float]
    ceiling: list[float]
    floor_by: list[Floor]
    floor_link: list[int]
    unscheduled: list[bool]
    problems: list[Problem]
    source: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    target: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    weight: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    link_of: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    from_finish: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, dtype=bool))
    to_finish: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, dtype=bool))
    crossings: dict[int, Crossing] = field(default_factory=dict)

    @property
    def leaves(self) -> int:
        return len(self.outline.leaves)

    def days(self, node: int) -> WorkingDays:
        return self.calendars[self.calendar_of[node]]


def compile_network(plan: Plan) -> Network:
    """Read `plan` once; whatever cannot be used is named in `problems` and left out."""
    outline = read_outline(plan)
    calendars = TaskCalendars(plan)
    network = _nodes(plan, outline, calendars)
    _bound_by_dates(network)
    _edges(network)
    network.problems[:0] = [*outline.problems, *calendars.problems]
    return network


def _nodes(plan: Plan, outline: Outline, calendars: TaskCalendars) -> Network:
    """All nodes as if not started and on the plan's calendar; then the tasks that are not are read one by one."""
    leaves, default = outline.leaves, calendars.default
    tasks = [*leaves, *(task for task in outline.gated for _ in range(2))]
    count, gates = len(tasks), len(tasks) - len(leaves)
    status = 0.0 if plan.status_date is None else max(0.0, default.offset_of_start(plan.status_date))
    waits = Floor.STATUS_DATE if status > 0 else Floor.PROJECT_START
    network = Network(
        plan=plan,
        outline=outline,
        default_days=default,
        tasks=tasks,
        calendars=[default],
        calendar_of=[0] * count,
        state=[0] * count,
        work=[task.duration or 0.0 for task in leaves] + [0.0] * gates,
        started=[-math.inf] * count,
        floor=[status] * len(leaves) + [0.0] * gates,
        ceiling=[math.inf] * count,
        floor_by=[waits] * len(leaves) + [Floor.PROJECT_START] * gates,
        floor_link=[-1] * count,
        unscheduled=[False] * count,
        problems=[],
    )
    personal = bool(plan.calendars)
    for node, task in enumerate(leaves):
        if task.progress or task.actual_start or task.actual_finish or task.remaining is not None:
            network.problems.extend(progress_problems(task, plan.status_date))
            _read(network, node, calendars)
        elif task.calendar is not None or (personal and task.assignees):
            _read(network, node, calendars)
        if task.duration is None or not 0 < task.duration <= LONGEST:
            _doubtful_duration(network, node)
    return network


def _read(network: Network, node: int, calendars: TaskCalendars) -> None:
    """A task with progress or with a calendar of its own."""
    task, plan = network.tasks[node], network.plan
    days = calendars.of(task)
    if days is not network.default_days:
        if days not in network.calendars:
            network.calendars.append(days)
        network.calendar_of[node] = network.calendars.index(days)
    status = None if plan.status_date is None else calendars.status_offset(days, plan.status_date)
    read = standing(task, usable_duration(task) or 0.0, days, status)
    network.state[node], network.work[node], network.started[node] = int(read.state), read.work, read.started
    if read.state == State.NOT_STARTED:
        network.floor[node] = max(0.0, read.floor)
        network.floor_by[node] = Floor.STATUS_DATE if read.floor > 0 else Floor.PROJECT_START
    else:
        network.floor[node], network.floor_by[node] = read.floor, Floor.ACTUAL


def _doubtful_duration(network: Network, node: int) -> None:
    problem = duration_problem(network.tasks[node])
    if problem is not None:
        network.problems.append(problem)
    finished = network.state[node] == State.FINISHED
    network.unscheduled[node] = usable_duration(network.tasks[node]) is None and not finished
    if network.unscheduled[node]:
        network.work[node] = 0.0


def _bound_by_dates(network: Network) -> None:
    for node, task in enumerate(network.tasks):
        if task.deadline is None and task.constraint is Constraint.AS_SOON_AS_POSSIBLE:
            continue
        bounds = date_bounds(task, network.days(node), network.work[node], network.problems)
        is_gate, first_gate = node >= network.leaves, (node - network.leaves) % 2 == 0
        if (
            network.state[node] == State.NOT_STARTED
            and not (is_gate and not first_gate)
            and bounds.floor > network.floor[node]
        ):
            network.floor[node], network.floor_by[node] = bounds.floor, Floor.CONSTRAINT
        if network.state[node] != State.FINISHED and not (is_gate and first_gate):
            network.ceiling[node] = bounds.ceiling


def _edges(network: Network) -> None:
    """Turn links into weighted edges; every array below has one row a link, then one a gate edge."""
    links = network.plan.links
    index = network.outline.index
    gates = network.outline.gates
    source = np.array([index.get(link.predecessor, -1) for link in links], dtype=np.int64)
    target = np.array([index.get(link.successor, -1) for link in links], dtype=np.int64)
    kind = np.array([FS if link.type is LinkType.FINISH_START else _CODES[link.type] for link in links], dtype=np.int64)
    lag = np.array([link.lag for link in links], dtype=np.float64)
    for at in np.flatnonzero((source < 0) | (target < 0)).tolist():
        link = links[at]
        source[at] = gates[link.predecessor][1] if link.predecessor in gates else source[at]
        target[at] = gates[link.successor][0] if link.successor in gates else target[at]
        problem = _unusable(link, network.outline, int(source[at]), int(target[at]))
        if problem is not None:
            network.problems.append(problem)
            source[at] = -1
    for at in np.flatnonzero(~(np.abs(lag) <= LONGEST)).tolist():
        keys = (links[at].predecessor, links[at].successor)
        message = f"the link {keys[0]} -> {keys[1]} is ignored: its lag {lag[at]:g} is no usable number of days"
        network.problems.append(Problem(ProblemKind.DANGLING_LINK, keys, message))
    number = np.arange(len(links))
    gate_edges = np.array(network.outline.gate_edges, dtype=np.int64).reshape(-1, 2)
    source = np.concatenate((source, gate_edges[:, 0]))
    target = np.concatenate((target, gate_edges[:, 1]))
    kind = np.concatenate((kind, np.zeros(len(gate_edges), dtype=np.int64)))
    lag = np.concatenate((lag, np.zeros(len(gate_edges))))
    number = np.concatenate((number, np.full(len(gate_edges), -1)))
    usable = np.flatnonzero((source >= 0) & (target >= 0) & (np.abs(lag) <= LONGEST))
    usable = usable[np.argsort(source[usable], kind="stable")]
    _weigh(network, source[usable], target[usable], kind[usable], lag[usable], number[usable])


def _unusable(link: Link, outline: Outline, source: int, target: int) -> Problem | None:
    missing = [key for key, at in ((link.predecessor, source), (link.successor, target)) if at < 0]
    if missing:
        message = (
            f"the link {link.predecessor} -> {link.successor} is ignored: {' and '.join(missing)} is not in the plan"
        )
        return Problem(ProblemKind.DANGLING_LINK, (link.predecessor, link.successor), message)
    from_start = link.predecessor in outline.gates and link.type in (LinkType.START_START, LinkType.START_FINISH)
    to_finish = link.successor in outline.gates and link.type in (LinkType.FINISH_FINISH, LinkType.START_FINISH)
    if from_start or to_finish:
        message = (
            f"the {link.type.value} link {link.predecessor} -> {link.successor} is ignored: put it on a task inside"
        )
        return Problem(ProblemKind.SUMMARY_LINK, (link.predecessor, link.successor), f"{message} the summary task")
    return None


def _weigh(
    network: Network,
    source: NDArray[np.int64],
    target: NDArray[np.int64],
    kind: NDArray[np.int64],
    lag: NDArray[np.float64],
    number: NDArray[np.int64],
) -> None:
    work, state = np.array(network.work), np.array(network.state, dtype=np.int64)
    started, floor = np.array(network.started), np.array(network.floor)
    links = network.plan.links
    units = np.array([link.lag_unit is not LagUnit.WORKING_DAYS for link in links] + [False], dtype=bool)
    elapsed = np.zeros(len(lag), dtype=bool)
    for at in np.flatnonzero(units[number]).tolist():
        elapsed[at] = links[number[at]].lag_unit is LagUnit.ELAPSED_DAYS
        if not elapsed[at]:
            lag[at] *= (usable_duration(network.tasks[source[at]]) or 0.0) / 100.0
    from_finish = (kind == FS) | (kind == FF)
    to_finish = (kind == FF) | (kind == SF)
    begun = np.where(state == State.FINISHED, started - floor, 0.0)
    shift_before = np.where(from_finish, work[source], begun[source])
    shift_after = np.where(to_finish, work[target], 0.0)
    weight = shift_before + lag - shift_after

    calendar_of = np.array(network.calendar_of, dtype=np.int64)
    crossing = (calendar_of[source] != calendar_of[target]) | (elapsed & (lag != 0))
    keep = state[target] != State.FINISHED
    keep &= ~((state[target] == State.IN_PROGRESS) & (kind == SS))
    keep &= ~((state[source] == State.FINISHED) & (state[target] == State.IN_PROGRESS) & ~to_finish)
    fixed = keep & (state[source] == State.IN_PROGRESS) & ~from_finish
    for at in np.flatnonzero(crossing | fixed).tolist():
        if keep[at]:
            days = network.days(int(source[at])), network.days(int(target[at]))
            working, real = (0.0, float(lag[at])) if elapsed[at] else (float(lag[at]), 0.0)
            cross = Crossing(*days, bool(from_finish[at]), shift_before[at], shift_after[at], working, real)
            if fixed[at]:
                _hold(network, int(source[at]), int(target[at]), cross, int(number[at]))
            else:
                network.crossings[at] = cross
    keep &= ~fixed
    position = np.cumsum(keep) - 1
    network.crossings = {int(position[at]): cross for at, cross in network.crossings.items()}
    network.source, network.target, network.weight = source[keep], target[keep], weight[keep]
    network.link_of, network.from_finish, network.to_finish = number[keep], from_finish[keep], to_finish[keep]


def _hold(network: Network, source: int, target: int, crossing: Crossing, number: int) -> None:
    """A successor that waits for the *start* of a task already started has a fixed earliest begin."""
    bound = crossing.forward(network.started[source])
    if bound > network.floor[target]:
        network.floor[target] = bound
        network.floor_by[target] = Floor.LINK
        network.floor_link[target] = number
