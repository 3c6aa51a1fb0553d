"""One story into several: along named parts, along two actions, or what goes well before what goes wrong."""

import re
from collections.abc import Sequence
from itertools import count

from leadline.tools.stories.coordination import split_actions
from leadline.tools.stories.editing.result import CannotEditError
from leadline.tools.stories.grammar import base_form, base_of_gerund, lower_first, sentence_case
from leadline.tools.stories.person_criteria import alternatives
from leadline.tools.stories.similarity import content
from leadline.tools.stories.story_set import Criterion, Dependency, Estimate, Story

_UNNAMED = re.compile(
    r"(?:two|three|2|3|several|smaller|more|parts?|stories|story|pieces?|ones|slices?|half|halves| )+"
)
_GOES_WELL = frozenset({"normal", "quality", "data"})
MOST_PARTS = 8


def split(story: Story, parts: str, next_number: int) -> tuple[Story, ...]:
    """The story first, with its id; its new parts after it."""
    if named := _named(parts):
        return _by_words(story, [_want(part, story) for part in named], next_number)
    action = story.want.removeprefix("to ")
    actions = split_actions(action) if story.want.startswith("to ") else []
    if len(actions) < 2 and story.want.startswith("to "):
        actions = [part for part, _ in alternatives(action)]
    if len(actions) > 1:
        return _by_words(story, [f"to {part}" for part in actions], next_number)
    return _by_outcome(story, next_number)


def _named(parts: str) -> list[str]:
    told = parts.strip()
    if not told or _UNNAMED.fullmatch(told.lower()):
        return []
    found = [part.strip(" \"“”'‘’.") for part in re.split(r",\s*(?:and\s+)?|;\s*|\s+and\s+|\s*\+\s*|\s*&\s*", told)]
    found = [part for part in found if part]
    if len(found) < 2:
        raise CannotEditError("Name at least two parts, such as “split 3 into uploading the file and checking it”.")
    if len(found) > MOST_PARTS:
        raise CannotEditError(f"At most {MOST_PARTS} parts at a time.")
    return found


def _want(part: str, story: Story) -> str:
    words = lower_first(part).removeprefix("to ").split()
    base = base_of_gerund(words[0]) or (words[0] if base_form(words[0]) == words[0] else None)
    if base and len(words) > 1:
        return f"to {' '.join([base, *words[1:]])}"
    return f"{story.want}, limited to {' '.join(words)}"


def _by_words(story: Story, wants: Sequence[str], next_number: int) -> tuple[Story, ...]:
    """Criteria go to the part whose own words they hold; those of no part in particular stay with the first, and hold for all."""
    shared = frozenset.intersection(*(content(want) for want in wants))
    own = [content(want) - shared for want in wants]
    shares: list[list[Criterion]] = [[] for _ in wants]
    for criterion in story.criteria:
        told = content(f"{criterion.name} {criterion.when} {criterion.then}") - content(story.role)
        fits = [len(words & told) for words in own]
        best = max(fits)
        places = [n for n, fit in enumerate(fits) if fit == best] if best else [0]
        shares[places[0]].append(criterion)
    numbers = count(next_number)
    out = [_part(story, story.id, wants[0], shares[0])]
    for want, criteria in zip(wants[1:], shares[1:], strict=True):
        out.append(_part(story, f"US-{next(numbers)}", want, criteria or [_first_of(want, story)]))
    if not out[0].criteria:
        out[0] = _part(story, story.id, wants[0], [_first_of(wants[0], story)])
    return tuple(out)


def _first_of(want: str, story: Story) -> Criterion:
    action = want.removeprefix("to ")
    return Criterion(
        id="AC1",
        name=sentence_case(action),
        given=f"The {story.role} may {action}",
        when=f"The {story.role} wants to {action}",
        then="It is done, and the result can be seen",
        kind="normal",
        basis="proposed",
        source="proposed",
        level="end to end",
    )


def _by_outcome(story: Story, next_number: int) -> tuple[Story, ...]:
    well = [criterion for criterion in story.criteria if criterion.kind in _GOES_WELL]
    wrong = [criterion for criterion in story.criteria if criterion.kind not in _GOES_WELL]
    if not well or not wrong:
        raise CannotEditError(
            f"{story.id} has one action and {len(story.criteria)} criteria of one sort, so there is no seam to split it at; "
            f"name the parts, such as “split {story.id} into … and …”."
        )
    first = _part(story, story.id, story.want, well, title=story.title)
    rest = _part(
        story,
        f"US-{next_number}",
        f"to be told what is wrong when I {story.want.removeprefix('to ')} and it cannot be done"
        if story.want.startswith("to ")
        else f"limits and faults to be handled where {story.want.replace(' to ', ' is to ', 1)}",
        wrong,
        title=f"Limits and errors: {lower_first(story.title)}",
    )
    after = Dependency(story=story.id, reason="it is the part that has to work first")
    told = {"benefit": "I can put it right", "benefit_basis": "proposed", "dependencies": (*story.dependencies, after)}
    return first, rest.model_copy(update=told)


def _part(story: Story, name: str, want: str, criteria: Sequence[Criterion], *, title: str | None = None) -> Story:
    mine = tuple(criterion.model_copy(update={"id": f"AC{n}"}) for n, criterion in enumerate(criteria, 1))
    if name == story.id:
        mine = tuple(criteria)
    cited = {ref for criterion in mine for ref in criterion.source.replace(",", " ").split()}
    rules = tuple(rule for rule in story.rules if name == story.id or rule.source in cited)
    return story.model_copy(
        update={
            "id": name,
            "title": title or sentence_case(want.removeprefix("to ")),
            "want": want,
            "criteria": mine,
            "rules": rules,
            "context": story.context if name == story.id else f"Split off from {story.id}. {story.context}",
            "estimate": Estimate(basis="not provided: to be sized anew after the split"),
            "open_questions": story.open_questions if name == story.id else (),
        }
    )
