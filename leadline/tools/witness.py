"""The third verdict: what minutes, retrospectives, incidents and the registers say beside the figures, with their words.

Projects and knowledge do not know each other; here the records of one and the documents of the other are read together.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from leadline.knowledge.library import Library
from leadline.knowledge.results import DocumentInfo, PassageText
from leadline.knowledge.scope import Scope
from leadline.knowledge.sentences import sentences
from leadline.projects.health import Colour, Dimension, overall
from leadline.projects.signals import RECENT, Signal

KINDS = ("minutes", "retrospective", "post_mortem", "email")
NO_SPEECH = ("#", "|", "**")  # headings, rows of action lists (those are records), lists of names
RED = 3  # weight of the signals of a dimension from which it is red; anything above 0 is amber


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a document that speaks of a dimension; `weight` as in `Signal`."""

    dimension: Dimension
    weight: int
    quote: str
    passage: PassageText


@dataclass(frozen=True, slots=True)
class Testimony:
    """What was witnessed about one dimension, heaviest first. Unknown = nobody said anything."""

    dimension: Dimension
    colour: Colour
    said: tuple[Said, ...] = ()
    signals: tuple[Signal, ...] = ()

    @property
    def against(self) -> tuple[Said, ...]:
        return tuple(one for one in self.said if one.weight > 0)


@dataclass(frozen=True, slots=True)
class Witnessed:
    """`documents` were read, of the last 60 days."""

    overall: Colour
    testimonies: tuple[Testimony, ...]
    documents: tuple[DocumentInfo, ...]

    def __getitem__(self, dimension: Dimension) -> Testimony:
        return next(one for one in self.testimonies if one.dimension is dimension)


def witnessed(library: Library, scope: Scope, key: str, today: dt.date, signals: Sequence[Signal]) -> Witnessed:
    """Read the recent documents of the project and sort what they and the records say by dimension."""
    documents = recent_documents(library, scope, key, today)
    said = [one for each in documents for one in _heard(library.passages(scope, each.id))]
    placed = [(one.dimension or dimension_of(one.title) or Dimension.RISK, one) for one in signals]
    testimonies = tuple(
        _testimony(
            dimension,
            [one for one in said if one.dimension is dimension],
            [one for at, one in placed if at is dimension],
        )
        for dimension in Dimension
    )
    return Witnessed(overall({one.dimension: one.colour for one in testimonies}), testimonies, documents)


def recent_documents(library: Library, scope: Scope, key: str, today: dt.date) -> tuple[DocumentInfo, ...]:
    """The documents of the project in which people speak freely, newest first."""
    found = [one for kind in KINDS for one in library.documents(scope, kind=kind, project_key=key).items]
    recent = [one for one in found if one.date is not None and today - RECENT <= one.date <= today]
    return tuple(sorted(recent, key=lambda one: (one.date or today, one.id), reverse=True))


def dimension_of(text: str) -> Dimension | None:
    """The dimension that the words of a title point to."""
    return next((one.dimension for one in _cues() if one.adverse.search(text) or one.strong.search(text)), None)


@dataclass(frozen=True, slots=True)
class _Cue:
    dimension: Dimension
    adverse: re.Pattern[str]
    strong: re.Pattern[str]
    good: re.Pattern[str]


def _heard(passages: Sequence[PassageText]) -> Iterator[Said]:
    for passage in passages:
        for sentence in sentences(passage.text):
            if len(sentence) > 20 and not _excuse().search(sentence) and not sentence.startswith(NO_SPEECH):
                yield from _weighed(sentence, passage)


def _weighed(sentence: str, passage: PassageText) -> Iterator[Said]:
    """A sentence counts once, for the first dimension that its strongest words speak of."""
    for weight, name in ((2, "strong"), (1, "adverse"), (-1, "good")):
        for cue in _cues():
            if getattr(cue, name).search(sentence):
                yield Said(cue.dimension, weight, sentence, passage)
                return


def _testimony(dimension: Dimension, said: list[Said], signals: list[Signal]) -> Testimony:
    weights = [one.weight for one in said] + [one.weight for one in signals]
    against = sum(weight for weight in weights if weight > 0)
    colour = Colour.UNKNOWN
    if against:
        colour = Colour.RED if against >= RED else Colour.AMBER
    elif weights:
        colour = Colour.GREEN
    ranked = tuple(sorted(said, key=lambda one: (-one.weight, -(one.passage.date or dt.date.min).toordinal())))
    return Testimony(dimension, colour, ranked, tuple(sorted(signals, key=lambda one: -one.weight)))


@cache
def _cues() -> tuple[_Cue, ...]:
    given = tomllib.loads(files(__package__).joinpath("witness_cues.toml").read_text(encoding="utf-8"))
    return tuple(
        _Cue(one, *(_any(given[one.value][name]) for name in ("adverse", "strong", "good"))) for one in Dimension
    )


@cache
def _excuse() -> re.Pattern[str]:
    given = tomllib.loads(files(__package__).joinpath("witness_cues.toml").read_text(encoding="utf-8"))
    return _any(given["excuse"])


def _any(pieces: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{piece})" for piece in pieces), re.IGNORECASE)
