"""Why a task lies where it lies: the chain of drivers back to a date that needs no further reason."""

import datetime as dt
from dataclasses import dataclass

from leadline.projects.calculations.constraints import WORDS
from leadline.projects.calculations.critical_path import Reason, Schedule, ScheduledTask
from leadline.projects.calculations.plan import LagUnit, Link, LinkType

_MOMENTS = {
    LinkType.FINISH_START: ("starts", "finishes"),
    LinkType.START_START: ("starts", "starts"),
    LinkType.FINISH_FINISH: ("finishes", "finishes"),
    LinkType.START_FINISH: ("finishes", "starts"),
}


@dataclass(frozen=True, slots=True)
class WhyStep:
    """One link of the chain; `predecessor` is None at its end. `text` says it in one sentence."""

    key: str
    name: str
    start: dt.date
    finish: dt.date
    reason: Reason
    predecessor: str | None
    link: Link | None
    text: str


def why(schedule: Schedule, key: str) -> tuple[WhyStep, ...]:
    """The chain from `key` back to what sets its date, nearest first. Raises KeyError for an unknown or unscheduled key.

    A summary task is explained by the task below it that finishes last.
    """
    network, passes = schedule.network, schedule.passes
    task = schedule[key]
    steps: list[WhyStep] = []
    if task.summary:
        nodes = [node for node in network.outline.leaves_under[key] if not network.unscheduled[node]]
        below = [schedule[network.tasks[node].key] for node in nodes]
        last = max(below, key=lambda child: child.finish_offset)
        text = f"{task.name} finishes {task.finish} because {last.name}, the last task in it, finishes {last.finish}"
        steps.append(WhyStep(key, task.name, task.start, task.finish, Reason.SUMMARY, last.key, None, text))
        task = last
    node = network.outline.index[task.key]
    seen: set[int] = set()
    while node not in seen:
        seen.add(node)
        task = schedule[network.tasks[node].key]
        reason, link = schedule.driver_of(node)
        if reason is not Reason.PREDECESSOR:
            steps.append(_last_step(schedule, task, reason))
            break
        edge = passes.driver[node]
        before = network.outline.index[link.predecessor] if edge < 0 and link else int(network.source[edge])
        while before >= network.leaves or network.unscheduled[before]:
            edge = passes.driver[before]
            if edge < 0:
                break
            before = int(network.source[edge])
        if before >= network.leaves or network.unscheduled[before]:
            steps.append(
                _last_step(schedule, task, Reason.CONSTRAINT if before >= network.leaves else Reason.PROJECT_START)
            )
            break
        steps.append(_step(task, schedule[network.tasks[before].key], link))
        node = before
    return tuple(steps)


def _step(task: ScheduledTask, before: ScheduledTask, link: Link | None) -> WhyStep:
    direct = link if link is not None and link.predecessor == before.key else None
    own, other = _MOMENTS[link.type if link else LinkType.FINISH_START]
    own_day = task.start if own == "starts" else task.finish
    other_day = before.start if other == "starts" else before.finish
    verb = f"{other[:-2] if other == 'finishes' else other[:-1]}ed" if before.finished else other
    text = f"{task.name} {own} {own_day} because {before.name} {verb} {other_day}{_lag(link)}"
    return WhyStep(task.key, task.name, task.start, task.finish, Reason.PREDECESSOR, before.key, direct, text)


def _lag(link: Link | None) -> str:
    if link is None or not link.lag:
        return ""
    units = {
        LagUnit.WORKING_DAYS: "working days",
        LagUnit.ELAPSED_DAYS: "calendar days",
        LagUnit.PERCENT: "% of its duration",
    }
    sign = "plus" if link.lag > 0 else "minus"
    return f", {sign} {abs(link.lag):g} {units[link.lag_unit]}"


def _last_step(schedule: Schedule, task: ScheduledTask, reason: Reason) -> WhyStep:
    source = schedule.network.tasks[schedule.network.outline.index[task.key]]
    if reason is Reason.CONSTRAINT and source.constraint_date is not None:
        because = f"its date constraint is '{WORDS[source.constraint]} {source.constraint_date}'"
    elif reason is Reason.CONSTRAINT:
        because = "a date constraint of the summary task above it holds it"
    elif reason is Reason.STATUS_DATE:
        because = f"unfinished work cannot lie before the status date {schedule.plan.status_date}"
    elif reason is Reason.AS_LATE_AS_POSSIBLE:
        because = "it is planned as late as possible"
    elif reason is Reason.ACTUAL:
        because = (
            "that is its actual date" if task.finished else "it has started and its remaining work runs on from there"
        )
    else:
        because = f"the project starts {schedule.start} and nothing before it holds it back"
    verb = "started" if reason is Reason.ACTUAL else "starts"
    text = f"{task.name} {verb} {task.start} because {because}"
    return WhyStep(task.key, task.name, task.start, task.finish, reason, None, None, text)
