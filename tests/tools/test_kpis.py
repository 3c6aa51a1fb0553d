"""Key figures, computed by hand.

Reed, status Monday 16 March 2026. The period is the two weeks from 3 to 16 March; the one before, 17 February to 2 March.

- Milestones due in the period: M1 (5 March, reached on it), M2 (6 March, reached the day after), M3 (13 March, not reached): 1 of 3.
  Before: M0 (20 February, reached): 1 of 1. M4 has no baseline and is left out.
- Sprints closed: 10 and 14 points in the period, 8 before. Budget at completion 1,000 EUR, 500 earned for 625: forecast 1,250, a quarter
  over. On 1 March 400 were earned for 400: no variance then.
- Backlog items finished in the period: one after 4 days, one after 8 (a defect, reopened once); before: one after 10.
- Defects: two opened in the period, one closed; one open at its start, so two now.

Sedge has one milestone of one reached in time, 2,000 EUR budget and a forecast of 2,000: together 2 of 4 milestones and
-250 of 3,000 EUR.
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
from leadline.tools.kpis import kpis

TODAY = dt.date(2026, 3, 16)
START = dt.date(2026, 1, 5)
PERIOD = {"since": "2026-03-03", "until": "2026-03-16"}


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


@pytest.fixture(scope="module")
def context() -> Context:
    engine = create_database_engine("sqlite://")
    Base.metadata.create_all(engine)
    sessions = session_factory(engine)
    with sessions.begin() as session:
        _reed(session)
        _sedge(session)
    return Context(LOCAL_USER, TODAY, sessions, cast(Library, None))


def _project(session: Session, key: str, name: str, budget: int) -> int:
    project = t.Project(key=key, name=name, method="hybrid", phase="execution", start=START, objectives=[])
    session.add(project)
    session.flush()
    session.add(
        t.Baseline(
            project_id=project.id, number=1, name="Baseline", approved_on=START, finish=day(6, 30),
            budget_at_completion_cents=budget,
        )
    )  # fmt: skip
    return project.id


def _item(project: int, key: str, kind: str, **more: Any) -> t.WorkItem:
    fields: dict[str, Any] = {"status": "todo", "priority": "medium", "acceptance_criteria": [], "created_on": START}
    return t.WorkItem(project_id=project, key=key, title=key.title(), type=kind, labels=[], **fields | more)


def _milestone(project: int, key: str, due: dt.date | None, reached: dt.date | None) -> t.WorkItem:
    done: dict[str, Any] = {"status": "done", "progress": 1.0, "actual_start": reached, "actual_finish": reached}
    planned = reached or day(3, 31)
    return _item(
        project, key, "milestone", duration_days=0.0, planned_start=planned, planned_finish=planned,
        baseline_finish=due, **(done if reached else {}),
    )  # fmt: skip


def _finished(project: int, key: str, kind: str, created: dt.date, done: dt.date, **more: Any) -> t.WorkItem:
    return _item(project, key, kind, status="done", created_on=created, actual_finish=done, **more)


def _reed(session: Session) -> None:
    reed = _project(session, "RED", "Reed", 100_000)
    session.add_all(
        [
            _milestone(reed, "RED-M0", day(2, 20), day(2, 20)),
            _milestone(reed, "RED-M1", day(3, 5), day(3, 5)),
            _milestone(reed, "RED-M2", day(3, 6), day(3, 7)),
            _milestone(reed, "RED-M3", day(3, 13), None),
            _milestone(reed, "RED-M4", None, None),
            _item(reed, "RED-B", "task", budget_cents=100_000, progress=0.5, status="in_progress"),
            _item(reed, "RED-9", "bug", created_on=day(3, 10), severity="critical"),
            _item(reed, "RED-8", "bug", created_on=day(2, 2)),
        ]
    )
    for number, finish, points in ((1, day(2, 24), 8.0), (2, day(3, 3), 10.0), (3, day(3, 10), 14.0)):
        sprint = t.Sprint(
            project_id=reed, number=number, name=f"Sprint {number}", start=finish - dt.timedelta(days=6), finish=finish,
            state="closed", committed_points=points,
        )  # fmt: skip
        session.add(sprint)
        session.flush()
        # without dates: they count for velocity, and are named as left out of the lead time
        session.add(_item(reed, f"RED-S{number}", "story", status="done", points=points, sprint_id=sprint.id))
    fast = _finished(reed, "RED-1", "story", day(3, 5), day(3, 9))
    slow = _finished(reed, "RED-2", "bug", day(3, 5), day(3, 13))
    old = _finished(reed, "RED-3", "story", day(2, 15), day(2, 25))
    session.add_all([fast, slow, old])
    session.flush()
    for item, moves in (
        (fast, ((5, "todo"), (6, "in_progress"), (9, "done"))),
        (slow, ((5, "todo"), (8, "in_progress"), (9, "done"), (10, "in_progress"), (13, "done"))),
    ):
        session.add_all(
            t.StatusChange(item_id=item.id, at=dt.datetime(2026, 3, on, 9, tzinfo=dt.UTC), after=after)
            for on, after in moves
        )
    session.add_all(
        t.StatusChange(item_id=old.id, at=dt.datetime(2026, 2, on, 9, tzinfo=dt.UTC), after=after)
        for on, after in ((15, "todo"), (20, "in_progress"), (25, "done"))
    )
    session.add(_cost(reed, 62_500))
    session.add(t.Snapshot(project_id=reed, week_end=day(3, 1), earned_value_cents=40_000, actual_cost_cents=40_000))


def _sedge(session: Session) -> None:
    sedge = _project(session, "SDG", "Sedge", 200_000)
    session.add_all(
        [
            _milestone(sedge, "SDG-M1", day(3, 10), day(3, 9)),
            _item(sedge, "SDG-B", "task", budget_cents=200_000, progress=0.5, status="in_progress"),
        ]
    )
    session.add(_cost(sedge, 100_000))


def _cost(project: int, cents: int) -> t.CostLine:
    return t.CostLine(
        project_id=project, kind="actual", category="internal", expenditure="opex", period=day(3, 1),
        booked_on=day(3, 1), amount_cents=cents,
    )  # fmt: skip


def figure(answer: ToolAnswer, label: str) -> object:
    return {fact.label: fact.value for fact in answer.facts}[label]


def said(answer: ToolAnswer) -> str:
    return "\n".join(one.text for one in answer.sentences)


def test_figures_carry_their_terms(context: Context) -> None:
    answer = kpis(context, "Reed", **PERIOD)
    assert figure(answer, "Reed: budget variance") == -25.0
    assert figure(answer, "Reed: budget variance, amount over the budget") == 250.0
    assert figure(answer, "Reed: budget variance, budget at completion") == 1000.0
    assert figure(answer, "Reed: budget variance, period before") == 0.0
    assert figure(answer, "Reed: schedule adherence") == 33.3
    assert figure(answer, "Reed: schedule adherence, milestones due") == 3
    assert figure(answer, "Reed: schedule adherence, period before") == 100.0
    assert figure(answer, "Reed: velocity") == 12.0
    assert figure(answer, "Reed: velocity, sprints closed") == 2
    assert figure(answer, "Reed: lead time") == 6.0
    assert figure(answer, "Reed: lead time, items finished") == 2
    assert figure(answer, "Reed: lead time, period before") == 10.0
    assert figure(answer, "Reed: defects") == 50.0
    assert figure(answer, "Reed: open defects") == 2
    assert figure(answer, "Reed: change of open defects") == 1
    assert "Worse: budget variance and schedule adherence; better: velocity and lead time" in said(answer)
    assert "no comparison: defects" in said(answer)


def test_what_is_left_out_is_named(context: Context) -> None:
    text = said(kpis(context, "Reed", **PERIOD))
    assert "1 milestone without a baseline date (RED-M4)" in text
    assert "3 done items without a date of completion (RED-S1, RED-S2 and RED-S3)" in text


def test_one_figure_tells_what_stands_behind_it(context: Context) -> None:
    text = said(kpis(context, "Reed", measure="milestones", **PERIOD))
    assert "**RED-M2** Red-M2 (due 6 Mar 2026, reached 7 Mar 2026)" in text
    assert "**RED-M3** Red-M3 (due 13 Mar 2026, now 31 Mar 2026)" in text
    assert "**RED-2** Red-2 (8 days)" in said(kpis(context, "Reed", measure="lead time", **PERIOD))


def test_further_figures(context: Context) -> None:
    """Cycle: 3 days and 5 days. One of two finished items was reopened. Two items in two weeks."""
    assert figure(kpis(context, "Reed", measure="cycle_time", **PERIOD), "Reed: cycle time") == 4.0
    assert figure(kpis(context, "Reed", measure="reopen rate", **PERIOD), "Reed: reopen rate") == 50.0
    assert figure(kpis(context, "Reed", measure="throughput", **PERIOD), "Reed: throughput") == 1.0


def test_several_projects_are_rolled_up_from_their_sums(context: Context) -> None:
    answer = kpis(context, "all", **PERIOD)
    assert figure(answer, "2 projects: schedule adherence") == 50.0  # the mean of 33 % and 100 % would be 67 %
    assert figure(answer, "2 projects: schedule adherence, milestones due") == 4
    assert figure(answer, "2 projects: budget variance") == -8.3  # 250 of 3,000; the mean would be -12.5 %
    [table] = [card for card in answer.cards if card.title == "Key figures by project"]
    assert [row["schedule_adherence"] for row in table.data["rows"]] == ["33.3", "100", "50"]


def test_nothing_to_divide_by_is_said_with_its_reason(context: Context) -> None:
    text = said(kpis(context, "Sedge", **PERIOD))
    assert "**Velocity**: n/a, it has no sprints" in text
    assert "**Lead time**: n/a, no backlog item was finished in that time" in text


def test_the_trend_is_drawn(context: Context) -> None:
    for measure in (None, "schedule_adherence", "lead_time"):
        answer = kpis(context, "Reed", measure=measure, **PERIOD)
        charts = [card for card in answer.cards if card.kind == "chart"]
        assert charts
        assert all(draw(card).startswith("<svg") for card in charts)


def test_what_may_not_be_seen_is_not_counted(context: Context) -> None:
    narrow = Context(Access("ben", "Ben", roles={"SDG": Role.VIEWER}), TODAY, context.sessions, cast(Library, None))
    answer = kpis(narrow, "all", **PERIOD)
    assert figure(answer, "1 project: schedule adherence") == 100.0
    assert answer.withheld == 1
    assert "1 project that you may not see" in said(answer)


def test_a_period_that_has_not_begun_is_asked_back(context: Context) -> None:
    assert kpis(context, "Reed", since="2027-01-01").status == "ask"
    assert kpis(context, "Reed", measure="happiness").status == "ask"
