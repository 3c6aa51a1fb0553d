"""Heron, an agile project small enough to compute by hand, for the tests of the agile tools.

Status Wednesday 18 March 2026, five-day weeks, sprints of a fortnight. Committed 10, 10, 12 points; done 8, 10, 6: velocity 8, standard
deviation 2, 24 of 32 committed points done. Sprint 4 is on its third of ten working days: 10 points at its start, 2 more since; on the
ideal line 3 are due, 5 are done. Mia, the whole team, is away for half of the sprint that follows,
and lent to Dam for half in the two weeks from 16 March. Olu works four days a week, half of them for Dam.
"""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from leadline.projects import tables as t
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory

TODAY = dt.date(2026, 3, 18)
STARTS = [dt.date(2026, 2, 2) + dt.timedelta(weeks=2 * number) for number in range(4)]


def heron() -> sessionmaker[Session]:
    """Sessions on a fresh database in memory: Heron with sprints, Tern without, Dam as waterfall."""
    engine = create_database_engine("sqlite://")
    Base.metadata.create_all(engine)
    sessions = session_factory(engine)
    with sessions.begin() as session:
        mia = t.Person(name="Mia Berg")
        session.add(mia)
        session.flush()
        start = STARTS[0]
        heron = t.Project(
            key="HRN", name="Heron", method="agile", phase="execution", start=start, manager_id=mia.id, objectives=[]
        )
        tern = t.Project(key="TRN", name="Tern", method="agile", phase="initiation", manager_id=mia.id, objectives=[])
        dam = t.Project(key="DAM", name="Dam", method="waterfall", phase="execution", start=start, objectives=[])
        session.add_all([heron, tern, dam])
        session.flush()
        olu = t.Person(name="Olu Ade", hours_per_week=32.0)
        kotlin = t.Skill(name="Kotlin")
        session.add_all([olu, kotlin])
        session.flush()
        session.add_all(t.PersonSkill(person_id=one.id, skill_id=kotlin.id) for one in (mia, olu))
        session.add_all(
            [
                t.Allocation(
                    person_id=mia.id,
                    project_id=dam.id,
                    percent=50,
                    start=dt.date(2026, 3, 16),
                    finish=dt.date(2026, 3, 29),
                ),
                t.Allocation(person_id=olu.id, project_id=dam.id, percent=50, start=start, finish=dt.date(2026, 6, 30)),
            ]
        )
        session.add(t.Absence(person_id=mia.id, start=dt.date(2026, 3, 30), finish=dt.date(2026, 4, 3)))
        session.add(
            t.Allocation(person_id=mia.id, project_id=heron.id, percent=100, start=start, finish=dt.date(2026, 6, 30))
        )
        _past(session, heron.id)
        _running(session, heron.id, mia.id)
        _backlog(session, heron.id)
    return sessions


def _past(session: Session, project: int) -> None:
    """One story a closed sprint, started on its first Monday and done on the Friday after: cycle time 4 days."""
    for number, (committed, done) in enumerate(((10, 8), (10, 10), (12, 6)), start=1):
        sprint = _sprint(session, project, number, "closed", committed)
        first = STARTS[number - 1]
        item = _item(project, f"HRN-{number}", f"Story {number}", done, sprint_id=sprint, status="done")
        _moves(session, item, (first, "in_progress"), (first + dt.timedelta(days=4), "done"))


def _running(session: Session, project: int, mia: int) -> None:
    sprint = _sprint(session, project, 4, "active", 10, goal="Pay by card")
    done = _item(project, "HRN-10", "Card form", 5, sprint_id=sprint, status="done", assignee_id=mia)
    _moves(session, done, (dt.date(2026, 3, 16), "in_progress"), (dt.date(2026, 3, 17), "done"))
    slow = _item(project, "HRN-11", "Refund", 3, sprint_id=sprint, status="in_progress", assignee_id=mia)
    _moves(session, slow, (dt.date(2026, 3, 9), "in_progress"))
    held = _item(
        project, "HRN-12", "Receipt", 2, sprint_id=sprint, status="blocked", blocked_reason="waits for the printer"
    )
    _moves(session, held, (dt.date(2026, 3, 16), "blocked"))
    session.add(_item(project, "HRN-13", "Voucher", 2, sprint_id=sprint, created_on=dt.date(2026, 3, 17)))


def _backlog(session: Session, project: int) -> None:
    session.add_all(
        [
            _item(project, "HRN-20", "Wallet", 3, priority="high"),
            _item(project, "HRN-21", "Instalments", 5),
            _item(project, "HRN-22", "Tip", 1, priority="low"),
            _item(project, "HRN-23", "Loyalty", None, priority="low"),
        ]
    )


def _sprint(session: Session, project: int, number: int, state: str, committed: float, goal: str | None = None) -> int:
    start = STARTS[number - 1]
    sprint = t.Sprint(
        project_id=project, number=number, name=f"Heron {number}", goal=goal, start=start,
        finish=start + dt.timedelta(days=13), state=state, committed_points=committed,
    )  # fmt: skip
    session.add(sprint)
    session.flush()
    return sprint.id


def _item(project: int, key: str, title: str, points: float | None, **more: Any) -> t.WorkItem:
    fields: dict[str, Any] = {"type": "story", "status": "todo", "priority": "medium", "acceptance_criteria": []}
    fields |= {"project_id": project, "key": key, "title": title, "points": points, "labels": []}
    return t.WorkItem(**fields | {"created_on": STARTS[0]} | more)


def _moves(session: Session, item: t.WorkItem, *moves: tuple[dt.date, str]) -> None:
    """At noon UTC."""
    session.add(item)
    session.flush()
    session.add_all(
        t.StatusChange(item_id=item.id, at=dt.datetime.combine(day, dt.time(12), dt.UTC), after=after)
        for day, after in moves
    )
