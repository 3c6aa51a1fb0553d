"""The course of the stories of a sample project: when each was planned, begun and done inside its epic."""

import datetime as dt
from dataclasses import dataclass

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.sample.clock import Clock
from leadline.projects.sample.content import Content, Story

OVERLAP = 3.0  # working days that a story is begun before the one ahead of it is done
REVIEW_AT = 0.7


@dataclass(frozen=True, slots=True)
class Span:
    start: dt.date
    finish: dt.date


@dataclass(frozen=True, slots=True)
class StoryCourse:
    """A story of an epic. `baseline` is None for scope added later, `truth` None for what is not planned yet."""

    story: Story
    epic: str
    created: dt.date
    budget_cents: int | None
    baseline: Span | None
    truth: Span | None

    def status_on(self, reported: dt.date, day: dt.date) -> str:
        if self.story.dropped:
            return "cancelled"
        if self.truth is None or self.truth.start > day:
            return "todo"
        if self.truth.finish <= reported:
            return "done"
        length = (self.truth.finish - self.truth.start).days
        return "in_review" if (day - self.truth.start).days > REVIEW_AT * length else "in_progress"

    def progress_on(self, reported: dt.date) -> float:
        status = self.status_on(reported, reported)
        return {"done": 1.0, "in_review": 0.8, "in_progress": 0.4}.get(status, 0.0)


def stories_of_epic(content: Content, clock: Clock, code: str, baseline: Span, truth: Span) -> list[StoryCourse]:
    """Spread the stories of an epic over its time in proportion to their points; added ones queue up after they appear."""
    epic = next(activity for activity in content.activities if activity.code == code)
    stories, days = content.stories[code], clock.working_days
    first = [story for story in stories if story.added is None]
    budgets = dict(zip(map(id, first), split(epic.budget_cents, [s.points for s in first], unit=2000), strict=True))
    planned = _line_up(days, [(s, None) for s in first], baseline)
    live = [(s, None if s.added is None else clock.monday(s.added)) for s in stories if not s.dropped]
    real = _line_up(days, live, truth)
    created = days.add(clock.monday(content.start_week), 6)
    return [
        StoryCourse(
            story,
            code,
            created=created if story.added is None else days.next_working_day(clock.monday(story.added)),
            budget_cents=budgets.get(id(story)),
            baseline=planned.get(id(story)),
            truth=real.get(id(story)),
        )
        for story in stories
    ]


def _line_up(days: WorkingDays, stories: list[tuple[Story, dt.date | None]], span: Span) -> dict[int, Span]:
    """Spans by identity of the story. A story with a date waits in the queue until that date has come."""
    total = sum(story.points for story, _ in stories)
    begin, end = days.offset_of_start(span.start), days.offset_of_finish(span.finish)
    waiting = [(story, days.offset_of_start(day) + 2) for story, day in stories if day is not None]
    queue = [story for story, day in stories if day is None]
    placed: dict[int, Span] = {}
    points = 0
    while queue or waiting:
        at = begin + (end - begin) * points / total
        due = [pair for pair in waiting if pair[1] <= at or not queue]
        if due:
            story, earliest = due[0]
            waiting.remove(due[0])
        else:
            story, earliest = queue.pop(0), begin
        points += story.points
        finish = max(begin + (end - begin) * points / total, earliest + 1)
        start = max(begin, earliest, at - OVERLAP)
        placed[id(story)] = Span(days.start_day(start), days.finish_day(max(finish, start + 0.5)))
    return placed


def backlog(content: Content, clock: Clock) -> tuple[StoryCourse, ...]:
    """Stories of no epic of the plan: ideas and, before there is a plan, everything."""
    codes = {activity.code for activity in content.activities} if content.has_plan else set()
    return tuple(
        StoryCourse(story, code, clock.day(7 * (story.added or content.start_week) + 3), None, None, None)
        for code, stories in content.stories.items()
        if code not in codes
        for story in stories
    )


def split(total: int, weights: list[int], *, unit: int = 1) -> list[int]:
    """Share `total` by `weights` in multiples of `unit`, to the last unit (largest remainder; Hamilton 1791).

    Raises ValueError if `total` is not a multiple of `unit`.
    """
    if total % unit:
        raise ValueError(f"{total} cannot be shared in units of {unit}")
    units, whole = total // unit, sum(weights)
    shares = [units * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(units * weights[i] % whole), i))
    for index in by_remainder[: units - sum(shares)]:
        shares[index] += 1
    return [share * unit for share in shares]
