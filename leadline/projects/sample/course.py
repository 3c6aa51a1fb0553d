"""The course of a sample project: what was planned (baseline) and what really happened, day by day, past and to come.

The real course is known to the generator in full, but shown only up to a day: `state_on` says what a report of that day
would have said, and `forecast_on` schedules the rest of the work from there with the durations admitted by then.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from leadline.projects.calculations.critical_path import Schedule, schedule
from leadline.projects.calculations.plan import Plan, Task
from leadline.projects.sample.clock import Clock
from leadline.projects.sample.content import Activity, Content
from leadline.projects.sample.stories import Span, StoryCourse, backlog, stories_of_epic

ADMITTED_AT = 0.7  # a delay is admitted when this share of the duration announced so far has passed
STEP = 0.05  # progress is reported in steps of 5 %, which keeps progress times budget in whole cents


@dataclass(frozen=True, slots=True)
class State:
    """What a report says: `remaining` in working days as announced, None once finished or before the start."""

    progress: float
    started: dt.date | None
    finished: dt.date | None
    remaining: float | None


NOT_STARTED = State(0.0, None, None, None)


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
        return Course(content, clock, {}, {}, backlog(content, clock))

    def planned(activity: Activity) -> Task:
        return Task(activity.code, activity.title, activity.days, milestone=activity.days == 0)

    def real(activity: Activity) -> Task:
        return Task(activity.code, activity.title, activity.days + sum(activity.slips), milestone=activity.days == 0)

    baseline = _spans(_schedule(content, clock, planned))
    truth = _spans(_schedule(content, clock, real))
    stories: list[StoryCourse] = []
    for code in content.stories:
        if code in baseline:
            stories += stories_of_epic(content, clock, code, baseline[code], truth[code])
    return Course(content, clock, baseline, truth, (*stories, *backlog(content, clock)))


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
