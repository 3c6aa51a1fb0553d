"""The outline of a plan: which tasks are summaries of others, and which of them need gates in the network."""

from dataclasses import dataclass

from leadline.projects.calculations.plan import Plan, Task
from leadline.projects.calculations.problems import Problem, ProblemKind


@dataclass(frozen=True, slots=True)
class Outline:
    """`leaves` are scheduled, `summaries` rolled up from them. Node numbers: leaves in plan order, then two gates a gated summary.

    `index` gives a leaf's node number, `gates` the (first, last) gate of a summary, `gate_edges` what must run between them.
    """

    leaves: tuple[Task, ...]
    summaries: tuple[Task, ...]
    gated: tuple[Task, ...]
    index: dict[str, int]
    gates: dict[str, tuple[int, int]]
    gate_edges: list[tuple[int, int]]
    leaves_under: dict[str, list[int]]
    problems: list[Problem]


def read_outline(plan: Plan) -> Outline:
    problems: list[Problem] = []
    tasks: dict[str, Task] = {}
    for task in plan.tasks:
        if task.key in tasks:
            message = f"{task.key} occurs twice; the first one counts, give the other a key of its own"
            problems.append(Problem(ProblemKind.DUPLICATE_KEY, (task.key,), message))
        else:
            tasks[task.key] = task
    parents = _parents(tasks, problems)
    summary_keys = set(parents.values())
    leaves = tuple(task for key, task in tasks.items() if key not in summary_keys)
    summaries = tuple(task for key, task in tasks.items() if key in summary_keys)
    index = {task.key: position for position, task in enumerate(leaves)}
    under: dict[str, list[int]] = {task.key: [] for task in summaries}
    if summaries:
        for task in leaves:
            above = parents.get(task.key)
            while above is not None:
                under[above].append(index[task.key])
                above = parents.get(above)
    gated = _gated(plan, summaries)
    gates = {task.key: (len(leaves) + 2 * at, len(leaves) + 2 * at + 1) for at, task in enumerate(gated)}
    edges = [
        edge for key, (first, last) in gates.items() for leaf in under[key] for edge in ((first, leaf), (leaf, last))
    ]
    return Outline(leaves, summaries, gated, index, gates, edges, under, problems)


def _gated(plan: Plan, summaries: tuple[Task, ...]) -> tuple[Task, ...]:
    if not summaries:
        return ()
    linked = {link.predecessor for link in plan.links} | {link.successor for link in plan.links}
    return tuple(task for task in summaries if task.key in linked or task.constraint_date or task.deadline)


def _parents(tasks: dict[str, Task], problems: list[Problem]) -> dict[str, str]:
    """Key of each task's parent; unknown parents and parents in a circle are named and cut."""
    parents = {key: task.parent for key, task in tasks.items() if task.parent is not None}
    for key, parent in list(parents.items()):
        if parent not in tasks:
            message = f"{key} lies under {parent}, which is not in the plan; it is placed at the top"
            problems.append(Problem(ProblemKind.PARENT, (key, parent), message))
            del parents[key]
    safe: set[str] = set()
    for key in list(parents):
        trail: list[str] = []
        at: str | None = key
        while at is not None and at not in safe:
            if at in trail:
                circle = tuple(trail[trail.index(at) :])
                message = f"{' under '.join((*circle, at))}: a task cannot lie under itself; {at} is placed at the top"
                problems.append(Problem(ProblemKind.PARENT, circle, message))
                del parents[at]
                break
            trail.append(at)
            at = parents.get(at)
        safe.update(trail)
    return parents
