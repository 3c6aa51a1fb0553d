"""Bind a figure to the fact that supports it: the value must fit, the project must be the same, and no other measure may be meant.

A number that is equal to an unrelated fact by chance is not supported. Two checks find that: another fact whose own words stand
beside the number while this one's do not, and words of another measure altogether.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from leadline.assistant.grounding.fits import number_fits, sign_fits
from leadline.assistant.grounding.identifiers import keys
from leadline.assistant.grounding.layout import Place
from leadline.assistant.grounding.mention import Number
from leadline.assistant.grounding.owners import Owners
from leadline.assistant.grounding.words import MEASURES, QUALIFIERS, words
from leadline.tools.answer import Fact

OVERALL = words("computed overall health status RAG colour")
SMALL = 100  # below this, equal numbers are everywhere


@lru_cache(maxsize=20_000)
def label_words(label: str) -> frozenset[str]:
    return words(label)


@dataclass(frozen=True)
class Candidate:
    """A fact with what is needed to compare it."""

    fact: Fact
    owner: str | None  # key of its project
    record: str | None  # key of the record that its label names
    aside: frozenset[str] = frozenset()  # words of projects' names: they tell owners apart, not measures

    @cached_property
    def words(self) -> frozenset[str]:
        text = self.fact.label if self.fact.unit not in ("points", "hours") else f"{self.fact.label} {self.fact.unit}"
        return label_words(text) - self.aside


def candidates(facts: Sequence[Fact], owners: Owners) -> list[Candidate]:
    return [
        Candidate(fact, owners.of_fact(fact), _record(fact), owners.words) for fact in facts if fact.value is not None
    ]


def _record(fact: Fact) -> str | None:
    return next((key.key for key in keys(fact.label) if not key.numbered_name), None)


def owner_fits(candidate: Candidate, allowed: frozenset[str] | None) -> bool:
    return allowed is None or candidate.owner is None or candidate.owner in allowed


def best(fitting: Sequence[Candidate], others: Sequence[Candidate], place: Place) -> Candidate | None:
    """The fact among `fitting` (value and project fit) that is meant; None if the words beside speak of something else.

    `others`: facts of the same kind and project whose values do not fit.
    """
    ranked = sorted(fitting, key=lambda candidate: -_closeness(candidate, place))
    return next((candidate for candidate in ranked if not _other_is_meant(candidate, others, place)), None)


def _closeness(candidate: Candidate, place: Place) -> float:
    return len(candidate.words & place.near) + 0.3 * len(candidate.words & place.sentence)


def _other_is_meant(candidate: Candidate, others: Sequence[Candidate], place: Place) -> bool:
    return any(_is_meant_instead(other, candidate, place) for other in others)


def _is_meant_instead(other: Candidate, candidate: Candidate, place: Place) -> bool:
    """True if the words say `other`: they have what only its label has, or they leave out what only `candidate`'s has."""
    only_other = other.words - candidate.words
    only_this = candidate.words - other.words
    if only_this & place.near:
        return False
    if only_this and not only_other and other.words and other.words <= place.near:
        return True
    if named := only_other & place.near:
        return len(named) * 2 >= len(only_other) or (bool(named & MEASURES) and not candidate.words & place.near)
    if place.origin:
        return _is_the_plain_one(candidate, other)
    if _is_the_plain_one(other, candidate):
        return not candidate.words & QUALIFIERS & place.loose
    return bool(only_this and only_other - QUALIFIERS) and only_other <= place.loose and not only_this & place.sentence


def _is_the_plain_one(other: Candidate, candidate: Candidate) -> bool:
    """ "Green" alone is the computed health, not the declared one."""
    marked = candidate.words & QUALIFIERS
    return bool(marked) and not other.words & QUALIFIERS and candidate.words - marked <= other.words


def is_overall(candidate: Candidate) -> bool:
    """The health of the project as a whole, not of its schedule, cost or declaration."""
    return candidate.words - QUALIFIERS <= OVERALL


def speaks_of_another(candidate: Candidate, place: Place) -> bool:
    """True if the words beside the figure name a measure, the fact names another, and nothing in the sentence joins them."""
    written, meant = place.near & MEASURES, candidate.words & MEASURES
    if not written or not meant or written & meant:
        return False
    return not candidate.words & place.near


def is_telling(number: Number) -> bool:
    """Four written digits or more are not equal by chance, whatever words stand beside them."""
    return abs(number.value) / number.step >= 1_000


def is_coincidence(number: Number, candidate: Candidate, place: Place) -> bool:
    """A small bare count needs a word in common with its fact; a figure of three digits or with a unit is telling by itself."""
    if number.unit or not _is_small_count(number):
        return False
    return not candidate.words & (place.near | place.sentence)


def _is_small_count(number: Number) -> bool:
    return number.step >= 1 and abs(number.value) < SMALL


def number_candidates(
    number: Number, among: Sequence[Candidate], place: Place
) -> tuple[list[Candidate], list[Candidate]]:
    """Those whose value and sign fit, and those of the same unit whose value does not."""
    around = place.near_lower
    fitting, others = [], []
    for candidate in among:
        if number_fits(number, candidate.fact, around):
            if sign_fits(number, candidate.fact, around):
                fitting.append(candidate)
        elif _same_kind(number, candidate.fact, around):
            others.append(candidate)
    return fitting, others


def _same_kind(number: Number, fact: Fact, around: frozenset[str]) -> bool:
    """The unit would fit if the value did."""
    value = fact.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    factor = 100 if number.unit == "%" and fact.unit == "ratio" else 1
    return number_fits(
        Number(number.text, 0, 0, abs(value) * factor, max(number.step, 1e-9), number.unit), fact, around
    )
