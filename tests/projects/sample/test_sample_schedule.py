"""The dates of the sample portfolio against its own links and calendar."""

import datetime as dt
import itertools

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from leadline.projects.calculations.critical_path import Schedule, schedule
from leadline.projects.calculations.plan import Link, LinkType, Plan, Task, WorkingCalendar
from leadline.projects.tables import CalendarException, Dependency, Project, Snapshot, WorkItem

WITH_PLAN = ("QSD", "PEL", "BCN", "ATB", "ADP", "HRB", "LTN")


def planned_items(sample: Session, key: str) -> list[WorkItem]:
    query = select(WorkItem).join(Project).where(Project.key == key, WorkItem.duration_days.is_not(None))
    return list(sample.scalars(query.order_by(WorkItem.id)))


def links(sample: Session, key: str) -> list[Dependency]:
    query = select(Dependency).join(WorkItem, Dependency.successor_id == WorkItem.id).join(Project)
    return list(sample.scalars(query.where(Project.key == key)))


def holidays(sample: Session) -> set[dt.date]:
    return set(sample.scalars(select(CalendarException.day)))


def computed(sample: Session, key: str, today: dt.date) -> Schedule:
    """The plan as anybody would compute it from the tables, with today as the status date."""
    row = sample.scalars(select(Project).where(Project.key == key)).one()
    assert row.start is not None
    names = {item.id: item.key for item in planned_items(sample, key)}
    tasks = tuple(
        Task(
            key=item.key,
            name=item.title,
            duration=item.duration_days,
            milestone=item.type == "milestone",
            progress=item.progress,
            actual_start=item.actual_start,
            actual_finish=item.actual_finish,
            remaining=item.remaining_days,
        )
        for item in planned_items(sample, key)
    )
    return schedule(
        Plan(
            tasks=tasks,
            links=tuple(
                Link(names[link.predecessor_id], names[link.successor_id], LinkType(link.type), link.lag)
                for link in links(sample, key)
            ),
            start=row.start,
            status_date=today,
            calendar=WorkingCalendar(exceptions=dict.fromkeys(holidays(sample), False)),
        )
    )


@pytest.mark.parametrize("key", WITH_PLAN)
def test_baseline_and_actual_dates_keep_the_links(sample: Session, key: str) -> None:
    by_id = {item.id: item for item in planned_items(sample, key)}
    for link in links(sample, key):
        before, after = by_id[link.predecessor_id], by_id[link.successor_id]
        if link.type != "FS":
            continue
        assert before.baseline_finish is not None
        assert after.baseline_start is not None
        late = after.type == "milestone" or before.type == "milestone"
        assert before.baseline_finish < after.baseline_start or (
            late and before.baseline_finish <= after.baseline_start
        )
        if after.actual_start is not None:
            assert before.actual_finish is not None, f"{after.key} began before {before.key} was done"
            assert before.actual_finish <= after.actual_start


@pytest.mark.parametrize("key", WITH_PLAN)
def test_work_happens_on_working_days_and_not_in_the_future(sample: Session, key: str, today: dt.date) -> None:
    closed = holidays(sample)
    query = select(WorkItem).join(Project).where(Project.key == key)
    for item in sample.scalars(query):
        for day in (
            item.baseline_start,
            item.baseline_finish,
            item.actual_start,
            item.actual_finish,
            item.planned_start,
        ):
            assert day is None or (day.weekday() < 5 and day not in closed), f"{item.key} {day}"
        for day in (item.actual_start, item.actual_finish):
            assert day is None or day <= today
        if item.actual_start and item.actual_finish:
            assert item.actual_start <= item.actual_finish
        if item.status == "done":
            assert item.progress == 1.0
        else:
            assert item.actual_finish is None
            assert item.progress < 1.0


@pytest.mark.parametrize("key", WITH_PLAN)
def test_the_stored_plan_is_the_one_that_the_schedule_gives(sample: Session, key: str, today: dt.date) -> None:
    result = computed(sample, key, today)
    row = sample.scalars(select(Project).where(Project.key == key)).one()
    assert result.problems == ()
    assert result.finish == row.planned_finish
    for item in planned_items(sample, key):
        assert result[item.key].finish == item.planned_finish, f"{item.key} {item.title}"


@pytest.mark.parametrize("key", WITH_PLAN)
def test_stories_stay_inside_the_time_of_their_epic(sample: Session, key: str) -> None:
    epics = {item.id: item for item in planned_items(sample, key) if item.type == "epic"}
    stories = sample.scalars(select(WorkItem).where(WorkItem.parent_id.in_(epics), WorkItem.type != "bug"))
    for story in stories:
        epic = epics[story.parent_id or 0]
        if epic.actual_finish is not None and story.status != "cancelled":
            assert story.actual_finish is not None, f"{story.key} is open in a finished epic"
            assert story.actual_finish <= epic.actual_finish
        if story.planned_finish is not None and epic.planned_finish is not None:
            assert story.planned_finish <= epic.planned_finish


def test_the_forecast_of_the_watermelon_slipped_again_and_again(sample: Session) -> None:
    query = select(Snapshot.forecast_finish).join(Project).where(Project.key == "ATB").order_by(Snapshot.week_end)
    forecasts = [day for day in sample.scalars(query) if day is not None]
    later = sum(after > before for before, after in itertools.pairwise(forecasts))
    assert later >= 4
    assert forecasts == sorted(forecasts)
