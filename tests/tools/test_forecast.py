"""Finish forecasts, computed by hand (Atlas Billing: see `small_portfolio`; Wren, Teal and Gull: below).

Wren is planned from 2 March 2026: Dig (5 working days), then Pour, which takes 5 (4 to 12 in its estimate).
The plan ends on Friday 13 March.
Its permit comes 10 working days late with certainty in the register; a second risk has no delay.
Teal has done 5 points a week in each of five weeks and 20 are left: four weeks, whatever is drawn.
Gull does the same, but 6 points a week are added to it.
"""

import datetime as dt
from typing import Any, cast

import pytest
from langchain_core.utils.function_calling import convert_to_openai_tool
from sqlalchemy.orm import Session, sessionmaker

from leadline.knowledge.library import Library
from leadline.projects import tables as t
from leadline.projects.access import LOCAL_USER, Access, Role
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory
from leadline.tools.answer import ToolAnswer
from leadline.tools.charts import draw
from leadline.tools.context import Context
from leadline.tools.forecast import forecast_answer, forecast_completion
from tests.projects.small_portfolio import TODAY, small_portfolio

MONDAY = dt.date(2026, 3, 2)


@pytest.fixture(scope="module")
def atlas() -> Context:
    return on(small_portfolio(), TODAY)


@pytest.fixture(scope="module")
def wren() -> Context:
    engine = create_database_engine("sqlite://")
    Base.metadata.create_all(engine)
    sessions = session_factory(engine)
    with sessions.begin() as session:
        _wren(session)
        _backlog(session, "TEA", "Teal", added=0.0)
        _backlog(session, "GUL", "Gull", added=6.0)
    return on(sessions, MONDAY)


def on(sessions: sessionmaker[Session], today: dt.date, access: Access = LOCAL_USER) -> Context:
    return Context(access, today, sessions, cast(Library, None))


def _project(session: Session, key: str, name: str, method: str) -> int:
    project = t.Project(key=key, name=name, method=method, phase="execution", start=MONDAY, objectives=[])
    session.add(project)
    session.flush()
    return project.id


def _item(project: int, key: str, title: str, **more: Any) -> t.WorkItem:
    fields: dict[str, Any] = {"type": "task", "status": "todo", "priority": "medium", "acceptance_criteria": []}
    return t.WorkItem(project_id=project, key=key, title=title, labels=[], created_on=MONDAY, **fields | more)


def _wren(session: Session) -> None:
    wren = _project(session, "WRN", "Wren", "waterfall")
    dig = _item(wren, "WRN-1", "Dig", duration_days=5.0, planned_start=MONDAY)
    pour = _item(
        wren, "WRN-2", "Pour", duration_days=5.0, optimistic_days=4.0, most_likely_days=5.0, pessimistic_days=12.0
    )
    session.add_all([dig, pour])
    session.flush()
    session.add(t.Dependency(predecessor_id=dig.id, successor_id=pour.id))
    for key, title, probability, days in (("R-1", "Permit comes late", 1.0, 10.0), ("R-2", "Strike", 0.2, None)):
        session.add(
            t.Risk(
                key=key, project_id=wren, category="external", title=title, probability=probability, impact=3,
                impact_days=days, status="open", raised_on=MONDAY,
            )
        )  # fmt: skip


def _backlog(session: Session, key: str, name: str, *, added: float) -> None:
    project = _project(session, key, name, "agile")
    session.add(_item(project, f"{key}-1", "Done", type="story", status="done", points=25.0))
    session.add(_item(project, f"{key}-2", "Open", type="story", points=20.0))
    session.add_all(
        t.Snapshot(
            project_id=project, week_end=MONDAY - dt.timedelta(days=1 + 7 * (5 - week)), done_points=5.0 * week,
            scope_points=45.0 - added * (5 - week),
        )
        for week in range(6)
    )  # fmt: skip


