"""The work: items of every type with their history, dependencies, sprints and releases."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leadline.projects.tables.columns import Id, Key, Name, PersonId, ProjectId, Versioned, Word
from leadline.storage.base import Base


class Sprint(Versioned, Base):
    """`state`: future | active | closed."""

    __tablename__ = "sprint"
    __table_args__ = (UniqueConstraint("project_id", "number"),)
    id: Mapped[Id]
    project_id: Mapped[ProjectId]
    number: Mapped[int]
    name: Mapped[Name]
    goal: Mapped[str | None] = mapped_column(Text)
    start: Mapped[dt.date]
    finish: Mapped[dt.date]
    state: Mapped[Word]
    committed_points: Mapped[float | None]


class Release(Versioned, Base):
    """`state`: planned | released."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("project_id", "name"),)
    id: Mapped[Id]
    project_id: Mapped[ProjectId]
    name: Mapped[Name]
    planned: Mapped[dt.date | None]
    released: Mapped[dt.date | None]
    state: Mapped[Word]


class ReleaseCheck(Versioned, Base):
    """An exit criterion. `state`: open | passed | failed | waived."""

    __tablename__ = "release_check"
    id: Mapped[Id]
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"), index=True)
    name: Mapped[Name]
    state: Mapped[Word]
    evidence: Mapped[str | None] = mapped_column(Text)
    owner_id: Mapped[PersonId]


class WorkItem(Versioned, Base):
    """`type`: epic | story | task | bug | milestone | spike. `status`: todo | in_progress | in_review | blocked | done | cancelled.

    `priority`: critical | high | medium | low. Estimates: `points`, `hours`, or the three-point durations in working days.
    `duration_days`: planned working days, 0 for a milestone, NULL = not planned as an activity of the schedule. `progress`: 0..1.
    `budget_cents`: budget at completion of this item, the earned value is progress times it. `key` is unique ("ATL-12").
    """

    __tablename__ = "work_item"
    __table_args__ = (
        CheckConstraint("type IN ('epic','story','task','bug','milestone','spike')", name="type"),
        CheckConstraint("status IN ('todo','in_progress','in_review','blocked','done','cancelled')", name="status"),
        CheckConstraint("progress >= 0 AND progress <= 1", name="progress"),
        Index("ix_work_item_project_status", "project_id", "status"),
    )
    id: Mapped[Id]
    key: Mapped[Key] = mapped_column(unique=True)
    project_id: Mapped[ProjectId]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("work_item.id"), index=True)
    type: Mapped[Word]
    title: Mapped[Name]
    description: Mapped[str | None] = mapped_column(Text)
    acceptance_criteria: Mapped[list[str]] = mapped_column(default=list)
    status: Mapped[Word]
    blocked_reason: Mapped[str | None] = mapped_column(Text)
    priority: Mapped[Word] = mapped_column(default="medium")
    severity: Mapped[Word | None]
    assignee_id: Mapped[PersonId]
    sprint_id: Mapped[int | None] = mapped_column(ForeignKey("sprint.id"), index=True)
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"), index=True)
    points: Mapped[float | None]
    hours: Mapped[float | None]
    duration_days: Mapped[float | None]
    optimistic_days: Mapped[float | None]
    most_likely_days: Mapped[float | None]
    pessimistic_days: Mapped[float | None]
    remaining_days: Mapped[float | None]
    progress: Mapped[float] = mapped_column(default=0.0)
    planned_start: Mapped[dt.date | None]
    planned_finish: Mapped[dt.date | None]
    baseline_start: Mapped[dt.date | None]
    baseline_finish: Mapped[dt.date | None]
    actual_start: Mapped[dt.date | None]
    actual_finish: Mapped[dt.date | None]
    constraint_type: Mapped[Word | None]
    constraint_date: Mapped[dt.date | None]
    deadline: Mapped[dt.date | None]
    budget_cents: Mapped[int | None]
    created_on: Mapped[dt.date]
    labels: Mapped[list[str]] = mapped_column(default=list)


class StatusChange(Base):
    """One move of an item, in order of `at`; the first has no `before`."""

    __tablename__ = "status_change"
    __table_args__ = (Index("ix_status_change_item_at", "item_id", "at"),)
    id: Mapped[Id]
    item_id: Mapped[int] = mapped_column(ForeignKey("work_item.id", ondelete="CASCADE"))
    at: Mapped[dt.datetime]
    before: Mapped[Word | None]
    after: Mapped[Word]


class Dependency(Versioned, Base):
    """`type`: FS | SS | FF | SF. `lag_unit`: working_days | elapsed_days | percent."""

    __tablename__ = "dependency"
    __table_args__ = (UniqueConstraint("predecessor_id", "successor_id", "type"),)
    id: Mapped[Id]
    predecessor_id: Mapped[int] = mapped_column(ForeignKey("work_item.id", ondelete="CASCADE"), index=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("work_item.id", ondelete="CASCADE"), index=True)
    type: Mapped[Word] = mapped_column(default="FS")
    lag: Mapped[float] = mapped_column(default=0.0)
    lag_unit: Mapped[Word] = mapped_column(default="working_days")
