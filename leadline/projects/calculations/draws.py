"""Random draws for a simulation: durations of tasks, common drivers, risk events."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from leadline.projects.calculations.distributions import LEVELS, Shape, quantile_table
from leadline.projects.calculations.trial_network import TrialNetwork
from leadline.projects.calculations.uncertainty import RiskEvent, SharedDriver, TaskRange


class Draws:
    """Turns random levels into durations, one block of trials at a time."""

    def __init__(
        self,
        network: TrialNetwork,
        ranges: Sequence[TaskRange],
        drivers: Sequence[SharedDriver],
        risks: Sequence[RiskEvent],
        problems: list[str],
    ) -> None:
        self._network, self._ranges, self._risks = network, ranges, risks
        self._driver_tables = [quantile_table(Shape.TRIANGULAR, d.low, d.likely, d.high) for d in drivers]
        self._risk_tables = [quantile_table(Shape.TRIANGULAR, r.low, r.likely, r.high) for r in risks]
        self._driven = [_nodes(network, driver.tasks, driver.name, problems) for driver in drivers]
        self._hit = [_nodes(network, (r.task,) if r.task else (), r.key, problems) for r in risks]

    def take(
        self,
        rng: np.random.Generator,
        work: NDArray[np.float32],
        levels: NDArray[np.uint16],
        shared: NDArray[np.float64],
        happened: NDArray[np.bool_],
    ) -> NDArray[np.float64]:
        """Fills `work` with durations (nodes x trials), the other blocks with what was drawn; returns delays of the whole project."""
        trials = work.shape[1]
        levels[:] = rng.integers(0, LEVELS, size=levels.shape, dtype=np.uint16)
        work[:] = self._network.work[:, None]
        for row, item in enumerate(self._ranges):
            np.take(item.table, levels[row], out=work[item.node], mode="clip")
        for row, table in enumerate(self._driver_tables):
            shared[row] = table[rng.integers(0, LEVELS, size=trials)]
            work[self._driven[row]] *= shared[row]
        late = np.zeros(trials)
        for row, risk in enumerate(self._risks):
            happened[row] = rng.random(trials) < risk.probability
            delay = self._risk_tables[row][rng.integers(0, LEVELS, size=trials)] * happened[row]
            if risk.task is None:
                late += delay
            else:
                work[self._hit[row]] += delay
        return late


def _nodes(network: TrialNetwork, keys: Iterable[str], name: str, problems: list[str]) -> list[int]:
    """Nodes of unfinished tasks; keys that are not in the plan are named, finished tasks are past being driven."""
    found = []
    for key in keys:
        if key not in network.index:
            problems.append(f"{name} concerns {key}, which is not in the plan; it has no effect there")
        elif not network.finished[network.index[key]]:
            found.append(network.index[key])
    return found
