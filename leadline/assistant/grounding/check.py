"""Every figure of a text against the material of the turn."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from leadline.assistant.events import Claim
from leadline.assistant.grounding.colours import colours
from leadline.assistant.grounding.dates import dates
from leadline.assistant.grounding.fits import as_date, day_fits, number_fits
from leadline.assistant.grounding.identifiers import keys
from leadline.assistant.grounding.layout import Place, places
from leadline.assistant.grounding.match import (
    OVERALL,
    Candidate,
    best,
    candidates,
    is_coincidence,
    is_overall,
    is_telling,
    number_candidates,
    owner_fits,
    speaks_of_another,
)
from leadline.assistant.grounding.mention import Colour, Day, Key, Mention, Number
from leadline.assistant.grounding.numbers import numbers
from leadline.assistant.grounding.owners import Owners, owners_allowed
from leadline.assistant.grounding.quotes import quoted_spans, said_in_document
from leadline.assistant.grounding.sources import Material
from leadline.assistant.grounding.spans import verbatim
from leadline.assistant.grounding.words import MEASURES, listed, words
from leadline.tools.answer import Fact

# Not figures of the answer: code, citation marks, addresses, times of day, ids of facts.
_SKIPPED = re.compile(
    r"```.*?```|`[^`\n]+`|\[\d{1,3}\](?!\()|https?://\S+|\]\([^)\s]*\)|\b\d{1,2}:\d{2}(?::\d{2})?\b|\[?\bf[0-9a-f]{4}-\d+\b\]?",
    re.DOTALL,
)


def check(text: str, material: Material) -> list[Claim]:
    """The claims of a text in order. Offsets are into `text` as given."""
    checker = _Checker(text, material)
    claims = [claim for place, mention in enumerate(checker.mentions) if (claim := checker.claim(place, mention))]
    return sorted([*claims, *checker.names(claims)], key=lambda claim: claim.start)


@dataclass(frozen=True)
class _Checker:
    text: str
    material: Material

    @cached_property
    def mentions(self) -> list[Mention]:
        return _mentions(self.text)

    @cached_property
    def _places(self) -> list[Place]:
        # A colour does not part two figures ("1 red, 3 amber"), but figures and colours part colours.
        figures = [mention for mention in self.mentions if isinstance(mention, Number | Day)]
        parted = [mention for mention in self.mentions if isinstance(mention, Number | Day | Colour)]
        found = dict(zip((m.start for m in parted), places(self.text, parted), strict=True))
        found |= dict(zip((m.start for m in figures), places(self.text, figures), strict=True))
        whole = Place(frozenset(), words(self.text), frozenset(), "", (0, len(self.text)))
        return [found.get(mention.start, whole) for mention in self.mentions]

    @cached_property
    def _owners(self) -> Owners:
        return Owners.of(self.material.projects)

    @cached_property
    def _named(self) -> list[tuple[int, int, str]]:
        """Where projects are named, but not inside the name of something else."""
        named = self._owners.at(self.text)
        return [n for n in named if not any(a <= n[0] and n[1] <= b and b - a > n[1] - n[0] for a, b, _ in self._names)]

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def _candidates(self) -> list[Candidate]:
        return candidates(self.material.facts, self._owners)

    @cached_property
    def _verbatim(self) -> list[tuple[int, int, Sequence[Fact]]]:
        return verbatim(self.text, self.material.answers)

    @cached_property
    def _quoted(self) -> list[tuple[int, int, str | None]]:
        return quoted_spans(self.text, self.material.quotes)

    @cached_property
    def _given_numbers(self) -> set[tuple[float, str]]:
        return {(abs(n.value), n.unit) for n in numbers(self.material.given)}

    @cached_property
    def _given_days(self) -> set[tuple[int | None, ...]]:
        return {(day.year, day.month, day.day, day.quarter) for day in dates(self.material.given)}

    def claim(self, index: int, mention: Mention) -> Claim | None:
        for start, end, fact_id in self._quoted:
            if start <= mention.start and mention.end <= end:
                return _claim(mention, "document_says", fact_id)
        place = self._places[index]
        candidate = self._supported(mention, place)
        if candidate is not None:
            return _claim(mention, "supported", candidate.id)
        if self._is_no_claim(mention, place):
            return None
        said, fact_id = said_in_document(self.text, mention, place, self.material.quotes)
        return _claim(mention, "document_says" if said else "unsupported", fact_id)

    @cached_property
    def _names(self) -> list[tuple[int, int, Fact]]:
        """Where the text repeats the words of a fact: a person, a title, a milestone. Longest first."""
        facts = [
            f for f in self.material.facts if isinstance(f.value, str) and len(f.value) > 3 and f.unit in ("name", None)
        ]
        spans: list[tuple[int, int, Fact]] = []
        for fact in sorted(facts, key=lambda fact: -len(str(fact.value))):
            start = self.text.find(str(fact.value))
            while start >= 0:
                end = start + len(str(fact.value))
                if not _overlaps(start, end, spans) and not self.text[end : end + 1].isalnum():
                    spans.append((start, end, fact))
                start = self.text.find(str(fact.value), end)
        return spans

    def names(self, claims: Sequence[Claim]) -> list[Claim]:
        """Names of facts that the text repeats: support for the reader to see, never a fault."""
        taken = [(claim.start, claim.end) for claim in claims]
        return [
            _claim(Mention(self.text[start:end], start, end), "supported", fact.id)
            for start, end, fact in self._names
            if fact.unit == "name" and not _overlaps(start, end, taken)
        ]

    def _supported(self, mention: Mention, place: Place) -> Fact | None:
        own = self._in_tools_words(mention) or self._in_a_name(mention)
        if own is not None:
            return own
        sentence = place.sentence_span
        allowed = owners_allowed(self.text, self._named, mention.start, mention.end, sentence, self._starts)
        record = self._record_before(mention, sentence)
        match mention:
            case Number():
                found = self._number(mention, place, self._of(allowed, record, place))
            case Day():
                found = self._day(mention, place, self._of(allowed, record, place))
            case Colour():
                found = self._colour(mention, place, self._of(allowed, record, place))
            case Key():
                return self._key(mention)
            case _:
                found = None
        return found.fact if found else None

    def _of(self, owners: frozenset[str] | None, record: str | None, place: Place) -> list[Candidate]:
        """The facts of these projects, and not of another record than the one that is spoken of."""
        return [
            each
            for each in self._candidates
            if owner_fits(each, owners)
            and (each.record in (None, record) or (record is None and bool(each.words & place.near)))
        ]

    def _record_before(self, mention: Mention, sentence: tuple[int, int]) -> str | None:
        """The key that stands nearest before the mention in its sentence, if facts speak of that record."""
        records = (m for m in self.mentions if isinstance(m, Key) and not m.numbered_name)
        before = [m for m in records if sentence[0] <= m.start < mention.start]
        known = {each.record for each in self._candidates}
        return before[-1].key if before and before[-1].key in known else None

    def _in_tools_words(self, mention: Mention) -> Fact | None:
        """In a sentence that a tool wrote, its facts were bound by the tool: the value is enough."""
        for start, end, facts in self._verbatim:
            if start <= mention.start and mention.end <= end:
                return next((fact for fact in facts if _value_fits(mention, fact)), None)
        return None

    def _in_a_name(self, mention: Mention) -> Fact | None:
        """ "Move 1.4 million consents" is the name of a risk, not a figure."""
        return next((f for start, end, f in self._names if start <= mention.start and mention.end <= end), None)

    def _number(self, number: Number, place: Place, among: Sequence[Candidate]) -> Candidate | None:
        fitting, others = number_candidates(number, among, place)
        fitting = [
            each
            for each in fitting
            if (is_telling(number) or not speaks_of_another(each, place)) and not is_coincidence(number, each, place)
        ]
        return best(fitting, others, place) or self._scale(number, among)

    def _scale(self, number: Number, among: Sequence[Candidate]) -> Candidate | None:
        """The 25 of "16 of 25", where a label says that the scale ends at 25."""
        if not re.search(r"\bof[\s*_]+$", self.text[: number.start]):
            return None
        end = re.compile(rf"\bof {number.value:g}\b")
        return next((each for each in among if end.search(each.fact.label)), None)

    def _day(self, day: Day, place: Place, among: Sequence[Candidate]) -> Candidate | None:
        dated = [each for each in among if as_date(each.fact.value)]
        fitting = [each for each in dated if day_fits(day, each.fact)]
        others = [each for each in dated if not day_fits(day, each.fact)]
        return best(fitting, others, place)

    def _colour(self, colour: Colour, place: Place, among: Sequence[Candidate]) -> Candidate | None:
        coloured = [each for each in among if each.fact.unit == "colour"]
        coloured = [each for each in coloured if each.owner] or coloured
        if any(is_overall(each) for each in coloured):  # a colour alone is the whole project's
            coloured = [
                each for each in coloured if is_overall(each) or (each.words - OVERALL) & (place.near | place.loose)
            ]
        fitting = [each for each in coloured if str(each.fact.value).lower() == colour.colour]
        others = [each for each in coloured if each not in fitting]
        return best(fitting, others, place)

    def _key(self, key: Key) -> Fact | None:
        """A key is a name: any fact that has it will do."""
        pattern = re.compile(rf"(?<![\w-]){re.escape(key.key)}(?![\w-])", re.IGNORECASE)
        return next((f for f in self.material.facts if pattern.search(f"{f.value} | {f.label}")), None)

    def _is_no_claim(self, mention: Mention, place: Place) -> bool:
        match mention:
            case Number():
                return self._is_no_figure(mention, place)
            case Day():
                return self._is_known_day(mention, place)
            case Colour():
                counted = _COUNT_BEFORE.search(self.text[: mention.start])  # "1 red": the number is the claim
                return bool(counted) or not any(fact.unit == "colour" for fact in self.material.facts)
            case Key():
                return self._is_known_key(mention)
            case _:
                return True

    def _is_no_figure(self, number: Number, place: Place) -> bool:
        """A number in words that counts nothing of ours, or one that the person gave and no fact speaks of."""
        measured = [
            each for each in self._candidates if each.words & place.near & _COUNTED and each.fact.unit == "count"
        ]
        if number.in_words:
            return not measured or (number.value, "") in self._given_numbers
        if not number.unit and number.step >= 1 and 1990 <= number.value <= 2100:
            years = {date.year for fact in self.material.facts if (date := as_date(fact.value))}
            return int(number.value) in years or (number.value, "") in self._given_numbers
        if (abs(number.value), number.unit) in self._given_numbers:
            return not any(len(each.words & place.near) >= 2 for each in self._candidates)
        parameter = f"{number.value:g}"
        return parameter in self.material.parameters

    def _is_known_day(self, day: Day, place: Place) -> bool:
        """Today, the day that a fact is of, a day that the person or a tool's argument named; not where a date of ours is meant."""
        if any(each.words & place.near & MEASURES and as_date(each.fact.value) for each in self._candidates):
            return False
        today = self.material.today
        if today is not None and day.covers(today) and day.day is not None:
            return True
        if day.day is not None and any((as_of := _as_of(fact)) and day.covers(as_of) for fact in self.material.facts):
            return True
        if any((date := as_date(value)) and day.covers(date) for value in self.material.parameters):
            return True
        return (day.year, day.month, day.day, day.quarter) in self._given_days

    def _is_known_key(self, key: Key) -> bool:
        given = f"{self.material.given} {' '.join(self.material.parameters)} {' '.join(n for p in self.material.projects for n in p)}"
        if re.search(rf"(?<![\w-]){re.escape(key.key)}(?![\w-])", given, re.IGNORECASE):
            return True
        if not key.numbered_name:
            return False
        noun = key.key.split()[0].lower()
        return not any(noun in f"{fact.label} {fact.value}".lower() for fact in self.material.facts)


