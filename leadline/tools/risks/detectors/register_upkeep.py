"""A register that nobody tends: risks without an owner, past their review, or not looked at for a quarter."""

import datetime as dt
from collections.abc import Iterator

from leadline.projects.queries.registers import RiskRecord
from leadline.tools.risks.draft import Draft, Figure, Found, Told, found
from leadline.tools.risks.material import Material

STALE = dt.timedelta(days=90)
SCORE = 8  # a neglected risk below this does little harm


def detect(material: Material) -> Found:
    if not material.standing.file.risks:
        return Found(
            "organisational", "owners and reviews of the registered risks", missing="the risk register is empty"
        )
    return found("organisational", "owners and reviews of the registered risks", _drafts(material))


def neglect(risk: RiskRecord, today: dt.date) -> str | None:
    """What is missing, in words; None for a risk that is looked after."""
    if risk.owner is None:
        return "no owner"
    if risk.next_review and risk.next_review < today:
        return "review overdue"
    last = risk.last_review or risk.raised_on
    return "not reviewed for a quarter" if today - last > STALE else None


def _drafts(m: Material) -> Iterator[Draft]:
    threats = [one for one in m.standing.open_risks if one.kind == "threat"]
    left = [(one, why) for one in threats if (why := neglect(one, m.today)) and one.score >= SCORE]
    if not left:
        return
    worst = max(one.impact for one, _ in left)
    yield Draft(
        fingerprint="register-upkeep",
        category="organisational",
        title="A known risk comes true unwatched",
        cause=Told(
            "{} of {} score {} or more and have no owner or no review in time",
            (
                Figure("number", f"{m.name}: neglected open risks", len(left), "count"),
                Figure("count", f"{m.name}: open threats", len(threats), "open threat"),
                Figure("number", f"{m.name}: score from which neglect counts", SCORE, "points"),
            ),
        ),
        event=Told("one of them starts to happen and nobody acts"),
        effect=Told("its damage in full instead of what a response would leave"),
        probability=0.3,
        why_probability="assumption: neglect does not cause it, it only delays the answer",
        why_impact="the highest impact among the neglected ones",
        strategy="avoid",
        response="Name an owner for each and review them in the next meeting",
        trigger=Told("a review date passes again without an entry"),
        evidence=tuple(
            Told(
                "{} {}: " + why,
                (
                    Figure("key", f"{m.name} {one.key}: risk", one.key),
                    Figure("name", f"{m.name} {one.key}: title", one.title),
                ),
            )
            for one, why in left
        ),
        words="risk register owner review",
        floor=worst,
        confidence="medium",
    )
