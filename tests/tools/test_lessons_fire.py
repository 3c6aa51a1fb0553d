"""A lesson about to be repeated is said where it applies, and nowhere else; a rate needs three finished projects."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from leadline.knowledge.library import Library
from leadline.projects.access import LOCAL_USER, Access, Role
from leadline.projects.queries.registers import ActionRecord
from leadline.projects.queries.relations import load_lessons
from leadline.projects.queries.standing import load_project_files
from leadline.projects.sample import load_sample
from leadline.projects.standing import Standing, stand
from leadline.projects.tables import Project
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory
from leadline.tools.context import Context
from leadline.tools.lessons_fire import BaseRate, base_rate, conditions, lessons_that_fire
from leadline.tools.status import project_status

TODAY = dt.date(2028, 2, 29)
POST_MORTEM = b"""# Post-mortem of the first cutover

## Summary

Loading 2.3 million container moves took 31 hours instead of the 9 that had been planned for the first cutover.
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


def standings(context: Context) -> dict[str, Standing]:
    with context.sessions() as session:
        files = load_project_files(session, LOCAL_USER, TODAY)
    return {file.project.key: stand(file, TODAY) for file in files}


def test_of_eight_projects_only_the_one_that_repeats_the_lesson_is_warned(context: Context) -> None:
    warned = {}
    with context.sessions() as session:
        names = dict(iter(session.execute(select(Project.key, Project.name))))
    for key, name in names.items():
        text = project_status(context, name).text
        warned[key] = text.count("A lesson is about to be repeated")
    assert len(warned) == 8
    assert {key: count for key, count in warned.items() if count} == {"HRB": 1}


def test_the_warning_names_its_signs_quotes_the_document_and_gives_the_rate_with_n(context: Context) -> None:
    answer = project_status(context, "Harbor")
    told = next(one.text for one in answer.sentences if "about to be repeated" in one.text)
    assert "QSD L-1" in told
    assert "risk R-1" in told
    assert "took 31 hours instead of the 9 that had been planned" in told
    assert "3 of 3 finished projects" in told
    quote = next(one for one in answer.citations if one.title == "Post-mortem of the first cutover")
    assert quote.quote.encode() in POST_MORTEM


def test_a_reader_without_the_other_project_is_not_told_its_lesson(context: Context) -> None:
    only = replace(context, access=Access("u", "U", roles={"HRB": Role.VIEWER}))
    assert "about to be repeated" not in project_status(only, "Harbor").text


def test_a_lesson_that_an_action_follows_does_not_fire(context: Context) -> None:
    harbor = standings(context)["HRB"]
    with context.sessions() as session:
        lessons = load_lessons(session, LOCAL_USER)
    assert lessons_that_fire(harbor, lessons)
    origin = {"title": "Plan two more weekends", "origin": "Lesson QSD L-1"}
    action = ActionRecord("HRB", "A-99", owner=None, raised_on=TODAY, due=None, done_on=None, status="open", **origin)
    assert lessons_that_fire(harbor, lessons, actions=[action]) == ()
    rehearsed = replace(action, title="Rehearse with full volume: full-volume rehearsal in March", origin=None)
    assert lessons_that_fire(harbor, lessons, actions=[rehearsed]) == ()


def test_there_is_no_rate_below_three_finished_projects(context: Context) -> None:
    closed = [one for one in standings(context).values() if one.file.project.closed]
    condition = conditions()[0]
    assert [one.finish_slip is not None for one in closed] == [True] * 3
    assert base_rate(closed[:2], condition) is None
    invented = [replace(closed[0], finish_slip=days) for days in (-4, 0, 15, 15)]
    found = base_rate(invented, condition)
    assert found is not None
    assert (found.n, found.late, found.median_days) == (4, 2, 7.5)
    assert isinstance(found, BaseRate)
