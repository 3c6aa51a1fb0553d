"""A post-mortem and a retrospective out of the records: every figure computed, every quote a document's, the rest asked."""

import datetime as dt

import pytest

from leadline.assistant.grounding.check import check
from leadline.assistant.grounding.sources import Material
from leadline.knowledge.library import Library
from leadline.knowledge.scope import EVERYTHING
from leadline.projects.access import LOCAL_USER, Access, Role
from leadline.projects.sample import load_sample
from leadline.projects.vocabulary import vocabulary
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory
from leadline.tools.context import Context
from leadline.tools.documents import draft
from leadline.tools.review_timeline import EstimateError, median_error

TODAY = dt.date(2028, 2, 29)
POST_MORTEM = b"""# Post-mortem of the first cutover

## Root causes

The first cutover failed because it was never rehearsed with full volume.

## What went well

The old system could be reopened within 50 minutes.
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


def section(context: Context, kind: str, project: str, name: str) -> str:
    card = draft(context, kind, project).cards[0]
    assert card.kind == "document"
    return str(next(one for one in card.data["sections"] if one["id"] == name)["blocks"])


def test_the_post_mortem_of_a_closed_project_has_its_turning_points_in_order(context: Context) -> None:
    card = draft(context, "post-mortem", "Quayside").cards[0]
    timeline = next(one for one in card.data["sections"] if one["id"] == "timeline")["blocks"][0]["rows"]
    days = [row["date"] for row in timeline]
    assert days == sorted(days)
    assert (timeline[0]["what"], timeline[-1]["what"]) == ("Start", "Finish")
    assert any(row["what"].startswith("Issue (critical): First cutover of Nijmegen") for row in timeline)


def test_risks_that_came_true_and_the_worst_estimate_become_questions(context: Context) -> None:
    assert "Foreseen and came true: R-1 Cutover takes longer than a weekend" in section(
        context, "post_mortem", "QSD", "risks"
    )
    asked = section(context, "post_mortem", "QSD", "questions")
    assert "First cutover weekend Nijmegen" in asked
    assert "why did the response not hold?" in asked


def test_causes_are_quoted_from_documents_and_cited(context: Context) -> None:
    answer = draft(context, "post_mortem", "Quayside")
    quotes = [one.quote for one in answer.citations]
    assert "The first cutover failed because it was never rehearsed with full volume." in quotes
    for one in answer.citations:
        passage = context.library.passage(EVERYTHING, one.passage_id)
        assert passage is not None
        assert one.quote in passage.text


def test_what_nobody_recorded_is_not_invented(context: Context) -> None:
    assert "not provided: no document tells" in section(context, "post_mortem", "Pelican", "told").casefold()
    assert "Reviewer: not provided" in section(context, "post_mortem", "Pelican", "sign_off")


def test_a_retrospective_looks_at_the_last_closed_sprint_only(context: Context) -> None:
    answer = draft(context, "retro", "Lantern")
    begin, end = (
        next(one.value for one in answer.facts if one.label.endswith(f"period {word}")) for word in ("begins", "ends")
    )
    assert (
        dt.timedelta(days=4)
        < dt.date.fromisoformat(str(end)) - dt.date.fromisoformat(str(begin))
        < dt.timedelta(days=29)
    )
    assert "What do we start, stop and keep?" in section(context, "retrospective", "Lantern", "questions")


@pytest.mark.parametrize("project", ["ATB", "ADP", "BCN", "HRB", "KST", "LTN", "PEL", "QSD"])
@pytest.mark.parametrize("kind", ["post_mortem", "retrospective"])
def test_every_figure_that_is_said_has_a_fact(context: Context, kind: str, project: str) -> None:
    answer = draft(context, kind, project)
    with context.sessions() as session:
        projects = vocabulary(session, LOCAL_USER).projects
    said = " ".join(one.text for one in answer.sentences if one.part != "next")
    claims = check(said, Material((answer,), "", TODAY, projects))
    assert claims
    assert [one.text for one in claims if one.status not in ("supported", "document_says")] == []
    assert answer.status == "ok"


def test_other_kinds_and_hidden_projects_are_asked_back(context: Context) -> None:
    assert draft(context, "charter", "Quayside").status == "ask"
    stranger = Context(
        access=Access("u", "U", roles={"HRB": Role.VIEWER}),
        today=TODAY,
        sessions=context.sessions,
        library=context.library,
    )
    assert draft(stranger, "post_mortem", "Quayside").status == "not_found"


def test_the_median_error_is_that_of_the_shares() -> None:
    errors = [EstimateError("A", "a", 10, 15), EstimateError("B", "b", 10, 10), EstimateError("C", "c", 4, 5)]
    assert median_error(errors) == 0.25
    assert median_error([]) is None
