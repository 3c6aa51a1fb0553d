"""Drafts rated, compared with the register and with what happened in finished projects, and put in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from leadline.projects.queries.registers import RiskRecord
from leadline.tools.risks.detectors import DETECTORS
from leadline.tools.risks.draft import Draft, Found
from leadline.tools.risks.material import Material
from leadline.tools.risks.scales import Scale, scale_of, score

ALIKE = 65  # likeness of the words from which it is the same risk
OVER = ("closed", "rejected")


@dataclass(frozen=True, slots=True)
class BaseRate:
    """Of the risks of this category on finished projects, how many came true; `cases` are (project, record)."""

    category: str
    happened: int
    recorded: int
    cases: tuple[tuple[str, RiskRecord], ...]


@dataclass(frozen=True, slots=True)
class Rated:
    """`known`: the registered risk that is the same; `closed`: the same one, closed before."""

    draft: Draft
    impact: int
    score: int
    known: RiskRecord | None
    closed: RiskRecord | None
    past: BaseRate

    @property
    def expected_cents(self) -> int | None:
        return None if self.draft.cents is None else round(self.draft.probability * self.draft.cents)


@dataclass(frozen=True, slots=True)
class Assessment:
    """`rated`: the worst first. `swept`: what every detector looked at."""

    material: Material
    scale: Scale
    rated: tuple[Rated, ...]
    swept: tuple[Found, ...]

    @property
    def new(self) -> tuple[Rated, ...]:
        return tuple(one for one in self.rated if one.known is None)

    @property
    def known(self) -> tuple[Rated, ...]:
        return tuple(one for one in self.rated if one.known is not None)


def assess(material: Material) -> Assessment:
    swept = tuple(detect(material) for detect in DETECTORS)
    scale = scale_of(material.standing)
    rated = [_rate(material, scale, draft) for one in swept for draft in one.drafts]
    rated.sort(key=lambda one: (-one.score, -(one.expected_cents or 0), one.draft.fingerprint))
    return Assessment(material, scale, tuple(rated), swept)


def _rate(m: Material, scale: Scale, draft: Draft) -> Rated:
    impact = scale.impact(days=draft.days, cents=draft.cents, floor=draft.floor)
    own = m.standing.file.risks
    return Rated(
        draft,
        impact,
        score(draft.probability, impact),
        same_risk(draft, [one for one in own if one.status not in OVER]),
        same_risk(draft, [one for one in own if one.status == "closed"]),
        base_rate(m, draft.category),
    )


def same_risk(draft: Draft, risks: Iterable[RiskRecord]) -> RiskRecord | None:
    """The one that names the same person, vendor or task in the same sense, or says nearly the same words."""
    best: tuple[float, RiskRecord] | None = None
    for one in risks:
        if one.kind != "threat":
            continue
        words = " ".join(part for part in (one.title, one.cause, one.event) if part)
        named = any(name in one.title for name in draft.names)
        likeness = 100.0 if named else _likeness(draft.words or draft.title, one.title, words)
        if likeness >= ALIKE and (best is None or likeness > best[0]):
            best = (likeness, one)
    return best[1] if best else None


def base_rate(m: Material, category: str) -> BaseRate:
    """Risks of that category on the finished projects that the asker sees."""
    recorded = [
        (file.project.name, one)
        for file in m.files
        if file.project.closed
        for one in file.risks
        if one.kind == "threat" and one.category == category
    ]
    happened = tuple(item for item in recorded if item[1].status == "occurred")
    return BaseRate(category, len(happened), len(recorded), happened)


def _likeness(draft: str, title: str, words: str) -> float:
    return max(fuzz.token_sort_ratio(draft.casefold(), title.casefold()), _overlap(draft, words))


def _overlap(draft: str, words: str) -> float:
    """Share of the longer words of the draft that the risk holds, in percent."""
    wanted = {word for word in draft.casefold().split() if len(word) > 4}
    held: Sequence[str] = words.casefold().replace(",", " ").replace(".", " ").split()
    return 100 * len(wanted & set(held)) / len(wanted) if len(wanted) > 2 else 0.0
