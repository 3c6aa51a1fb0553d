"""Many documents' lessons -> what recurs: causes with the documents behind each count, advice grouped."""

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

from leadline.knowledge.lessons.records import ActionGroup, CauseFound, DocumentLessons, Quote, RecurringCause
from leadline.knowledge.lessons.taxonomy import cause

SAME_WORDS = 82  # token-set similarity in percent from which two recommendations say the same


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


def group_advice(quotes: Sequence[Quote]) -> tuple[ActionGroup, ...]:
    """Nearly the same advice put together; advice from most documents first, then in reading order."""
    unique = list({quote.text.casefold(): quote for quote in quotes}.values())
    groups: list[list[Quote]] = []
    for quote in unique:
        home = next((group for group in groups if fuzz.token_set_ratio(quote.text, group[0].text) >= SAME_WORDS), None)
        if home is None:
            groups.append([quote])
        else:
            home.append(quote)
    return tuple(sorted((ActionGroup(tuple(group)) for group in groups), key=lambda group: -len(group.documents)))
