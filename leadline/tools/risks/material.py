"""Everything the detectors look at, loaded once."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from leadline.knowledge.library import Library
from leadline.knowledge.results import DocumentInfo, PassageText
from leadline.knowledge.scope import Scope
from leadline.projects.access import Access
from leadline.projects.calculations.critical_path import ScheduledTask
from leadline.projects.calculations.plan import Task
from leadline.projects.calculations.slippage import working_days_late
from leadline.projects.calculations.uncertainty import RiskEvent
from leadline.projects.queries.capacity import PersonRecord, load_people
from leadline.projects.queries.money import SnapshotRecord
from leadline.projects.queries.registers import (
    ActionRecord,
    AssumptionRecord,
    DecisionRecord,
    load_actions,
    load_assumptions,
    load_decisions,
)
from leadline.projects.queries.relations import ContractRecord, LessonRecord, load_contracts, load_lessons
from leadline.projects.queries.risk_delays import load_risk_delays
from leadline.projects.queries.standing import ProjectFile, load_project_files
from leadline.projects.standing import Standing, stand

WEEKS = 8  # of the weekly snapshots that a trend is read from


@dataclass(frozen=True)
class Material:
    """One project with what surrounds it. `files` are all visible projects, for base rates."""

    standing: Standing
    files: tuple[ProjectFile, ...]
    actions: tuple[ActionRecord, ...]
    assumptions: tuple[AssumptionRecord, ...]
    decisions: tuple[DecisionRecord, ...]
    contracts: tuple[ContractRecord, ...]
    all_contracts: tuple[ContractRecord, ...]
    lessons: tuple[LessonRecord, ...]
    people: tuple[PersonRecord, ...]
    delays: tuple[RiskEvent, ...] = ()
    papers: tuple[tuple[DocumentInfo, tuple[PassageText, ...]], ...] = ()

    @property
    def today(self) -> dt.date:
        return self.standing.today

    @property
    def name(self) -> str:
        return self.standing.file.project.name

    @cached_property
    def tasks(self) -> Mapping[str, Task]:
        plan = self.standing.file.plan
        return {one.key: one for one in plan.tasks} if plan else {}

    @cached_property
    def open_tasks(self) -> tuple[ScheduledTask, ...]:
        """Without summaries and milestones; empty without a plan."""
        computed = self.standing.schedule
        every = computed.tasks if computed else ()
        return tuple(one for one in every if not (one.finished or one.summary or one.milestone))

    @cached_property
    def weeks(self) -> tuple[SnapshotRecord, ...]:
        """Snapshots of past weeks under the baseline in force, oldest first."""
        approved = self.standing.file.baseline.approved_on if self.standing.file.baseline else dt.date.min
        return tuple(one for one in self.standing.file.snapshots if approved <= one.week_end <= self.today)

    @property
    def delays_of_risks(self) -> dict[str, float | None]:
        """Working days by key of the registered open threats that somebody estimated."""
        return {one.key: one.likely for one in self.delays}

    @property
    def weekly_cost(self) -> float | None:
        """Mean actual cost of a week in cents over the last weeks."""
        costs = [one.actual_cost_cents for one in self.weeks[-WEEKS - 1 :] if one.actual_cost_cents is not None]
        return (costs[-1] - costs[0]) / (len(costs) - 1) if len(costs) > 1 else None

    def late(self, task: ScheduledTask) -> int:
        """Signed working days of its finish against the baseline; 0 without one."""
        computed = self.standing.schedule
        if task.baseline_finish is None or computed is None:
            return 0
        return working_days_late(task.baseline_finish, task.finish, computed.network.default_days) or 0

    def cost_of(self, days: float) -> int | None:
        """What a delay of that many working days costs at the present weekly cost, in cents."""
        return None if self.weekly_cost is None else round(days * self.weekly_cost / 5)


def load(session: Session, access: Access, library: Library, key: str, today: dt.date) -> Material:
    """Raises KeyError for a project that `access` does not see."""
    files = load_project_files(session, access, today)
    own = {one.project.key: one for one in files}[key]
    contracts = load_contracts(session, access)
    return Material(
        standing=stand(own, today),
        files=files,
        actions=load_actions(session, access, [key]),
        assumptions=load_assumptions(session, access, [key]),
        decisions=load_decisions(session, access, [key]),
        contracts=tuple(one for one in contracts if one.project == key),
        all_contracts=contracts,
        lessons=load_lessons(session, access),
        people=load_people(session),
        delays=load_risk_delays(session, access, key)[0],
        papers=_papers(library, Scope(access.project_keys), key),
    )


def _papers(library: Library, scope: Scope, key: str) -> tuple[tuple[DocumentInfo, tuple[PassageText, ...]], ...]:
    documents: Sequence[DocumentInfo] = library.documents(scope, project_key=key, limit=200).items
    return tuple((one, tuple(library.passages(scope, one.id))) for one in documents)
