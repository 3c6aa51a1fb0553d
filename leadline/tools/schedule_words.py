"""A schedule as sentences and as a table: one story a view."""

import datetime as dt
from collections.abc import Callable, Sequence

from leadline.projects.standing import Standing
from leadline.tools.answer import Card, Sentence
from leadline.tools.cards import Column, table
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import listing
from leadline.tools.schedule_lines import (
    against_baseline,
    coming,
    critical_tasks,
    finish_line,
    float_line,
    late_milestone,
    left_out,
    milestone_line,
    open_tasks,
    overdue,
    owners_by_task,
    path_in_short,
    slip_line,
    task_line,
)

LINES = 8
NEAR_CRITICAL = 5  # working days of float below which a task is watched with the critical ones
Story = Callable[[FactBook, Standing, Sequence[str]], list[Sentence]]
_TASKS = (
    Column("key", "Key", "key"),
    Column("task", "Task"),
    Column("owner", "Owner"),
    Column("start", "Start", "date"),
    Column("finish", "Finish", "date"),
    Column("baseline", "Baseline finish", "date"),
    Column("slip", "Late (working days)", "number"),
    Column("float", "Float (working days)", "number"),
    Column("progress", "Done", "percent"),
)


def no_schedule(book: FactBook, standing: Standing) -> list[Sentence]:
    """A project without dated activities: says so, and what dates there are."""
    project = standing.file.project
    text = f"**{project.name} has no schedule: none of its items has a planned duration.**"
    dates = []
    if project.start:
        dates.append(f"start {book.date(f'{project.name}: start', project.start)}")
    if project.planned_finish:
        dates.append(f"planned finish {book.date(f'{project.name}: planned finish', project.planned_finish)}")
    who = project.manager or project.sponsor or "the sponsor"
    said = [Sentence(text=text, part="headline")]
    said += [Sentence(text=f"Known dates: {listing(dates)}.")] if dates else []
    return [*said, Sentence(text=f"Not provided: activities, baseline, milestones. Ask {who}.", part="gap")]


def window_of(standing: Standing, until: dt.date | None) -> list[str]:
    """Keys of the tasks that start by `until`; all of them without one."""
    tasks = standing.schedule.tasks if standing.schedule else ()
    return [task.key for task in tasks if until is None or task.start <= until]


def overview(book: FactBook, standing: Standing, keys: Sequence[str]) -> list[Sentence]:
    said = [Sentence(text=finish_line(book, standing), part="headline")]
    late = standing.late_milestones
    if late:
        nearest = sorted(late, key=lambda one: one.date)
        told = [late_milestone(book, standing, one) for one in nearest[:3]]
        said.append(Sentence(text=f"Late milestones: {'; '.join(told)}."))
    said += [Sentence(text=text) for text in path_in_short(book, standing)]
    said += [Sentence(text=text) for text in overdue(book, standing, keys)]
    said += [Sentence(text=text) for text in coming(book, standing)]
    return [*said, *left_out(book, standing)]


def critical_path(book: FactBook, standing: Standing, keys: Sequence[str]) -> list[Sentence]:
    """The unfinished tasks without float, in order, with dates and owners."""
    tasks = [task for task in critical_tasks(standing) if task.key in keys]
    name = standing.file.project.name
    if standing.file.project.closed or not tasks:
        return [
            Sentence(text=finish_line(book, standing), part="headline"),
            Sentence(text="No open task is left on its path."),
        ]
    count = book.count(f"{name}: open tasks on the critical path", len(tasks), "open task")
    finish = book.date(f"{name}: forecast finish", standing.finish)
    said = [
        Sentence(
            text=f"**The critical path of {name} runs through {count} to {finish}{against_baseline(book, standing)}.**",
            part="headline",
        )
    ]
    lines = [f"- {task_line(book, standing, task)}" for task in tasks[:LINES]]
    if len(tasks) > LINES:
        lines.append(
            f"- and {book.number(f'{name}: further critical tasks', len(tasks) - LINES, 'count')} more in the table"
        )
    said.append(Sentence(text="\n".join(lines)))
    near = sorted(
        (task for task in open_tasks(standing) if 0 < task.total_float <= NEAR_CRITICAL and not task.critical),
        key=lambda task: task.total_float,
    )
    if near:
        said.append(Sentence(text=f"Close behind: {'; '.join(float_line(book, standing, task) for task in near[:3])}."))
    return [*said, *left_out(book, standing)]


