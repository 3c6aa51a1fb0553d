"""Two documents that give different dates or amounts for the same thing.

Only sentences about the same subject are compared: both documents belong to the same project or share a telling word of their
titles, and both sentences hold most of what the question asks about.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.knowledge.naming import FRAME
from leadline.knowledge.results import Hit
from leadline.knowledge.sentences import sentences
from leadline.knowledge.terms import terms
from leadline.knowledge.values import Money, amounts, dates
from leadline.knowledge.wants import wanted

ABOUT = 0.6  # share of the asked words that a sentence must hold
LEAST_CONFIDENCE = 0.25


@dataclass(frozen=True, slots=True)
class Statement:
    """One document's word on it: the exact sentence and the values in it."""

    hit: Hit
    quote: str
    values: tuple[str, ...]


def disagreement(query: str, hits: Sequence[Hit]) -> tuple[Statement, ...]:
    """The statements that contradict each other, best hit first; empty if there are none or the question asks for neither."""
    wants = wanted(query)
    if not (wants.day or wants.amount):
        return ()
    asked = frozenset(terms(query)) - FRAME
    found: list[Statement] = []
    for hit in hits:
        if hit.confidence < LEAST_CONFIDENCE or any(
            s.hit.passage.document_id == hit.passage.document_id for s in found
        ):
            continue
        statement = _statement(hit, asked, day=wants.day)
        if statement and (not found or _same_subject(found[0].hit, hit)):
            found.append(statement)
    if len({statement.values for statement in found}) < 2:
        return ()
    return tuple(found)


def _statement(hit: Hit, asked: frozenset[str], *, day: bool) -> Statement | None:
    """The sentence that holds most of the asked words and a value of the asked sort."""
    passage = hit.passage
    title = frozenset(terms(passage.title))
    best: tuple[float, str] | None = None
    for sentence in sentences(passage.text):
        if not _values(sentence, day=day):
            continue
        said = asked & frozenset(terms(f"{passage.section} {sentence}"))
        share = len(said | (asked & title)) / len(asked) if said - title else 0.0
        if share >= ABOUT and (best is None or share > best[0]):
            best = (share, sentence)
    return Statement(hit, best[1], _values(best[1], day=day)) if best else None


def _values(sentence: str, *, day: bool) -> tuple[str, ...]:
    if day:
        return tuple(date.isoformat() for date in sorted(set(dates(sentence))))
    return tuple(sorted({_written(money) for money in amounts(sentence)}))


def _written(money: Money) -> str:
    return f"{money.currency} {money.amount:,.2f}".removesuffix(".00")


def _same_subject(a: Hit, b: Hit) -> bool:
    if a.passage.project_key or b.passage.project_key:
        return a.passage.project_key == b.passage.project_key
    first, second = (frozenset(terms(hit.passage.title)) - FRAME for hit in (a, b))
    return bool(first & second) and len(first & second) * 3 >= len(first | second)
