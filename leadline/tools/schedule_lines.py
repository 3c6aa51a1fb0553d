"""The lines a schedule is told in: one task, one milestone, one slip at a time."""

import datetime as dt
from collections.abc import Iterator, Sequence

from leadline.projects.calculations.critical_path import ScheduledTask
from leadline.projects.calculations.slippage import Slip
from leadline.projects.measures import Milestone
from leadline.projects.standing import Standing
from leadline.tools.answer import Sentence
from leadline.tools.facts import FactBook

NAMED_AT_MOST = 5  # contradictions in a plan, each with its record


def finish_line(book: FactBook, standing: Standing) -> str:
    project = standing.file.project
    if project.closed:
        done = book.date(f"{project.name}: actual finish", project.actual_finish)
        return f"**{project.name} is closed; it finished on {done}{against_baseline(book, standing)}.**"
    finish = book.date(f"{project.name}: forecast finish", standing.finish)
    return f"**{project.name} is forecast to finish on {finish}{against_baseline(book, standing)}.**"


def against_baseline(book: FactBook, standing: Standing) -> str:
    name, slip = standing.file.project.name, standing.finish_slip
    if slip is None:
        return " (no baseline to compare with)"
    if slip == 0:
        return ", on its baseline"
    days = book.working_days(f"{name}: finish slip against baseline", slip)
    baseline = book.date(f"{name}: baseline finish", standing.baseline_finish)
    return f", {days} {'late' if slip > 0 else 'early'} (baseline {baseline})"


def open_tasks(standing: Standing) -> list[ScheduledTask]:
    tasks = standing.schedule.tasks if standing.schedule else ()
    return [task for task in tasks if not task.finished and not task.summary]


def critical_tasks(standing: Standing) -> list[ScheduledTask]:
    return list(standing.schedule.critical_tasks) if standing.schedule else []


def owners_by_task(standing: Standing) -> dict[str, str]:
    return {task.key: ", ".join(task.assignees) for task in (standing.file.plan.tasks if standing.file.plan else ())}


def path_in_short(book: FactBook, standing: Standing) -> Iterator[str]:
    tasks = critical_tasks(standing)
    if not tasks:
        return
    name = standing.file.project.name
    count = book.count(f"{name}: open tasks on the critical path", len(tasks), "open task")
    steps = [book.name(f"{name} {task.key}: title", task.name) for task in tasks[:4]]
    more = " → …" if len(tasks) > 4 else "."
    yield f"The critical path runs through {count}: {' → '.join(steps)}{more}"


def overdue(book: FactBook, standing: Standing, keys: Sequence[str]) -> Iterator[str]:
    late = [
        task
        for task in open_tasks(standing)
        if task.baseline_finish and task.baseline_finish < standing.today and task.key in keys
    ]
    if late:
        name = standing.file.project.name
        count = book.count(f"{name}: open tasks past their baseline finish", len(late), "open task")
        tight = sum(task.critical for task in late)
        critical = f", {book.number(f'{name}: of them critical', tight, 'count')} of them critical" if tight else ""
        verb = "is past its" if len(late) == 1 else "are past their"
        yield f"{count} {verb} baseline finish{critical}."


def coming(book: FactBook, standing: Standing) -> Iterator[str]:
    end = standing.today + dt.timedelta(days=14)
    soon = [task for task in open_tasks(standing) if standing.today <= task.finish <= end]
    if soon:
        name = standing.file.project.name
        told = [
            f"{book.name(f'{name} {task.key}: title', task.name)} ({book.date(f'{name} {task.key}: finish', task.finish)})"
            for task in sorted(soon, key=lambda task: task.finish)[:3]
        ]
        yield f"Due in the next two weeks: {'; '.join(told)}."


def left_out(book: FactBook, standing: Standing) -> list[Sentence]:
    """Contradictions in the plan that the calculation worked around, each named with its record."""
    found = standing.schedule.problems if standing.schedule else ()
    if not found:
        return []
    name = standing.file.project.name
    count = book.count(f"{name}: contradictions in the plan", len(found), "contradiction")
    named = "; ".join(one.message for one in found[:NAMED_AT_MOST])
    more = (
        f"; {book.number(f'{name}: further contradictions', len(found) - NAMED_AT_MOST, 'count')} more"
        if len(found) > NAMED_AT_MOST
        else ""
    )
    return [Sentence(text=f"{count} in the plan worked around: {named}{more}.", part="gap")]


def task_line(book: FactBook, standing: Standing, task: ScheduledTask) -> str:
    subject = f"{standing.file.project.name} {task.key}"
    key, title = book.key(f"{subject}: task", task.key), book.name(f"{subject}: title", task.name)
    owner = owners_by_task(standing).get(task.key)
    finish = book.date(f"{subject}: finish", task.finish)
    when = finish if task.milestone else f"{book.date(f'{subject}: start', task.start)} to {finish}"
    who = "" if task.milestone else f", {book.name(f'{subject}: owner', owner)}" if owner else ", no owner"
    done = f", {book.percent(f'{subject}: progress', 100 * task.progress)} done" if task.progress else ""
    return f"**{key}** {title}: {when}{who}{done}"


def float_line(book: FactBook, standing: Standing, task: ScheduledTask) -> str:
    subject = f"{standing.file.project.name} {task.key}"
    room = book.working_days(f"{subject}: total float", round(task.total_float, 1))
    key, title = book.key(f"{subject}: task", task.key), book.name(f"{subject}: title", task.name)
    return f"**{key}** {title} ({room} of float)"


def slip_line(book: FactBook, standing: Standing, slip: Slip) -> str:
    subject = f"{standing.file.project.name} {slip.key}"
    key, title = book.key(f"{subject}: task", slip.key), book.name(f"{subject}: title", slip.name)
    days = book.working_days(f"{subject}: finish slip against baseline", slip.finish_slip or 0)
    now, was = (
        book.date(f"{subject}: finish", slip.finish),
        book.date(f"{subject}: baseline finish", slip.baseline_finish),
    )
    state = "finished" if slip.finished else "critical" if slip.critical else "has float"
    return f"**{key}** {title}: {days} late, {now} instead of {was} ({state})"


def late_milestone(book: FactBook, standing: Standing, one: Milestone) -> str:
    name = standing.file.project.name
    title = book.name(f"{name} {one.key}: milestone", one.name)
    days = book.working_days(f"{name}: milestone {one.name}: slip against baseline", one.slip or 0)
    return f"{title} on {book.date(f'{name}: milestone {one.name}: forecast', one.date)}, {days} late"


def milestone_line(book: FactBook, standing: Standing, one: Milestone) -> str:
    name = standing.file.project.name
    title = book.name(f"{name} {one.key}: milestone", one.name)
    date = book.date(f"{name}: milestone {one.name}: {'reached' if one.done else 'forecast'}", one.date)
    text = f"**{title}**: {'reached' if one.done else 'forecast'} {date}"
    if one.slip is None or one.baseline is None:
        return f"{text}, no baseline"
    if one.slip == 0:
        return f"{text}, on its baseline"
    days = book.working_days(f"{name}: milestone {one.name}: slip against baseline", one.slip)
    was = book.date(f"{name}: milestone {one.name}: baseline", one.baseline)
    return f"{text}, {days} {'late' if one.slip > 0 else 'early'} (baseline {was})"
