"""Who and what there is: portfolio, programs, projects, people, teams, skills, calendars."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leadline.projects.tables.columns import Id, Name, PersonId, ProjectId, Versioned, Word
from leadline.storage.base import Base


class Portfolio(Base):
    __tablename__ = "portfolio"
    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)


class Program(Base):
    __tablename__ = "program"
    id: Mapped[Id]
    portfolio_id: Mapped[int] = mapped_column(ForeignKey("portfolio.id"), index=True)
    name: Mapped[Name] = mapped_column(unique=True)


class Calendar(Base):
    """`weekdays`: worked days as digits, Monday = 0 ("01234")."""

    __tablename__ = "calendar"
    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    weekdays: Mapped[Word] = mapped_column(default="01234")


class CalendarException(Base):
    __tablename__ = "calendar_exception"
    __table_args__ = (UniqueConstraint("calendar_id", "day"),)
    id: Mapped[Id]
    calendar_id: Mapped[int] = mapped_column(ForeignKey("calendar.id", ondelete="CASCADE"), index=True)
    day: Mapped[dt.date]
    worked: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[Name | None]


class Team(Base):
    __tablename__ = "team"
    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)


class Person(Versioned, Base):
    """`hours_per_week` is full capacity before absences; `rate_cents` per hour is confidential."""

    __tablename__ = "person"
    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    email: Mapped[Name | None]
    title: Mapped[Name | None]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    hours_per_week: Mapped[float] = mapped_column(default=40.0)
    rate_cents: Mapped[int | None]
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("calendar.id"), index=True)
    external: Mapped[bool] = mapped_column(default=False)


class Skill(Base):
    __tablename__ = "skill"
    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)


class PersonSkill(Base):
    __tablename__ = "person_skill"
    __table_args__ = (UniqueConstraint("person_id", "skill_id"),)
    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id", ondelete="CASCADE"), index=True)
    level: Mapped[int] = mapped_column(default=3)


class Project(Versioned, Base):
    """`method`: waterfall | agile | hybrid. `phase`: initiation | planning | execution | closing | closed.

    `declared_health`: what the owner says, green | amber | red, or NULL = not declared; `planned_*` is the current plan, the
    approved one is the Baseline. `budget_cents` NULL = no budget approved.
    """

    __tablename__ = "project"
    __table_args__ = (
        CheckConstraint("method IN ('waterfall','agile','hybrid')", name="method"),
        CheckConstraint("declared_health IN ('green','amber','red')", name="declared_health"),
    )
    id: Mapped[Id]
    key: Mapped[Word] = mapped_column(unique=True)
    name: Mapped[Name] = mapped_column(unique=True)
    summary: Mapped[str | None] = mapped_column(Text)
    program_id: Mapped[int | None] = mapped_column(ForeignKey("program.id"), index=True)
    method: Mapped[Word]
    phase: Mapped[Word]
    declared_health: Mapped[Word | None]
    declared_health_on: Mapped[dt.date | None]
    declared_health_note: Mapped[str | None] = mapped_column(Text)
    sponsor_id: Mapped[PersonId]
    manager_id: Mapped[PersonId]
    start: Mapped[dt.date | None]
    planned_finish: Mapped[dt.date | None]
    actual_finish: Mapped[dt.date | None]
    currency: Mapped[Word] = mapped_column(default="EUR")
    budget_cents: Mapped[int | None]
    contingency_cents: Mapped[int | None]
    objectives: Mapped[list[str]] = mapped_column(default=list)
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("calendar.id"), index=True)


class Allocation(Versioned, Base):
    """A person's planned share of their week on a project, in percent, over a period (both ends included)."""

    __tablename__ = "allocation"
    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    project_id: Mapped[ProjectId]
    role: Mapped[Name | None]
    percent: Mapped[float]
    start: Mapped[dt.date]
    finish: Mapped[dt.date]


class Absence(Base):
    __tablename__ = "absence"
    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    start: Mapped[dt.date]
    finish: Mapped[dt.date]
    kind: Mapped[Word] = mapped_column(default="leave")
