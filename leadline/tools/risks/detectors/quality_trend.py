"""Open defects that rise instead of fall."""

from collections.abc import Iterator

from leadline.tools.risks.draft import Draft, Figure, Found, Told, found
from leadline.tools.risks.material import WEEKS, Material

MANY = 4  # open defects, below which a rise is noise
RISE = 3


def detect(material: Material) -> Found:
    if not material.standing.file.work.defects:
        return Found("technical", "open defects by week", missing="no defects were ever recorded")
    return found("technical", "open defects over the last weeks", _drafts(material))


def _drafts(m: Material) -> Iterator[Draft]:
    weeks = [one for one in m.weeks[-WEEKS - 1 :] if one.open_defects is not None]
    work, name = m.standing.file.work, m.name
    if len(weeks) < 3:
        return
    before = weeks[0].open_defects or 0
    rise = work.open_defects - before
    if work.open_defects < MANY or rise < RISE:
        return
    critical = work.critical_defects
    yield Draft(
        fingerprint="quality-trend",
        category="technical",
        title="Defects are found faster than they are mended",
        cause=Told(
            "{} are open, {} more than {} ago, {} of them critical",
            (
                Figure("count", f"{name}: open defects", work.open_defects, "defect"),
                Figure("number", f"{name}: open defects, change", rise, "count"),
                Figure("count", f"{name}: weeks of the defect trend", len(weeks) - 1, "week"),
                Figure("number", f"{name}: open critical defects", critical, "count"),
            ),
        ),
        event=Told("the test or the acceptance cannot be closed on its date"),
        effect=Told("another test cycle, or a release with known defects"),
        probability=0.6 if critical else 0.4,
        why_probability="they rise and some are critical" if critical else "they rise; none is critical",
        why_impact="judged: a test cycle more; no record says how long a cycle takes",
        strategy="mitigate",
        response="Stop new work for the defects until the critical ones are closed, and find where they come from",
        trigger=Told(
            "more than {} are open in a weekly snapshot",
            (Figure("count", f"{name}: open defects", work.open_defects, "defect"),),
        ),
        evidence=tuple(
            Told(
                "week to {}: {} open",
                (
                    Figure("date", f"{name}: week of a defect count", one.week_end),
                    Figure("number", f"{name}: open defects in the week to {one.week_end}", one.open_defects, "count"),
                ),
            )
            for one in (weeks[0], weeks[len(weeks) // 2], weeks[-1])
        ),
        words="defects rise quality test cycle",
        floor=3,
        confidence="medium",
    )