def floats(book: FactBook, standing: Standing, keys: Sequence[str]) -> list[Sentence]:
    """How much room there is, least first."""
    tasks = sorted((task for task in open_tasks(standing) if task.key in keys), key=lambda task: task.total_float)
    name = standing.file.project.name
    none = [task for task in tasks if task.critical]
    some = [task for task in tasks if not task.critical]
    if not tasks:
        return [Sentence(text=f"**{name} has no open task, so there is no float to tell.**", part="headline")]
    count = book.number(f"{name}: open tasks without float", len(none), "count")
    of = book.count(f"{name}: open tasks", len(tasks), "open task")
    said = [
        Sentence(text=f"**{count} of {of} of {name} {'has' if len(none) == 1 else 'have'} no float.**", part="headline")
    ]
    if some:
        lines = "\n".join(f"- {float_line(book, standing, task)}" for task in some[:LINES])
        said.append(Sentence(text=f"Least room after these:\n{lines}"))
    return [*said, *left_out(book, standing)]


def milestones(book: FactBook, standing: Standing, keys: Sequence[str]) -> list[Sentence]:
    name, every = standing.file.project.name, standing.milestones
    if not every:
        return [Sentence(text=f"**{name} has no milestones in its plan.**", part="headline")]
    late, still_open = standing.late_milestones, [one for one in every if not one.done]
    done = book.number(f"{name}: milestones reached", len(every) - len(still_open), "count")
    of = book.count(f"{name}: milestones", len(every), "milestone")
    text = f"{done} of {of} of {name} {'is' if len(every) - len(still_open) == 1 else 'are'} reached"
    if late:
        count = book.number(f"{name}: open milestones late", len(late), "count")
        whole = book.number(f"{name}: open milestones", len(still_open), "count")
        which = f"all {whole}" if len(late) == len(still_open) else f"{count} of the {whole}"
        text += f"; {which} open ones {'is' if len(late) == 1 else 'are'} late"
    elif any(one.slip is not None for one in still_open):
        text += "; none of the open ones is late"
    said = [Sentence(text=f"**{text}.**", part="headline")]
    return [*said, Sentence(text="\n".join(f"- {milestone_line(book, standing, one)}" for one in every[:20]))]


def slips(book: FactBook, standing: Standing, keys: Sequence[str]) -> list[Sentence]:
    """What is later than its baseline, most first; open work before finished."""
    found = standing.slippage
    late = [slip for slip in (found.late if found else ()) if slip.key in keys]
    still = sorted(late, key=lambda slip: (slip.finished, -(slip.finish_slip or 0)))
    said = [Sentence(text=finish_line(book, standing), part="headline")]
    name = standing.file.project.name
    if found is None or not found.slips:
        return [
            *said,
            Sentence(text=f"{name} has no baseline dates, so slippage cannot be told: not provided.", part="gap"),
        ]
    if late:
        count = book.number(f"{name}: tasks later than baseline", len(late), "count")
        of = book.count(f"{name}: tasks with a baseline", len(found.slips), "task")
        said.append(Sentence(text=f"{count} of {of} with a baseline are later than planned."))
        said.append(Sentence(text="\n".join(f"- {slip_line(book, standing, slip)}" for slip in still[:LINES])))
    else:
        said.append(Sentence(text="No task is later than its baseline."))
    if found.without_baseline:
        count = book.count(f"{name}: tasks without baseline", len(found.without_baseline), "task")
        said.append(Sentence(text=f"Not compared: {count} without a baseline date.", part="gap"))
    return said


STORIES: dict[str, Story] = {
    "overview": overview,
    "critical_path": critical_path,
    "float": floats,
    "milestones": milestones,
    "slippage": slips,
    "timeline": overview,
}


def task_table(view: str, standing: Standing, keys: Sequence[str]) -> Card:
    """The tasks behind a view, in its order."""
    slip_of = {slip.key: slip.finish_slip for slip in (standing.slippage.slips if standing.slippage else ())}
    tasks = [
        task
        for task in (critical_tasks(standing) if view == "critical_path" else open_tasks(standing))
        if task.key in keys
    ]
    if view == "slippage" and standing.schedule:
        late = [task for task in standing.schedule.tasks if (slip_of.get(task.key) or 0) > 0 and task.key in keys]
        tasks = sorted(late, key=lambda task: (task.finished, -(slip_of[task.key] or 0)))
    if view == "float":
        tasks = sorted(tasks, key=lambda task: task.total_float)
    owners = owners_by_task(standing)
    rows = [
        {
            "key": task.key,
            "task": task.name,
            "owner": owners.get(task.key),
            "start": task.start,
            "finish": task.finish,
            "baseline": task.baseline_finish,
            "slip": slip_of.get(task.key),
            "float": None if task.finished else round(task.total_float, 1),
            "progress": round(100 * task.progress),
        }
        for task in tasks[:100]
    ]
    titles = {"critical_path": "Critical path", "float": "Float", "slippage": "Slippage"}
    return table(f"{titles[view]}: {standing.file.project.name}", _TASKS, rows, total=len(tasks))
