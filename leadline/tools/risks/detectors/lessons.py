"""Lessons of finished projects whose condition this project meets, and that its plan does not heed."""

from collections.abc import Iterator

from leadline.knowledge.terms import terms
from leadline.projects.queries.relations import LessonRecord
from leadline.tools.risks.draft import Draft, Figure, Found, Told, found
from leadline.tools.risks.material import Material

MET = 0.45  # share of the words of the condition that one record or sentence of this project holds
LEAST = 4
MOST = 2
GENERAL = frozenset(
    terms("one more than project system plan data user service other need use build new several same work with only")
)


def detect(material: Material) -> Found:
    if not _foreign(material):
        return Found("technical", "lessons of other projects", missing="no lessons of other projects are recorded")
    return found(
        "technical",
        "conditions of the lessons of other projects against plan and registers",
        _drafts(material),
    )


def _foreign(m: Material) -> list[LessonRecord]:
    own = m.standing.file.project.key
    return [one for one in m.lessons if one.project != own and one.applies_when and one.cause]


def _drafts(m: Material) -> Iterator[Draft]:
    fired = sorted(
        ((share, one, where) for one in _foreign(m) for share, where in [_meets(m, one)] if share >= MET),
        key=lambda item: (-item[0], item[1].key),
    )
    yield from (_draft(m, one, where) for _, one, where in fired[:MOST])


def _meets(m: Material, lesson: LessonRecord) -> tuple[float, str]:
    """How much of the lesson's condition one risk, task or assumption of this project holds, and which."""
    wanted = frozenset(terms(lesson.applies_when or "")) - GENERAL
    best, where = 0.0, ""
    for text in _records(m):
        shared = wanted & frozenset(terms(text))
        share = len(shared) / len(wanted) if len(shared) >= LEAST else 0.0
        if share > best:
            best, where = share, text
    return best, where


def _records(m: Material) -> Iterator[str]:
    for risk in m.standing.open_risks:
        yield f"{risk.key} {risk.title}. {risk.cause or ''}"
    yield from (one.name for one in m.open_tasks)
    yield from (one.title for one in m.assumptions if one.status == "open")


def _draft(m: Material, lesson: LessonRecord, where: str) -> Draft:
    origin = next((one.project.name for one in m.files if one.project.key == lesson.project), lesson.project)
    subject = f"{origin} {lesson.key}"
    return Draft(
        fingerprint=f"lesson:{lesson.project}:{lesson.key}",
        category="technical",
        title=f"An old mistake in {lesson.category} is repeated",
        cause=Told(
            "lesson {} of {} applies here: {}",
            (
                Figure("key", f"{subject}: lesson", lesson.key),
                Figure("name", f"{subject}: project", origin),
                Figure("name", f"{subject}: applies when", (lesson.applies_when or "").rstrip(".")),
            ),
        ),
        event=Told("the same happens: {}", (Figure("name", f"{subject}: event", lesson.event.rstrip(".")),)),
        effect=Told("the same damage again"),
        probability=0.5,
        why_probability="it happened under the same condition once (one case)",
        why_impact="judged from the lesson; no record prices it here",
        strategy="avoid",
        response=lesson.recommendation.rstrip("."),
        trigger=Told("the work begins and the recommendation is not in the plan"),
        evidence=(
            Told(
                "here: {}",
                (Figure("name", f"{m.name}: record that meets the condition of {lesson.project} {lesson.key}", where),),
            ),
            Told("cause there: {}", (Figure("name", f"{subject}: cause", lesson.cause),)),
        ),
        words=f"{lesson.event} {lesson.applies_when}",
        floor=4,
        confidence="medium",
    )
