"""Writes the sample portfolio to the database, once."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from leadline.projects.sample.clock import Clock
from leadline.projects.sample.content import Content
from leadline.projects.sample.course import follow
from leadline.projects.sample.items import Items
from leadline.projects.sample.measures import Reporting
from leadline.projects.sample.money import Money
from leadline.projects.sample.reading import projects
from leadline.projects.sample.records.control import write_control
from leadline.projects.sample.records.organisation import Directory, write_allocations, write_organisation
from leadline.projects.sample.records.registers import Registers
from leadline.projects.sample.records.work import write_work
from leadline.projects.tables import CostLine, Person, Project, Risk, Snapshot, WorkItem


class SampleConflictError(ValueError):
    """Some keys or names of the sample are taken by records of your own."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """`added` is False when the sample was there already. `counts`: rows by what they are, for a person to read."""

    added: bool
    counts: Mapping[str, int]


def load_sample(session: Session, today: dt.date) -> Loaded:
    """Write the whole sample portfolio with dates relative to `today`; the caller commits.

    Loading again, on whatever day, changes nothing. Raises `SampleConflictError` if only some of its projects exist.
    """
    keys = {content.key for content in projects()}
    present = set(session.scalars(select(Project.key).where(Project.key.in_(keys))))
    if present == keys:
        return Loaded(added=False, counts=_counts(session, keys))
    if present:
        raise SampleConflictError(
            f"project {', '.join(sorted(present))} exists already and is not the sample's; load the sample into a new database"
        )
    clock = Clock(today)
    directory = write_organisation(session, clock)
    ids = {content.key: _write_project(session, content, clock, directory) for content in projects()}
    write_allocations(session, clock, directory, ids)
    session.flush()
    return Loaded(added=True, counts=_counts(session, keys))


def _write_project(session: Session, content: Content, clock: Clock, directory: Directory) -> int:
    course = follow(content, clock)
    items, money = Items(course), Money(course)
    reporting = Reporting(items, money)
    budget = content.budget_cents  # the budget at completion of the baseline in force plus the contingency
    declared = reporting.declared_on(clock.reported)
    row = Project(
        key=content.key,
        name=content.name,
        summary=content.summary,
        program_id=directory.programs[content.program],
        method=content.method,
        phase=content.phase,
        declared_health=declared if content.phase != "closed" else None,
        declared_health_on=clock.day(-3) if declared and content.phase != "closed" else None,
        declared_health_note=content.health_note,
        sponsor_id=directory.person(content.sponsor),
        manager_id=directory.person(content.manager),
        start=course.start,
        planned_finish=items.planned_finish(),
        actual_finish=course.finished_on,
        budget_cents=budget,
        contingency_cents=None if budget is None else budget - money.budget_at_completion,
        objectives=list(content.objectives),
        calendar_id=directory.calendar,
    )
    session.add(row)
    session.flush()
    write_work(session, items, row.id, directory)
    write_control(session, reporting, row.id, directory)
    Registers(session, items, money, row.id, directory).write()
    return row.id


def _counts(session: Session, keys: set[str]) -> dict[str, int]:
    ids = select(Project.id).where(Project.key.in_(keys))
    counted = {
        "people": select(func.count(Person.id)),
        "work items": select(func.count(WorkItem.id)).where(WorkItem.project_id.in_(ids)),
        "risks": select(func.count(Risk.id)).where(Risk.project_id.in_(ids)),
        "cost lines": select(func.count(CostLine.id)).where(CostLine.project_id.in_(ids)),
        "weekly reports": select(func.count(Snapshot.id)).where(Snapshot.project_id.in_(ids)),
    }
    return {"projects": len(keys), **{name: session.scalar(query) or 0 for name, query in counted.items()}}
