"""The registers: risks, issues, decisions, changes, actions, assumptions, stakeholders, vendors, lessons."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leadline.projects.tables.columns import Id, Key, Name, PersonId, ProjectId, Versioned, Word
from leadline.storage.base import Base


class Risk(Versioned, Base):
    """Because `cause`, `event` may happen, leading to `effect`. `probability` 0..1, `impact` 1..5 on the project's scale.

    `kind`: threat | opportunity. `status`: draft | open | closed | occurred | rejected. `strategy`: avoid | mitigate | transfer |
    accept | escalate | exploit | enhance | share. Impacts in money and working days where they were estimated; residual_* after responses.
    """

    __tablename__ = "risk"
    __table_args__ = (
        UniqueConstraint("project_id", "key"),
        CheckConstraint("probability >= 0 AND probability <= 1", name="probability"),
        CheckConstraint("impact >= 1 AND impact <= 5", name="impact"),
    )
    id: Mapped[Id]
    key: Mapped[Key]
    project_id: Mapped[ProjectId]
    kind: Mapped[Word] = mapped_column(default="threat")
    category: Mapped[Word]
    title: Mapped[Name]
    cause: Mapped[str | None] = mapped_column(Text)
    event: Mapped[str | None] = mapped_column(Text)
    effect: Mapped[str | None] = mapped_column(Text)
    probability: Mapped[float]
    impact: Mapped[int]
    impact_cents: Mapped[int | None]
    impact_days: Mapped[float | None]
    residual_probability: Mapped[float | None]
    residual_impact: Mapped[int | None]
    strategy: Mapped[Word | None]
    trigger: Mapped[str | None] = mapped_column(Text)
    contingency_plan: Mapped[str | None] = mapped_column(Text)
    owner_id: Mapped[PersonId]
    status: Mapped[Word] = mapped_column(default="open")
    raised_on: Mapped[dt.date]
    last_review: Mapped[dt.date | None]
    next_review: Mapped[dt.date | None]
    closed_on: Mapped[dt.date | None]
    issue_key: Mapped[Word | None]


class RiskHistory(Base):
    __tablename__ = "risk_history"
    id: Mapped[Id]
    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id", ondelete="CASCADE"), index=True)
    on: Mapped[dt.date]
    probability: Mapped[float]
    impact: Mapped[int]
    note: Mapped[str | None] = mapped_column(Text)


class Response(Versioned, Base):
    """An action against a risk. `status`: open | done | cancelled."""

    __tablename__ = "response"
    id: Mapped[Id]
    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id", ondelete="CASCADE"), index=True)
    action: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[PersonId]
    due: Mapped[dt.date | None]
    cost_cents: Mapped[int | None]
    status: Mapped[Word] = mapped_column(default="open")


class Issue(Versioned, Base):
    """Something already true. `severity`: critical | high | medium | low. `status`: open | resolved | closed."""

    __tablename__ = "issue"
    __table_args__ = (UniqueConstraint("project_id", "key"),)
    id: Mapped[Id]
    key: Mapped[Key]
    project_id: Mapped[ProjectId]
    title: Mapped[Name]
    description: Mapped[str | None] = mapped_column(Text)
    severity: Mapped[Word]
    impact: Mapped[str | None] = mapped_column(Text)
    owner_id: Mapped[PersonId]
    raised_on: Mapped[dt.date]
    due: Mapped[dt.date | None]
    resolved_on: Mapped[dt.date | None]
    status: Mapped[Word]


class Decision(Versioned, Base):
    """`status`: needed | made | superseded. A needed one has `due`, options in `options`, a recommendation and `cost_of_delay`."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("project_id", "key"),)
    id: Mapped[Id]
    key: Mapped[Key]
    project_id: Mapped[ProjectId]
    title: Mapped[Name]
    rationale: Mapped[str | None] = mapped_column(Text)
    options: Mapped[list[str]] = mapped_column(default=list)
    recommendation: Mapped[str | None] = mapped_column(Text)
    cost_of_delay: Mapped[str | None] = mapped_column(Text)
    decider_id: Mapped[PersonId]
    due: Mapped[dt.date | None]
    made_on: Mapped[dt.date | None]
    status: Mapped[Word]