def said(answer: ToolAnswer, part: str | None = None) -> str:
    return "\n".join(one.text for one in answer.sentences if part is None or one.part == part)


def value(answer: ToolAnswer, label: str) -> object:
    return next(fact.value for fact in answer.facts if fact.label.startswith(label))


def test_a_plan_without_ranges_and_delays_forecasts_its_own_finish(atlas: Context) -> None:
    on_the_day = forecast_answer(atlas, "Atlas Billing", by_date="2026-04-03")
    assert "**Atlas Billing will almost certainly make 3 Apr 2026: 100 % chance.**" in said(on_the_day, "headline")
    day_before = forecast_answer(atlas, "Atlas Billing", by_date="2026-04-02")
    assert "**Atlas Billing will almost certainly not make 2 Apr 2026: 0 % chance.**" in said(day_before, "headline")
    assert "All 10,000 trials end on 3 Apr 2026, since nothing in them is uncertain" in said(day_before, "headline")


def test_without_a_date_the_baseline_is_the_measure_and_what_was_taken_as_certain_is_named(atlas: Context) -> None:
    answer = forecast_answer(atlas, "ATL")
    assert "will almost certainly not make its baseline finish of 27 Mar 2026: 0 % chance" in said(answer, "headline")
    assert "Against the baseline that is 7 days late at P50 and 7 days late at P80." in said(answer)
    gap = said(answer, "gap")
    assert "2 open tasks have no three-point estimate and count as certain" in gap
    assert "ATL-2 and ATL-3" in gap
    assert "No delay is estimated for open risk R-1: not in the simulation." in gap
    assert "Ask Ana Silva." in gap


def test_ranges_spread_the_finish_and_a_sure_risk_delays_all_of_it(wren: Context) -> None:
    answer = forecast_answer(wren, "Wren")
    p50, p80, p95 = (str(value(answer, f"Wren: finish P{percent}")) for percent in (50, 80, 95))
    # the plan's 13 March, one day less to seven more from the estimate of Pour, ten more from the permit
    assert "2026-03-26" <= p50 < p80 <= p95 <= "2026-04-07"
    assert "No baseline says when Wren should be done; plan with P80" in said(answer, "headline")
    assert "The plan as it stands, without uncertainty, ends on 13 Mar 2026: 0 % chance." in said(answer)
    assert (
        "1 open risk of the register is simulated: **R-1** Permit comes late (100 % likely, 10 working days)."
        in said(answer)
    )
    assert "**WRN-2** Pour (" in said(answer)
    assert "critical in 100 % of the trials" in said(answer)
    assert "1 open task has no three-point estimate and counts as certain, so the range is too narrow: WRN-1." in said(
        answer, "gap"
    )
    assert "10,000 trials with seed 1" in said(answer)


def test_the_same_question_gets_the_same_answer(wren: Context) -> None:
    assert forecast_answer(wren, "Wren") == forecast_answer(wren, "Wren")


def test_the_certainty_asked_for_gives_its_date(wren: Context) -> None:
    answer = forecast_answer(wren, "Wren", percent=80)
    assert value(answer, "Wren: finish with 80 % certainty") == value(answer, "Wren: finish P80")
    assert "with 80 % certainty.**" in said(answer, "headline")
    both = forecast_answer(wren, "Wren", by_date="2026-03-31", percent=80)
    assert "With 80 % certainty it is done by " in said(both)
    assert forecast_answer(wren, "Wren", percent=100).status == "ask"


def test_an_agile_backlog_is_forecast_from_its_throughput(wren: Context) -> None:
    answer = forecast_answer(wren, "Teal", by_date="2026-03-29")
    assert "**Teal will almost certainly make 29 Mar 2026: 100 % chance.**" in said(answer, "headline")
    assert "20 points are left; over the last 5 weeks 5 points a week were done while the scope did not grow." in said(
        answer
    )
    too_early = forecast_answer(wren, "Teal", by_date="2026-03-28")
    assert "will almost certainly not make 28 Mar 2026: 0 % chance" in said(too_early, "headline")
    asked = forecast_answer(wren, "Teal", basis="plan")
    assert asked.status == "ask"
    assert asked.choices == ("throughput",)


