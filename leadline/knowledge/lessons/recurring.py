"""Many documents' lessons -> what recurs: causes with the documents behind each count, advice grouped by meaning."""

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from leadline.knowledge.lessons.records import ActionGroup, CauseFound, DocumentLessons, Quote, RecurringCause
from leadline.knowledge.lessons.taxonomy import cause, causes

SAME_ADVICE = 0.72  # cosine of MiniLM vectors; below it two recommendations are about different things
SAME_WORDS = 82  # token-set similarity in percent, where there are no vectors

Embed = Callable[[list[str]], NDArray[np.float32]]


def recurring_causes(lessons: Sequence[DocumentLessons]) -> tuple[RecurringCause, ...]:
    """Every cause that was found, the most frequent first; of each document only its clearest quote counts."""
    found: dict[str, list[CauseFound]] = defaultdict(list)
    actions: dict[str, list[Quote]] = defaultdict(list)
    for each in lessons:
        for one in each.causes:
            found[one.cause_id].append(one)
        for quote in each.actions:
            for cause_id in _about(quote, [one.cause_id for one in each.causes]):
                actions[cause_id].append(quote)
    recurring = [
        RecurringCause(
            cause_id,
            cause(cause_id).name,
            cause(cause_id).applies_when,
            tuple(sorted(items, key=lambda item: -item.strength)),
            tuple(actions[cause_id]),
        )
        for cause_id, items in found.items()
    ]
    return tuple(sorted(recurring, key=lambda item: (-item.count, -sum(one.strength for one in item.found), item.name)))


def _about(quote: Quote, cause_ids: Sequence[str]) -> list[str]:
    """Which of the document's causes a recommendation answers: those whose terms it uses, else the main one."""
    named = [cause_id for cause_id in cause_ids if cause(cause_id).strength(quote.text)]
    return named or list(cause_ids[:1])


def group_advice(quotes: Sequence[Quote], embed: Embed | None) -> tuple[ActionGroup, ...]:
    """The same advice in different words put together; advice from most documents first, then in reading order."""
    unique = list({quote.text.casefold(): quote for quote in quotes}.values())
    similar = _similar(unique, embed)
    groups: list[list[int]] = []
    for index in range(len(unique)):
        home = next((group for group in groups if similar(index, group[0])), None)
        if home is None:
            groups.append([index])
        else:
            home.append(index)
    found = [ActionGroup(tuple(unique[index] for index in group)) for group in groups]
    return tuple(sorted(found, key=lambda group: -len(group.documents)))


def _similar(quotes: Sequence[Quote], embed: Embed | None) -> Callable[[int, int], bool]:
    if embed is None or not quotes:
        return lambda one, other: fuzz.token_set_ratio(quotes[one].text, quotes[other].text) >= SAME_WORDS
    vectors = embed([quote.text for quote in quotes])
    cosine = vectors @ vectors.T
    return lambda one, other: bool(cosine[one, other] >= SAME_ADVICE)


def cause_names() -> tuple[str, ...]:
    return tuple(each.name for each in causes())