class ChangeRequest(Versioned, Base):
    """`status`: raised | assessed | approved | rejected | implemented."""

    __tablename__ = "change_request"
    __table_args__ = (UniqueConstraint("project_id", "key"),)
    id: Mapped[Id]
    key: Mapped[Key]
    project_id: Mapped[ProjectId]
    title: Mapped[Name]
    description: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    requester_id: Mapped[PersonId]
    raised_on: Mapped[dt.date]
    decided_on: Mapped[dt.date | None]
    effect_days: Mapped[float | None]
    effect_cents: Mapped[int | None]
    effect_points: Mapped[float | None]
    status: Mapped[Word]


class ActionItem(Versioned, Base):
    """`status`: open | done | cancelled."""

    __tablename__ = "action_item"
    __table_args__ = (UniqueConstraint("project_id", "key"),)
    id: Mapped[Id]
    key: Mapped[Key]
    project_id: Mapped[ProjectId]
    title: Mapped[Name]
    owner_id: Mapped[PersonId]
    raised_on: Mapped[dt.date]
    due: Mapped[dt.date | None]
    done_on: Mapped[dt.date | None]
    status: Mapped[Word]
    origin: Mapped[Name | None]


class Assumption(Versioned, Base):
    """`status`: open | confirmed | false."""

    __tablename__ = "assumption"
    __table_args__ = (UniqueConstraint("project_id", "key"),)
    id: Mapped[Id]
    key: Mapped[Key]
    project_id: Mapped[ProjectId]
    text: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[PersonId]
    check_by: Mapped[dt.date | None]
    status: Mapped[Word]


class Stakeholder(Versioned, Base):
    """`influence`, `interest`: high | medium | low. `attitude`: supportive | neutral | critical (personal note, confidential)."""

    __tablename__ = "stakeholder"
    id: Mapped[Id]
    project_id: Mapped[ProjectId]
    name: Mapped[Name]
    role: Mapped[Name | None]
    organisation: Mapped[Name | None]
    person_id: Mapped[PersonId]
    influence: Mapped[Word]
    interest: Mapped[Word]
    attitude: Mapped[Word | None]
    needs: Mapped[str | None] = mapped_column(Text)
    channel: Mapped[Name | None]
    frequency: Mapped[Name | None]


class Vendor(Versioned, Base):
    __tablename__ = "vendor"
    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    service: Mapped[Name | None]
    contact: Mapped[Name | None]


class Contract(Versioned, Base):
    """`status`: active | ended | draft. `notice_days`: how long before `end` it must be renewed or cancelled."""

    __tablename__ = "contract"
    __table_args__ = (UniqueConstraint("project_id", "key"),)
    id: Mapped[Id]
    key: Mapped[Key]
    project_id: Mapped[ProjectId]
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"), index=True)
    title: Mapped[Name]
    start: Mapped[dt.date]
    end: Mapped[dt.date | None]
    notice_days: Mapped[int | None]
    value_cents: Mapped[int | None]
    status: Mapped[Word]


class Obligation(Versioned, Base):
    """What a contract promises. `status`: open | met | late | waived."""

    __tablename__ = "obligation"
    id: Mapped[Id]
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id", ondelete="CASCADE"), index=True)
    title: Mapped[Name]
    due: Mapped[dt.date | None]
    forecast: Mapped[dt.date | None]
    met_on: Mapped[dt.date | None]
    status: Mapped[Word]


class Lesson(Versioned, Base):
    """`status`: proposed | accepted | applied. `evidence`: where it comes from (document id and quote)."""

    __tablename__ = "lesson"
    __table_args__ = (UniqueConstraint("project_id", "key"),)
    id: Mapped[Id]
    key: Mapped[Key]
    project_id: Mapped[ProjectId]
    category: Mapped[Word]
    event: Mapped[str] = mapped_column(Text)
    effect: Mapped[str | None] = mapped_column(Text)
    cause: Mapped[str | None] = mapped_column(Text)
    recommendation: Mapped[str] = mapped_column(Text)
    applies_when: Mapped[str | None] = mapped_column(Text)
    evidence: Mapped[str | None] = mapped_column(Text)
    status: Mapped[Word]
    recorded_on: Mapped[dt.date]
