"""An existing backlog under the magnifying glass: parts, defects, duplicates, missing criteria, and a summary."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from leadline.tools.answer import Frozen
from leadline.tools.stories import aqusa
from leadline.tools.stories.ambiguity import vague_words
from leadline.tools.stories.quality import DESIGN
from leadline.tools.stories.similarity import Similarity, lexical
from leadline.tools.stories.story_set import Duplicate, Finding, Invest

DUPLICATE_AT = 0.8
_CRITERIA = re.compile(r"(?im)\bacceptance criteria\b|^\s*(?:given|scenario|ac\d)\b|\bgiven\b.+\bwhen\b.+\bthen\b")
_NEEDS = re.compile(
    r"(?i)\b(?:depends on|blocked by|after story|once story|requires story|see (?:story|ticket|US-?\d)|[A-Z]{2,9}-\d+)"
)
LONG = 45
"""Words from which a story holds more than a card should."""
_MARKER = re.compile(r"^\s*(?:#\w+#|[-*•]|\d+[.)])\s*")


class ReviewedStory(Frozen):
    """One story of the backlog. `role`, `means`, `ends`: as written, None = missing."""

    number: int
    text: str
    role: str | None
    means: str | None
    ends: str | None
    has_criteria: bool
    findings: tuple[Finding, ...]
    invest: tuple[Invest, ...]
    duplicates: tuple[Duplicate, ...]


class BacklogReview(Frozen):
    """`defects`: check -> number of stories that have it, most frequent first."""

    stories: tuple[ReviewedStory, ...]
    with_role: int
    with_means: int
    with_ends: int
    with_criteria: int
    without_defects: int
    defects: dict[str, int]
    summary: str


def split_backlog(text: str) -> list[str]:
    """One story a line; marks in front are taken off, a line that continues the one before is joined to it."""
    stories: list[str] = []
    for line in text.splitlines():
        body = _MARKER.sub("", line).strip()
        if not body:
            continue
        if stories and body[:1].islower():
            stories[-1] = f"{stories[-1]} {body}"
        else:
            stories.append(body)
    return stories


def analyse_backlog(
    stories: Sequence[str], *, similarity: Similarity | None = None, criteria: Sequence[bool] = ()
) -> BacklogReview:
    """Reviews story texts in order. `similarity(left, right)` compares meanings; without it words are compared.

    `criteria`: for each story whether acceptance criteria are kept beside its text.
    """
    checks = aqusa.check(stories)
    twins = _twins(stories, similarity or lexical)
    reviewed = tuple(
        _review(n, text, found, twins[n], beside=n < len(criteria) and criteria[n])
        for n, (text, found) in enumerate(zip(stories, checks, strict=True))
    )
    defects = Counter(finding.check for story in reviewed for finding in story.findings)
    clean = sum(not any(finding.severity != "minor" for finding in story.findings) for story in reviewed)
    return BacklogReview(
        stories=reviewed,
        with_role=sum(story.role is not None for story in reviewed),
        with_means=sum(story.means is not None for story in reviewed),
        with_ends=sum(story.ends is not None for story in reviewed),
        with_criteria=sum(story.has_criteria for story in reviewed),
        without_defects=clean,
        defects=dict(defects.most_common()),
        summary=_summary(reviewed, defects, clean),
    )


def _review(
    n: int, text: str, found: tuple[Finding, ...], twins: tuple[Duplicate, ...], *, beside: bool
) -> ReviewedStory:
    parts = aqusa.parse(text)
    vague = tuple(
        Finding(check="unambiguous.vague_word", severity="medium", message=f"“{word.word}”: {word.question}")
        for word in vague_words(parts.means or text)
    )
    has_criteria = beside or bool(_CRITERIA.search(text))
    return ReviewedStory(
        number=n + 1,
        text=text,
        role=parts.role,
        means=parts.means,
        ends=parts.ends,
        has_criteria=has_criteria,
        findings=(*found, *vague),
        invest=_invest(text, parts, found, vague, twins, has_criteria=has_criteria),
        duplicates=twins,
    )


def _invest(
    text: str,
    parts: aqusa.Parts,
    found: Sequence[Finding],
    vague: Sequence[Finding],
    twins: Sequence[Duplicate],
    *,
    has_criteria: bool,
) -> tuple[Invest, ...]:
    """What the text alone can tell; what only the team knows (size, order) is judged by its signs."""
    needs = _NEEDS.search(text)
    design = DESIGN.search(parts.means or text)
    several = any(finding.check == "atomic.conjunctions" for finding in found)
    length = len(text.split())
    word = vague[0].message.split("”")[0].lstrip("“") if vague else ""
    letters: list[tuple[str, str, str | None, str]] = [
        (
            "I",
            "Independent",
            f"refers to other work (“{needs.group(0)}”)"
            if needs
            else f"overlaps with {twins[0].other}"
            if twins
            else None,
            "names no other story",
        ),
        ("N", "Negotiable", f"names a solution (“{design.group(0)}”)" if design else None, "says what, not how"),
        ("V", "Valuable", None if parts.ends else "names no benefit", "names a benefit"),
        ("E", "Estimable", f"“{word}” leaves its extent open" if vague else None, "no open wording"),
        (
            "S",
            "Small",
            "asks for more than one thing" if several else f"{length} words long" if length > LONG else None,
            "asks for one thing",
        ),
        (
            "T",
            "Testable",
            "has no acceptance criteria" if not has_criteria else f"“{word}” cannot be tested" if vague else None,
            "has acceptance criteria",
        ),
    ]
    return tuple(
        Invest(letter=letter, name=name, verdict="concern" if bad else "pass", reason=bad or good)
        for letter, name, bad, good in letters
    )


def _twins(stories: Sequence[str], measure: Similarity) -> list[tuple[Duplicate, ...]]:
    wants = [aqusa.parse(story).means or story for story in stories]
    if not wants:
        return []
    matrix = measure(wants, wants)
    out = []
    for n in range(len(stories)):
        near = sorted(
            ((float(matrix[n][m]), m) for m in np.flatnonzero(matrix[n] >= DUPLICATE_AT) if m != n), reverse=True
        )
        out.append(
            tuple(
                Duplicate(other=f"story {m + 1}", title=wants[m][:120], similarity=round(min(1.0, value), 2))
                for value, m in near[:3]
            )
        )
    return out


def _summary(stories: Sequence[ReviewedStory], defects: Counter[str], clean: int) -> str:
    if not stories:
        return "The backlog is empty."
    total = len(stories)
    doubled = sum(bool(story.duplicates) for story in stories)
    most = ", ".join(f"{check} ({n})" for check, n in defects.most_common(3)) or "none"
    missing = sum(not story.ends for story in stories)
    bare = sum(not story.has_criteria for story in stories)
    return (
        f"{clean} of {total} stories have no serious defect; {missing} name no benefit, {bare} "
        f"have no acceptance criteria, {doubled} have a possible duplicate. Most frequent: {most}."
    )
