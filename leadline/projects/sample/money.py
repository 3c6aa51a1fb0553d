"""The money of a sample project: planned value by day, and cost lines that add up to it.

Planned value is spread evenly over the working days of each item with a budget. Actual cost follows the work really done, times the
cost factor of the activity; own staff are booked every week from time sheets, vendors invoice at the end of a month.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.sample.content import Activity, Category
from leadline.projects.sample.course import Course
from leadline.projects.sample.stories import Span

WEEKLY_NOISE = 0.15  # time sheets of a week deviate by up to this share from the even course
SEED = 20_26


@dataclass(frozen=True, slots=True)
class Line:
    kind: str
    category: Category
    period: dt.date
    booked_on: dt.date
    cents: int
    description: str


@dataclass(frozen=True, slots=True)
class Budgeted:
    """A leaf of the plan with a budget: an activity without stories, or a story of the baseline."""

    cents: int
    category: str
    span: Span
    change: str | None


def planned_by(days: WorkingDays, item: Budgeted, day: dt.date) -> int:
    """Planned value of one item, in cents, cumulated to the evening of `day`."""
    if day >= item.span.finish:
        return item.cents
    begin, end = days.offset_of_start(item.span.start), days.offset_of_finish(item.span.finish)
    return round(item.cents * min(1.0, max(0.0, (days.offset_of_finish(day) - begin) / (end - begin))))


@dataclass(frozen=True)
class Money:
    course: Course

    @cached_property
    def items(self) -> tuple[Budgeted, ...]:
        course = self.course
        found = [
            Budgeted(a.budget_cents, a.category, course.baseline[a.code], a.change)
            for a in course.content.activities
            if a.budget_cents and a.code not in course.stories_by_epic
        ]
        for story in course.stories:
            if story.budget_cents is not None and story.baseline is not None:
                epic = course.activities[story.epic]
                found.append(Budgeted(story.budget_cents, epic.category, story.baseline, epic.change))
        return tuple(found)

    @cached_property
    def budget_at_completion(self) -> int:
        return sum(item.cents for item in self.items)

    def planned_value(self, day: dt.date, without: frozenset[str] = frozenset()) -> int:
        days = self.course.clock.working_days
        return sum(planned_by(days, item, day) for item in self.items if item.change not in without)

    def earned_value(self, day: dt.date) -> int:
        course = self.course
        total = sum(round(s.progress_on(day) * s.budget_cents) for s in course.stories if s.budget_cents is not None)
        for activity in course.content.activities:
            if activity.budget_cents and activity.code not in course.stories_by_epic:
                total += round(course.state_on(activity.code, day).progress * activity.budget_cents)
        return total

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        if not self.items:
            return ()
        return (*self._planned(), *self._committed(), *self._actual())

    def actual_cost(self, day: dt.date) -> int:
        return sum(line.cents for line in self._actual_lines if line.booked_on <= day)

    def _planned(self) -> Iterator[Line]:
        """Budget by category and month; together they are the budget at completion."""
        course = self.course
        approved = course.clock.working_days.add(course.start, 5)
        for name, category in course.content.categories.items():
            for month, cents in self._by_month(name):
                yield Line("planned", category, month, approved, cents, f"Plan: {name}")

    def _committed(self) -> Iterator[Line]:
        """Orders placed with vendors for their whole scope; the part already invoiced is in it."""
        course = self.course
        orders = [c for c in course.content.raw.get("contracts", []) if "category" in c]
        for contract in orders:
            category = course.content.categories[contract["category"]]
            ordered = min(max(course.clock.day(contract["start"]), course.start), course.clock.reported)
            for month, cents in self._by_month(contract["category"]):
                yield Line(
                    "committed", category, month, ordered, cents, f"Order {contract['key']}: {contract['title']}"
                )

    def _by_month(self, category: str) -> Iterator[tuple[dt.date, int]]:
        days = self.course.clock.working_days
        items = [item for item in self.items if item.category == category]
        if not items:
            return
        month = min(item.span.start for item in items).replace(day=1)
        last = max(item.span.finish for item in items)
        before = 0
        while month <= last:
            following = next_month(month)
            until = sum(planned_by(days, item, following - dt.timedelta(days=1)) for item in items)
            if until != before:
                yield month, until - before
            month, before = following, until

    @cached_property
    def _actual_lines(self) -> tuple[Line, ...]:
        return tuple(self._actual())

    def _actual(self) -> Iterator[Line]:
        course = self.course
        last = course.finished_on
        until = course.clock.reported if last is None else min(course.clock.reported, last + dt.timedelta(days=7))
        for name, category in course.content.categories.items():
            sundays = course.clock.sundays(course.start, until)
            if category.vendor is not None:
                sundays = [
                    day for day in sundays if (day == sundays[-1] and last) or (day + dt.timedelta(days=7)).day <= 7
                ]
            yield from self._booked(name, category, sundays)

    def _booked(self, name: str, category: Category, sundays: list[dt.date]) -> Iterator[Line]:
        noise = random.Random(f"{SEED}-{self.course.content.key}-{name}")
        activities = [a for a in self.course.content.activities if a.category == name and a.budget_cents]
        booked = 0
        for number, sunday in enumerate(sundays, start=1):
            due = sum(self._cost(activity, sunday) for activity in activities)
            final = number == len(sundays) and self.course.finished_on is not None
            drift = 0.0 if final else noise.uniform(-WEEKLY_NOISE, WEEKLY_NOISE)
            cents = round((due - booked) * (1 + drift))
            if cents <= 0:
                continue
            booked += cents
            words = f"Invoice {sunday:%Y-%m}" if category.vendor else f"Time sheets, week {sunday.isocalendar().week}"
            yield Line("actual", category, sunday.replace(day=1), sunday, cents, f"{words}: {name}")

    def _cost(self, activity: Activity, day: dt.date) -> float:
        """Cost of the work done on an activity by `day`; scope added to an epic costs like the rest but has no budget."""
        course = self.course
        share, stories = course.share_done(activity.code, day), course.stories_by_epic.get(activity.code)
        size = 1.0
        if stories is not None:
            live = [s for s in stories if not s.story.dropped]
            size = sum(s.story.points for s in live) / sum(
                s.story.points for s in stories if s.budget_cents is not None
            )
        return activity.budget_cents * activity.cost_factor * share * size


def next_month(month: dt.date) -> dt.date:
    return dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)
