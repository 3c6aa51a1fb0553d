"""Load against capacity, computed by hand (see `agile_project`).

Mia from 16 March for eight weeks: 40 working days less 5 away = 35; Heron takes 35, Dam half of ten days = 5: 40 of 35, 114 %. Olu: four of
five days, 32 in eight weeks, half of them booked.
"""

from typing import cast

import pytest
from sqlalchemy.orm import Session, sessionmaker

from leadline.knowledge.library import Library
from leadline.projects.access import LOCAL_USER, Access, Role
from leadline.tools.answer import ToolAnswer
from leadline.tools.context import Context
from leadline.tools.workload import workload_answer
from tests.tools.agile_project import TODAY, heron


@pytest.fixture(scope="module")
def sessions() -> sessionmaker[Session]:
    return heron()


@pytest.fixture
def context(sessions: sessionmaker[Session]) -> Context:
    return Context(LOCAL_USER, TODAY, sessions, cast(Library, None))


def said(answer: ToolAnswer, part: str | None = None) -> str:
    return "\n".join(one.text for one in answer.sentences if part is None or one.part == part)


def test_the_overbooked_are_named_first_with_where_their_load_comes_from(context: Context) -> None:
    text = said(workload_answer(context, "Dam"))
    assert "**1 of 2 people on Dam is overbooked from 16 Mar 2026 to 10 May 2026: Mia Berg at 114 %.**" in text
    assert (
        "**Mia Berg**: Heron 100 % and Dam 14 %; above capacity in 2 weeks, at most 150 % in the week of 16 Mar 2026, 5 days"
        in text
    )
    assert "Together they can work 67 days, absences taken off; 56 are booked (84 %)." in text
    assert "With room: Olu Ade (50 %, 16 days free)." in text
    assert "Away: Mia Berg 30 Mar 2026 to 3 Apr 2026." in text


def test_the_project_where_nothing_is_assigned_gives_way_and_a_shared_skill_helps(context: Context) -> None:
    text = said(workload_answer(context, person="Mia"))
    assert "let Dam give way first, because no open item of it is assigned to Mia Berg" in text
    assert "With a shared skill and room: Olu Ade (50 % booked; Kotlin)." in text


def test_whether_a_person_is_free_counts_the_days_asked_about(context: Context) -> None:
    free = workload_answer(context, person="Olu", since="2026-04-06", until="2026-04-10")
    assert said(free).startswith(
        "**Olu Ade has 2 days free from 6 Apr 2026 to 10 Apr 2026:** 50 % of 4 days is booked."
    )
    away = workload_answer(context, person="Mia", since="2026-03-30", until="2026-04-03")
    assert "**Mia Berg is away all the time from 30 Mar 2026 to 3 Apr 2026.**" in said(away)
    full = workload_answer(context, person="Mia", since="2026-04-01", until="2026-04-10")
    assert "**Mia Berg is fully booked from 1 Apr 2026 to 10 Apr 2026:** 100 % of 5 days." in said(full)


def test_a_sprint_gives_the_dates(context: Context) -> None:
    text = said(workload_answer(context, "Heron", sprint="current"))
    assert "**1 of 1 person on Heron is overbooked from 16 Mar 2026 to 29 Mar 2026: Mia Berg at 150 %.**" in text


def test_the_heat_map_holds_a_cell_a_week_and_a_gap_where_nobody_is_there(context: Context) -> None:
    [heat, table] = workload_answer(context, "Heron").cards
    assert heat.data["rows"] == ["Mia Berg"]
    assert heat.data["columns"][:3] == ["16 Mar", "23 Mar", "30 Mar"]
    assert heat.data["values"][0][:4] == [150, 150, None, 100]
    assert table.data["rows"][0]["booked"] == 40


def test_bookings_that_may_not_be_seen_are_said_to_be_missing(sessions: sessionmaker[Session]) -> None:
    access = Access(user_id="g", name="Guest", roles={"DAM": Role.VIEWER})
    answer = workload_answer(Context(access, TODAY, sessions, cast(Library, None)))
    assert "Nobody across the projects is overbooked" in said(answer, "headline")
    assert "2 projects that you may not see are not counted" in said(answer, "gap")
    assert "Heron" not in said(answer)


def test_unreadable_times_and_unknown_teams_are_asked_back(context: Context) -> None:
    assert workload_answer(context, since="soon").status == "ask"
    assert workload_answer(context, since="2026-05-01", until="2026-04-01").status == "ask"
    assert workload_answer(context, team="Pirates").status == "ask"
    assert workload_answer(context, weeks=0).status == "ask"
