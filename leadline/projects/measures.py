"""What the health rules are applied to: one measure a rule, each with what it was found on or why it is not known."""

import datetime as dt
from dataclasses import dataclass

from leadline.projects.calculations.critical_path import Schedule, ScheduledTask
from leadline.projects.health import AMPLE_FLOAT, Measure
from leadline.projects.queries.standing import ProjectFile


@dataclass(frozen=True, slots=True)
class Milestone:
    """`slip`: signed working days against the baseline, None without one. A done milestone has its actual date as `date`."""

    key: str
    name: str
    baseline: dt.date | None
    date: dt.date
    done: bool
    slip: int | None


def schedule_measures(
    computed: Schedule | None, milestones: tuple[Milestone, ...], slip: int | None, today: dt.date
) -> dict[str, Measure]:
    missing = "no approved baseline dates to compare with"
    slips = [(one.slip, one.name) for one in milestones if not one.done and one.slip is not None]
    worst = max(slips, default=None)
    open_tasks = [task for task in (computed.tasks if computed else ()) if not task.summary and not task.finished]
    overdue = [task for task in open_tasks if _overdue_without_float(task, today)]
    share = 100 * len(overdue) / len(open_tasks) if open_tasks and slip is not None else None
    return {
        "finish_slip": Measure(slip, "forecast finish", missing),
        "milestone_slip": Measure(worst[0], worst[1]) if worst else Measure(None, missing=missing),
        "overdue_share": Measure(
            share,
            f"{len(overdue)} of {len(open_tasks)}",
            missing,
            (("overdue tasks without float", len(overdue), "count"), ("open tasks", len(open_tasks), "count")),
        ),
    }


def _overdue_without_float(task: ScheduledTask, today: dt.date) -> bool:
    late = task.baseline_finish is not None and task.baseline_finish < today
    return late and task.total_float < AMPLE_FLOAT


def cost_measures(overrun: float | None, actual: int | None, bac: int | None) -> dict[str, Measure]:
    if bac is None:
        missing = "no approved budget at completion"
    else:
        missing = "no actual costs booked" if actual is None else "no earned value: the items carry no budget"
    spent = 100 * actual / bac if actual is not None and bac and overrun is not None else None
    return {
        "overrun": Measure(None if overrun is None else 100 * overrun, "forecast cost", missing),
        "spent": Measure(spent, "actual cost", missing),
    }


def other_measures(file: ProjectFile) -> dict[str, Measure]:
    work, threats = file.work, [one for one in file.risks if one.status == "open" and one.kind == "threat"]
    top = max(threats, key=lambda one: one.score, default=None)
    peak = file.loads[0] if file.loads else None
    critical = [one for one in file.issues if one.status == "open" and one.severity == "critical"]
    recorded = bool(file.risks)
    exposure = sum(one.exposure_cents or 0 for one in threats)
    contingency = file.project.contingency_cents
    share = 100 * exposure / contingency if contingency and recorded else None
    return {
        "unapproved_growth": scope_growth(file),
        "peak_load": Measure(peak.percent, peak.person) if peak else Measure(None, missing="no people are allocated"),
        "critical_defects": Measure(
            work.critical_defects, f"{work.open_defects} open defect{'' if work.open_defects == 1 else 's'}"
        )
        if work.defects
        else Measure(None, missing="no defects were ever recorded"),
        "critical_issues": Measure(len(critical), critical[0].title if critical else "no open critical issue")
        if file.issues
        else Measure(None),
        "top_score": Measure(top.score if top else 0, f"{top.key} {top.title}" if top else "no open risk")
        if recorded
        else Measure(None, missing="the risk register is empty"),
        "exposure": Measure(share, "open threats with an estimate"),
    }


def scope_growth(file: ProjectFile, until: dt.date | None = None) -> Measure:
    """Growth of the scope in percent since the first measure under the baseline in force, less what approved changes brought.

    In story points: a count of items would take every defect found for new scope. As of the week that ended on `until`, if given.
    """
    approved_on = file.baseline.approved_on if file.baseline else None
    if approved_on is None:
        return Measure(None, missing="no baseline to measure scope against")
    last = until or dt.date.max
    points = [one.scope_points for one in file.snapshots if approved_on <= one.week_end <= last and one.scope_points]
    if not points:
        return Measure(None, missing="scope is not estimated in points")
    changes = [one for one in file.changes if one.accepted and approved_on <= (one.decided_on or one.raised_on) <= last]
    granted = sum(one.effect_points or 0.0 for one in changes)
    growth = points[-1] - points[0] - granted
    said = f"from {points[0]:g} to {points[-1]:g} points" + (f", {granted:g} of them approved" if granted else "")
    figures = (("scope at baseline", points[0], "points"), ("scope now", points[-1], "points"))
    approved = (("scope from approved changes", granted, "points"),) if granted else ()
    return Measure(100 * growth / points[0], said, figures=(*figures, *approved))
