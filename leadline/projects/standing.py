"""How a project stands: its records put through the calculations and the health rules. No database here."""

import datetime as dt
import math
from dataclasses import dataclass

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.critical_path import Schedule, schedule
from leadline.projects.calculations.earned_value import EarnedValue, EarnedValueInput, Undefined, earned_value
from leadline.projects.calculations.plan import WorkingCalendar
from leadline.projects.calculations.slippage import Slippage, slippage, working_days_late
from leadline.projects.calculations.velocity import SprintResult, velocity
from leadline.projects.health import EARLY, Health, Measure, judge
from leadline.projects.measures import Milestone, cost_measures, other_measures, schedule_measures
from leadline.projects.queries.money import BaselineRecord
from leadline.projects.queries.registers import IssueRecord, RiskRecord
from leadline.projects.queries.standing import ProjectFile


@dataclass(frozen=True, slots=True)
class Standing:
    """One project as of `today`. Money in cents, slips in working days; None = not provided, Undefined = not computable and why.

    `forecast_cents` is BAC / CPI, or actual cost plus remaining budget while less than a tenth is done (`forecast_basis` says which).
    `overrun` is forecast / BAC - 1; `pace_finish` is when an agile backlog is done at its mean velocity.
    For a closed project, `finish` and `forecast_cents` are the outcome.
    """

    file: ProjectFile
    today: dt.date
    schedule: Schedule | None
    slippage: Slippage | None
    milestones: tuple[Milestone, ...]
    finish: dt.date | None
    baseline_finish: dt.date | None
    finish_slip: int | None
    earned: EarnedValue | None
    bac_cents: int | None
    actual_cents: int | None
    committed_cents: int | None
    forecast_cents: float | None
    forecast_basis: str
    overrun: float | None
    pace_finish: dt.date | None
    last_booking: dt.date | None
    health: Health

    @property
    def open_risks(self) -> tuple[RiskRecord, ...]:
        return tuple(risk for risk in self.file.risks if risk.status == "open")

    @property
    def open_issues(self) -> tuple[IssueRecord, ...]:
        return tuple(issue for issue in self.file.issues if issue.status == "open")

    @property
    def late_milestones(self) -> tuple[Milestone, ...]:
        """Open ones behind their baseline, the latest first."""
        late = [one for one in self.milestones if not one.done and one.slip is not None and one.slip > 0]
        return tuple(sorted(late, key=lambda one: -(one.slip or 0)))

    @property
    def next_milestone(self) -> Milestone | None:
        return min((one for one in self.milestones if not one.done), key=lambda one: one.date, default=None)


def stand(file: ProjectFile, today: dt.date) -> Standing:
    """Compute everything the records of one project allow."""
    project = file.project
    computed = schedule(file.plan) if file.plan is not None else None
    slips = slippage(computed) if computed is not None else None
    days = WorkingDays(file.plan.calendar if file.plan else WorkingCalendar(), project.start or today)
    finish = project.actual_finish or (computed.finish if computed else None) or _last_forecast(file)
    baseline_finish = (file.baseline.finish if file.baseline else None) or (slips.baseline_finish if slips else None)
    slip = working_days_late(baseline_finish, finish, days) if finish and baseline_finish else None
    actual = _sum(file, "actual")
    bac = file.baseline.bac_cents if file.baseline else None
    earned = _earned(file, bac, actual, project.actual_finish or today)
    forecast, basis = _forecast(file, earned, actual)
    overrun = forecast / bac - 1 if forecast is not None and bac else None
    milestones = _milestones(computed, days)
    measures = {
        **schedule_measures(computed, milestones, slip, today),
        **cost_measures(overrun, actual, bac),
        **other_measures(file),
    }
    pace = _pace_finish(file)
    if pace and baseline_finish:
        measures["pace_slip"] = Measure(working_days_late(baseline_finish, pace, days), "backlog at mean velocity")
    return Standing(
        file=file,
        today=today,
        schedule=computed,
        slippage=slips,
        milestones=milestones,
        finish=finish,
        baseline_finish=baseline_finish,
        finish_slip=slip,
        earned=earned,
        bac_cents=bac,
        actual_cents=actual,
        committed_cents=_sum(file, "committed"),
        forecast_cents=forecast,
        forecast_basis=basis,
        overrun=overrun,
        pace_finish=pace,
        last_booking=max((row.booked_on for row in file.costs if row.kind == "actual"), default=None),
        health=judge(measures, project.declared_health),
    )


