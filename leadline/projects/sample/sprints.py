"""The sprints of a sample project: fourteen days from Wednesday to Tuesday, with one running on the day of the report."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from leadline.projects.sample.course import Course
from leadline.projects.sample.stories import StoryCourse

LENGTH = dt.timedelta(days=14)
AHEAD = 3  # sprints planned beyond the running one


@dataclass(frozen=True, slots=True)
class SprintCourse:
    number: int
    start: dt.date
    finish: dt.date
    state: str
    goal: str | None
    committed_points: float | None


def sprint_dates(course: Course) -> list[tuple[dt.date, dt.date]]:
    """First and last day of each sprint, from the first story done to some sprints ahead of the report."""
    spans = [story.truth for story in course.stories if story.truth is not None]
    if not spans:
        return []
    first, last = min(span.finish for span in spans), max(span.finish for span in spans)
    running = course.clock.reported - dt.timedelta(days=4)
    start = running - LENGTH * (-((first - running).days // LENGTH.days))
    found = []
    while start <= last and start <= running + AHEAD * LENGTH:
        found.append((start, start + LENGTH - dt.timedelta(days=1)))
        start += LENGTH
    return found


def sprints(course: Course) -> list[SprintCourse]:
    return [_sprint(course, number, *dates) for number, dates in enumerate(sprint_dates(course), start=1)]


def sprint_of_stories(course: Course) -> Mapping[int, int]:
    """Sprint number by position of the story: where it was done, is being done, or is planned. Absent = not planned yet."""
    found: dict[int, int] = {}
    running = course.clock.reported
    for number, (start, finish) in enumerate(sprint_dates(course), start=1):
        for position, story in enumerate(course.stories):
            if story.truth is None or story.story.dropped:
                continue
            under_way = story.truth.start <= running < story.truth.finish
            if under_way:
                if start <= running <= finish:
                    found[position] = number
            elif start <= story.truth.finish <= finish:
                found[position] = number
    return found


def _sprint(course: Course, number: int, start: dt.date, finish: dt.date) -> SprintCourse:
    today = course.clock.today
    state = "closed" if finish < today else "active" if start <= today else "future"
    inside = [s for s in course.stories if s.truth is not None and start <= s.truth.finish <= finish]
    carried = [s for s in course.stories if s.truth is not None and _carried(s, start, finish)]
    committed = sum(s.story.points for s in [*inside, *carried] if not s.story.dropped)
    return SprintCourse(
        number, start, finish, state, _goal(course, inside), float(committed) if state != "future" else None
    )


def _carried(story: StoryCourse, start: dt.date, finish: dt.date) -> bool:
    """Taken into the sprint but done only after it: begun with at least three days left."""
    assert story.truth is not None
    return start <= story.truth.start <= finish - dt.timedelta(days=3) and story.truth.finish > finish


def _goal(course: Course, stories: list[StoryCourse]) -> str | None:
    """The goal of the epic with the most points in the sprint, and the largest story of it."""
    points: dict[str, int] = {}
    for story in stories:
        points[story.epic] = points.get(story.epic, 0) + story.story.points
    epic = max(points, key=lambda code: points[code], default="")
    goal = course.content.goals.get(epic)
    if goal is None:
        return None
    largest = max((s.story for s in stories if s.epic == epic), key=lambda story: story.points)
    return f"{goal}; above all: {largest.title[0].lower()}{largest.title[1:]}"
