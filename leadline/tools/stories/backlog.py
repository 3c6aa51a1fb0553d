"""An existing backlog under the magnifying glass: parts, defects, duplicates, missing criteria, and a summary."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from leadline.tools.answer import Frozen
from leadline.tools.stories import aqusa
from leadline.tools.stories.ambiguity import vague_words
from leadline.tools.stories.similarity import Similarity, lexical
from leadline.tools.stories.story_set import Duplicate, Finding

DUPLICATE_AT = 0.8
_CRITERIA = re.compile(r"(?im)\bacceptance criteria\b|^\s*(?:given|scenario|ac\d)\b|\bgiven\b.+\bwhen\b.+\bthen\b")
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


def analyse_backlog(stories: Sequence[str], *, similarity: Similarity | None = None) -> BacklogReview:
    """Reviews story texts in order. `similarity(left, right)` compares meanings; without it words are compared."""
    checks = aqusa.check(stories)
    twins = _twins(stories, similarity or lexical)
    reviewed = tuple(
        _review(n, text, found, twins[n]) for n, (text, found) in enumerate(zip(stories, checks, strict=True))
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


def _review(n: int, text: str, found: tuple[Finding, ...], twins: tuple[Duplicate, ...]) -> ReviewedStory:
    parts = aqusa.parse(text)
    vague = tuple(
        Finding(check="unambiguous.vague_word", severity="medium", message=f"“{word.word}”: {word.question}")
        for word in vague_words(parts.means or text)
    )
    has_criteria = bool(_CRITERIA.search(text))
    return ReviewedStory(
        number=n + 1,
        text=text,
        role=parts.role,
        means=parts.means,
        ends=parts.ends,
        has_criteria=has_criteria,
        findings=(*found, *vague),
        duplicates=twins,
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
