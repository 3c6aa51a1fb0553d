"""The work items of a sample project with their history, as drafts: everything that a row needs but ids."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from leadline.projects.calculations.critical_path import Schedule
from leadline.projects.sample.content import Activity, Bug
from leadline.projects.sample.course import Course
from leadline.projects.sample.draft import Draft
from leadline.projects.sample.moves import Move, moves
from leadline.projects.sample.sprints import sprint_of_stories
from leadline.projects.sample.stories import Span, StoryCourse

EUR_PER_HOUR = 90
EVERYDAY = ("internal", "development")  # cost categories that say nothing as a label
UNOWNED_EVERY = 9  # every ninth bug has nobody's name on it, as in life


@dataclass(frozen=True)
class Items:
    course: Course

    @cached_property
    def drafts(self) -> tuple[Draft, ...]:
        """Every item in the order of creation; parents come before what belongs to them."""
        found = [*self._phases(), *self._activities(), *self._stories(), *self._bugs()]
        return tuple(sorted(found, key=lambda draft: draft.created))

    @cached_property
    def schedule(self) -> Schedule:
        """The plan as it stands today: progress as last reported, the rest scheduled from today on."""
        clock = self.course.clock
        return self.course.forecast_on(clock.reported, now=clock.working_days.next_working_day(clock.today))

    def planned_finish(self) -> dt.date | None:
        return self.schedule.finish if self.course.truth else None

    @property
    def _created(self) -> dt.date:
        """Plans are written into the tool in the first week."""
        return self.course.clock.working_days.add(self.course.start, 4)

    def _phases(self) -> Iterator[Draft]:
        for phase in dict.fromkeys(a.phase for a in self.course.content.activities):
            inside = [a for a in self.course.content.activities if a.phase == phase and not self._is_epic(a)]
            if not inside or not self.course.truth:
                continue
            states = [self.course.state_on(a.code, self.course.clock.reported) for a in inside]
            begun, ended = [s.started for s in states if s.started], [s.finished for s in states if s.finished]
            finished = max(ended) if len(ended) == len(states) else None
            budget = sum(a.budget_cents for a in inside)
            earned = sum(s.progress * a.budget_cents for s, a in zip(states, inside, strict=True))
            yield Draft(
                ref=f"phase/{phase}",
                type="epic",
                title=phase,
                created=self._created,
                status="done" if finished else "in_progress" if begun else "todo",
                moves=moves(f"phase/{phase}", self._created, started=min(begun, default=None), finished=finished),
                progress=1.0 if finished else round(earned / budget, 4) if budget else 0.0,
                assignee=self.course.content.manager,
                planned=self._around([self._planned(a.code) for a in inside]),
                baseline=self._around([self.course.baseline[a.code] for a in inside]),
                started=min(begun, default=None),
                finished=finished,
            )

    def _activities(self) -> Iterator[Draft]:
        if self.course.truth:
            for activity in self.course.content.activities:
                yield self._activity(activity)
        elif self.course.content.activities:
            raise ValueError(f"{self.course.content.key} has activities but no plan yet")

    def _activity(self, activity: Activity) -> Draft:
        course = self.course
        state = course.state_on(activity.code, course.clock.reported, course.clock.today)
        category = course.content.categories.get(activity.category)
        own_staff = category is not None and category.vendor is None
        epic, milestone = self._is_epic(activity), activity.days == 0
        blocked = activity.blocked if state.finished is None else None
        status = "done" if state.finished else "blocked" if blocked else "in_progress" if state.started else "todo"
        critical = self.schedule[activity.code].critical
        created = self._created_of(activity)
        return Draft(
            ref=activity.code,
            type="milestone" if milestone else "epic" if epic else "task",
            title=activity.title,
            created=created,
            status=status,
            moves=moves(
                activity.code,
                created,
                started=state.started,
                blocked=self._blocked_since(state.started or created) if blocked else None,
                finished=state.finished,
            ),
            parent=None if epic else f"phase/{activity.phase}",
            progress=state.progress,
            priority="high" if critical or milestone else "medium",
            assignee=activity.owner,
            hours=float(round(activity.budget_cents / 100 / EUR_PER_HOUR)) if own_staff and not epic else None,
            days=activity.days,
            remaining=state.remaining,
            planned=self._planned(activity.code),
            baseline=course.baseline[activity.code],
            started=state.started,
            finished=state.finished,
            budget_cents=activity.budget_cents if activity.budget_cents and not epic else None,
            blocked=blocked,
            labels=() if activity.category in ("", *EVERYDAY) else (activity.category,),
        )

    def _stories(self) -> Iterator[Draft]:
        sprint_of = sprint_of_stories(self.course)
        counts: dict[str, int] = {}
        for position, story in enumerate(self.course.stories):
            counts[story.epic] = counts.get(story.epic, 0) + 1
            number = counts[story.epic]
            yield self._story(story, f"{story.epic}/{number}", position, sprint_of.get(position))

    def _story(self, story: StoryCourse, ref: str, position: int, sprint: int | None) -> Draft:
        course, clock = self.course, self.course.clock
        status = story.status_on(clock.reported, clock.today)
        begun = status not in ("todo", "cancelled")
        blocked = None if status in ("done", "cancelled") else story.story.blocked
        status = "blocked" if blocked else status
        span = story.truth if story.truth is not None and begun else None
        finished = span.finish if span is not None and status == "done" else None
        team = course.content.team
        owner = team[position % len(team)] if team and (begun or sprint is not None) else None
        spike = story.story.title.startswith("Spike:")
        return Draft(
            ref=ref,
            type="spike" if spike else "story",
            title=story.story.title,
            created=story.created,
            status=status,
            moves=self._history(ref, story, status),
            blocked=blocked,
            parent=story.epic if story.epic in course.truth or not course.truth else None,
            progress=story.progress_on(clock.reported),
            priority=("high", "medium", "medium", "low")[position % 4],
            assignee=None if story.story.unowned else owner,
            sprint=sprint,
            points=float(story.story.points),
            planned=self._story_plan(story, finished),
            baseline=story.baseline,
            started=span.start if span else None,
            finished=finished,
            budget_cents=story.budget_cents,
            criteria=story.story.criteria,
        )

    def _history(self, ref: str, story: StoryCourse, status: str) -> tuple[Move, ...]:
        """The moves of a story up to `status`; a story is reviewed on the day before it is done."""
        days, today, span = self.course.clock.working_days, self.course.clock.today, story.truth
        if status == "cancelled":
            return moves(ref, story.created, cancelled=days.add(story.created, 15))
        if span is None or span.start > today:
            return moves(
                ref, story.created, blocked=self._blocked_since(story.created) if status == "blocked" else None
            )
        finished = span.finish if status == "done" else None
        reviewed = None
        if finished is not None:
            reviewed = max(span.start, days.previous_working_day(finished - dt.timedelta(days=1)))
        elif status == "in_review":
            reviewed = max(span.start, min(days.add(span.start, 2), today))
        blocked = self._blocked_since(span.start) if status == "blocked" else None
        return moves(ref, story.created, started=span.start, reviewed=reviewed, blocked=blocked, finished=finished)

    def _blocked_since(self, earliest: dt.date) -> dt.date:
        return max(earliest, self.course.clock.day(-9))

    def _story_plan(self, story: StoryCourse, finished: dt.date | None) -> Span | None:
        """Dates of the current plan: what is left is squeezed into the time that the epic's forecast leaves."""
        if story.truth is None or finished is not None:
            return story.truth
        clock, days = self.course.clock, self.course.clock.working_days
        epic_end = days.offset_of_finish(self.schedule[story.epic].finish)
        real_end = days.offset_of_finish(self.course.truth[story.epic].finish)
        now = days.offset_of_finish(clock.reported)
        scale = (epic_end - now) / (real_end - now) if real_end > now else 1.0

        def squeezed(offset: float) -> float:
            return now + (offset - now) * scale if offset > now else offset

        start = days.start_day(squeezed(days.offset_of_start(story.truth.start)))
        return Span(start, max(start, days.finish_day(squeezed(days.offset_of_finish(story.truth.finish)))))

    def _bugs(self) -> Iterator[Draft]:
        for number, bug in enumerate(self.course.content.bugs, start=1):
            yield self._bug(bug, number)

    def _bug(self, bug: Bug, number: int) -> Draft:
        clock, team, ref = self.course.clock, self.course.content.team, f"bug/{number}"
        created = clock.day(7 * bug.week + number % 5 + 1)
        fixed = None if bug.days_open is None else clock.working_days.add(created, bug.days_open)
        if fixed is not None and fixed > clock.reported:
            fixed = None
        begun = clock.working_days.add(created, 1) if fixed or bug.severity in ("critical", "high") else None
        if begun is not None and begun > clock.today:
            begun = None
        return Draft(
            ref=ref,
            type="bug",
            title=bug.title,
            created=created,
            status="done" if fixed else "in_progress" if begun else "todo",
            moves=moves(ref, created, started=begun, finished=fixed),
            progress=1.0 if fixed else 0.0,
            priority=bug.severity,
            severity=bug.severity,
            assignee=None if number % UNOWNED_EVERY == 0 and not fixed else team[number % len(team)],
            started=begun,
            finished=fixed,
        )

    def _is_epic(self, activity: Activity) -> bool:
        return activity.code in self.course.stories_by_epic

    def _created_of(self, activity: Activity) -> dt.date:
        if activity.change is None:
            return self._created
        changes = {change["key"]: change for change in self.course.content.raw["changes"]}
        return self.course.clock.day(changes[activity.change]["decided"])

    def _planned(self, code: str) -> Span:
        task = self.schedule[code]
        return Span(task.finish, task.finish) if task.milestone else Span(task.start, task.finish)

    @staticmethod
    def _around(spans: list[Span]) -> Span:
        return Span(min(span.start for span in spans), max(span.finish for span in spans))
