"""The critical path of a plan: dates, floats and what drives them.

`schedule(plan)` never fails on bad records: each is named in `Schedule.problems` and the rest is computed. Offsets and floats are
working days of the task's own calendar (Kelley, Walker 1959; negative float where a deadline or a date constraint cannot be kept).
Links win over date constraints. Unfinished work is never scheduled before the status date; the rest of a started task waits for
its predecessors (retained logic). Finished tasks keep their actual dates, have no float and are not critical.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from leadline.projects.calculations.calendar import EPSILON
from leadline.projects.calculations.columns import Columns, read_columns
from leadline.projects.calculations.conflicts import broken_constraints, out_of_sequence
from leadline.projects.calculations.constraints import Floor
from leadline.projects.calculations.network import Network, compile_network
from leadline.projects.calculations.passes import Passes, run_passes
from leadline.projects.calculations.paths import last_nodes, longest_path, path_keys, tight_edges
from leadline.projects.calculations.plan import Link, Plan
from leadline.projects.calculations.problems import Problem
from leadline.projects.calculations.progress import State
from leadline.projects.calculations.rollup import Span, roll_up


class Reason(StrEnum):
    """Why a task begins when it does, and not earlier."""

    PREDECESSOR = "predecessor"
    PROJECT_START = "project start"
    STATUS_DATE = "status date"
    ACTUAL = "actual date"
    CONSTRAINT = "date constraint"
    AS_LATE_AS_POSSIBLE = "as late as possible"
    SUMMARY = "tasks below"


_REASONS = {
    Floor.PROJECT_START: Reason.PROJECT_START,
    Floor.STATUS_DATE: Reason.STATUS_DATE,
    Floor.ACTUAL: Reason.ACTUAL,
    Floor.CONSTRAINT: Reason.CONSTRAINT,
    Floor.LINK: Reason.PREDECESSOR,
}


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """One task's dates. `start`/`finish` are early dates (actual ones where known); floats and offsets in working days.

    `driving` is the link that sets the begin, None if `reason` is anything but a predecessor. Summary tasks span their tasks: their
    floats are the smallest below them.
    """

    key: str
    name: str
    duration: float
    milestone: bool
    summary: bool
    progress: float
    start: dt.date
    finish: dt.date
    late_start: dt.date
    late_finish: dt.date
    start_offset: float
    finish_offset: float
    late_start_offset: float
    late_finish_offset: float
    total_float: float
    free_float: float
    critical: bool
    finished: bool
    reason: Reason
    driving: Link | None
    deadline: dt.date | None
    baseline_start: dt.date | None
    baseline_finish: dt.date | None

    @property
    def misses_deadline(self) -> bool:
        return self.deadline is not None and self.finish > self.deadline


@dataclass(frozen=True)
class Schedule:
    """A computed plan. `duration` is in working days of the plan's calendar; `schedule[key]` gives one task's dates.

    `critical_path` runs from the first to the last task of the chain that sets `finish`; `unscheduled` are tasks without a duration.
    """

    plan: Plan
    start: dt.date
    finish: dt.date | None
    duration: float
    critical_path: tuple[str, ...]
    unscheduled: tuple[str, ...]
    problems: tuple[Problem, ...]
    network: Network = field(repr=False, compare=False)
    passes: Passes = field(repr=False, compare=False)
    columns: Columns = field(repr=False, compare=False)

    def __getitem__(self, key: str) -> ScheduledTask:
        """Raises KeyError for a key that is not in the plan or could not be scheduled."""
        node = self.network.outline.index.get(key)
        if node is not None and not self.network.unscheduled[node]:
            return self._leaf(node)
        if key in self._summaries:
            return self._summaries[key]
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        node = self.network.outline.index.get(str(key))
        return not self.network.unscheduled[node] if node is not None else key in self._summaries

    def __iter__(self) -> Iterator[ScheduledTask]:
        return iter(self.tasks)

    @cached_property
    def tasks(self) -> tuple[ScheduledTask, ...]:
        """All scheduled tasks and summaries in the plan's order."""
        return tuple(self[key] for key in dict.fromkeys(task.key for task in self.plan.tasks) if key in self)

    @cached_property
    def critical_tasks(self) -> tuple[ScheduledTask, ...]:
        """Unfinished leaf tasks with no float left, by start."""
        critical = [task for task in self.tasks if task.critical and not task.summary]
        return tuple(sorted(critical, key=lambda task: (task.start_offset, task.finish_offset)))

    @cached_property
    def missed_deadlines(self) -> tuple[ScheduledTask, ...]:
        return tuple(task for task in self.tasks if task.misses_deadline)

    def critical_paths(self, limit: int = 10) -> tuple[tuple[str, ...], ...]:
        """Every chain of driving links that ends at the project's finish, at most `limit` of them."""
        found: list[tuple[str, ...]] = []
        into = tight_edges(self.network, self.passes)
        stack: list[tuple[int, tuple[int, ...]]] = [
            (node, (node,)) for node in reversed(last_nodes(self.network, self.columns))
        ]
        while stack and len(found) < limit:
            node, path = stack.pop()
            before = into.get(node, [])
            if not before:
                found.append(path_keys(self.network, path))
            stack += [(source, (source, *path)) for source in reversed(before)]
        return tuple(dict.fromkeys(found))

    @cached_property
    def _summaries(self) -> dict[str, ScheduledTask]:
        outline = self.network.outline
        spans = roll_up(self.network, self.columns)
        return {task.key: self._summary(spans[task.key]) for task in outline.summaries if task.key in spans}

    def _leaf(self, node: int) -> ScheduledTask:
        task, columns, passes = self.network.tasks[node], self.columns, self.passes
        reason, driving = self.driver_of(node)
        finished = self.network.state[node] == State.FINISHED
        day = dt.date.fromordinal
        total = float(passes.total_float[node])
        return ScheduledTask(
            key=task.key,
            name=task.name,
            duration=float(columns.finish_offset[node] - columns.start_offset[node]),
            milestone=task.milestone,
            summary=False,
            progress=1.0 if finished else min(1.0, max(0.0, task.progress)),
            start=day(int(columns.start[node])),
            finish=day(int(columns.finish[node])),
            late_start=day(int(columns.late_start[node])),
            late_finish=day(int(columns.late_finish[node])),
            start_offset=float(columns.start_offset[node]),
            finish_offset=float(columns.finish_offset[node]),
            late_start_offset=float(columns.late_start_offset[node]),
            late_finish_offset=float(columns.late_finish_offset[node]),
            total_float=total,
            free_float=float(passes.free_float[node]),
            critical=not finished and total <= EPSILON,
            finished=finished,
            reason=reason,
            driving=driving,
            deadline=task.deadline,
            baseline_start=task.baseline_start,
            baseline_finish=task.baseline_finish,
        )

    def driver_of(self, node: int) -> tuple[Reason, Link | None]:
        """Why a node begins when it does; the link is None where a gate of a summary task stands between."""
        network, edge = self.network, self.passes.driver[node]
        if node in self.passes.moved_late:
            return Reason.AS_LATE_AS_POSSIBLE, None
        if network.state[node] != State.FINISHED and edge >= 0:
            number = int(network.link_of[edge])
            return Reason.PREDECESSOR, network.plan.links[number] if number >= 0 else None
        held = network.floor_link[node]
        return _REASONS[network.floor_by[node]], network.plan.links[held] if held >= 0 else None

    def _summary(self, span: Span) -> ScheduledTask:
        task = span.task
        return ScheduledTask(
            key=task.key,
            name=task.name,
            duration=span.finish_offset - span.start_offset,
            milestone=False,
            summary=True,
            progress=span.progress,
            start=span.start,
            finish=span.finish,
            late_start=span.late_start,
            late_finish=span.late_finish,
            start_offset=span.start_offset,
            finish_offset=span.finish_offset,
            late_start_offset=span.late_start_offset,
            late_finish_offset=span.late_finish_offset,
            total_float=min(float(self.passes.total_float[node]) for node in span.nodes),
            free_float=min(float(self.passes.free_float[node]) for node in span.nodes),
            critical=any(self[self.network.tasks[node].key].critical for node in span.nodes),
            finished=span.finished,
            reason=Reason.SUMMARY,
            driving=None,
            deadline=task.deadline,
            baseline_start=task.baseline_start,
            baseline_finish=task.baseline_finish,
        )


