"""What a look back is written from: turning points out of the records, the error of estimates, risks foreseen and not."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.plan import WorkingCalendar
from leadline.projects.queries.registers import IssueRecord, RiskRecord
from leadline.projects.signals import finish_slips
from leadline.projects.standing import Standing
from leadline.tools.report.material import Material

FAR_OFF = 0.2  # an estimate missed by more than a fifth is worth a question
SERIOUS = ("critical", "high")


@dataclass(frozen=True, slots=True)
class TurningPoint:
    date: dt.date
    what: str
    evidence: str


@dataclass(frozen=True, slots=True)
class EstimateError:
    """One finished task: working days as in the baseline and as they were."""

    key: str
    name: str
    planned: int
    actual: int

    @property
    def share(self) -> float:
        return self.actual / self.planned - 1


@dataclass(frozen=True, slots=True)
class RiskReview:
    """`unforeseen`: serious issues that no risk announced."""

    registered: int
    came_true: tuple[RiskRecord, ...]
    unforeseen: tuple[IssueRecord, ...]


def turning_points(material: Material) -> tuple[TurningPoint, ...]:
    """Within the period, oldest first. Systems and records, no persons."""
    found = [*_of_the_plan(material.standing), *_of_the_registers(material)]
    inside = {one for one in found if material.since <= one.date <= material.until}
    return tuple(sorted(inside, key=lambda one: (one.date, one.evidence, one.what)))


def _of_the_plan(standing: Standing) -> Iterator[TurningPoint]:
    project, baseline = standing.file.project, standing.file.baseline
    if project.start:
        yield TurningPoint(project.start, "Start", "project record")
    if baseline:
        yield TurningPoint(baseline.approved_on, f"Baseline in force approved: {baseline.name}", "baseline")
    for week, finish in finish_slips(standing):
        yield TurningPoint(week, f"Forecast finish moved to {finish.isoformat()}", "weekly snapshot")
    for one in standing.milestones:
        if one.done:
            late = f", {one.slip} working days late" if (one.slip or 0) > 0 else ""
            yield TurningPoint(one.date, f"Milestone reached: {one.name}{late}", one.key)
    if project.actual_finish:
        yield TurningPoint(project.actual_finish, "Finish", "project record")


def _of_the_registers(material: Material) -> Iterator[TurningPoint]:
    file = material.standing.file
    for issue in file.issues:
        if issue.severity in SERIOUS:
            yield TurningPoint(issue.raised_on, f"Issue ({issue.severity}): {issue.title}", issue.key)
            if issue.resolved_on:
                yield TurningPoint(issue.resolved_on, f"Issue resolved: {issue.title}", issue.key)
    for change in file.changes:
        if change.decided_on:
            yield TurningPoint(change.decided_on, f"Change {change.status}: {change.title}", change.key)
    for decision in material.decisions:
        if decision.made_on:
            yield TurningPoint(decision.made_on, f"Decision: {decision.title}", decision.key)


def estimate_errors(standing: Standing, since: dt.date, until: dt.date) -> tuple[EstimateError, ...]:
    """Of every task that was finished within the period and has baseline dates; the worst first."""
    if standing.schedule is None or standing.file.plan is None:
        return ()
    days = WorkingDays(standing.file.plan.calendar or WorkingCalendar(), standing.file.project.start or since)
    found = []
    for task in standing.schedule.tasks:
        measured = task.finished and not task.milestone and not task.summary and since <= task.finish <= until
        if measured and task.baseline_start and task.baseline_finish:
            planned = round(days.offset_of_finish(task.baseline_finish) - days.offset_of_start(task.baseline_start))
            actual = round(days.offset_of_finish(task.finish) - days.offset_of_start(task.start))
            if planned > 0:
                found.append(EstimateError(task.key, task.name, planned, actual))
    return tuple(sorted(found, key=lambda one: (-one.share, one.key)))


def median_error(errors: Sequence[EstimateError]) -> float | None:
    """As a share of the plan; None without a finished task."""
    return median(one.share for one in errors) if errors else None


def review_risks(standing: Standing) -> RiskReview:
    risks = standing.file.risks
    announced = {one.issue_key for one in risks if one.issue_key}
    unforeseen = [one for one in standing.file.issues if one.severity in SERIOUS and one.key not in announced]
    return RiskReview(len(risks), tuple(one for one in risks if one.status == "occurred"), tuple(unforeseen))
