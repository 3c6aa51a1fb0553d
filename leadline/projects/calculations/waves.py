"""The two passes for large, wide networks: all tasks whose predecessors are known form a wave, computed at once.

Worth it only where waves hold many tasks; a long chain has a wave a task and is left to the plain passes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.projects.calculations.network import Network

_LARGE = 5_000  # nodes; below, the plain passes take milliseconds anyway
_WIDE = 25  # nodes a wave, on average, from where arrays beat plain loops


@dataclass(frozen=True, slots=True)
class Wave:
    nodes: NDArray[np.int64]
    edges: NDArray[np.int64]


def read_waves(network: Network, first: NDArray[np.int64]) -> list[Wave] | None:
    """Waves in order, or None where they do not pay: small, deep, circular networks and those with links across calendars.

    The edges of node n are `first[n]` to `first[n + 1]` (excluded).
    """
    count = len(network.tasks)
    if count < _LARGE or network.crossings:
        return None
    waiting = np.bincount(network.target, minlength=count)
    nodes, waves, seen = np.flatnonzero(waiting == 0), list[Wave](), 0
    while len(nodes):
        edges = _edges_of(nodes, first)
        waves.append(Wave(nodes, edges))
        seen += len(nodes)
        if len(waves) > count / _WIDE:
            return None
        reached = network.target[edges]
        np.subtract.at(waiting, reached, 1)
        nodes = np.unique(reached[waiting[reached] == 0])
    return waves if seen == count else None


def waves_forward(network: Network, waves: list[Wave]) -> list[float]:
    """Earliest begins."""
    begin = np.array(network.floor, dtype=float)
    for wave in waves:
        edges = wave.edges
        np.maximum.at(begin, network.target[edges], begin[network.source[edges]] + network.weight[edges])
    return [float(moment) for moment in begin.tolist()]


def waves_backward(network: Network, waves: list[Wave], late: NDArray[np.float64]) -> NDArray[np.float64]:
    """Latest finishes, from the bounds in `late`, which is changed in place."""
    work = np.array(network.work, dtype=float)
    for wave in reversed(waves):
        edges = wave.edges
        source, target = network.source[edges], network.target[edges]
        np.minimum.at(late, source, late[target] - work[target] - network.weight[edges] + work[source])
    return late


def _edges_of(nodes: NDArray[np.int64], first: NDArray[np.int64]) -> NDArray[np.int64]:
    """All edges out of `nodes`, without a loop."""
    counts = first[nodes + 1] - first[nodes]
    gaps = np.repeat(first[nodes] - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
    return np.asarray(gaps + np.arange(len(gaps)), dtype=np.int64)
