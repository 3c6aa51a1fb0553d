"""A portfolio small enough to compute by hand, for the tests of queries and status tools.

Atlas Billing, status Monday 16 March 2026, five-day weeks. Budget at completion 100,000 EUR in five equal weeks from 23 February.

- Design (10 days, 40,000 EUR) is done. Build (10 days, 40,000 EUR) began a week late on 16 March, a quarter of its value is earned and all
  10 days are left: it ends 27 March instead of 20 March. Test (5 days, 20,000 EUR) and the go-live follow: 3 April instead of 27 March.
- Earned 40,000 + 10,000 = 50,000. Planned at the end of Monday 60,000 + 1/5 of 20,000 = 64,000. Spent 62,500.
  CPI 0.8, SPI 0.78125, EAC 125,000 (25 % over), TCPI 50,000 / 37,500 = 1.33.
"""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from leadline.projects import tables as t
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory

TODAY = dt.date(2026, 3, 16)


def day(month: int, number: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


def small_portfolio() -> sessionmaker[Session]:
    """Sessions on a fresh database in memory that holds three projects."""
    engine = create_database_engine("sqlite://")
    Base.metadata.create_all(engine)
    sessions = session_factory(engine)
    with sessions.begin() as session:
        people = [t.Person(name=name) for name in ("Ana Silva", "Ben Okoro", "Carla Weiss")]
        session.add_all(people)
        session.flush()
        ana, ben, _ = (person.id for person in people)
        _atlas(session, ana, ben)
        _idea(session, ben)
        _closed(session, ana)
    return sessions


def _atlas(session: Session, ana: int, ben: int) -> None:
    atlas = t.Project(
        key="ATL", name="Atlas Billing", method="waterfall", phase="execution", start=day(2, 23), manager_id=ana,
        declared_health="green", declared_health_on=day(3, 12), budget_cents=11_000_000, contingency_cents=1_000_000,
        objectives=[],
    )  # fmt: skip
    session.add(atlas)
    session.flush()
    baseline = t.Baseline(
        project_id=atlas.id, number=1, name="Baseline", approved_on=day(2, 20), finish=day(3, 27),
        budget_at_completion_cents=10_000_000,
    )  # fmt: skip
    session.add(baseline)
    session.flush()
    weeks = [day(3, 1) + dt.timedelta(weeks=number) for number in range(5)]
    session.add_all(
        t.BaselinePeriod(baseline_id=baseline.id, period_end=end, planned_value_cents=2_000_000 * number)
        for number, end in enumerate(weeks, 1)
    )
    design = _item(atlas.id, "ATL-1", "Design", day(2, 23), day(3, 6), 10, 4_000_000, status="done", progress=1.0,
                   actual_start=day(2, 23), actual_finish=day(3, 6), assignee_id=ana)  # fmt: skip
    build = _item(atlas.id, "ATL-2", "Build", day(3, 9), day(3, 20), 10, 4_000_000, status="in_progress", progress=0.25,
                  actual_start=day(3, 16), remaining_days=10.0, assignee_id=ben)  # fmt: skip
    test = _item(atlas.id, "ATL-3", "Test", day(3, 23), day(3, 27), 5, 2_000_000)
    live = _item(atlas.id, "ATL-4", "Go-live", day(3, 27), day(3, 27), 0, None, type="milestone")
    bug = t.WorkItem(
        key="ATL-5", project_id=atlas.id, type="bug", title="Invoices show 100% tax_rate", status="blocked",
        blocked_reason="waits for the vendor", severity="critical", priority="high", created_on=day(3, 2), labels=["tax"],
        acceptance_criteria=[],
    )  # fmt: skip
    session.add_all([design, build, test, live, bug])
    session.flush()
    session.add_all(
        t.Dependency(predecessor_id=before.id, successor_id=after.id)
        for before, after in ((design, build), (build, test), (test, live))
    )
    for period, cents in ((day(2, 1), 2_000_000), (day(3, 1), 4_250_000)):
        session.add(_cost(atlas.id, "actual", period, cents))
    session.add(
        t.Risk(
            key="R-1", project_id=atlas.id, category="vendor", title="Connector comes late", probability=0.5, impact=4,
            impact_cents=2_000_000, status="open", raised_on=day(3, 3), next_review=day(3, 10),
        )
    )  # fmt: skip
    session.add(
        t.Issue(
            key="I-1", project_id=atlas.id, title="Test data missing", severity="critical", owner_id=ben,
            raised_on=day(3, 11), due=day(3, 13), status="open",
        )
    )  # fmt: skip
    session.add(t.Allocation(person_id=ben, project_id=atlas.id, percent=80, start=day(2, 1), finish=day(6, 30)))


def _idea(session: Session, ben: int) -> None:
    idea = t.Project(
        key="ADP", name="Atlas Data", method="agile", phase="initiation", start=day(3, 2), manager_id=ben, objectives=[]
    )
    session.add(idea)
    session.flush()
    session.add(t.Allocation(person_id=ben, project_id=idea.id, percent=60, start=day(3, 1), finish=day(4, 30)))


def _closed(session: Session, ana: int) -> None:
    """Finished Friday 19 December 2025, five working days after its baseline; 55,000 EUR spent of 50,000."""
    closed = t.Project(
        key="MER", name="Meridian", method="agile", phase="closed", start=day(9, 1, 2025), manager_id=ana,
        actual_finish=day(12, 19, 2025), budget_cents=5_000_000, objectives=[],
    )  # fmt: skip
    session.add(closed)
    session.flush()
    session.add(
        t.Baseline(
            project_id=closed.id, number=1, name="Baseline", approved_on=day(8, 20, 2025), finish=day(12, 12, 2025),
            budget_at_completion_cents=5_000_000,
        )
    )  # fmt: skip
    session.add(_cost(closed.id, "actual", day(11, 1, 2025), 5_500_000))


def _item(
    project: int, key: str, title: str, start: dt.date, finish: dt.date, days: float, cents: int | None, **more: Any
) -> t.WorkItem:
    fields: dict[str, Any] = {"type": "task", "status": "todo", "acceptance_criteria": [], "labels": []}
    fields |= {"key": key, "project_id": project, "title": title, "duration_days": float(days), "budget_cents": cents}
    fields |= {"planned_start": start, "planned_finish": finish, "baseline_start": start, "baseline_finish": finish}
    return t.WorkItem(**fields | {"created_on": day(2, 1)} | more)


def _cost(project: int, kind: str, period: dt.date, cents: int) -> t.CostLine:
    return t.CostLine(
        project_id=project, kind=kind, category="internal", expenditure="capex", period=period,
        booked_on=period + dt.timedelta(days=9), amount_cents=cents,
    )  # fmt: skip
