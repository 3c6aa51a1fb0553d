"""Search over activity lists: many serial schedules, improved by justification, recombination and local reshuffling.

A genetic algorithm on precedence-feasible lists with double justification of every child (Hartmann 1998; Valls et al. 2005, 2008) finds
good regions; a walk that reshuffles a stretch of the list at a time goes on from its best (iterated local search).
"""

import random
import time

from leadline.projects.calculations.resource_network import ResourceNetwork
from leadline.projects.calculations.serial_schedule import SerialScheduler

_POPULATION = 40
_MUTATION = 0.03
_WALK = 0.75  # share of schedules spent on the walk once the population is full
_STRETCH = (4, 25)  # tasks reshuffled at a time
_UPHILL = 0.02  # chance to accept a schedule one slot longer

Member = tuple[int, list[int], list[int]]  # length, begin times, order


class ListSearch:
    """Keeps a population between calls to `improve`, so that a search can go on."""

    def __init__(self, network: ResourceNetwork, *, seed: int) -> None:
        self._network = network
        self._scheduler = SerialScheduler(network)
        self._random = random.Random(seed)
        self._before = [{other for other, _ in rows} for rows in network.before]
        self._members: list[Member] = [self._member(self._by_rule(noise=0.0))]
        self.best = self._walker = self._members[0]

    def length(self, begin: list[int]) -> int:
        return self._scheduler.length(begin)

    def improve(self, *, seconds: float, schedules: int = 1_000_000) -> None:
        """Search until the time or the number of schedules is used up or the lower bound is reached."""
        end, count = time.monotonic() + seconds, 0
        while self.best[0] > self._network.lower_bound and count < schedules and time.monotonic() < end:
            if len(self._members) < _POPULATION:
                self._keep(self._member(self._by_rule(noise=self._random.uniform(0.02, 0.5))))
            elif self._random.random() < _WALK:
                self._walk()
            else:
                one, other = self._tournament(), self._tournament()
                self._keep(self._member(self._mutate(self._cross(one[2], other[2]))))
            count += 1

    def _walk(self) -> None:
        step = self._member(self._reshuffle(self._walker[2]))
        uphill = step[0] == self._walker[0] + 1 and self._random.random() < _UPHILL
        if step[0] <= self._walker[0] or uphill:
            self._walker = step
        if step[0] < self.best[0]:
            self._keep(step)

    def _member(self, order: list[int]) -> Member:
        begin = self._scheduler.forward(order)
        better = self._scheduler.justify(begin)
        if self._scheduler.length(better) <= self._scheduler.length(begin):
            begin = better
        return self._scheduler.length(begin), begin, self._scheduler.order_of(begin)

    def _keep(self, member: Member) -> None:
        if member[0] < self.best[0]:
            self.best = self._walker = member
        if any(member[0] == known[0] and member[1] == known[1] for known in self._members):
            return
        self._members.append(member)
        if len(self._members) > _POPULATION:
            self._members.remove(max(self._members, key=lambda known: known[0]))

    def _tournament(self) -> Member:
        return min(self._random.sample(self._members, min(3, len(self._members))), key=lambda member: member[0])

    def _by_rule(self, noise: float) -> list[int]:
        """Highest priority first, then the longest way to the end (latest start), blurred by `noise`."""
        tail, chance = self._network.tail, self._random
        blur = noise * max(tail, default=0)
        rank = [
            (task not in self._network.fixed, -self._network.priority[task], -tail[task] + chance.uniform(-blur, blur))
            for task in range(len(tail))
        ]
        waiting = [len(rows) for rows in self._before]
        after = [{other for other, _ in rows} for rows in self._network.after]
        ready = [task for task in range(len(tail)) if not waiting[task]]
        order: list[int] = []
        while ready:
            task = min(ready, key=rank.__getitem__)
            ready.remove(task)
            order.append(task)
            for other in after[task]:
                waiting[other] -= 1
                if not waiting[other]:
                    ready.append(other)
        return order

    def _cross(self, mother: list[int], father: list[int]) -> list[int]:
        """Mother's list with a stretch in the father's order: predecessors stay first."""
        first, last = sorted(self._random.choices(range(len(mother) + 1), k=2))
        child = mother[:first]
        used = set(child)
        stretch = [task for task in father if task not in used][: last - first]
        used.update(stretch)
        return [*child, *stretch, *(task for task in mother if task not in used)]

    def _reshuffle(self, order: list[int]) -> list[int]:
        """A stretch of the list in another order that keeps predecessors first."""
        length = min(len(order), self._random.randint(*_STRETCH))
        first = self._random.randrange(len(order) - length + 1)
        stretch = order[first : first + length]
        noise = self._random.uniform(1, length)
        rank = {task: at + self._random.uniform(-noise, noise) for at, task in enumerate(stretch)}
        left, shuffled = set(stretch), []
        while stretch:
            free = (task for task in stretch if not self._before[task] & left)
            task = min(free, key=rank.__getitem__)
            shuffled.append(task)
            stretch.remove(task)
            left.discard(task)
        return [*order[:first], *shuffled, *order[first + length :]]

    def _mutate(self, order: list[int]) -> list[int]:
        for at in range(len(order) - 1):
            if self._random.random() < _MUTATION and order[at] not in self._before[order[at + 1]]:
                order[at], order[at + 1] = order[at + 1], order[at]
        return order
