"""The network of a schedule with durations left open: passes over many trials at once."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leadline.projects.calculations.critical_path import Schedule
from leadline.projects.calculations.progress import State

Edge = tuple[int, float, bool, bool]
Floats = NDArray[np.floating[Any]]

_NEAR = 2e-3  # working days; a minute, and above the rounding of single precision over a long chain


@dataclass(frozen=True, slots=True)
class TrialNetwork:
    """`into[node]`/`out_of[node]` list links as (other node, constant part, from finish, to finish); `shift` takes a node's offset to the
    plan's calendar."""

    index: dict[str, int]
    finished: list[bool]
    order: list[int]
    work: NDArray[np.float64]
    floor: list[float]
    shift: list[float]
    into: list[list[Edge]]
    out_of: list[list[Edge]]

    def run(
        self,
        work: Floats,
        begin: Floats,
        end: Floats,
        critical: NDArray[np.int64] | None = None,
    ) -> Floats:
        """Finish of the project per trial, from durations (nodes x trials); adds to `critical` the trials without float by node.

        `begin` and `end` are room of the shape of `work`; what they hold is lost.
        """
        finish = np.full(work.shape[1], -math.inf, dtype=work.dtype)
        scratch = np.empty(work.shape[1], dtype=work.dtype)
        for node in self.order:
            start = begin[node]
            start.fill(self.floor[node])
            for other, constant, from_finish, to_finish in self.into[node]:
                moment = end[other] if from_finish else begin[other]
                if constant:
                    moment = np.add(moment, constant, out=scratch)
                if to_finish:
                    moment = np.subtract(moment, work[node], out=scratch)
                np.maximum(start, moment, out=start)
            np.add(start, work[node], out=end[node])
            if self.shift[node]:
                np.maximum(finish, np.add(end[node], self.shift[node], out=scratch), out=finish)
            else:
                np.maximum(finish, end[node], out=finish)
        if critical is not None:
            self._count_critical(work, begin, end, finish, critical)
        return finish

    def _count_critical(
        self,
        work: Floats,
        begin: Floats,
        rest: Floats,
        finish: Floats,
        critical: NDArray[np.int64],
    ) -> None:
        """A task is critical where the longest way from its begin to the end leaves no time."""
        scratch = np.empty(work.shape[1], dtype=work.dtype)
        limit = finish - _NEAR
        for node in reversed(self.order):
            longest = rest[node]
            np.add(work[node], self.shift[node], out=longest)
            for other, constant, from_finish, to_finish in self.out_of[node]:
                way = np.add(rest[other], work[node], out=scratch) if from_finish else rest[other]
                if constant:
                    way = np.add(way, constant, out=scratch)
                if to_finish:
                    way = np.subtract(way, work[other], out=scratch)
                np.maximum(longest, way, out=longest)
            critical[node] += np.count_nonzero(np.add(begin[node], longest, out=scratch) >= limit)


def prepare(schedule: Schedule) -> TrialNetwork:
    """Take over what does not depend on the draw: order, floors and the constant parts of links."""
    network, passes = schedule.network, schedule.passes
    work = np.array(network.work, dtype=float)
    weight = network.weight.copy()
    for edge, crossing in network.crossings.items():
        begin = float(passes.begin[network.source[edge]])
        weight[edge] = crossing.forward(begin) - begin
    constant = weight - np.where(network.from_finish, work[network.source], 0.0)
    constant += np.where(network.to_finish, work[network.target], 0.0)
    constant = np.round(constant, 9)
    into: list[list[Edge]] = [[] for _ in work]
    out_of: list[list[Edge]] = [[] for _ in work]
    usable = np.isfinite(passes.edge_slack).tolist()
    rows = zip(
        network.source.tolist(),
        network.target.tolist(),
        constant.tolist(),
        network.from_finish.tolist(),
        network.to_finish.tolist(),
        usable,
        strict=True,
    )
    for source, target, length, from_finish, to_finish, keep in rows:
        if keep:
            into[target].append((source, length, from_finish, to_finish))
            out_of[source].append((target, length, from_finish, to_finish))
    days = network.default_days
    shift = [0.0] * len(work)
    if len(network.calendars) > 1:
        for node in range(len(work)):
            own, end = network.days(node), float(passes.begin[node] + work[node])
            shift[node] = 0.0 if own is days else days.offset_at(own.instant_of_finish(end)) - end
    return TrialNetwork(
        index=network.outline.index,
        finished=[state == State.FINISHED for state in network.state],
        order=passes.order,
        work=work,
        floor=[
            float(begin) if node in passes.moved_late else floor
            for node, (floor, begin) in enumerate(zip(network.floor, passes.begin, strict=True))
        ],
        shift=shift,
        into=into,
        out_of=out_of,
    )
