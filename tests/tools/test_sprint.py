"""The sprints of a project computed by hand (see `agile_project`)."""

from typing import cast

import pytest
from sqlalchemy.orm import Session, sessionmaker

from leadline.knowledge.library import Library
from leadline.projects.access import LOCAL_USER, Access
from leadline.tools.answer import ToolAnswer
from leadline.tools.context import Context
from leadline.tools.sprint import sprint_answer
from tests.tools.agile_project import TODAY, heron


@pytest.fixture(scope="module")
def sessions() -> sessionmaker[Session]:
    return heron()


@pytest.fixture
def context(sessions: sessionmaker[Session]) -> Context:
    return Context(LOCAL_USER, TODAY, sessions, cast(Library, None))


def said(answer: ToolAnswer, part: str | None = None) -> str:
    return "\n".join(one.text for one in answer.sentences if part is None or one.part == part)


def test_the_running_sprint_is_measured_against_its_ideal_line_and_the_team_s_velocity(context: Context) -> None:
    text = said(sprint_answer(context, "heron"))
    assert "is ahead: 5 of 12 points are done on working day 3 of 10, where the ideal line reaches 3 today" in text
    assert "7 points are open; in the days left the team usually does 5.6 points, not enough to finish them" in text
    assert "Goal: Pay by card." in text
    assert "It began with 10 points committed; 2 points were added since." in text
    assert "Created and put in after the start: HRN-13." in text
    assert "**HRN-12** Receipt (nobody, 2 points) is blocked: waits for the printer" in text
    assert "**HRN-11** Refund (Mia Berg, 3 points): 9 days without a move" in text
    assert "Since 17 Mar 2026: Finished HRN-10 Card form (Mia Berg, 5 points)." in text
    assert "Carried over from Heron 3: 6 of 12 points committed." in text


def test_velocity_comes_with_range_spread_and_how_much_of_a_commitment_is_kept(context: Context) -> None:
    text = said(sprint_answer(context, "HRN", view="velocity"))
    assert "8 points a sprint over the last 3 closed sprints (from 6 to 10, standard deviation 2)" in text
    assert "Of the points committed in them, 75 % were done." in text


def test_a_closed_sprint_tells_what_was_carried_over(context: Context) -> None:
    assert "ended with 8 points done of 10 points committed, 80 %.** 2 points were carried over" in said(
        sprint_answer(context, "HRN", sprint="1"), "headline"
    )
    assert "Nothing was carried over" in said(sprint_answer(context, "HRN", sprint="sprint 2"), "headline")
    assert "**6 of 12 points committed were carried over from Heron 3.**" in said(
        sprint_answer(context, "HRN", view="spillover"), "headline"
    )


def test_the_next_sprint_holds_less_when_people_are_away_and_is_filled_by_rank(context: Context) -> None:
    answer = sprint_answer(context, "HRN", sprint="next")
    text = said(answer)
    assert "(30 Mar 2026 to 12 Apr 2026) can hold 4 points; 3 is the safe commitment" in text
    assert "with 50 % of the usual team days" in text
    [fitting] = [card for card in answer.cards if card.title == "What fits into the next sprint"]
    assert [row["key"] for row in fitting.data["rows"]] == ["HRN-20", "HRN-22"]
    assert "Not taken because without an estimate: HRN-23." in said(answer, "gap")
    assert "What Heron 4 leaves undone comes on top and takes room first: 7 points are open" in text


def test_the_stand_up_tells_moves_since_a_day(context: Context) -> None:
    text = said(sprint_answer(context, "HRN", view="daily", since="2026-03-16"))
    assert "Since 16 Mar 2026: 1 item finished, 1 item started and 1 item stuck." in text


def test_the_burndown_counts_down_and_does_not_draw_the_future(context: Context) -> None:
    [curve] = [card for card in sprint_answer(context, "HRN", view="burndown").cards if "Burndown" in card.title]
    lines = {one["role"]: dict(one["points"]) for one in curve.data["series"]}
    assert [lines["actual"][f"2026-03-{day}"] for day in (16, 17, 18, 19)] == [10, 7, 7, None]
    assert lines["ideal"]["2026-03-29"] == 0


def test_projects_without_sprints_say_so(context: Context) -> None:
    assert "**Dam is run as waterfall and has no sprints.**" in said(sprint_answer(context, "Dam"))
    tern = sprint_answer(context, "Tern")
    assert "**No sprint is recorded for Tern" in said(tern, "headline")
    assert "Ask Mia Berg" in said(tern, "gap")


def test_unknown_sprints_views_and_dates_are_asked_back(context: Context) -> None:
    for arguments in ({"sprint": "12"}, {"view": "pie"}, {"since": "ages ago"}):
        answer = sprint_answer(context, "HRN", **arguments)
        assert answer.status == "ask"
        assert answer.choices


def test_a_hidden_project_has_no_sprints_to_show(sessions: sessionmaker[Session]) -> None:
    guest = Context(Access(user_id="g", name="Guest", roles={}), TODAY, sessions, cast(Library, None))
    assert sprint_answer(guest, "Heron").status == "not_found"
