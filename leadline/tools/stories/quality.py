"""The quality panel of one story: QUS findings and INVEST letter by letter, each with its reason."""

import re
from collections.abc import Sequence

from leadline.tools.stories import aqusa
from leadline.tools.stories.ambiguity import UNTESTABLE, vague_words
from leadline.tools.stories.coordination import split_actions
from leadline.tools.stories.story_set import Check, Criterion, Dependency, Estimate, Finding, Invest, Question

MANY_CRITERIA = 7
DESIGN = re.compile(
    r"(?i)\b(?:button|drop-?down|click|checkbox|radio button|pop-?up|tab page|text ?box|scroll "
    r"?bar|red|green|sql|stored procedure|microservice|react|angular|java|python|kafka|kubernetes|"
    r"docker|oracle|postgresql|mongodb|rest api)\b"
)


def invest(
    *,
    want: str,
    benefit_open: bool,
    role_open: bool,
    criteria: Sequence[Criterion],
    dependencies: Sequence[Dependency],
    questions: Sequence[Question],
    estimate: Estimate,
) -> tuple[Invest, ...]:
    design = DESIGN.search(want)
    vague = vague_words(want)
    blocking = [question.id for question in questions if question.blocking]
    untestable = [c.id for c in criteria if UNTESTABLE.search(c.then)]
    needs = ", ".join(dependency.story for dependency in dependencies)
    letters: list[tuple[str, str, str | None, str]] = [
        ("I", "Independent", f"needs {needs} first" if needs else None, "no other story of the set has to come first"),
        ("N", "Negotiable", f"names a solution (“{design.group(0)}”)" if design else None, "says what, not how"),
        (
            "V",
            "Valuable",
            "role and benefit are to be confirmed"
            if benefit_open and role_open
            else "the benefit is to be confirmed"
            if benefit_open
            else "the role is to be confirmed"
            if role_open
            else None,
            "names who gains and what",
        ),
        (
            "E",
            "Estimable",
            f"open: {', '.join(blocking)}" if blocking else None,
            f"{estimate.n} similar finished items" if estimate.n else "no open question stands in the way",
        ),
        (
            "S",
            "Small",
            f"{len(criteria)} criteria" if len(criteria) > MANY_CRITERIA else None,
            f"a single action, {len(criteria)} criteria",
        ),
        (
            "T",
            "Testable",
            f"“{vague[0].word}” cannot be tested"
            if vague
            else f"the outcome of {', '.join(untestable)} is vague"
            if untestable
            else None,
            "each criterion has an observable outcome",
        ),
    ]
    return tuple(
        Invest(letter=letter, name=name, verdict="concern" if bad else "pass", reason=bad or good)
        for letter, name, bad, good in letters
    )


def findings(texts: Sequence[str], wants: Sequence[str]) -> list[tuple[Finding, ...]]:
    """QUS findings of the drafted stories; what the drafting itself guarantees (one action) is not reported as a conjunction of nouns."""
    out = []
    for checks, want in zip(aqusa.check(texts), wants, strict=True):
        kept = [found for found in checks if not (found.check == "atomic.conjunctions" and not _two_actions(want))]
        kept = [
            found
            for found in kept
            if not (found.check == "minimal.brackets" and not re.search(r"[(\[{](?!p\d\d)", want))
        ]
        for vague in vague_words(want):
            kept.append(
                Finding(check="unambiguous.vague_word", severity="medium", message=f"“{vague.word}” has no measure")
            )
        out.append(tuple(kept))
    return out


def _two_actions(want: str) -> bool:
    return len(split_actions(want.removeprefix("to "))) > 1


def split_proposal(criteria: Sequence[Criterion], want: str) -> str | None:
    if len(criteria) <= MANY_CRITERIA:
        return None
    normal = [criterion.id for criterion in criteria if criterion.kind == "normal"]
    rest = [criterion.id for criterion in criteria if criterion.kind != "normal"]
    first = ", ".join(normal) or criteria[0].id
    return (
        f"{len(criteria)} criteria: deliver “{want.removeprefix('to ')}” with {first} first, then "
        f"{', '.join(rest)} as a second story"
    )


def readiness(
    *,
    role_open: bool,
    benefit_open: bool,
    criteria: Sequence[Criterion],
    questions: Sequence[Question],
    estimate: Estimate,
) -> tuple[Check, ...]:
    blocking = [question.id for question in questions if question.blocking]
    proposed = sum(criterion.basis == "proposed" for criterion in criteria)
    return (
        Check(name="Role confirmed", ok=not role_open, note="chosen by Leadline" if role_open else ""),
        Check(name="Benefit stated", ok=not benefit_open, note="to confirm" if benefit_open else ""),
        Check(
            name="Criteria reviewed",
            ok=proposed == 0,
            note=f"{proposed} of {len(criteria)} are proposed" if proposed else "",
        ),
        Check(name="No blocking question", ok=not blocking, note=", ".join(blocking)),
        Check(name="Estimated", ok=estimate.low is not None, note="" if estimate.low is not None else "not provided"),
    )
