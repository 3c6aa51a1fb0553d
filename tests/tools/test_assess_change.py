"""What-if and goal-seek, computed by hand.

Finch is planned from Monday 2 March 2026: Dig (10 working days, Mia), then Lay (10, Mia and nobody else), then Test (5, Olu), then the
go-live. Beside them Paint (5, Olu) has nothing after it but the go-live. The plan ends on Friday 3 April; no task has a range and no
risk is open, so that P50 and P80 are the planned finish. Northgate delivers pipes in 3 days before Lay.

Teal (see `test_forecast`) has done 5 points a week in each of five weeks and 20 are left: four weeks, until 29 March.
"""

import datetime as dt
from typing import Any, cast

import pytest
from sqlalchemy.orm import Session

from leadline.knowledge.library import Library
from leadline.projects import tables as t
from leadline.projects.access import LOCAL_USER, Access, Role
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory
from leadline.tools.answer import ToolAnswer
from leadline.tools.charts import draw
from leadline.tools.context import Context
from leadline.tools.impact import change_answer

MONDAY = dt.date(2026, 3, 2)


@pytest.fixture(scope="module")
def context() -> Context:
    engine = create_database_engine("sqlite://")
    Base.metadata.create_all(engine)
    sessions = session_factory(engine)
    with sessions.begin() as session:
        _finch(session)
        _teal(session)
        _rook(session)
    return Context(LOCAL_USER, MONDAY, sessions, cast(Library, None))


def _project(session: Session, key: str, name: str, method: str) -> int:
    project = t.Project(key=key, name=name, method=method, phase="execution", start=MONDAY, objectives=[])
    session.add(project)
    session.flush()
    return project.id


def _item(project: int, key: str, title: str, **more: Any) -> t.WorkItem:
    fields: dict[str, Any] = {"type": "task", "status": "todo", "priority": "medium", "acceptance_criteria": []}
    return t.WorkItem(project_id=project, key=key, title=title, labels=[], created_on=MONDAY, **fields | more)


def _finch(session: Session) -> None:
    finch = _project(session, "FIN", "Finch", "waterfall")
    mia, olu = t.Person(name="Mia Berg"), t.Person(name="Olu Ade")
    session.add_all([mia, olu])
    session.flush()
    dig = _item(finch, "FIN-1", "Dig", duration_days=10.0, planned_start=MONDAY, assignee_id=mia.id)
    lay = _item(finch, "FIN-2", "Lay", duration_days=10.0, assignee_id=mia.id)
    test = _item(finch, "FIN-3", "Acceptance test", duration_days=5.0, assignee_id=olu.id, priority="low")
    live = _item(finch, "FIN-4", "Go-live", duration_days=0.0, type="milestone")
    paint = _item(finch, "FIN-5", "Paint", duration_days=5.0, planned_start=MONDAY, assignee_id=olu.id)
    pipes = _item(finch, "FIN-6", "Northgate delivers pipes", duration_days=3.0, planned_start=MONDAY)
    session.add_all([dig, lay, test, live, paint, pipes])
    session.flush()
    for before, after in ((dig, lay), (pipes, lay), (lay, test), (test, live), (paint, live)):
        session.add(t.Dependency(predecessor_id=before.id, successor_id=after.id))
    session.add_all(
        t.Allocation(person_id=one.id, project_id=finch, percent=100, start=MONDAY, finish=dt.date(2026, 6, 30))
        for one in (mia, olu)
    )
    northgate = t.Vendor(name="Northgate Systems")
    session.add(northgate)
    session.flush()
    session.add(
        t.CostLine(
            project_id=finch, kind="planned", category="pipes", expenditure="capex", period=MONDAY, booked_on=MONDAY,
            amount_cents=100_000, vendor_id=northgate.id,
        )
    )  # fmt: skip


def _teal(session: Session) -> None:
    teal = _project(session, "TEA", "Teal", "agile")
    session.add(_item(teal, "TEA-1", "Done", type="story", status="done", points=25.0))
    session.add(_item(teal, "TEA-2", "Open", type="story", points=20.0))
    session.add_all(
        t.Snapshot(
            project_id=teal, week_end=MONDAY - dt.timedelta(days=1 + 7 * (5 - week)), done_points=5.0 * week,
            scope_points=45.0,
        )
        for week in range(6)
    )  # fmt: skip
    kim = t.Person(name="Kim Roe")
    session.add(kim)
    session.flush()
    session.add(
        t.Allocation(person_id=kim.id, project_id=teal, percent=100, start=MONDAY, finish=dt.date(2026, 12, 31))
    )


def _rook(session: Session) -> None:
    """Two tasks that wait for each other and one that is sound (5 days, until Friday)."""
    rook = _project(session, "ROK", "Rook", "waterfall")
    one = _item(rook, "ROK-1", "Egg", duration_days=2.0)
    two = _item(rook, "ROK-2", "Hen", duration_days=2.0)
    sound = _item(rook, "ROK-3", "Nest", duration_days=5.0, planned_start=MONDAY)
    session.add_all([one, two, sound])
    session.flush()
    session.add_all(
        t.Dependency(predecessor_id=before.id, successor_id=after.id) for before, after in ((one, two), (two, one))
    )


def said(answer: ToolAnswer) -> str:
    return "\n".join(one.text for one in answer.sentences)


def finish(answer: ToolAnswer, name: str = "Finch") -> object:
    return {fact.label: fact.value for fact in answer.facts}[f"{name}: finish with the change"]


def test_somebody_is_away_and_her_tasks_wait(context: Context) -> None:
    """Mia is away for the first two weeks: Dig begins ten working days later, and all behind it."""
    answer = change_answer(context, "Finch", person="Mia", away_weeks=2)
    assert finish(answer) == "2026-04-17"
    assert "**Finch would end 10 working days later: 17 Apr 2026 instead of 3 Apr 2026.**" in said(answer)
    assert "Mia Berg is away from 2 Mar 2026 to 15 Mar 2026" in said(answer)