_COUNTED = listed(
    "risk issu mileston defect stori task item chang action decis stakehold vendor contract sprint lesson document project releas"
)


_COUNT_BEFORE = re.compile(r"(?:\d|\b(?:no|one|two|three|four|five))\s[*_]*$", re.IGNORECASE)


def _mentions(text: str) -> list[Mention]:
    """All mentions in order; where two overlap, dates go before keys before numbers."""
    skipped = [match.span() for match in _SKIPPED.finditer(text)]
    taken: list[tuple[int, int]] = list(skipped)
    found: list[Mention] = []
    for mention in (*dates(text), *keys(text), *numbers(text), *colours(text)):
        if not _overlaps(mention.start, mention.end, taken):
            taken.append((mention.start, mention.end))
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _overlaps(start: int, end: int, spans: Sequence[tuple[Any, ...]]) -> bool:
    return any(span[0] < end and start < span[1] for span in spans)


def _value_fits(mention: Mention, fact: Fact) -> bool:
    match mention:
        case Number():
            return number_fits(mention, fact, frozenset({"%", "day", "days"}))
        case Day():
            return day_fits(mention, fact)
        case Colour():
            return fact.unit == "colour" and str(fact.value).lower() == mention.colour
        case _:
            return False


def _as_of(fact: Fact) -> dt.date | None:
    return fact.as_of.date() if isinstance(fact.as_of, dt.datetime) else fact.as_of


def _claim(mention: Mention, status: str, fact_id: str | None) -> Claim:
    return Claim.model_validate(
        {"text": mention.text, "start": mention.start, "end": mention.end, "fact_id": fact_id, "status": status}
    )
