"""`review_user_stories` as a person meets it, and the ways in which stories are pasted."""

import datetime as dt
from typing import Any, cast

import pytest

from leadline.assistant.grounding.check import check
from leadline.assistant.grounding.sources import Material
from leadline.knowledge.library import Library
from leadline.projects.access import LOCAL_USER
from leadline.projects.sample import load_sample
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory
from leadline.tools.answer import ToolAnswer
from leadline.tools.backlog_review import reviewed
from leadline.tools.context import Context
from leadline.tools.stories.backlog_text import read_backlog

TODAY = dt.date(2028, 2, 29)
PASTED = """US-1 As a clerk, I want to print shipping labels, so that parcels leave on time.
  Acceptance criteria:
  - Given a packed parcel When the clerk prints Then a label comes out
US-2 As a clerk, I want to print the shipping labels.
- As a buyer, I want to see my orders and cancel them quickly, so that I keep control.
"""


@pytest.fixture(scope="module")
def context() -> Context:
    engine = create_database_engine("sqlite://")
    Base.metadata.create_all(engine)
    sessions = session_factory(engine)
    with sessions.begin() as session:
        load_sample(session, TODAY)
    return Context(access=LOCAL_USER, today=TODAY, sessions=sessions, library=Library(sessions))


def _text(answer: ToolAnswer) -> str:
    return "\n".join(one.text for one in answer.sentences)


def _row(answer: ToolAnswer, story: str) -> dict[str, Any]:
    rows = cast(list[dict[str, Any]], answer.cards[0].data["rows"])
    return next(row for row in rows if row["story"] == story)


@pytest.mark.parametrize(
    ("text", "stories"),
    [
        (
            PASTED,
            [
                ("US-1", "As a clerk, I want to print shipping labels, so that parcels leave on time.", 1),
                ("US-2", "As a clerk, I want to print the shipping labels.", 0),
                ("", "As a buyer, I want to see my orders and cancel them quickly, so that I keep control.", 0),
            ],
        ),
        (
            "| ID | User story | Acceptance criteria |\n|---|---|---|\n| A-1 | As a nurse, I want to sign a shift | done |\n",
            [("A-1", "As a nurse, I want to sign a shift", 1)],
        ),
        (
            'Key,As a,I want to,So that\nC-7,nurse,"sign a shift, with a PIN",it is closed\n',
            [("C-7", "As a nurse, I want to sign a shift, with a PIN, so that it is closed", 0)],
        ),
        ("id;story\n1;As a nurse, I want to sign\n", [("1", "As a nurse, I want to sign", 0)]),
        ("Faster search\nBetter colours\n", [("", "Faster search", 0), ("", "Better colours", 0)]),
        (
            "Our stories so far:\n\nAs a nurse, I want to sign\na shift.\n",
            [("", "As a nurse, I want to sign a shift.", 0)],
        ),
    ],
)
def test_stories_are_read_as_they_are_pasted(text: str, stories: list[tuple[str, str, int]]) -> None:
    assert [(one.key, one.text, len(one.criteria)) for one in read_backlog(text)] == stories


def test_pasted_backlog_is_reviewed_story_by_story(context: Context) -> None:
    answer = reviewed(context, PASTED)
    text = _text(answer)
    assert text.startswith("**2 of 3 stories in the pasted text have a serious defect; 2 without acceptance criteria")
    assert "US-1 and US-2 (" in text
    assert "Without acceptance criteria: US-2, 3." in text
    assert _row(answer, "US-1")["criteria"] == "yes"
    assert "V: names no benefit" in _row(answer, "US-2")["concerns"]
    assert _row(answer, "3")["invest"][4] == "–"  # S: two actions
    assert "quickly" in _row(answer, "3")["findings"]


def test_every_figure_of_a_review_has_its_fact(context: Context) -> None:
    for answer in (reviewed(context, PASTED), reviewed(context, project="Atlas Billing")):
        text = "\n\n".join(one.text for one in answer.sentences if one.part != "next")
        claims = check(text, Material((answer,), "", TODAY, ()))
        assert [claim.text for claim in claims if claim.status == "unsupported"] == []


def test_stories_of_a_project_are_reviewed(context: Context) -> None:
    answer = reviewed(context, project="Atlas Billing")
    assert answer.total is not None
    assert answer.total > 5
    assert "the open stories of Atlas Billing" in _text(answer)
    assert len(answer.cards[0].data["rows"]) == answer.shown


def test_attached_list_is_reviewed(context: Context) -> None:
    attached = Context(
        LOCAL_USER,
        TODAY,
        context.sessions,
        context.library,
        attachments=(("backlog.csv", "id,story\n1,As a cook I bake\n"),),
    )
    assert "The story has a serious defect" in _text(reviewed(attached))


@pytest.mark.parametrize(
    ("stories", "said"),
    [
        ("", "Which stories shall I review?"),
        ("Als Kunde möchte ich meine Bestellung sehen, damit ich weiß, wann sie kommt.", "in German"),
    ],
)
def test_what_cannot_be_reviewed_is_asked_back(context: Context, stories: str, said: str) -> None:
    answer = reviewed(context, stories)
    assert answer.status == "ask"
    assert said in answer.text