def test_somebody_with_float_moves_nothing(context: Context) -> None:
    """Olu's Paint waits two weeks; his test begins on 30 March, after he is back."""
    assert said(change_answer(context, "Finch", person="Olu", away_weeks=2)).startswith(
        "**The finish of Finch does not move"
    )


def test_a_vendor_slips(context: Context) -> None:
    """The pipes take 3 of the 10 days of Dig: 7 working days of slip are free, 9 cost 2."""
    assert "does not move" in said(change_answer(context, "Finch", task="Northgate", delay_days=7))
    answer = change_answer(context, "Finch", task="the vendor", delay_days=9)
    assert finish(answer) == "2026-04-07"
    assert "Becomes critical: **FIN-6** Northgate delivers pipes" in said(answer)


def test_scope_is_cut_and_added(context: Context) -> None:
    assert finish(change_answer(context, "Finch", cut="acceptance test")) == "2026-03-27"
    assert finish(change_answer(context, "Finch", add_days=4, task="acceptance test")) == "2026-04-09"
    assert finish(change_answer(context, "Finch", task="Lay", factor=1.5)) == "2026-04-10"


def test_one_more_person_helps_by_two_thirds(context: Context) -> None:
    """Dig, Lay and the test take 3/5 of their time: 6 + 6 + 3 = 15 working days."""
    assert finish(change_answer(context, "Finch", people=1)) == "2026-03-20"


def test_changes_add_up(context: Context) -> None:
    """Three weeks longer without a helper, 15 working days with one: 2 weeks away, then 15 days from 16 March."""
    assert finish(change_answer(context, "Finch", person="Mia", away_weeks=2, people=1)) == "2026-04-03"


def test_why_tells_what_moves(context: Context) -> None:
    text = said(change_answer(context, "Finch", task="Dig", delay_days=3, why=True))
    assert "**FIN-2** Lay ends 1 Apr 2026, 3 working days later (critical)" in text
    assert "FIN-5" not in text


def test_goal_seek_gives_minimal_sets_that_reach_the_date(context: Context) -> None:
    """A week has to be won. Cutting the test does it; half of Dig or Lay in parallel wins 5; one more person on the test only 2."""
    answer = change_answer(context, "Finch", finish_by="2026-03-27")
    [table] = [card for card in answer.cards if card.title.startswith("Ways")]
    ways = {row["what"]: row["finish"] for row in table.data["rows"]}
    assert ways["start FIN-2 Lay when 50 % of FIN-1 Dig is done"] == "2026-03-27"
    assert ways["cut FIN-3 Acceptance test"] == "2026-03-27"
    assert all(date <= "2026-03-27" for date in ways.values())
    assert not any("person on FIN-3 Acceptance test" in what and " and " not in what for what in ways)


def test_a_date_out_of_reach_is_said_with_the_nearest(context: Context) -> None:
    text = said(change_answer(context, "Finch", finish_by="2026-03-05"))
    assert "No set of up to three measures reaches it" in text


def test_a_milestone_that_moves_later_costs_its_days(context: Context) -> None:
    answer = change_answer(context, "Finch", task="go-live", move_to="2026-04-30")
    assert finish(answer) == "2026-04-30"


def test_a_backlog_answers_from_its_own_pace(context: Context) -> None:
    """30 points at 5 a week are six weeks; a helper of two thirds makes 20 points three weeks of 8.3."""
    assert finish(change_answer(context, "Teal", add_points=10), "Teal") == "2026-04-12"
    assert finish(change_answer(context, "Teal", people=1), "Teal") == "2026-03-22"
    text = said(change_answer(context, "Teal", finish_by="2026-03-22"))
    assert "Cut 5 points from the backlog: finish 22 Mar 2026" in text
    assert "Add 1 person to the team today: finish 22 Mar 2026" in text


def test_the_two_sides_are_shown(context: Context) -> None:
    answer = change_answer(context, "Finch", task="Dig", delay_days=3)
    [table] = [card for card in answer.cards if card.kind == "table"]
    assert table.data["rows"][0] == {
        "figure": "Finish as planned", "today": "3 Apr 2026", "changed": "8 Apr 2026", "difference": "3 working days later",
    }  # fmt: skip
    [gantt] = [card for card in answer.cards if card.kind == "timeline"]
    assert draw(gantt).startswith("<svg")
    [dig] = [row for row in gantt.data["tasks"] if row["key"] == "FIN-1"]
    assert (dig["baseline_finish"], dig["finish"]) == ("2026-03-13", "2026-03-18")


def test_what_cannot_be_told_is_asked_back(context: Context) -> None:
    assert change_answer(context, "Finch").status == "ask"
    assert change_answer(context, "Finch", task="roof", delay_days=3).status == "ask"
    assert change_answer(context, "Finch", task="Dig").status == "ask"
    assert change_answer(context, "Finch", finish_by="2026-01-01").status == "ask"


def test_nothing_of_a_project_out_of_sight(context: Context) -> None:
    narrow = Context(Access("ben", "Ben", roles={"TEA": Role.VIEWER}), MONDAY, context.sessions, cast(Library, None))
    answer = change_answer(narrow, "Finch", people=1)
    assert answer.status == "not_found"
    assert not answer.facts


def test_contradictions_are_named_and_the_rest_is_computed(context: Context) -> None:
    answer = change_answer(context, "Rook", task="Nest", delay_days=2)
    assert finish(answer, "Rook") == "2026-03-10"
    text = said(answer)
    assert "in the plan worked around" in text
    assert "ROK-1" in text
    assert "ROK-2" in text
