"""What earlier risk assessments found, and what people refused to put on the register."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leadline.projects.tables.columns import Id, Name, ProjectId
from leadline.storage.base import Base


class RiskAssessment(Base):
    """The last one of a day counts. Not a record of the project: nothing else depends on it."""

    __tablename__ = "risk_assessment"
    __table_args__ = (UniqueConstraint("project_id", "on"),)
    id: Mapped[Id]
    project_id: Mapped[ProjectId]
    on: Mapped[dt.date]


class RiskAssessmentItem(Base):
    """One drafted risk of it. `fingerprint` is what the next assessment is compared by."""

    __tablename__ = "risk_assessment_item"
    __table_args__ = (UniqueConstraint("assessment_id", "fingerprint"),)
    id: Mapped[Id]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("risk_assessment.id", ondelete="CASCADE"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(300))
    title: Mapped[Name]
    score: Mapped[int]
    probability: Mapped[float]
    impact: Mapped[int]


class RiskRejection(Base):
    """A drafted risk that somebody turned down, with the reason; it is not drafted again."""

    __tablename__ = "risk_rejection"
    __table_args__ = (UniqueConstraint("project_id", "fingerprint"),)
    id: Mapped[Id]
    project_id: Mapped[ProjectId]
    fingerprint: Mapped[str] = mapped_column(String(300))
    title: Mapped[Name]
    reason: Mapped[str] = mapped_column(Text)
    rejected_by: Mapped[str] = mapped_column(String(100))
    on: Mapped[dt.date]
