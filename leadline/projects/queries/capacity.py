"""People with what they can work and what they are booked for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.plan import WorkingCalendar
from leadline.projects.calculations.workload import Booking
from leadline.projects.calculations.workload import Person as Capacity
from leadline.projects.queries.scope import visible
from leadline.projects.tables import (
    Absence,
    Allocation,
    Calendar,
    CalendarException,
    Person,
    PersonSkill,
    Project,
    Skill,
    Team,
    WorkItem,
)

FULL_WEEK = 40.0  # hours; a person's share of a full week is measured against it


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """`absences`: (first day, last day, kind). Without a calendar of their own, Monday to Friday are worked."""

    name: str
    title: str | None
    team: str | None
    hours_per_week: float
    external: bool
    skills: tuple[str, ...]
    calendar: WorkingCalendar
    absences: tuple[tuple[dt.date, dt.date, str], ...]

    @property
    def share(self) -> float:
        """Of a full-time week: 0.8 = four days."""
        return self.hours_per_week / FULL_WEEK

    @property
    def capacity(self) -> Capacity:
        """For `workload`; grouped by team."""
        away = tuple((first, last) for first, last, _ in self.absences)
        return Capacity(self.name, self.share, self.calendar, away, (self.team,) if self.team else ())

    def days_between(self, first: dt.date, last: dt.date) -> float:
        """Full-time days that the person can work from `first` to `last`, both included, absences taken off."""
        away = {
            start + dt.timedelta(days=number): False
            for start, finish, _ in self.absences
            for number in range((finish - start).days + 1)
        }
        own = WorkingCalendar(self.name, self.calendar.weekdays, {**self.calendar.exceptions, **away})
        return (
            WorkingDays(own, first).between(first, last + dt.timedelta(days=1)) * self.share if first <= last else 0.0
        )


@dataclass(frozen=True, slots=True)
class AllocationRecord:
    """`percent` of the person's own week, from `start` to `finish`, both included."""

    person: str
    project: str
    role: str | None
    percent: float
    start: dt.date
    finish: dt.date

    def booking(self, share: float) -> Booking:
        """For `workload`; `share` is the person's own of a full-time week, of which `percent` is booked."""
        return Booking(self.person, self.project, self.start, self.finish, share * self.percent / 100)


def load_people(session: Session) -> tuple[PersonRecord, ...]:
    """Everybody, by name: people belong to the organisation, so callers show only those that the asker's projects hold."""
    skills: dict[int, list[str]] = defaultdict(list)
    for person, skill in session.execute(
        select(PersonSkill.person_id, Skill.name).join(Skill, PersonSkill.skill_id == Skill.id).order_by(Skill.name)
    ):
        skills[person].append(skill)
    absences: dict[int, list[tuple[dt.date, dt.date, str]]] = defaultdict(list)
    for one in session.scalars(select(Absence).order_by(Absence.start)):
        absences[one.person_id].append((one.start, one.finish, one.kind))
    calendars = load_calendars(session)
    rows = session.execute(select(Person, Team.name).outerjoin(Team, Person.team_id == Team.id).order_by(Person.name))
    return tuple(
        PersonRecord(
            name=person.name,
            title=person.title,
            team=team,
            hours_per_week=person.hours_per_week,
            external=person.external,
            skills=tuple(skills[person.id]),
            calendar=calendars.get(person.calendar_id or 0, WorkingCalendar()),
            absences=tuple(absences[person.id]),
        )
        for person, team in rows
    )


def load_allocations(
    session: Session, access: Access, *, first: dt.date, last: dt.date, keys: Collection[str] | None = None
) -> tuple[AllocationRecord, ...]:
    """Bookings on visible projects that touch the days from `first` to `last`, by person and project."""
    rows = session.execute(
        select(Person.name, Project.key, Allocation.role, Allocation.percent, Allocation.start, Allocation.finish)
        .join(Person, Allocation.person_id == Person.id)
        .join(Project, Allocation.project_id == Project.id)
        .where(
            visible(access),
            Allocation.start <= last,
            Allocation.finish >= first,
            *([] if keys is None else [Project.key.in_(sorted(keys))]),
        )
        .order_by(Person.name, Project.key, Allocation.start)
    )
    return tuple(AllocationRecord(*row) for row in rows)


def count_open_items(session: Session, access: Access) -> dict[tuple[str, str], int]:
    """Open items by (person, project key), epics and milestones aside."""
    rows = session.execute(
        select(Person.name, Project.key, func.count())
        .join(WorkItem, WorkItem.assignee_id == Person.id)
        .join(Project, WorkItem.project_id == Project.id)
        .where(
            visible(access),
            WorkItem.status.not_in(("done", "cancelled")),
            WorkItem.type.not_in(("epic", "milestone")),
        )
        .group_by(Person.name, Project.key)
    )
    return {(person, project): count for person, project, count in rows}


def load_calendars(session: Session) -> dict[int, WorkingCalendar]:
    """All calendars by id."""
    exceptions: dict[int, dict[dt.date, bool]] = defaultdict(dict)
    for row in session.scalars(select(CalendarException)):
        exceptions[row.calendar_id][row.day] = row.worked
    return {
        row.id: WorkingCalendar(row.name, frozenset(int(day) for day in row.weekdays), exceptions[row.id])
        for row in session.scalars(select(Calendar))
    }