def schedule(plan: Plan) -> Schedule:
    """Compute dates, floats and the critical path of `plan`; 100,000 tasks and 200,000 links take about half a second.

    Raises `BeyondCalendarError` if a date leaves the years 1 to 9999.
    """
    network = compile_network(plan)
    passes = run_passes(network)
    columns = read_columns(network, passes)
    default = network.default_days
    scheduled = [node for node in range(network.leaves) if not network.unscheduled[node]]
    start = default.next_working_day(plan.start)
    finish, duration = None, 0.0
    if scheduled:
        start = dt.date.fromordinal(int(columns.start[scheduled].min()))
        finish = dt.date.fromordinal(int(columns.finish[scheduled].max()))
        duration = default.offset_at(passes.finish_instant) - float(columns.start_offset[scheduled].min())
    problems = [*network.problems, *passes.problems, *broken_constraints(network, passes)]
    problems.extend(out_of_sequence(network, columns))
    return Schedule(
        plan=plan,
        start=start,
        finish=finish,
        duration=round(duration, 6),
        critical_path=longest_path(network, passes, columns),
        unscheduled=tuple(network.tasks[node].key for node in range(network.leaves) if network.unscheduled[node]),
        problems=tuple(problems),
        network=network,
        passes=passes,
        columns=columns,
    )
