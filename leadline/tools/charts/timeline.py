"""Gantt: the plan as it stands over its baseline, progress, critical path, milestones, status date.

A task's bar ends with the end of its finish day. Slips are calendar days against the baseline finish. Past `MOST_ROWS` tasks the
picture keeps what a reader looks for first (summary rows, milestones, late and critical tasks, work in progress) and says so.
"""

import datetime as dt
from dataclasses import dataclass

from leadline.tools.charts.canvas import Canvas
from leadline.tools.charts.data import Task, Timeline
from leadline.tools.charts.frame import (
    MARGIN,
    SMALL,
    Box,
    Key,
    draw_header,
    draw_legend,
    header_height,
    nothing_to_draw,
)
from leadline.tools.charts.metrics import shorten, text_width
from leadline.tools.charts.palette import Palette
from leadline.tools.charts.scales import Scale, date_ticks, day, spoken

MOST_ROWS = 60
NAME_ROOM = 290.0
INDENT = 12.0
NAME_SIZE = 12.0


@dataclass(frozen=True)
class Row:
    task: Task
    start: dt.date
    finish: dt.date
    middle: float
    height: float


def draw_timeline(title: str, data: Timeline, colours: Palette, width: float) -> Canvas:
    dated = [task for task in data.tasks if task.finish or task.start]
    tasks = most_telling(dated)
    subtitle = _subtitle(data, len(tasks))
    if not tasks:
        return nothing_to_draw(title, subtitle, width, colours, "No task has a date yet.")
    pitch = 26.0 if len(tasks) <= 25 else 21.0
    top = header_height(subtitle, width, legend=True) + 36
    canvas = Canvas(width, top + pitch * len(tasks) + 34, colours)
    draw_header(canvas, title, subtitle)
    draw_legend(canvas, _legend(data, colours), top - 44)
    names = min(NAME_ROOM, width * 0.38, max(_name_width(task) for task in tasks) + 1)
    tail = max(text_width(_remark(task), SMALL) for task in tasks)
    box = Box(MARGIN + names + 12, top, width - MARGIN - tail - 8, top + pitch * len(tasks))
    scale = _date_scale(tasks, data.status_date, box)
    _draw_dates(canvas, scale, box)
    for number, task in enumerate(tasks):
        row = _row(task, top + pitch * (number + 0.5), pitch)
        _draw_name(canvas, row, names)
        _draw_baseline(canvas, row, scale)
        _draw_task(canvas, row, scale)
    _draw_status_date(canvas, data.status_date, scale, box)
    for number, task in enumerate(tasks):
        _draw_remark(canvas, _row(task, top + pitch * (number + 0.5), pitch), scale)
    return canvas


def most_telling(tasks: list[Task]) -> list[Task]:
    """At most `MOST_ROWS` tasks, in their order: the least telling leave first."""
    if len(tasks) <= MOST_ROWS:
        return tasks
    keep = sorted(range(len(tasks)), key=lambda n: (-_weight(tasks[n]), n))[:MOST_ROWS]
    return [tasks[n] for n in sorted(keep)]


def slip_days(task: Task) -> int | None:
    """Calendar days that the finish lies after (+) or before (-) the baseline finish; None = no baseline."""
    if task.finish is None or task.baseline_finish is None:
        return None
    return (task.finish - task.baseline_finish).days


def _weight(task: Task) -> int:
    late = (slip_days(task) or 0) > 0
    running = task.progress is not None and 0 < task.progress < 1
    top_level = task.level == 0
    return (
        8 * bool(task.milestone)
        + 4 * (late and task.progress != 1)
        + 3 * bool(task.critical)
        + 2 * running
        + 2 * top_level
    )


def _subtitle(data: Timeline, shown: int) -> str:
    parts = [f"Status {spoken(data.status_date)}"] if data.status_date else []
    if data.finish:
        parts.append(f"finish {spoken(data.finish)}")
        if data.baseline_finish:
            slip = (data.finish - data.baseline_finish).days
            against = (
                f"as in the {data.baseline_label}"
                if slip == 0
                else f"{slip:+d} calendar days against {data.baseline_label} {spoken(data.baseline_finish)}"
            )
            parts[-1] += f", {against}"
    if shown < len(data.tasks):
        undated = sum(1 for task in data.tasks if not task.finish and not task.start)
        rest = f"{shown} of {len(data.tasks)} tasks shown"
        parts.append(rest + (f" ({undated} have no dates)" if undated else ": milestones, late and critical first"))
    return " · ".join([*parts, *(text for text in (data.subtitle, data.note) if text)])


def _legend(data: Timeline, colours: Palette) -> list[Key]:
    keys = [Key("Task (solid: done)", colours.blue)]
    if any(task.critical for task in data.tasks):
        keys.append(Key("Critical path", colours.vermilion))
    if any(task.milestone for task in data.tasks):
        keys.append(Key("Milestone", colours.ink, "diamond"))
    if any(task.baseline_finish for task in data.tasks):
        keys.append(Key(data.baseline_label.capitalize(), colours.grey, "bar", opacity=0.75))
    return keys


