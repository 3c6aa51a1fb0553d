"""What moved in a project since a day: measures against the snapshot of that time, and the records that changed."""

import datetime as dt
from dataclasses import dataclass

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.plan import WorkingCalendar
from leadline.projects.calculations.slippage import working_days_late
from leadline.projects.measures import Milestone
from leadline.projects.queries.money import SnapshotRecord
from leadline.projects.queries.registers import ChangeRecord, IssueRecord, RiskRecord
from leadline.projects.standing import Standing


@dataclass(frozen=True, slots=True)
class Movement:
    """Differences between `before` (the last snapshot at or before `since`) and now; None where either side is missing.

    Money in cents, `finish_moved` in signed working days (positive = later).
    """

    since: dt.date
    before: SnapshotRecord | None
    earned_cents: int | None
    actual_cents: int | None
    finish_before: dt.date | None
    finish_moved: int | None
    done_items: int | None
    scope_items: int | None
    open_defects: int | None
    health_before: str | None
    milestones_done: tuple[Milestone, ...]
    new_risks: tuple[RiskRecord, ...]
    closed_risks: tuple[RiskRecord, ...]
    new_issues: tuple[IssueRecord, ...]
    resolved_issues: tuple[IssueRecord, ...]
    changes_raised: tuple[ChangeRecord, ...]
    changes_decided: tuple[ChangeRecord, ...]


def movement(standing: Standing, since: dt.date) -> Movement:
    """Compare with the state at the end of the last week that ended at or before `since`."""
    file = standing.file
    past = [one for one in file.snapshots if one.week_end <= since]
    before = past[-1] if past else None
    latest = file.snapshots[-1] if file.snapshots and file.snapshots[-1] != before else None
    finish_before = before.forecast_finish if before else None
    moved = None
    if finish_before and standing.finish:
        days = WorkingDays(file.plan.calendar if file.plan else WorkingCalendar(), file.project.start or since)
        moved = working_days_late(finish_before, standing.finish, days)
    earned = round(standing.earned.ev) if standing.earned else None
    return Movement(
        since=since,
        before=before,
        earned_cents=_difference(earned, before.earned_value_cents if before else None),
        actual_cents=_difference(standing.actual_cents, before.actual_cost_cents if before else None),
        finish_before=finish_before,
        finish_moved=moved,
        done_items=_between(before, latest, "done_items"),
        scope_items=_between(before, latest, "scope_items"),
        open_defects=_between(before, latest, "open_defects"),
        health_before=before.computed_health if before else None,
        milestones_done=tuple(one for one in standing.milestones if one.done and one.date > since),
        new_risks=tuple(one for one in file.risks if one.raised_on > since and one.status in ("open", "occurred")),
        closed_risks=tuple(one for one in file.risks if one.closed_on and one.closed_on > since),
        new_issues=tuple(one for one in file.issues if one.raised_on > since),
        resolved_issues=tuple(one for one in file.issues if one.resolved_on and one.resolved_on > since),
        changes_raised=tuple(one for one in file.changes if one.raised_on > since),
        changes_decided=tuple(one for one in file.changes if one.decided_on and one.decided_on > since),
    )


def _between(before: SnapshotRecord | None, latest: SnapshotRecord | None, name: str) -> int | None:
    return _difference(getattr(latest, name, None), getattr(before, name, None))


def _difference(now: int | None, then: int | None) -> int | None:
    return None if now is None or then is None else now - then
