"""A charter's fields are its own words; what differs from the plan is said with both sides, what agrees is not."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session, sessionmaker

from leadline.knowledge.charter import Field, charter_fields, sponsor_in
from leadline.knowledge.library import Library
from leadline.knowledge.scope import EVERYTHING
from leadline.projects.access import LOCAL_USER
from leadline.projects.queries.standing import load_project_files
from leadline.projects.sample import load_sample
from leadline.projects.standing import stand
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory
from leadline.tools.charter_tool import about_charter
from leadline.tools.context import Context
from leadline.tools.knowledge import answer_from_documents

TODAY = dt.date(2028, 2, 29)
CHARTER = """# Charter of Harbor

**Sponsor:** {sponsor}. **Project manager:** Clara Nunes.

## Objectives

- Run three sites on one system.

## Scope

### In scope

- Picking

### Out of scope

- Voice picking

## Milestones

| Milestone | Date |
|---|---|
| All sites accepted, project closed | 30 June 2020 |
| Ready for the first site | {ready} |
| Party | 1 May 2020 |

## Budget

{budget} EUR: planned cost and contingency.
"""


@pytest.fixture(scope="module")
def sessions() -> sessionmaker[Session]:
    engine = create_database_engine("sqlite://")
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        Library.create_indexes(connection)
    made = session_factory(engine)
    with made.begin() as session:
        load_sample(session, TODAY)
    return made


def context(sessions: sessionmaker[Session], **said: str) -> Context:
    """With the charter as the current one of Harbor; what is not said is as the database has it."""
    with sessions() as session:
        (file,) = load_project_files(session, LOCAL_USER, TODAY, ["HRB"])
    standing = stand(file, TODAY)
    ready = next(one.date for one in standing.milestones if one.name == "Ready for the first site")
    assert file.project.budget_cents
    assert file.project.sponsor
    values = {
        "sponsor": file.project.sponsor,
        "ready": ready.isoformat(),
        "budget": f"{file.project.budget_cents // 100:,}",
    }
    library = Library(sessions)
    library.ingest("charter.md", CHARTER.format(**(values | said)).encode(), project_key="HRB", kind="charter")
    return Context(access=LOCAL_USER, today=TODAY, sessions=sessions, library=library)


def test_every_field_is_a_piece_of_its_passage(sessions: sessionmaker[Session]) -> None:
    library = context(sessions).library
    (document,) = library.documents(EVERYTHING, kind="charter").items
    fields = charter_fields(library.passages(EVERYTHING, document.id))
    assert [one.text for one in fields[Field.OUT_OF_SCOPE]] == ["Voice picking"]
    assert [one.text for one in fields[Field.IN_SCOPE]] == ["Picking"]
    assert [one.text for one in fields[Field.OBJECTIVES]] == ["Run three sites on one system."]
    assert len(fields[Field.MILESTONES]) == 3
    assert fields[Field.ASSUMPTIONS] == ()
    assert all(one.text in one.passage.text for items in fields.values() for one in items)


def test_only_what_differs_is_listed_with_both_sides(sessions: sessionmaker[Session]) -> None:
    answer = answer_from_documents(context(sessions), "does the Harbor charter match the plan?", project="Harbor")
    assert "differ in 1 of 4" in answer.text  # sponsor, budget and two milestones are on both sides
    assert "the charter says 30 Jun 2020 [1], the plan says " in answer.text
    assert "Ready for the first site" not in answer.text
    assert "1 milestone of the charter has no counterpart" in answer.text
    assert answer.citations[0].quote == "| All sites accepted, project closed | 30 June 2020 |"


def test_another_sponsor_and_budget_are_told(sessions: sessionmaker[Session]) -> None:
    told = answer_from_documents(
        context(sessions, sponsor="Ada van der Bell", budget="1,000"),
        "does the Harbor charter agree with the plan?",
        project="Harbor",
    ).text
    assert "the charter says Ada van der Bell" in told
    assert "the charter says 1,000 EUR" in told


def test_what_a_charter_does_not_hold_is_said(sessions: sessionmaker[Session]) -> None:
    told = answer_from_documents(context(sessions), "what does the Harbor charter promise", project="Harbor").text
    assert "“Voice picking”" in told
    assert "Not provided in the charter: success criteria, deliverables, assumptions and constraints." in told


def test_a_project_without_a_charter_is_named_with_what_was_searched(sessions: sessionmaker[Session]) -> None:
    answer = answer_from_documents(context(sessions), "does the Lantern charter match the plan?", project="Lantern")
    assert answer.status == "not_found"
    assert "No charter of Lantern is among the 1 charter" in answer.text


@pytest.mark.parametrize(
    ("query", "way"),
    [
        ("does the Atlas charter match the plan?", "compare"),
        ("is the charter still in line with the schedule", "compare"),
        ("what does the Harbor charter promise", "promise"),
        ("what budget does the charter promise?", None),
        ("do the charter and the minutes agree on the date?", None),
        ("what is out of scope in the charter of Atlas", None),
    ],
)
def test_only_questions_about_the_charter_as_a_whole_are_taken(query: str, way: str | None) -> None:
    assert about_charter(query) == way


def test_a_sponsor_is_a_full_name() -> None:
    assert sponsor_in("**Sponsor:** Sofie de Wit. **Project manager:** Jan Bos.") == "Sofie de Wit"
    assert sponsor_in("The sponsor decides on scope.") is None
