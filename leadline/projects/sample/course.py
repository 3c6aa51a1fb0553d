"""The course of a sample project: what was planned (baseline) and what really happened, day by day, past and to come.

The real course is known to the generator in full, but shown only up to a day: `state_on` says what a report of that day
would have said, and `forecast_on` schedules the rest of the work from there with the durations admitted by then.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.critical_path import Schedule, schedule
from leadline.projects.calculations.plan import Plan, Task
from leadline.projects.sample.clock import Clock
from leadline.projects.sample.content import Activity, Content, Story

ADMITTED_AT = 0.7  # a delay is admitted when this share of the duration announced so far has passed
STEP = 0.05  # progress is reported in steps of 5 %, which keeps progress times budget in whole cents
OVERLAP = 3.0  # working days that a story is begun before the one ahead of it is done
REVIEW_AT = 0.7


@dataclass(frozen=True, slots=True)
class Span:
    start: dt.date
    finish: dt.date


@dataclass(frozen=True, slots=True)
class State:
    """What a report says: `remaining` in working days as announced, None once finished or before the start."""

    progress: float
    started: dt.date | None
    finished: dt.date | None
    remaining: float | None


NOT_STARTED = State(0.0, None, None, None)


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


@dataclass(frozen=True)
class Course:
    content: Content
    clock: Clock
    baseline: Mapping[str, Span]
    truth: Mapping[str, Span]
    stories: tuple[StoryCourse, ...]

    @property
    def start(self) -> dt.date:
        return self.clock.working_days.next_working_day(self.clock.monday(self.content.start_week))

    @cached_property
    def finished_on(self) -> dt.date | None:
        """The day on which the last activity ended, None while there is work left."""
        if not self.truth:
            return None
        last = max(span.finish for span in self.truth.values())
        return last if last <= self.clock.reported else None

    @cached_property
    def activities(self) -> Mapping[str, Activity]:
        return {activity.code: activity for activity in self.content.activities}

    @cached_property
    def stories_by_epic(self) -> Mapping[str, tuple[StoryCourse, ...]]:
        return {code: tuple(s for s in self.stories if s.epic == code) for code in self.content.stories}

    @property
    def baseline_finish(self) -> dt.date | None:
        return max((span.finish for span in self.baseline.values()), default=None)

    def state_on(self, code: str, day: dt.date, now: dt.date | None = None) -> State:
        """The state reported for `day`; what remains is counted from `now` (default: the morning after `day`)."""
        activity, span, days = self.activities[code], self.truth[code], self.clock.working_days
        if span.finish <= day:
            return State(1.0, span.start, span.finish, None)
        if span.start > day or activity.days == 0:
            return NOT_STARTED
        morning = now or day + dt.timedelta(days=1)
        elapsed = days.offset_of_start(morning) - days.offset_of_start(span.start)
        remaining = max(1.0, _announced(activity, elapsed) - elapsed)
        return State(self._progress(activity, day), span.start, None, remaining)

    def forecast_on(self, day: dt.date, now: dt.date | None = None) -> Schedule:
        """The plan as it looked on the evening of `day`, scheduled onward from `now` (default: the next morning)."""
        morning = now or day + dt.timedelta(days=1)

        def task(activity: Activity) -> Task:
            state, span = self.state_on(activity.code, day, now), self.baseline[activity.code]
            return Task(
                key=activity.code,
                name=activity.title,
                duration=activity.days,
                milestone=activity.days == 0,
                progress=state.progress,
                actual_start=state.started,
                actual_finish=state.finished,
                remaining=state.remaining,
                baseline_start=span.start,
                baseline_finish=span.finish,
            )

        return _schedule(self.content, self.clock, task, status_date=morning)

    def _progress(self, activity: Activity, day: dt.date) -> float:
        stories = self.stories_by_epic.get(activity.code)
        if stories is not None:
            live = [s for s in stories if not s.story.dropped]
            done = sum(s.progress_on(day) * s.story.points for s in live)
            return round(done / sum(s.story.points for s in live), 4)
        return min(1 - STEP, int(self.share_done(activity.code, day) / STEP) * STEP)

    def share_done(self, code: str, day: dt.date) -> float:
        """The share of the real duration of an activity that has passed by the evening of `day`."""
        days, span = self.clock.working_days, self.truth[code]
        start, finish = days.offset_of_start(span.start), days.offset_of_finish(span.finish)
        if finish <= start:
            return 1.0 if span.finish <= day else 0.0
        return min(1.0, max(0.0, (days.offset_of_finish(day) - start) / (finish - start)))


def follow(content: Content, clock: Clock) -> Course:
    """Play a project through; one that is not planned yet has neither baseline nor course."""
    if not content.has_plan:
        return Course(content, clock, {}, {}, _backlog(content, clock))

    def planned(activity: Activity) -> Task:
        return Task(activity.code, activity.title, activity.days, milestone=activity.days == 0)

    def real(activity: Activity) -> Task:
        return Task(activity.code, activity.title, activity.days + sum(activity.slips), milestone=activity.days == 0)

    baseline = _spans(_schedule(content, clock, planned))
    truth = _spans(_schedule(content, clock, real))
    stories: list[StoryCourse] = []
    for code in content.stories:
        if code in baseline:
            stories += _epic(content, clock, code, baseline[code], truth[code])
    return Course(content, clock, baseline, truth, (*stories, *_backlog(content, clock)))


def _schedule(
    content: Content, clock: Clock, task: Callable[[Activity], Task], *, status_date: dt.date | None = None
) -> Schedule:
    links = tuple(link for activity in content.activities for link in activity.links)
    tasks = tuple(task(activity) for activity in content.activities)
    start = clock.monday(content.start_week)
    return schedule(Plan(tasks, links, start=start, status_date=status_date, calendar=clock.calendar))


def _spans(plan: Schedule) -> dict[str, Span]:
    return {
        task.key: Span(task.finish if task.milestone else task.start, task.finish)
        for task in (plan[task.key] for task in plan.plan.tasks)
    }


def _announced(activity: Activity, elapsed: float) -> float:
    total = activity.days
    for slip in activity.slips:
        if slip > 0 and elapsed < ADMITTED_AT * total:
            break
        total += slip
    return total


def _epic(content: Content, clock: Clock, code: str, baseline: Span, truth: Span) -> list[StoryCourse]:
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


def _backlog(content: Content, clock: Clock) -> tuple[StoryCourse, ...]:
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