def periods_at(baseline: BaselineRecord, day: dt.date) -> float:
    """Time in weeks of the baseline at the end of `day`: whole weeks, and fifths for the working days of the running one."""
    ends = [end for end, _ in baseline.periods]
    whole = sum(end <= day for end in ends)
    if whole >= len(ends):
        beyond = (day - ends[-1]).days if ends else 0
        return whole + beyond / 7
    begun = ends[whole] - dt.timedelta(days=7)
    return whole + min(5, max(0, (day - begun).days)) / 5


def _earned(file: ProjectFile, bac: int | None, actual: int | None, at: dt.date) -> EarnedValue | None:
    if file.baseline is None or bac is None or file.earned_cents is None:
        return None
    series = tuple(float(value) for _, value in file.baseline.periods)
    given = EarnedValueInput(
        bac=bac,
        ev=bac if file.project.closed else file.earned_cents,
        ac=actual,
        pv_series=series,
        at=periods_at(file.baseline, at) if series else None,
    )
    return earned_value(given)


def _forecast(file: ProjectFile, earned: EarnedValue | None, actual: int | None) -> tuple[float | None, str]:
    if file.project.closed:
        return (float(actual) if actual is not None else None), "final cost"
    if earned is None or isinstance(earned.percent_complete, Undefined):
        return None, ""
    early = earned.percent_complete < EARLY
    figure = earned.eac_atypical if early else earned.eac_cpi
    basis = "actual cost plus the remaining budget, too early for a trend" if early else "BAC / CPI"
    return (None, "") if isinstance(figure, Undefined) else (figure, basis)


def _sum(file: ProjectFile, kind: str) -> int | None:
    """None, not 0, if nothing of this kind was ever booked."""
    amounts = [row.cents for row in file.costs if row.kind == kind]
    return sum(amounts) if amounts else None


def _last_forecast(file: ProjectFile) -> dt.date | None:
    said = [snapshot.forecast_finish for snapshot in file.snapshots if snapshot.forecast_finish]
    return said[-1] if said else file.project.planned_finish


def _milestones(computed: Schedule | None, days: WorkingDays) -> tuple[Milestone, ...]:
    found = [
        Milestone(
            key=task.key,
            name=task.name,
            baseline=task.baseline_finish,
            date=task.finish,
            done=task.finished,
            slip=working_days_late(task.baseline_finish, task.finish, days) if task.baseline_finish else None,
        )
        for task in (computed.tasks if computed else ())
        if task.milestone
    ]
    return tuple(sorted(found, key=lambda one: (one.baseline or one.date, one.key)))


def _pace_finish(file: ProjectFile) -> dt.date | None:
    """When an agile project is done at the mean velocity of its last sprints, in whole sprints after the last closed one."""
    closed = [one for one in file.sprints if one.state == "closed"]
    past = velocity([SprintResult(one.name, one.committed_points or 0.0, one.done_points) for one in closed])
    left = file.work.points - file.work.done_points
    if file.project.method != "agile" or file.project.closed or isinstance(past, Undefined) or past.mean <= 0:
        return None
    last = closed[-1]
    length = (last.finish - last.start).days + 1
    days = min(math.ceil(left / past.mean) * length, 3650)  # past ten years the date says only "never"
    return last.finish + dt.timedelta(days=days)
