"""Everything that is needed to say how projects stand, read in a fixed number of statements whatever their count."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.calculations.plan import Plan
from leadline.projects.queries.money import (
    BaselineRecord,
    CostRow,
    SnapshotRecord,
    load_baselines,
    load_costs,
    load_earned_cents,
    load_snapshots,
)
from leadline.projects.queries.plans import load_plans
from leadline.projects.queries.progress import SprintRecord, WorkCount, count_work, load_sprints
from leadline.projects.queries.projects import ProjectRecord, load_projects
from leadline.projects.queries.registers import (
    ChangeRecord,
    IssueRecord,
    RiskRecord,
    load_changes,
    load_issues,
    load_risks,
)
from leadline.projects.queries.relations import Load, load_peak_loads

LOAD_WEEKS = 4


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """The raw material of one project's status. Money in cents; empty or None where nothing is recorded.

    `earned_cents`: earned value of the items; None if no item carries a budget. `loads`: people on this project, highest load first.
    """

    project: ProjectRecord
    plan: Plan | None
    baseline: BaselineRecord | None
    costs: tuple[CostRow, ...]
    earned_cents: int | None
    snapshots: tuple[SnapshotRecord, ...]
    work: WorkCount
    sprints: tuple[SprintRecord, ...]
    risks: tuple[RiskRecord, ...]
    issues: tuple[IssueRecord, ...]
    changes: tuple[ChangeRecord, ...]
    loads: tuple[Load, ...]


def load_project_files(
    session: Session, access: Access, today: dt.date, keys: Collection[str] | None = None
) -> tuple[ProjectFile, ...]:
    """The files of all visible projects, or of those of `keys`; running ones first, by name."""
    projects = load_projects(session, access, keys)
    ids = [project.id for project in projects]
    wanted = [project.key for project in projects]
    plans = load_plans(session, projects, today)
    baselines = load_baselines(session, ids)
    costs = load_costs(session, ids, today)
    earned = load_earned_cents(session, ids)
    snapshots = load_snapshots(session, ids, today)
    work = count_work(session, ids, today)
    sprints = load_sprints(session, ids)
    risks = load_risks(session, access, wanted)
    issues = load_issues(session, access, wanted)
    changes = load_changes(session, access, wanted)
    monday = today - dt.timedelta(days=today.weekday())
    loads = load_peak_loads(session, access, start=monday, weeks=LOAD_WEEKS)
    return tuple(
        ProjectFile(
            project=project,
            plan=plans.get(project.key),
            baseline=baselines.get(project.id),
            costs=tuple(costs.get(project.id, ())),
            earned_cents=earned[project.id][0] if project.id in earned else None,
            snapshots=tuple(snapshots.get(project.id, ())),
            work=work.get(project.id, WorkCount()),
            sprints=tuple(sprints.get(project.id, ())),
            risks=tuple(risk for risk in risks if risk.project == project.key),
            issues=tuple(issue for issue in issues if issue.project == project.key),
            changes=tuple(change for change in changes if change.project == project.key),
            loads=loads.get(project.key, ()),
        )
        for project in projects
    )
