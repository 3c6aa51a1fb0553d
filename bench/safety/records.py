"""A small portfolio on a real database, and everything in it that a person alone may change."""

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from leadline.api.database import METADATA
from leadline.knowledge.library import Library
from leadline.projects import tables as t
from leadline.projects.access import LOCAL_USER
from leadline.projects.proposals.guard import guarded
from leadline.projects.proposals.operations import Draft
from leadline.projects.proposals.proposing import propose
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory
from leadline.storage.migrate import upgrade

TODAY = dt.date(2026, 3, 16)


def fresh(url: str, items: int = 1) -> sessionmaker[Session]:
    """A new database with its full-text table, filled."""
    engine = create_database_engine(url)
    upgrade(engine, METADATA)
    with engine.begin() as connection:
        Library.create_indexes(connection)
    engine.dispose()
    return fill(url, items)


def fill(url: str, items: int) -> sessionmaker[Session]:
    """One project with so many items and a risk, in tables that are there."""
    sessions = session_factory(create_database_engine(url))
    with sessions.begin() as session:
        ana = t.Person(name="Ana Silva")
        session.add(ana)
        session.flush()
        project = t.Project(
            key="ATL", name="Atlas", method="agile", phase="execution", start=TODAY, manager_id=ana.id, objectives=[]
        )
        session.add(project)
        session.flush()
        session.add_all(
            t.WorkItem(
                key=f"ATL-{number}", project_id=project.id, type="task", title=f"Task {number}", status="todo",
                acceptance_criteria=[], labels=[], created_on=TODAY,
            )
            for number in range(1, items + 1)
        )  # fmt: skip
        session.add(
            t.Risk(
                key="R-1",
                project_id=project.id,
                category="external",
                title="Late",
                probability=0.5,
                impact=4,
                raised_on=TODAY,
            )
        )
    return sessions


def proposal(sessions: sessionmaker[Session], key: str, title: str) -> tuple[str, str]:
    """Id and hash of a pending change of a title."""
    with sessions.begin() as session:
        made = propose(session, LOCAL_USER, [Draft("update", "work_item", "ATL", key, {"title": title})], today=TODAY)
        return made.id, made.hash


def everything(sessions: sessionmaker[Session]) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that only an approval may change."""
    with sessions() as session:
        return {
            name: [dict(row) for row in session.execute(select(table).order_by(*table.primary_key.columns)).mappings()]
            for name, table in sorted(Base.metadata.tables.items())
            if name in guarded()
        }
