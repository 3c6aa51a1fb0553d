"""A levelled plan, computed by hand.

Crane is planned from Monday 2 March 2026. Mia has Frame (5 working days) and Roof (3) from the first day on, Olu has Doors (2).
Frame and Roof clash; done one after the other by Mia, who is away on Monday 9 March, the plan ends on Thursday 12 March instead of
Friday 6 March, whichever goes first: five days and three are eight, and the day of absence is the ninth.
"""

import datetime as dt
from typing import Any, cast

import pytest
from sqlalchemy.orm import Session

from leadline.knowledge.library import Library
from leadline.projects import tables as t
from leadline.projects.access import LOCAL_USER
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory
from leadline.tools.charts import draw
from leadline.tools.context import Context
from leadline.tools.schedule import schedule_answer

MONDAY = dt.date(2026, 3, 2)


@pytest.fixture(scope="module")
def context() -> Context:
    engine = create_database_engine("sqlite://")
    Base.metadata.create_all(engine)
    sessions = session_factory(engine)
    with sessions.begin() as session:
        _crane(session)
    return Context(LOCAL_USER, MONDAY, sessions, cast(Library, None))


def _crane(session: Session) -> None:
    crane = t.Project(key="CRN", name="Crane", method="waterfall", phase="execution", start=MONDAY, objectives=[])
    ivy = t.Project(key="IVY", name="Ivy", method="waterfall", phase="execution", start=MONDAY, objectives=[])
    mia, olu = t.Person(name="Mia Berg"), t.Person(name="Olu Ade")
    session.add_all([crane, ivy, mia, olu])
    session.flush()
    session.add(t.Absence(person_id=mia.id, start=dt.date(2026, 3, 9), finish=dt.date(2026, 3, 9)))
    session.add_all(
        [
            _task(crane.id, "CRN-1", "Frame", 5.0, mia.id),
            _task(crane.id, "CRN-2", "Roof", 3.0, mia.id),
            _task(crane.id, "CRN-3", "Doors", 2.0, olu.id),
            _task(ivy.id, "IVY-1", "Plant", 2.0, None),
        ]
    )


def _task(project: int, key: str, title: str, days: float, owner: int | None) -> t.WorkItem:
    fields: dict[str, Any] = {"type": "task", "status": "todo", "priority": "medium", "acceptance_criteria": []}
    return t.WorkItem(
        project_id=project, key=key, title=title, duration_days=days, planned_start=MONDAY, labels=[], created_on=MONDAY,
        assignee_id=owner, **fields,
    )  # fmt: skip


def test_a_levelled_plan_stands_beside_todays(context: Context) -> None:
    answer = schedule_answer(context, "Crane", view="levelled")
    text = "\n".join(one.text for one in answer.sentences)
    facts = {fact.label: fact.value for fact in answer.facts}
    assert facts["Crane: levelled finish"] == "2026-03-12"
    assert facts["Crane: finish as planned"] == "2026-03-06"
    assert "Mia Berg (1 clash)" in text
    assert "Olu Ade" not in text
    gantt, moves = answer.cards
    assert draw(gantt).startswith("<svg")
    assert "CRN-3" not in [row["key"] for row in moves.data["rows"]]


def test_without_owners_nothing_can_be_levelled(context: Context) -> None:
    answer = schedule_answer(context, "Ivy", view="levelling")
    assert answer.status == "not_found"
    assert "no task of it has an owner" in answer.sentences[0].text
