"""Summary tasks: the span and progress of the tasks below them."""

import datetime as dt
from dataclasses import dataclass

from leadline.projects.calculations.columns import Columns
from leadline.projects.calculations.network import Network
from leadline.projects.calculations.plan import Task
from leadline.projects.calculations.progress import State, usable_duration


@dataclass(frozen=True, slots=True)
class Span:
    """From the earliest start to the latest finish of `nodes`; progress is weighted by duration."""

    task: Task
    nodes: list[int]
    start: dt.date
    finish: dt.date
    late_start: dt.date
    late_finish: dt.date
    start_offset: float
    finish_offset: float
    late_start_offset: float
    late_finish_offset: float
    progress: float
    finished: bool


def roll_up(network: Network, columns: Columns) -> dict[str, Span]:
    """Spans by summary key; a summary without a scheduled task below it has none."""
    spans: dict[str, Span] = {}
    for task in network.outline.summaries:
        nodes = [node for node in network.outline.leaves_under[task.key] if not network.unscheduled[node]]
        if not nodes:
            continue
        day = dt.date.fromordinal
        spans[task.key] = Span(
            task=task,
            nodes=nodes,
            start=day(int(columns.start[nodes].min())),
            finish=day(int(columns.finish[nodes].max())),
            late_start=day(int(columns.late_start[nodes].min())),
            late_finish=day(int(columns.late_finish[nodes].max())),
            start_offset=float(columns.start_offset[nodes].min()),
            finish_offset=float(columns.finish_offset[nodes].max()),
            late_start_offset=float(columns.late_start_offset[nodes].min()),
            late_finish_offset=float(columns.late_finish_offset[nodes].max()),
            progress=_progress(network, nodes),
            finished=all(network.state[node] == State.FINISHED for node in nodes),
        )
    return spans


def _progress(network: Network, nodes: list[int]) -> float:
    tasks = [network.tasks[node] for node in nodes]
    done = [
        1.0 if network.state[node] == State.FINISHED else min(1.0, max(0.0, network.tasks[node].progress))
        for node in nodes
    ]
    weights = [usable_duration(task) or 0.0 for task in tasks]
    if not sum(weights):
        weights = [1.0] * len(tasks)
    return sum(share * weight for share, weight in zip(done, weights, strict=True)) / sum(weights)
