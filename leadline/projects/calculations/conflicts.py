"""Where dates and links of a plan contradict each other, found after the passes."""

from collections.abc import Iterator

import numpy as np

from leadline.projects.calculations.calendar import EPSILON
from leadline.projects.calculations.columns import Columns
from leadline.projects.calculations.constraints import LATEST, WORDS, date_bounds
from leadline.projects.calculations.network import Network
from leadline.projects.calculations.passes import Passes
from leadline.projects.calculations.plan import LinkType
from leadline.projects.calculations.problems import Problem, ProblemKind
from leadline.projects.calculations.progress import State


def broken_constraints(network: Network, passes: Passes) -> Iterator[Problem]:
    """Date constraints that links, progress or the status date make impossible to keep."""
    for node, task in enumerate(network.tasks):
        if task.constraint_date is None or task.constraint not in LATEST or network.state[node] == State.FINISHED:
            continue
        work = network.work[node]
        late = passes.begin[node] + work - date_bounds(task, network.days(node), work, []).ceiling
        if task.deadline is None and late > EPSILON:
            message = (
                f"{task.key} has the constraint '{WORDS[task.constraint]} {task.constraint_date}' but cannot keep it: "
                f"it comes {late:g} working days later; move the date or what it waits for"
            )
            yield Problem(ProblemKind.CONSTRAINT_CONFLICT, (task.key,), message)


def out_of_sequence(network: Network, columns: Columns) -> Iterator[Problem]:
    """Tasks that started although a predecessor they wait for had not finished."""
    state = np.array(network.state)
    for number in np.flatnonzero((state[network.source] != State.FINISHED) & (state[network.target] > 0)).tolist():
        link_number = int(network.link_of[number])
        if link_number < 0 or network.plan.links[link_number].type is not LinkType.FINISH_START:
            continue
        link = network.plan.links[link_number]
        if columns.start_offset[network.target[number]] + EPSILON < columns.finish_offset[network.source[number]]:
            message = (
                f"{link.successor} started before {link.predecessor} finished; "
                f"the rest of {link.successor} is scheduled after it, remove the link if that is wrong"
            )
            yield Problem(ProblemKind.OUT_OF_SEQUENCE, (link.predecessor, link.successor), message)