def test_a_scope_that_outgrows_the_team_gets_no_date(wren: Context) -> None:
    answer = forecast_answer(wren, "Gull")
    assert "**At this pace Gull will not be done: scope is added faster than it is done.**" in said(answer, "headline")
    assert "If no scope were added from today, the throughput would give P80 29 Mar 2026." in said(answer)
    chance = forecast_answer(wren, "Gull", by_date="2026-06-30")
    assert "will almost certainly not make 30 Jun 2026: 0 % chance" in said(chance, "headline")


def test_the_picture_holds_all_trials_and_marks_the_dates(wren: Context) -> None:
    histogram, dates, drivers = forecast_answer(wren, "Wren", by_date="2026-03-31").cards
    counts = [count for _, count in histogram.data["series"][0]["points"]]
    assert 9_900 <= sum(counts) <= 10_000
    assert [mark["label"].split()[0] for mark in histogram.data["marks"]] == ["P50", "P80", "Asked"]
    far = forecast_answer(wren, "Wren", by_date="2999-01-01").cards[0]
    assert [mark["label"].split()[0] for mark in far.data["marks"]] == ["P50", "P80"]
    assert "asked 1 Jan 2999 lies outside the picture" in far.data["subtitle"]
    assert draw(histogram).startswith("<svg")
    assert dates.data["columns"][-1]["label"] == "Chance by 31 Mar 2026"
    assert [row["key"] for row in drivers.data["rows"]] == [
        "WRN-2"
    ]  # a risk that is sure makes no difference between trials


def test_a_closed_project_is_answered_by_its_outcome(atlas: Context) -> None:
    answer = forecast_answer(atlas, "Meridian", by_date="2025-12-12")
    assert said(answer).startswith("**Meridian is closed: it finished on 19 Dec 2025")
    assert "It was not done by 12 Dec 2025." in said(answer)


def test_a_project_without_a_plan_says_what_is_missing_and_whom_to_ask(atlas: Context) -> None:
    answer = forecast_answer(atlas, "Atlas Data")
    assert answer.status == "not_found"
    assert "cannot be forecast" in said(answer, "headline")
    assert "Not provided: tasks with durations" in said(answer, "gap")
    assert "Ask Ben Okoro." in said(answer, "gap")


def test_unreadable_dates_and_unknown_bases_are_asked_back(atlas: Context) -> None:
    for answer in (
        forecast_answer(atlas, "ATL", by_date="when it rains"),
        forecast_answer(atlas, "ATL", basis="tea leaves"),
        forecast_answer(atlas, "ATL", basis="throughput"),
    ):
        assert answer.status == "ask"
        assert answer.choices


def test_a_date_that_has_passed_is_not_given_a_chance(atlas: Context) -> None:
    text = said(forecast_answer(atlas, "ATL", by_date="2026-01-01"), "headline")
    assert "**Atlas Billing is still open on 16 Mar 2026, past 1 Jan 2026.**" in text


def test_projects_that_may_not_be_seen_are_neither_forecast_nor_compared(atlas: Context) -> None:
    guest = Access(user_id="g", name="Guest", roles={"ATL": Role.VIEWER})
    answer = forecast_answer(on(atlas.sessions, TODAY, guest), "ATL")
    assert "finished project" not in said(answer)
    assert forecast_answer(on(atlas.sessions, TODAY, guest), "Meridian").status == "not_found"


def test_the_tool_offers_what_the_chat_can_fill() -> None:
    parameters = convert_to_openai_tool(forecast_completion)["function"]["parameters"]["properties"]
    assert set(parameters) == {"project", "by_date", "basis", "percent"}
