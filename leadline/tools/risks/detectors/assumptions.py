"""Assumptions that should have been checked by now and were not."""

from collections.abc import Iterator

from leadline.tools.risks.draft import Draft, Figure, Found, Told, found
from leadline.tools.risks.material import Material


def detect(material: Material) -> Found:
    if not material.assumptions:
        return Found(
            "organisational", "assumptions and when they were to be checked", missing="no assumptions are recorded"
        )
    return found("organisational", "assumptions and when they were to be checked", _drafts(material))


def _drafts(m: Material) -> Iterator[Draft]:
    for one in m.assumptions:
        if one.status != "open" or one.check_by is None or one.check_by >= m.today:
            continue
        subject = f"{m.name} {one.key}"
        yield Draft(
            fingerprint=f"assumption:{one.key}",
            category="organisational",
            title=f"Assumption {one.key} turns out false",
            cause=Told(
                "assumption {} was to be checked by {}, {} ago, and is still open",
                (
                    Figure("key", f"{subject}: assumption", one.key),
                    Figure("date", f"{subject}: check by", one.check_by),
                    Figure("days", f"{subject}: days since it was to be checked", (m.today - one.check_by).days),
                ),
            ),
            event=Told("it is false: “{}”", (Figure("name", f"{subject}: text", one.title),)),
            effect=Told("new planning of all that rests on it"),
            probability=0.3,
            why_probability="assumption: unchecked, so neither likely nor unlikely",
            why_impact="judged: no record says what depends on it",
            strategy="avoid",
            response="Check it this week, with proof, and close it",
            trigger=Told("the check fails, or is not done within two weeks"),
            evidence=(Told("owner {}", (Figure("name", f"{subject}: owner", one.owner),)),),
            words=one.title,
            floor=3,
            confidence="low",
        )
