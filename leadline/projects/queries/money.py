"""Money and measures: cost lines, baselines with planned value over time, weekly snapshots, earned value of the items."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, fields

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from leadline.projects.tables import Baseline, BaselinePeriod, CostLine, Snapshot, Vendor, WorkItem


@dataclass(frozen=True, slots=True)
class CostRow:
    """One cost line; `kind` is planned, committed or actual, `period` the first day of its month."""

    kind: str
    category: str
    expenditure: str
    vendor: str | None
    period: dt.date
    booked_on: dt.date
    cents: int


@dataclass(frozen=True, slots=True)
class BaselineRecord:
    """The approved plan in force. `periods`: (week end, cumulative planned value in cents), oldest first; `number` counts re-baselines."""

    number: int
    name: str
    approved_on: dt.date
    finish: dt.date | None
    bac_cents: int
    reason: str | None
    periods: tuple[tuple[dt.date, int], ...]


@dataclass(frozen=True, slots=True)
class SnapshotRecord:
    """What was known at the end of a week; None = not measured."""

    week_end: dt.date
    planned_value_cents: int | None
    earned_value_cents: int | None
    actual_cost_cents: int | None
    forecast_finish: dt.date | None
    scope_items: int | None
    done_items: int | None
    scope_points: float | None
    done_points: float | None
    open_defects: int | None
    critical_defects: int | None
    open_risks: int | None
    risk_exposure_cents: int | None
    declared_health: str | None
    computed_health: str | None


def load_costs(session: Session, projects: Collection[int], today: dt.date) -> dict[int, list[CostRow]]:
    """Cost lines by project id; actual ones booked after `today` do not exist yet."""
    line = CostLine
    rows = session.execute(
        select(
            line.project_id,
            *(line.kind, line.category, line.expenditure, Vendor.name, line.period, line.booked_on, line.amount_cents),
        )
        .outerjoin(Vendor, line.vendor_id == Vendor.id)
        .where(line.project_id.in_(projects), (line.kind != "actual") | (line.booked_on <= today))
        .order_by(line.project_id, line.period, line.id)
    )
    grouped: dict[int, list[CostRow]] = defaultdict(list)
    for row in rows:
        grouped[row[0]].append(CostRow(*row[1:]))
    return grouped


def load_baselines(session: Session, projects: Collection[int]) -> dict[int, BaselineRecord]:
    """The baseline in force (highest number) by project id."""
    latest = (
        select(Baseline.project_id, func.max(Baseline.number).label("number"))
        .where(Baseline.project_id.in_(projects))
        .group_by(Baseline.project_id)
        .subquery()
    )
    in_force = session.scalars(
        select(Baseline).join(
            latest, (Baseline.project_id == latest.c.project_id) & (Baseline.number == latest.c.number)
        )
    ).all()
    periods: dict[int, list[tuple[dt.date, int]]] = defaultdict(list)
    for baseline, end, value in session.execute(
        select(BaselinePeriod.baseline_id, BaselinePeriod.period_end, BaselinePeriod.planned_value_cents)
        .where(BaselinePeriod.baseline_id.in_([one.id for one in in_force]))
        .order_by(BaselinePeriod.period_end)
    ):
        periods[baseline].append((end, value))
    return {
        one.project_id: BaselineRecord(
            number=one.number,
            name=one.name,
            approved_on=one.approved_on,
            finish=one.finish,
            bac_cents=one.budget_at_completion_cents,
            reason=one.reason,
            periods=tuple(periods[one.id]),
        )
        for one in in_force
    }


def load_snapshots(session: Session, projects: Collection[int], until: dt.date) -> dict[int, list[SnapshotRecord]]:
    """Weekly snapshots up to `until` (the running week ends at most six days later) by project id, oldest first."""
    columns = [getattr(Snapshot, field.name) for field in fields(SnapshotRecord)]
    rows = session.execute(
        select(Snapshot.project_id, *columns)
        .where(Snapshot.project_id.in_(projects), Snapshot.week_end <= until + dt.timedelta(days=6))
        .order_by(Snapshot.project_id, Snapshot.week_end)
    )
    grouped: dict[int, list[SnapshotRecord]] = defaultdict(list)
    for project, *values in rows:
        grouped[project].append(SnapshotRecord(*values))
    return grouped


def load_earned_cents(session: Session, projects: Collection[int]) -> dict[int, tuple[int, int]]:
    """(earned value, budget) of the leaf items that carry a budget, in cents, by project id; cancelled items count for nothing."""
    child = aliased(WorkItem)
    above = select(child.id).where(child.parent_id == WorkItem.id, child.budget_cents.is_not(None)).exists()
    share = case((WorkItem.status == "done", 1.0), else_=WorkItem.progress)
    rows = session.execute(
        select(WorkItem.project_id, func.sum(share * WorkItem.budget_cents), func.sum(WorkItem.budget_cents))
        .where(
            WorkItem.project_id.in_(projects),
            WorkItem.budget_cents.is_not(None),
            WorkItem.status != "cancelled",
            ~above,
        )
        .group_by(WorkItem.project_id)
    )
    return {project: (round(earned), int(budget)) for project, earned, budget in rows}
