"""Offsets and days of every node, as arrays: what the passes mean on the calendars."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.projects.calculations.calendar import EPSILON
from leadline.projects.calculations.constraints import Floor
from leadline.projects.calculations.network import Network
from leadline.projects.calculations.passes import Passes
from leadline.projects.calculations.plan import Constraint, LinkType
from leadline.projects.calculations.progress import State


@dataclass(frozen=True, slots=True)
class Columns:
    """One entry a node; days as proleptic ordinals, offsets in working days of the node's calendar."""

    start: NDArray[np.int64]
    finish: NDArray[np.int64]
    late_start: NDArray[np.int64]
    late_finish: NDArray[np.int64]
    start_offset: NDArray[np.float64]
    finish_offset: NDArray[np.float64]
    late_start_offset: NDArray[np.float64]
    late_finish_offset: NDArray[np.float64]


def read_columns(network: Network, passes: Passes) -> Columns:
    work, started = np.array(network.work), np.array(network.started)
    begun = np.array(network.state) != State.NOT_STARTED
    finish_offset = passes.begin + work
    late_start_offset = np.where(begun, started, passes.late_finish - work)
    start_offset = np.where(begun, started, passes.begin)
    columns = Columns(
        start=_days(network, start_offset, finish=False),
        finish=_days(network, finish_offset, finish=True),
        late_start=_days(network, late_start_offset, finish=False),
        late_finish=_days(network, passes.late_finish, finish=True),
        start_offset=start_offset,
        finish_offset=finish_offset,
        late_start_offset=late_start_offset,
        late_finish_offset=passes.late_finish,
    )
    _place_milestones(network, passes, columns)
    _keep_actual_dates(network, columns)
    return columns


def _days(network: Network, offsets: NDArray[np.float64], finish: bool) -> NDArray[np.int64]:
    if len(network.calendars) == 1:
        days = network.default_days
        return days.finish_ordinals(offsets) if finish else days.start_ordinals(offsets)
    result = np.zeros(len(offsets), dtype=np.int64)
    calendar_of = np.array(network.calendar_of)
    for at, days in enumerate(network.calendars):
        mine = calendar_of == at
        result[mine] = days.finish_ordinals(offsets[mine]) if finish else days.start_ordinals(offsets[mine])
    return result


def _place_milestones(network: Network, passes: Passes, columns: Columns) -> None:
    """A moment between two days belongs to the day that ends if work led to it, else to the day that begins."""
    moments = (np.array(network.work) <= EPSILON) & (np.array(network.state) == State.NOT_STARTED)
    if not moments.any():
        return
    closes = [False] * len(network.tasks)
    links = network.plan.links
    for node in passes.order:
        if not moments[node]:
            continue
        edge = passes.driver[node]
        if node in passes.moved_late or (edge < 0 and network.floor_by[node] is Floor.CONSTRAINT):
            dated = network.tasks[node].constraint
            closes[node] = dated not in (Constraint.START_NO_EARLIER_THAN, Constraint.MUST_START_ON)
        elif edge >= 0:
            source, number = int(network.source[edge]), int(network.link_of[edge])
            from_finish = number < 0 or links[number].type in (LinkType.FINISH_START, LinkType.FINISH_FINISH)
            at_once = math.isclose(columns.start_offset[node], columns.finish_offset[source], abs_tol=EPSILON)
            leads = not moments[source] or closes[source] or not at_once
            closes[node] = from_finish and leads
    ending = np.array(closes) & moments
    opening = moments & ~ending
    columns.start[ending], columns.late_start[ending] = columns.finish[ending], columns.late_finish[ending]
    columns.finish[opening], columns.late_finish[opening] = columns.start[opening], columns.late_start[opening]


def _keep_actual_dates(network: Network, columns: Columns) -> None:
    """Actual dates are told as they were reported, also where they fall on a day off."""
    for node in np.flatnonzero(np.array(network.state) != State.NOT_STARTED).tolist():
        task = network.tasks[node]
        if task.actual_start is not None:
            columns.start[node] = columns.late_start[node] = task.actual_start.toordinal()
        if task.actual_finish is not None:
            columns.finish[node] = columns.late_finish[node] = task.actual_finish.toordinal()
        if columns.finish[node] < columns.start[node]:  # a moment, or finished within its first instant
            columns.finish[node] = columns.start[node]
            columns.late_finish[node] = max(columns.late_finish[node], columns.late_start[node])
