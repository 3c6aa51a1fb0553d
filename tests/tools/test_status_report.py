import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain.tools import ToolRuntime

from leadline.api.database import METADATA
from leadline.knowledge.library import Library
from leadline.projects.access import LOCAL_USER
from leadline.projects.sample import load_sample
from leadline.storage.engine import create_database_engine, session_factory
from leadline.tools.context import Context
from leadline.tools.reports import draft_status_report

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    file: Path = tmp_path_factory.mktemp("report") / "portfolio.db"
    engine = create_database_engine(f"sqlite:///{file}")
    METADATA.create_all(engine)
    sessions = session_factory(engine)
    with sessions.begin() as session:
        load_sample(session, TODAY)
    yield Context(access=LOCAL_USER, today=TODAY, sessions=sessions, library=Library(sessions))
    engine.dispose()


def draft(context: Context, **args: Any) -> dict[str, Any]:
    runtime: Any = ToolRuntime(
        state={}, context=context, config={}, stream_writer=lambda _: None, tool_call_id="1", store=None
    )
    _, answer = draft_status_report.func(runtime=runtime, **args)  # type: ignore[attr-defined]
    return dict(answer)


def report(answer: dict[str, Any]) -> dict[str, Any]:
    return next(dict(card["data"]) for card in answer["cards"] if card["kind"] == "report")


def titles(answer: dict[str, Any]) -> list[str]:
    return [section["title"] for section in report(answer)["sections"]]


def milestone_rows(answer: dict[str, Any]) -> dict[str, tuple[str, str]]:
    section = next(each for each in report(answer)["sections"] if each["id"] == "milestones")
    return {row["name"]: (row["date"], row["state"]) for row in section["blocks"][0]["rows"]}


def test_the_bad_news_comes_first_in_chat_and_in_the_report(context: Context) -> None:
    answer = draft(context, project="Atlas Billing", audience="executive")
    assert answer["sentences"][0]["text"].startswith("**Atlas Billing is red, not green as declared.**")
    assert report(answer)["sections"][0]["blocks"][0]["markdown"] == answer["sentences"][0]["text"]


def test_an_executive_gets_one_screen_and_a_committee_gets_everything(context: Context) -> None:
    executive = draft(context, project="Harbor", audience="executive")
    steering = draft(context, project="Harbor", audience="steering")
    assert len(titles(executive)) < len(titles(steering))
    assert "Decisions needed" in titles(executive)
    assert {"Figures", "Milestones", "Change requests", "Vendors", "Overdue actions"} <= set(titles(steering))


def test_all_audiences_are_told_the_same_dates_and_states(context: Context) -> None:
    versions = [
        draft(context, project="Atlas Billing", audience=name) for name in ("steering", "team", "client", "technical")
    ]
    first = milestone_rows(versions[0])
    assert len(first) == 6
    assert all(milestone_rows(version) == first for version in versions[1:])
    executive = milestone_rows(draft(context, project="Atlas Billing", audience="executive"))
    assert executive.items() <= first.items()


def test_a_client_sees_no_money_no_names_and_no_internal_risks(context: Context) -> None:
    answer = draft(context, project="Atlas Billing", audience="client")
    text = report(answer)["markdown"].split("\n\n", 2)[2]  # below the header, which names who prepared it
    assert "Priya Raman" not in text
    assert "CPI" not in text
    assert not re.search(r"\bR-\d|Effect on cost|M EUR", text)
    assert "Left out of this version: cost" in text


def test_what_is_not_recorded_is_said_with_whom_to_ask(context: Context) -> None:
    answer = draft(context, project="Kestrel", audience="steering")
    text = report(answer)["markdown"]
    assert "cannot be computed yet" in answer["sentences"][0]["text"]
    assert "Schedule cannot be judged: no approved baseline dates to compare with. Ask Owen Hughes." in text
    assert not re.search(r"\b0 %", text)


def test_a_closed_project_is_reported_by_its_outcome(context: Context) -> None:
    answer = draft(context, project="Pelican")
    assert answer["sentences"][0]["text"].startswith("**Pelican is closed: it finished on ")
    assert "Next period" not in titles(answer)


def test_the_period_is_what_was_asked_and_never_the_future(context: Context) -> None:
    header = report(draft(context, project="Harbor", since="2026-11-01"))["header"]
    assert header["period"] == "1 Nov 2026 to 23 Nov 2026"
    future = draft(context, project="Harbor", since="2027-01-01")
    assert (future["status"], future["cards"]) == ("ask", [])


def test_an_unknown_audience_is_asked_back_with_those_there_are(context: Context) -> None:
    answer = draft(context, project="Harbor", audience="neighbours")
    assert answer["status"] == "ask"
    assert set(answer["choices"]) == {"executive", "steering", "team", "client", "technical"}
