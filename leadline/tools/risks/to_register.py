"""Drafted risks as proposed records of the register. A person approves them; the owner stays open until somebody confirms one."""

from collections.abc import Sequence

from leadline.projects.proposals.operations import Draft
from leadline.tools.phrasing import clipped
from leadline.tools.risks.assessed import Rated
from leadline.tools.risks.say import Words


def proposals_for(words: Words, chosen: Sequence[Rated]) -> list[Draft]:
    """One new open threat each, with the statement, the rating, the response and the trigger of the draft."""
    return [_proposal(words, one) for one in chosen]


def _proposal(words: Words, one: Rated) -> Draft:
    draft, book, currency = one.draft, words.book, words.currency
    values = {
        "title": clipped(draft.title, 195),
        "kind": "threat",
        "category": draft.category,
        "cause": draft.cause.say(book, currency),
        "event": draft.event.say(book, currency),
        "effect": draft.effect.say(book, currency),
        "probability": draft.probability,
        "impact": one.impact,
        "impact_cents": draft.cents,
        "impact_days": draft.days,
        "strategy": draft.strategy,
        "trigger": draft.trigger.say(book, currency),
        "status": "open",
    }
    return Draft(
        "create",
        "risk",
        words.of.material.standing.file.project.key,
        "",
        {k: v for k, v in values.items() if v is not None},
    )
