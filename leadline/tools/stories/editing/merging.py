"""Several stories into one: the first keeps its id, nothing of the others is lost."""

from collections.abc import Sequence
from typing import TypeVar

from leadline.tools.stories.similarity import content
from leadline.tools.stories.story_set import Basis, Criterion, Dependency, Estimate, Priority, Story

RANK: dict[Priority, int] = {"Must": 0, "Should": 1, "Could": 2, "Won't": 3}
T = TypeVar("T")


def merge(stories: Sequence[Story]) -> Story:
    first = stories[0]
    urgent = min(stories, key=lambda story: RANK[story.priority])
    basis: Basis = "source" if any(story.basis == "source" for story in stories) else first.basis
    best = next((story for story in stories if story.benefit_basis != "proposed"), first)
    gone = {story.id for story in stories}
    needs = [one for story in stories for one in story.dependencies if one.story not in gone]
    return first.model_copy(
        update={
            "title": " / ".join(_once([story.title for story in stories])),
            "want": _want(stories),
            "benefit": best.benefit,
            "benefit_basis": best.benefit_basis,
            "context": " ".join(_once([story.context for story in stories])),
            "source": tuple(_once([ref for story in stories for ref in story.source])),
            "basis": basis,
            "priority": urgent.priority,
            "priority_reason": urgent.priority_reason,
            "criteria": _criteria(stories),
            "rules": tuple(_once([rule for story in stories for rule in story.rules])),
            "out_of_scope": tuple(_once([one for story in stories for one in story.out_of_scope])),
            "edge_cases": tuple(_once([edge for story in stories for edge in story.edge_cases])),
            "dependencies": tuple({one.story: one for one in needs}.values()),
            "estimate": Estimate(basis="not provided: to be sized anew after the merge"),
            "open_questions": tuple(one for story in stories for one in story.open_questions),
        }
    )


def pointed_at(story: Story, gone: Sequence[str], target: str) -> Story:
    """The story with its dependencies on merged ones led to the one that took them in."""
    needs = [
        Dependency(story=target, reason=one.reason) if one.story in gone else one
        for one in story.dependencies
        if story.id != target
    ]
    unique = {one.story: one for one in needs}
    return story.model_copy(update={"dependencies": tuple(unique.values())}) if story.id != target else story


def _want(stories: Sequence[Story]) -> str:
    kept: list[str] = []
    for story in stories:
        if not any(content(story.want) <= content(other) for other in kept):
            kept.append(story.want)
    return " and ".join([kept[0], *(want.removeprefix("to ") for want in kept[1:])])


def _criteria(stories: Sequence[Story]) -> tuple[Criterion, ...]:
    """The first story's keep their numbers, the others follow; what says the same stands once."""
    seen: set[tuple[str, str, str]] = set()
    out: list[Criterion] = []
    for story in stories:
        for criterion in story.criteria:
            key = (criterion.given.lower(), criterion.when.lower(), criterion.then.lower())
            if key not in seen:
                seen.add(key)
                out.append(criterion)
    highest = max((int(one.id.removeprefix("AC")) for one in stories[0].criteria), default=0)
    own = len([one for one in out if one in stories[0].criteria])
    renumbered = [one.model_copy(update={"id": f"AC{highest + n}"}) for n, one in enumerate(out[own:], 1)]
    return (*out[:own], *renumbered)


def _once(values: Sequence[T]) -> list[T]:
    return list(dict.fromkeys(values))
