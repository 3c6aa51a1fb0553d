"""Serial schedule generation (Kelley 1963) and double justification (Valls, Ballestin, Quintanilla 2005).

The free capacities of a time slot are packed into one integer, a field a resource with a guard bit on top: one subtraction
and one mask tell whether all resources suffice.
"""

from collections.abc import Sequence

from leadline.projects.calculations.resource_network import ResourceNetwork


class SerialScheduler:
    """Builds schedules of one network: `begin` times by task, never breaking a link, a floor or a capacity."""

    def __init__(self, network: ResourceNetwork) -> None:
        self._network = network
        width = max(network.capacity, default=0).bit_length() + 1
        self._guard = sum(1 << (width * (at + 1) - 1) for at in range(len(network.capacity)))
        self._need = [sum(need << (width * at) for at, need in enumerate(row)) for row in network.demand]
        full = self._guard + sum(size << (width * at) for at, size in enumerate(network.capacity))
        self._free = [full] * network.horizon
        for shortage in network.shortages:
            for slot in range(shortage.first, min(shortage.last, network.horizon)):
                left = (self._free[slot] >> (width * shortage.resource)) & ((1 << (width - 1)) - 1)
                self._free[slot] -= min(left, shortage.amount) << (width * shortage.resource)
        in_sequence = all(gap >= network.duration[o] for rows in network.before for o, gap in rows)
        self._justifies = in_sequence and not network.shortages and not network.fixed
        self._leads = any(gap < 0 for rows in network.before for _, gap in rows)

    def forward(self, order: Sequence[int]) -> list[int]:
        """Each task of `order` (predecessors first) as early as possible."""
        network, guard = self._network, self._guard
        free, begin = self._free.copy(), [0] * len(network.duration)
        for task in order:
            start = network.floor[task]
            for other, gap in network.before[task]:
                if begin[other] + gap > start:
                    start = begin[other] + gap
            need, length = self._need[task], network.duration[task]
            if need and length:
                slot = start if task not in network.fixed else start + length
                end = start + length
                while slot < end:
                    if slot >= len(free):
                        free.extend([self._free[-1]] * (end - len(free) + 1))
                    if (free[slot] - need) & guard != guard:
                        start = slot + 1
                        end = start + length
                    slot += 1
                for slot in range(start, end):
                    free[slot] -= need if (free[slot] - need) & guard == guard else 0
            begin[task] = start
        return begin

    def justify(self, begin: list[int]) -> list[int]:
        """Push everything late against the present end, then early again: never longer, often shorter.

        Only where tasks follow each other and capacities are level: elsewhere a task pushed late may not fit before the end.
        """
        if not self._justifies:
            return begin
        return self.forward(self.order_of(self._backward(begin)))

    def order_of(self, begin: Sequence[int]) -> list[int]:
        """Tasks by begin, predecessors first (the network's numbering is such an order)."""
        if self._leads:
            return list(range(len(begin)))
        return sorted(range(len(begin)), key=begin.__getitem__)

    def length(self, begin: Sequence[int]) -> int:
        return max((start + d for start, d in zip(begin, self._network.duration, strict=True)), default=0)

    def _backward(self, begin: list[int]) -> list[int]:
        network, guard = self._network, self._guard
        duration, total = network.duration, self.length(begin)
        free, late = self._free[:total], list(begin)
        finish = [start + d for start, d in zip(begin, duration, strict=True)]
        for task in sorted(range(len(begin) - 1, -1, -1), key=finish.__getitem__, reverse=True):
            start = total - duration[task]
            for other, gap in network.after[task]:
                if late[other] - gap < start:
                    start = late[other] - gap
            need = self._need[task]
            if need and duration[task]:
                slot, end = start + duration[task] - 1, start
                while slot >= end:
                    if (free[slot] - need) & guard != guard:
                        start = slot - duration[task]
                        end = start
                    slot -= 1
                for slot in range(start, start + duration[task]):
                    free[slot] -= need
            late[task] = start
        return late
