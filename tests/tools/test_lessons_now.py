"""A lessons summary says where a recorded lesson applies now and where one is already acted on; narrowed by topic and project."""

import datetime as dt

import pytest

from leadline.knowledge.library import Library
from leadline.projects.access import LOCAL_USER
from leadline.projects.sample import load_sample
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory
from leadline.tools.answer import ToolAnswer
from leadline.tools.context import Context
from leadline.tools.lessons import lessons_answer

TODAY = dt.date(2028, 2, 29)
POST_MORTEM = b"""# Post-mortem of the first cutover

## Root causes

The cutover failed because data migration was never rehearsed with full volume. The certificate of the gateway had expired.

## Recommendations

- Rehearse the migration twice with full volume.
"""


@pytest.fixture(scope="module")
def context() -> Context:
    engine = create_database_engine("sqlite://")
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        Library.create_indexes(connection)
    sessions = session_factory(engine)
    with sessions.begin() as session:
        load_sample(session, TODAY)
    library = Library(sessions)
    library.ingest("cutover.md", POST_MORTEM, project_key="QSD", kind="post_mortem", date=dt.date(2026, 10, 1))
    return Context(access=LOCAL_USER, today=TODAY, sessions=sessions, library=library)


def said(answer: ToolAnswer) -> str:
    return "\n".join(one.text for one in answer.sentences)


def test_the_summary_names_where_a_lesson_applies_and_where_one_is_followed(context: Context) -> None:
    told = said(lessons_answer(context))
    assert "**Harbor** (QSD L-1)" in told
    assert "3 of 3 finished projects" in told
    assert "**Atlas Billing** acts on BCN L-1 with action A-7" in told


def test_a_topic_and_a_project_narrow_it(context: Context) -> None:
    about = said(lessons_answer(context, topic="full volume rehearsal of a migration"))
    assert "**Harbor** (QSD L-1)" in about
    assert "BCN L-1" not in about
    of_quayside = said(lessons_answer(context, project="Quayside"))
    assert "**Harbor** (QSD L-1)" in of_quayside
    assert "BCN L-1" not in of_quayside


def test_the_report_opens_with_a_summary_and_holds_where_it_applies(context: Context) -> None:
    card = next(card for card in lessons_answer(context).cards if card.kind == "report")
    titles = [one["title"] for one in card.data["sections"]]
    assert titles[:2] == ["Executive summary", "Scope and sources"]
    assert "Where it applies now, and follow-up of earlier lessons" in titles
    assert "QSD L-1" in card.data["markdown"]
