"""The memory of risk assessments: the one before, and the drafts that people rejected."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from leadline.projects.access import Access, Role
from leadline.projects.proposals.permission import require
from leadline.projects.queries.scope import visible
from leadline.projects.tables import (
    Project,
    Proposal,
    ProposalProject,
    RiskAssessment,
    RiskAssessmentItem,
    RiskRejection,
)


@dataclass(frozen=True, slots=True)
class Remembered:
    fingerprint: str
    title: str
    score: int
    probability: float
    impact: int


@dataclass(frozen=True, slots=True)
class Before:
    on: dt.date
    items: tuple[Remembered, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """`fingerprint` is empty for one that was turned down as a proposal: it is known by its title."""

    fingerprint: str
    title: str
    reason: str
    by: str
    on: dt.date


def assessment_before(session: Session, access: Access, key: str, day: dt.date) -> Before | None:
    """The last assessment of the project on an earlier day."""
    row = session.execute(
        select(RiskAssessment.id, RiskAssessment.on)
        .join(Project, RiskAssessment.project_id == Project.id)
        .where(visible(access), Project.key == key, RiskAssessment.on < day)
        .order_by(RiskAssessment.on.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    item = RiskAssessmentItem
    rows = session.execute(
        select(item.fingerprint, item.title, item.score, item.probability, item.impact)
        .where(item.assessment_id == row.id)
        .order_by(item.id)
    )
    return Before(row.on, tuple(Remembered(*values) for values in rows))


def remember(session: Session, access: Access, key: str, day: dt.date, items: Sequence[Remembered]) -> None:
    """Keep what was found today in place of an earlier assessment of the same day; the caller commits."""
    project = session.scalar(select(Project.id).where(visible(access), Project.key == key))
    if project is None:
        return
    same_day = select(RiskAssessment.id).where(RiskAssessment.project_id == project, RiskAssessment.on == day)
    session.execute(delete(RiskAssessmentItem).where(RiskAssessmentItem.assessment_id.in_(same_day)))
    session.execute(delete(RiskAssessment).where(RiskAssessment.project_id == project, RiskAssessment.on == day))
    assessment = RiskAssessment(project_id=project, on=day)
    session.add(assessment)
    session.flush()
    session.add_all(
        RiskAssessmentItem(
            assessment_id=assessment.id,
            fingerprint=one.fingerprint,
            title=one.title[:200],
            score=one.score,
            probability=one.probability,
            impact=one.impact,
        )
        for one in items
    )


def rejections(session: Session, access: Access, key: str) -> tuple[Rejected, ...]:
    """Turned down as drafts, and new risks turned down as proposals."""
    rows = session.scalars(
        select(RiskRejection)
        .join(Project, RiskRejection.project_id == Project.id)
        .where(visible(access), Project.key == key)
        .order_by(RiskRejection.id)
    )
    drafts = [Rejected(one.fingerprint, one.title, one.reason, one.rejected_by, one.on) for one in rows]
    proposals = session.scalars(
        select(Proposal)
        .join(ProposalProject, ProposalProject.proposal_id == Proposal.id)
        .join(Project, ProposalProject.project_id == Project.id)
        .where(visible(access), Project.key == key, Proposal.state.in_(("rejected", "applied")))
        .order_by(Proposal.decided_at)
    )
    return (*drafts, *(one for each in proposals for one in _turned_down(each, key)))


def reject(
    session: Session, access: Access, key: str, *, fingerprint: str, title: str, reason: str, today: dt.date
) -> None:
    """Remember that a drafted risk is not wanted; again = another reason. The caller commits. Raises NotPermittedError, LookupError
    for a project that cannot be seen, ValueError without a reason."""
    if not reason.strip():
        raise ValueError("say why the risk is rejected, so that nobody has to ask again")
    project = session.scalar(select(Project.id).where(visible(access), Project.key == key))
    if project is None:
        raise LookupError(f"there is no project {key} that you can see")
    require(access, [key], Role.CONTRIBUTOR, "reject a drafted risk")
    session.execute(
        delete(RiskRejection).where(RiskRejection.project_id == project, RiskRejection.fingerprint == fingerprint)
    )
    session.add(
        RiskRejection(
            project_id=project,
            fingerprint=fingerprint,
            title=title[:200],
            reason=reason.strip(),
            rejected_by=access.name,
            on=today,
        )
    )


def _turned_down(proposal: Proposal, key: str) -> list[Rejected]:
    decided = proposal.decided_at.date() if proposal.decided_at else proposal.created_at.date()
    by = proposal.decided_by_name or "not provided"
    return [
        Rejected("", str(one["title"]), "rejected as a proposal", by, decided)
        for one, decision in zip(proposal.operations, proposal.decisions, strict=False)
        if decision == "rejected" and one["record"] == "risk" and one["op"] == "create" and one["project"] == key
    ]
