"""The open threats of a project as events that can delay it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.calculations.uncertainty import RiskEvent
from leadline.projects.queries.scope import visible
from leadline.projects.tables import Project, Risk


def load_risk_delays(session: Session, access: Access, key: str) -> tuple[tuple[RiskEvent, ...], tuple[str, ...]]:
    """(events for a simulation, keys of the open threats whose delay nobody estimated).

    The register holds one number of working days a risk, so the delay has no range; none names its task, so it delays the whole
    project.
    """
    rows = session.execute(
        select(Risk.key, Risk.title, Risk.probability, Risk.impact_days)
        .join(Project, Risk.project_id == Project.id)
        .where(visible(access), Project.key == key, Risk.status == "open", Risk.kind == "threat")
        .order_by(Risk.key)
    ).all()
    events = tuple(
        RiskEvent(risk, title, probability, days, days, days)
        for risk, title, probability, days in rows
        if days is not None and days >= 0
    )
    return events, tuple(risk for risk, _, _, days in rows if days is None)