def _row(task: Task, middle: float, pitch: float) -> Row:
    finish = task.finish or task.start
    assert finish is not None  # rows are made of dated tasks only
    return Row(task, min(task.start or finish, finish), finish, middle, pitch)


def _name(task: Task) -> str:
    return f"{task.key} {task.name}" if task.key else task.name


def _name_width(task: Task) -> float:
    return text_width(_name(task), NAME_SIZE, bold=task.level == 0) + INDENT * min(task.level, 4)


def _remark(task: Task) -> str:
    parts = []
    if task.progress is not None and not task.milestone:
        parts.append(f"{task.progress * 100:.0f} %")
    elif task.milestone and task.finish:
        parts.append("done" if task.progress == 1 else f"{task.finish.day} {task.finish:%b}")
    slip = slip_days(task)
    if slip:
        parts.append(f"{slip:+d} d")
    return " · ".join(parts)


def _date_scale(tasks: list[Task], status: dt.date | None, box: Box) -> Scale:
    dates = [d for t in tasks for d in (t.start, t.finish, t.baseline_start, t.baseline_finish) if d]
    dates += [status] if status else []
    low, high = day(min(dates)), day(max(dates)) + 1
    air = max(1.0, (high - low) * 0.015)
    return Scale(low - air, high + air, box.left, box.right)


def _draw_dates(canvas: Canvas, scale: Scale, box: Box) -> None:
    for tick in date_ticks(scale.low, scale.high, box.right - box.left):
        x = scale(tick.value)
        canvas.line((x, box.top - 4), (x, box.bottom), canvas.colours.grid)
        canvas.text((x, box.top - 9), tick.label, size=SMALL, colour=canvas.colours.muted, anchor="middle")
        canvas.text((x, box.top - 22), tick.second, size=SMALL, colour=canvas.colours.muted, anchor="middle")


def _draw_name(canvas: Canvas, row: Row, room: float) -> None:
    indent = INDENT * min(row.task.level, 4)
    bold = row.task.level == 0
    text = shorten(_name(row.task), room - indent, NAME_SIZE, bold=bold)
    canvas.text((MARGIN + indent, row.middle + 4), text, size=NAME_SIZE, bold=bold)


def _draw_baseline(canvas: Canvas, row: Row, scale: Scale) -> None:
    task, colour = row.task, canvas.colours.grey
    if task.baseline_finish is None:
        return
    if task.milestone:
        if task.baseline_finish != row.finish:
            at = (scale(day(task.baseline_finish) + 0.5), row.middle)
            canvas.diamond(at, row.height * 0.24, canvas.colours.ground, colour)
        return
    start = scale(day(task.baseline_start or task.baseline_finish))
    end = scale(day(task.baseline_finish) + 1)
    canvas.rect(start, row.middle + row.height * 0.24, end - start, 4, colour, opacity=0.75, radius=2)


def _draw_task(canvas: Canvas, row: Row, scale: Scale) -> None:
    colour = canvas.colours.vermilion if row.task.critical else canvas.colours.blue
    if row.task.milestone:
        canvas.diamond((scale(day(row.finish) + 0.5), row.middle), row.height * 0.27, colour, colour)
        return
    start, end = scale(day(row.start)), scale(day(row.finish) + 1)
    thickness = row.height * 0.46
    top = row.middle - thickness * 0.6
    canvas.rect(start, top, max(end - start, 2), thickness, colour, opacity=0.4, radius=2.5)
    if row.task.progress:
        canvas.rect(start, top, (end - start) * row.task.progress, thickness, colour, radius=2.5)


def _draw_status_date(canvas: Canvas, status: dt.date | None, scale: Scale, box: Box) -> None:
    if status is None:
        return
    x, colour = scale(day(status) + 0.5), canvas.colours.today
    canvas.line((x, box.top), (x, box.bottom + 6), colour, width=1.5, dash="4 3")
    room = text_width("Status date", SMALL) / 2
    at = min(max(x, MARGIN + room), canvas.width - MARGIN - room)
    canvas.text((at, box.bottom + 20), "Status date", size=SMALL, colour=colour, anchor="middle", bold=True)


def _draw_remark(canvas: Canvas, row: Row, scale: Scale) -> None:
    ends = [row.finish, row.task.baseline_finish or row.finish]
    x = scale(day(max(ends)) + 1) + (8 if row.task.milestone else 5)
    late = (slip_days(row.task) or 0) > 0 and row.task.progress != 1
    colour = canvas.colours.vermilion if late else canvas.colours.muted
    canvas.text((x, row.middle + 4), _remark(row.task), size=SMALL, colour=colour, halo=True)
