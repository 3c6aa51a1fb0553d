"""Loading: once, the same for the same day, sound on any day."""

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.plan import WorkingCalendar
from leadline.projects.sample import SampleConflictError, load_sample
from leadline.projects.tables import (
    Baseline,
    CalendarException,
    Contract,
    CostLine,
    Person,
    Project,
    Snapshot,
    Sprint,
    StatusChange,
    WorkItem,
)
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory
from tests.projects.sample.portfolio import loaded_on

ODD_DAYS = [
    dt.date(2028, 2, 29),  # leap day
    dt.date(2026, 11, 28),  # Saturday
    dt.date(2026, 11, 29),  # Sunday, the day of the report
    dt.date(2027, 1, 1),  # holiday, new year
]


def size(session: Session) -> dict[str, int]:
    return {
        table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
        for table in (Project, Person, WorkItem, StatusChange, CostLine, Snapshot)
    }


def test_it_is_a_portfolio_of_some_size(sample: Session) -> None:
    rows = size(sample)
    assert rows["project"] == 8
    assert 28 <= rows["person"] <= 40
    assert rows["work_item"] >= 1000
    assert rows["status_change"] >= 2 * rows["work_item"]
    phases = list(sample.scalars(select(Project.phase)))
    assert phases.count("closed") == 3
    assert set(sample.scalars(select(Project.method))) == {"waterfall", "agile", "hybrid"}
    weeks = list(sample.scalars(select(Snapshot.week_end).distinct()))
    assert max(weeks) - min(weeks) >= dt.timedelta(days=18 * 30)


def test_loading_again_on_another_day_changes_nothing(sample: Session, today: dt.date) -> None:
    before = size(sample)
    again = load_sample(sample, today + dt.timedelta(days=40))
    assert not again.added
    assert again.counts["projects"] == 8
    assert size(sample) == before


def test_the_same_day_gives_the_same_portfolio(sample: Session, today: dt.date) -> None:
    columns = (WorkItem.key, WorkItem.title, WorkItem.status, WorkItem.planned_finish, WorkItem.progress)
    query = select(*columns).order_by(WorkItem.key)
    with loaded_on(today) as other:
        assert [tuple(row) for row in other.execute(query)] == [tuple(row) for row in sample.execute(query)]
        money = select(CostLine.booked_on, CostLine.amount_cents).order_by(CostLine.id)
        assert [tuple(row) for row in other.execute(money)] == [tuple(row) for row in sample.execute(money)]


def test_a_project_of_your_own_under_a_sample_key_is_refused_by_name() -> None:
    engine = create_database_engine("sqlite:///:memory:")
    Base.metadata.create_all(engine)
    with session_factory(engine)() as session:
        session.add(Project(key="ATB", name="My own", method="agile", phase="execution"))
        session.flush()
        with pytest.raises(SampleConflictError, match="ATB exists already"):
            load_sample(session, dt.date(2026, 11, 25))
        assert session.scalar(select(func.count(Project.id))) == 1


@pytest.mark.parametrize("today", ODD_DAYS, ids=str)
def test_figures_and_stories_hold_on_odd_days(today: dt.date) -> None:
    with loaded_on(today) as session:
        closed = dict.fromkeys(session.scalars(select(CalendarException.day)), False)
        days = WorkingDays(WorkingCalendar(exceptions=closed), today)
        indices = {}
        for project in session.scalars(select(Project).where(Project.phase != "initiation")):
            weeks = select(Snapshot).where(Snapshot.project_id == project.id).order_by(Snapshot.week_end.desc())
            last = session.scalars(weeks).first()
            assert last is not None
            assert last.week_end <= today
            items = list(session.scalars(select(WorkItem).where(WorkItem.project_id == project.id)))
            assert round(sum(i.progress * (i.budget_cents or 0) for i in items)) == last.earned_value_cents
            spent = select(func.sum(CostLine.amount_cents)).where(CostLine.project_id == project.id)
            assert session.scalar(spent.where(CostLine.kind == "actual")) == last.actual_cost_cents
            baseline = session.scalar(
                select(Baseline).where(Baseline.project_id == project.id).order_by(Baseline.number)
            )
            assert baseline is not None
            assert baseline.finish is not None
            assert project.planned_finish is not None
            late = days.between(baseline.finish, project.planned_finish)
            assert last.earned_value_cents
            assert last.actual_cost_cents
            indices[project.key] = (last.earned_value_cents / last.actual_cost_cents, late)
        assert 0.74 < indices["ATB"][0] < 0.86
        assert indices["ATB"][1] >= 15
        assert indices["ADP"][0] >= 1.0
        assert indices["ADP"][1] <= 0
        assert 0.9 < indices["HRB"][0] < 1.0
        assert abs(indices["HRB"][1]) <= 9
        assert len(list(session.scalars(select(Sprint).where(Sprint.state == "active")))) == 3
        support = session.scalars(select(Contract).where(Contract.title.startswith("Support of the old"))).one()
        assert support.end is not None
        assert support.notice_days is not None
        assert 0 < (support.end - today).days - support.notice_days < 21
