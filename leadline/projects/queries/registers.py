"""The registers of control: risks, issues, decisions, changes, actions, assumptions. Each over one project or the whole scope."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.queries.scope import visible
from leadline.projects.tables import (
    ActionItem,
    Assumption,
    ChangeRequest,
    Decision,
    Issue,
    Person,
    Project,
    Response,
    Risk,
    RiskHistory,
)

Keys = Collection[str] | None  # project keys; None = every visible project


def probability_band(probability: float) -> int:
    """Probability as 1..5: up to 10, 30, 50, 70 and over 70 %."""
    return next((band for band, top in enumerate((0.1, 0.3, 0.5, 0.7), 1) if probability <= top), 5)


@dataclass(frozen=True, slots=True)
class RiskRecord:
    """`probability` 0..1, `impact` 1..5; `exposure_cents` = probability times estimated impact, None without an estimate.

    `trend` compares the score with the one before: "worse", "better", "same"; None with a single assessment.
    """

    project: str
    key: str
    kind: str
    category: str
    title: str
    cause: str | None
    event: str | None
    effect: str | None
    probability: float
    impact: int
    impact_cents: int | None
    residual_probability: float | None
    residual_impact: int | None
    strategy: str | None
    trigger: str | None
    owner: str | None
    status: str
    raised_on: dt.date
    last_review: dt.date | None
    next_review: dt.date | None
    closed_on: dt.date | None
    issue_key: str | None
    trend: str | None
    open_responses: int
    responses: int

    @property
    def band(self) -> int:
        return probability_band(self.probability)

    @property
    def residual_band(self) -> int | None:
        return None if self.residual_probability is None else probability_band(self.residual_probability)

    @property
    def score(self) -> int:
        return self.band * self.impact

    @property
    def exposure_cents(self) -> int | None:
        return None if self.impact_cents is None else round(self.probability * self.impact_cents)


@dataclass(frozen=True, slots=True)
class IssueRecord:
    project: str
    key: str
    title: str
    description: str | None
    severity: str
    impact: str | None
    owner: str | None
    raised_on: dt.date
    due: dt.date | None
    resolved_on: dt.date | None
    status: str


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    project: str
    key: str
    title: str
    rationale: str | None
    options: tuple[str, ...]
    recommendation: str | None
    cost_of_delay: str | None
    decider: str | None
    due: dt.date | None
    made_on: dt.date | None
    status: str


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    project: str
    key: str
    title: str
    reason: str | None
    requester: str | None
    raised_on: dt.date
    decided_on: dt.date | None
    effect_days: float | None
    effect_cents: int | None
    effect_points: float | None
    status: str

    @property
    def pending(self) -> bool:
        return self.status in ("raised", "assessed")

    @property
    def accepted(self) -> bool:
        return self.status in ("approved", "implemented")


@dataclass(frozen=True, slots=True)
class ActionRecord:
    project: str
    key: str
    title: str
    owner: str | None
    raised_on: dt.date
    due: dt.date | None
    done_on: dt.date | None
    status: str
    origin: str | None


@dataclass(frozen=True, slots=True)
class AssumptionRecord:
    project: str
    key: str
    title: str
    owner: str | None
    check_by: dt.date | None
    status: str


def load_risks(session: Session, access: Access, keys: Keys = None) -> tuple[RiskRecord, ...]:
    """All risks of every status, highest score first."""
    rows = session.execute(
        select(Project.key, Risk, Person.name)
        .join(Risk, Risk.project_id == Project.id)
        .outerjoin(Person, Risk.owner_id == Person.id)
        .where(visible(access), *_within(keys))
    ).all()
    ids = [risk.id for _, risk, _ in rows]
    trends = _trends(session, ids)
    responses = {
        risk: (still_open, total)
        for risk, still_open, total in session.execute(
            select(Response.risk_id, func.count().filter(Response.status == "open"), func.count())
            .where(Response.risk_id.in_(ids))
            .group_by(Response.risk_id)
        )
    }
    records = [
        RiskRecord(
            project=project,
            key=risk.key,
            kind=risk.kind,
            category=risk.category,
            title=risk.title,
            cause=risk.cause,
            event=risk.event,
            effect=risk.effect,
            probability=risk.probability,
            impact=risk.impact,
            impact_cents=risk.impact_cents,
            residual_probability=risk.residual_probability,
            residual_impact=risk.residual_impact,
            strategy=risk.strategy,
            trigger=risk.trigger,
            owner=owner,
            status=risk.status,
            raised_on=risk.raised_on,
            last_review=risk.last_review,
            next_review=risk.next_review,
            closed_on=risk.closed_on,
            issue_key=risk.issue_key,
            trend=trends.get(risk.id),
            open_responses=responses.get(risk.id, (0, 0))[0],
            responses=responses.get(risk.id, (0, 0))[1],
        )
        for project, risk, owner in rows
    ]
    return tuple(sorted(records, key=lambda risk: (-risk.score, -(risk.exposure_cents or 0), risk.key)))


def load_issues(session: Session, access: Access, keys: Keys = None) -> tuple[IssueRecord, ...]:
    """All issues, most severe first, then by due date."""
    rows = session.execute(
        select(Project.key, Issue, Person.name)
        .join(Issue, Issue.project_id == Project.id)
        .outerjoin(Person, Issue.owner_id == Person.id)
        .where(visible(access), *_within(keys))
    )
    names = ("key", "title", "description", "severity", "impact", "raised_on", "due", "resolved_on", "status")
    records = [
        IssueRecord(project=project, owner=owner, **{name: getattr(issue, name) for name in names})
        for project, issue, owner in rows
    ]
    order = ("critical", "high", "medium", "low")
    return tuple(sorted(records, key=lambda one: (order.index(one.severity), one.due or dt.date.max, one.key)))


def load_decisions(session: Session, access: Access, keys: Keys = None) -> tuple[DecisionRecord, ...]:
    """Needed decisions by due date first, then the ones made, newest first."""
    rows = session.execute(
        select(Project.key, Decision, Person.name)
        .join(Decision, Decision.project_id == Project.id)
        .outerjoin(Person, Decision.decider_id == Person.id)
        .where(visible(access), *_within(keys))
    )
    names = ("key", "title", "rationale", "recommendation", "cost_of_delay", "due", "made_on", "status")
    records = [
        DecisionRecord(
            project=project,
            decider=decider,
            options=tuple(row.options or ()),
            **{name: getattr(row, name) for name in names},
        )
        for project, row, decider in rows
    ]
    needed = sorted((one for one in records if one.status == "needed"), key=lambda one: one.due or dt.date.max)
    rest = (one for one in records if one.status != "needed")
    return (*needed, *sorted(rest, key=lambda one: one.made_on or dt.date.min, reverse=True))


def load_changes(session: Session, access: Access, keys: Keys = None) -> tuple[ChangeRecord, ...]:
    """All change requests, newest first."""
    rows = session.execute(
        select(Project.key, ChangeRequest, Person.name)
        .join(ChangeRequest, ChangeRequest.project_id == Project.id)
        .outerjoin(Person, ChangeRequest.requester_id == Person.id)
        .where(visible(access), *_within(keys))
        .order_by(ChangeRequest.raised_on.desc(), ChangeRequest.key)
    )
    names = (
        "key",
        "title",
        "reason",
        "raised_on",
        "decided_on",
        "effect_days",
        "effect_cents",
        "effect_points",
        "status",
    )
    return tuple(
        ChangeRecord(project=project, requester=requester, **{name: getattr(row, name) for name in names})
        for project, row, requester in rows
    )


def load_actions(session: Session, access: Access, keys: Keys = None) -> tuple[ActionRecord, ...]:
    """All actions by due date; those without a date last."""
    rows = session.execute(
        select(Project.key, ActionItem, Person.name)
        .join(ActionItem, ActionItem.project_id == Project.id)
        .outerjoin(Person, ActionItem.owner_id == Person.id)
        .where(visible(access), *_within(keys))
    )
    names = ("key", "title", "raised_on", "due", "done_on", "status", "origin")
    records = [
        ActionRecord(project=project, owner=owner, **{name: getattr(row, name) for name in names})
        for project, row, owner in rows
    ]
    return tuple(sorted(records, key=lambda one: (one.due or dt.date.max, one.key)))


def load_assumptions(session: Session, access: Access, keys: Keys = None) -> tuple[AssumptionRecord, ...]:
    rows = session.execute(
        select(Project.key, Assumption, Person.name)
        .join(Assumption, Assumption.project_id == Project.id)
        .outerjoin(Person, Assumption.owner_id == Person.id)
        .where(visible(access), *_within(keys))
        .order_by(Assumption.check_by, Assumption.key)
    )
    return tuple(
        AssumptionRecord(project, row.key, row.text, owner, row.check_by, row.status) for project, row, owner in rows
    )


def _within(keys: Keys) -> list[ColumnElement[bool]]:
    return [] if keys is None else [Project.key.in_(sorted(keys))]


def _trends(session: Session, risks: Collection[int]) -> dict[int, str]:
    scores: dict[int, list[float]] = {}
    for risk, probability, impact in session.execute(
        select(RiskHistory.risk_id, RiskHistory.probability, RiskHistory.impact)
        .where(RiskHistory.risk_id.in_(risks))
        .order_by(RiskHistory.on, RiskHistory.id)
    ):
        scores.setdefault(risk, []).append(probability * impact)
    return {
        risk: "same" if past[-1] == past[-2] else "worse" if past[-1] > past[-2] else "better"
        for risk, past in scores.items()
        if len(past) > 1
    }
