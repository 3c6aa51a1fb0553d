"""What an assessment says against the one before. What is no longer found is told, never closed."""

from dataclasses import dataclass

from leadline.projects.assessments import Before, Rejected, Remembered
from leadline.tools.risks.assessed import Assessment, Rated


@dataclass(frozen=True, slots=True)
class Changes:
    before: Before | None
    new: tuple[Rated, ...] = ()
    worse: tuple[Rated, ...] = ()
    better: tuple[Rated, ...] = ()
    same: tuple[Rated, ...] = ()
    gone: tuple[Remembered, ...] = ()


def compare(assessment: Assessment, before: Before | None) -> Changes:
    if before is None:
        return Changes(None)
    then = {one.fingerprint: one for one in before.items}
    groups: dict[str, list[Rated]] = {"new": [], "worse": [], "better": [], "same": []}
    for one in assessment.rated:
        past = then.get(one.draft.fingerprint)
        groups["new" if past is None else _course(past.score, one.score)].append(one)
    now = {one.draft.fingerprint for one in assessment.rated}
    gone = tuple(one for one in before.items if one.fingerprint not in now)
    new, worse, better, same = (tuple(groups[name]) for name in ("new", "worse", "better", "same"))
    return Changes(before, new, worse, better, same, gone)


def without(assessment: Assessment, rejected: tuple[Rejected, ...]) -> tuple[Assessment, tuple[Rejected, ...]]:
    """The assessment without what people rejected before, and the rejections that were found again."""
    by_mark = {one.fingerprint: one for one in rejected if one.fingerprint}
    by_title = {one.title: one for one in rejected if not one.fingerprint}
    met: list[Rejected] = []
    kept: list[Rated] = []
    for one in assessment.rated:
        refusal = by_mark.get(one.draft.fingerprint) or by_title.get(one.draft.title)
        if refusal is None or one.known is not None:
            kept.append(one)
        else:
            met.append(refusal)
    return Assessment(assessment.material, assessment.scale, tuple(kept), assessment.swept), tuple(met)


def to_remember(assessment: Assessment) -> list[Remembered]:
    return [
        Remembered(one.draft.fingerprint, one.draft.title, one.score, one.draft.probability, one.impact)
        for one in assessment.rated
    ]


def _course(then: int, now: int) -> str:
    return "worse" if now > then else "better" if now < then else "same"
