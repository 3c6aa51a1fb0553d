"""Chains of links without slack through a computed network."""

from collections.abc import Iterable

import numpy as np

from leadline.projects.calculations.calendar import EPSILON
from leadline.projects.calculations.columns import Columns
from leadline.projects.calculations.network import Network
from leadline.projects.calculations.passes import Passes


def last_nodes(network: Network, columns: Columns) -> list[int]:
    """Leaf nodes that finish when the project does, in plan order."""
    leaves = [node for node in range(network.leaves) if not network.unscheduled[node]]
    if not leaves:
        return []
    day = columns.finish[leaves].max()
    on_last_day = [node for node in leaves if columns.finish[node] == day]
    moment = max(columns.finish_offset[node] for node in on_last_day)
    return [node for node in on_last_day if columns.finish_offset[node] >= moment - EPSILON]


def longest_path(network: Network, passes: Passes, columns: Columns) -> tuple[str, ...]:
    """Keys of the chain of drivers that ends with the first of the last nodes."""
    ends = last_nodes(network, columns)
    if not ends:
        return ()
    path = [ends[0]]
    while passes.driver[path[-1]] >= 0:
        path.append(int(network.source[passes.driver[path[-1]]]))
    return path_keys(network, reversed(path))


def path_keys(network: Network, nodes: Iterable[int]) -> tuple[str, ...]:
    return tuple(network.tasks[node].key for node in nodes if node < network.leaves and not network.unscheduled[node])


def tight_edges(network: Network, passes: Passes) -> dict[int, list[int]]:
    """Per node that a predecessor drives: the sources of all its links without slack."""
    into: dict[int, list[int]] = {}
    for edge in np.flatnonzero(passes.edge_slack <= EPSILON).tolist():
        target = int(network.target[edge])
        if passes.driver[target] >= 0:
            into.setdefault(target, []).append(int(network.source[edge]))
    return into
