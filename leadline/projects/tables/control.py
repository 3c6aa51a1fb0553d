"""What is measured against: baselines, cost lines and the weekly snapshots."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leadline.projects.tables.columns import Id, Name, ProjectId, Word
from leadline.storage.base import Base


class Baseline(Base):
    """An approved plan. The one in force has the highest `number`; earlier ones stay for comparison."""

    __tablename__ = "baseline"
    __table_args__ = (UniqueConstraint("project_id", "number"),)
    id: Mapped[Id]
    project_id: Mapped[ProjectId]
    number: Mapped[int]
    name: Mapped[Name]
    approved_on: Mapped[dt.date]
    finish: Mapped[dt.date | None]
    budget_at_completion_cents: Mapped[int]
    reason: Mapped[str | None] = mapped_column(Text)


class BaselinePeriod(Base):
    """Planned value cumulated to the end of a week (Sunday). The last row of a baseline equals its budget at completion."""

    __tablename__ = "baseline_period"
    __table_args__ = (UniqueConstraint("baseline_id", "period_end"),)
    id: Mapped[Id]
    baseline_id: Mapped[int] = mapped_column(ForeignKey("baseline.id", ondelete="CASCADE"), index=True)
    period_end: Mapped[dt.date]
    planned_value_cents: Mapped[int]


class CostLine(Base):
    """Money of one category in one month, booked once per stage: planned, committed, actual.

    `kind`: planned | committed | actual. `expenditure`: capex | opex. `period`: first day of the month.
    """

    __tablename__ = "cost_line"
    __table_args__ = (
        CheckConstraint("kind IN ('planned','committed','actual')", name="kind"),
        CheckConstraint("expenditure IN ('capex','opex')", name="expenditure"),
    )
    id: Mapped[Id]
    project_id: Mapped[ProjectId]
    kind: Mapped[Word]
    category: Mapped[str] = mapped_column(String(64))
    expenditure: Mapped[Word]
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"), index=True)
    period: Mapped[dt.date]
    booked_on: Mapped[dt.date]
    amount_cents: Mapped[int]
    description: Mapped[Name | None]


class Snapshot(Base):
    """The measures of a project at the end of a week (Sunday), as they were known then. NULL = not measured.

    Money in cents; `forecast_finish` is the plan's finish as of that week; counts are of items, points of stories and bugs.
    """

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("project_id", "week_end"),)
    id: Mapped[Id]
    project_id: Mapped[ProjectId]
    week_end: Mapped[dt.date]
    planned_value_cents: Mapped[int | None]
    earned_value_cents: Mapped[int | None]
    actual_cost_cents: Mapped[int | None]
    forecast_finish: Mapped[dt.date | None]
    scope_items: Mapped[int | None]
    done_items: Mapped[int | None]
    scope_points: Mapped[float | None]
    done_points: Mapped[float | None]
    open_defects: Mapped[int | None]
    critical_defects: Mapped[int | None]
    open_risks: Mapped[int | None]
    risk_exposure_cents: Mapped[int | None]
    declared_health: Mapped[Word | None]
    computed_health: Mapped[Word | None]
