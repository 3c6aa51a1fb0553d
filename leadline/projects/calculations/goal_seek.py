"""What would have to be true to finish by a date: the smallest sets of measures that do it, each verified by the schedule engine."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from leadline.projects.calculations.changes import Change, CutTask, Overlap, Rescale
from leadline.projects.calculations.critical_path import Schedule, schedule
from leadline.projects.calculations.plan import Link, LinkType, Plan

_TRIED_AT_MOST = 3_000  # schedules; at a few milliseconds each the answer comes within seconds
_PER_STEP = 12  # measures followed up from any one plan: those with the most effect


class Lever(StrEnum):
    SCOPE = "scope"
    SEQUENCE = "sequence"
    PEOPLE = "people"


_DISRUPTION = {Lever.SEQUENCE: 1.0, Lever.PEOPLE: 1.5, Lever.SCOPE: 2.0}


@dataclass(frozen=True, slots=True)
class Measure:
    """A change that a project manager could make, and by which lever."""

    lever: Lever
    change: Change

    @property
    def text(self) -> str:
        return self.change.text


@dataclass(frozen=True, slots=True)
class Option:
    """A minimal set of measures (none can be left out) with the finish that the engine computes for it."""

    measures: tuple[Measure, ...]
    finish: dt.date
    schedule: Schedule

    @property
    def disruption(self) -> float:
        """Rank of the option: fewer measures first, another sequence before people before scope."""
        return sum(_DISRUPTION[measure.lever] for measure in self.measures)


@dataclass(frozen=True, slots=True)
class GoalSeek:
    """`options` in rank order; empty if already on time (`finish` <= `target`) or out of reach.

    `closest` is the earliest finish that any tried set reaches; `complete` is False if the search was cut short.
    """

    target: dt.date
    finish: dt.date | None
    options: tuple[Option, ...]
    closest: dt.date | None
    tried: int
    complete: bool

    @property
    def on_time(self) -> bool:
        return self.finish is not None and self.finish <= self.target


def goal_seek(
    plan: Plan,
    target: dt.date,
    *,
    optional: Iterable[str] = (),
    fixed: Iterable[str] = (),
    levers: Iterable[Lever] = (Lever.SEQUENCE, Lever.PEOPLE, Lever.SCOPE),
    extra_person: float = 0.6,
    overlap: float = 0.5,
    most: int = 3,
    wanted: int = 5,
) -> GoalSeek:
    """Sets of at most `most` measures after which `plan` finishes on `target` or before.

    Only tasks named in `optional` may be cut. Those in `fixed` (a vendor's delivery) do not go faster with more people, and
    nothing begins before they end. An extra person brings a task to `extra_person` of its time (not to half: hand-over costs,
    Brooks 1975); `overlap` starts a critical successor when that share of its predecessor is done. Sets grow only by measures on the
    path that is critical after the ones before, since nothing else can move the finish.
    """
    today = schedule(plan)
    if today.finish is None or today.finish <= target:
        return GoalSeek(target, today.finish, (), today.finish, 1, complete=True)
    search = _Search(target, frozenset(optional), frozenset(fixed), frozenset(levers), extra_person, overlap, most)
    search.run(plan, today)
    minimal = [option for option in search.found if not _has_smaller(option, search.found)]
    minimal.sort(key=lambda option: (len(option.measures), option.disruption, option.finish))
    return GoalSeek(target, today.finish, tuple(minimal[:wanted]), search.closest, search.tried, search.complete)


@dataclass
class _Search:
    """Breadth first over sets of measures, so that small sets come first and supersets of a found set are never tried."""

    target: dt.date
    optional: frozenset[str]
    fixed: frozenset[str]
    levers: frozenset[Lever]
    extra_person: float
    overlap: float
    most: int
    tried: int = 0
    complete: bool = True
    closest: dt.date | None = None
    found: list[Option] = field(default_factory=list)

    def run(self, plan: Plan, today: Schedule) -> None:
        self.closest = today.finish
        level: list[tuple[Plan, Schedule, tuple[Measure, ...]]] = [(plan, today, ())]
        seen: set[frozenset[str]] = set()
        for _ in range(self.most):
            following: list[tuple[Plan, Schedule, tuple[Measure, ...]]] = []
            for base, computed, taken in level:
                following.extend(self._grow(base, computed, taken, seen))
            level = following

    def _grow(
        self, base: Plan, computed: Schedule, taken: tuple[Measure, ...], seen: set[frozenset[str]]
    ) -> list[tuple[Plan, Schedule, tuple[Measure, ...]]]:
        grown: list[tuple[Plan, Schedule, tuple[Measure, ...]]] = []
        for measure in self._measures(computed):
            chosen = (*taken, measure)
            name = frozenset(each.text for each in chosen)
            if name in seen or any({each.text for each in option.measures} <= name for option in self.found):
                continue
            seen.add(name)
            if self.tried >= _TRIED_AT_MOST:
                self.complete = False
                break
            self.tried += 1
            plan = measure.change.apply(base)
            after = schedule(plan)
            if after.finish is None:
                continue
            self.closest = after.finish if self.closest is None else min(self.closest, after.finish)
            if after.finish <= self.target:
                self.found.append(Option(chosen, after.finish, after))
            else:
                grown.append((plan, after, chosen))
        grown.sort(key=lambda row: row[1].finish or dt.date.max)
        return list(islice(grown, _PER_STEP))

    def _measures(self, computed: Schedule) -> list[Measure]:
        """What can be done about the tasks that are critical now."""
        critical = [key for path in computed.critical_paths(5) for key in path]
        keys = [key for key in dict.fromkeys(critical) if not computed[key].finished and computed[key].duration > 0]
        measures: list[Measure] = []
        if Lever.SEQUENCE in self.levers:
            measures += [
                Measure(Lever.SEQUENCE, Overlap(link.predecessor, link.successor, self.overlap))
                for link in _critical_links(computed, keys)
                if link.predecessor not in self.fixed
            ]
        if Lever.PEOPLE in self.levers:
            measures += [
                Measure(
                    Lever.PEOPLE,
                    Rescale(key, self.extra_person, f"put one more person on {computed[key].name} ({key})"),
                )
                for key in keys
                if computed[key].duration >= 2 and key not in self.fixed
            ]
        if Lever.SCOPE in self.levers:
            measures += [Measure(Lever.SCOPE, CutTask(key)) for key in keys if key in self.optional]
        return measures


def _critical_links(computed: Schedule, keys: Sequence[str]) -> list[Link]:
    """Finish-to-start links between two critical tasks, the later of which has not started."""
    wanted = set(keys)
    pairs = [
        link
        for link in computed.plan.links
        if link.type is LinkType.FINISH_START and link.predecessor in wanted and link.successor in wanted
    ]
    started = {task.key for task in computed.plan.tasks if task.actual_start is not None}
    return [link for link in pairs if link.successor not in started]


def _has_smaller(option: Option, others: Sequence[Option]) -> bool:
    names = {measure.text for measure in option.measures}
    return any({measure.text for measure in other.measures} < names for other in others)
