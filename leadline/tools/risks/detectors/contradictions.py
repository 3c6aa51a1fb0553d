"""Documents of the project that give different dates for the same thing, and documents against the plan."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from leadline.knowledge.results import DocumentInfo, PassageText
from leadline.knowledge.sentences import sentences
from leadline.knowledge.terms import terms
from leadline.knowledge.values import dates
from leadline.tools.risks.draft import Draft, Figure, Found, Quote, Told, found
from leadline.tools.risks.material import Material

ABOUT = 0.7  # share of the words of a milestone that a sentence must hold
BINDING = ("charter", "contract", "minutes", "plan")


@dataclass(frozen=True, slots=True)
class Statement:
    paper: DocumentInfo
    passage: PassageText
    sentence: str
    on: dt.date


def detect(material: Material) -> Found:
    if not material.papers:
        return Found("stakeholder", "dates of milestones in the documents", missing="the project has no documents")
    return found("stakeholder", "dates of milestones in charter, contracts, plans and minutes", _drafts(material))


def _drafts(m: Material) -> Iterator[Draft]:
    every = list(_statements(m))
    for key, name in _subjects(m):
        if len(set(terms(name))) < 2:
            continue
        said = _one_a_paper([one for one in every if _speaks_of(one, name)])
        if len({one.on for one in said}) > 1:
            yield _draft(m, key, name, said)


def _subjects(m: Material) -> Iterator[tuple[str, str]]:
    """(key, name) of the open milestones and of what vendors still owe."""
    yield from ((one.key, one.name) for one in m.standing.milestones if not one.done)
    for contract in m.contracts:
        yield from ((contract.key, one.title) for one in contract.obligations if one.due and not one.met_on)


def _statements(m: Material) -> Iterator[Statement]:
    for paper, passages in m.papers:
        if paper.kind not in BINDING:
            continue
        for passage in passages:
            for sentence in sentences(passage.text):
                found_dates = dates(sentence)
                if len(set(found_dates)) == 1:
                    yield Statement(paper, passage, sentence, found_dates[0])


def _speaks_of(one: Statement, name: str) -> bool:
    """A number of the name must follow the same word: release 1 is not release 2."""
    wanted, said = terms(name), terms(one.sentence)
    numbered = {pair for pair in pairwise(wanted) if pair[1].isdigit()}
    held = set(wanted) & set(said)
    return numbered <= set(pairwise(said)) and len(held) / len(set(wanted)) >= ABOUT


def _one_a_paper(said: list[Statement]) -> list[Statement]:
    """The first of each document: a milestone table repeats the text."""
    return list({one.paper.id: one for one in reversed(said)}.values())[::-1]


def _draft(m: Material, key: str, name: str, said: list[Statement]) -> Draft:
    first, last = min(said, key=lambda one: one.on), max(said, key=lambda one: one.on)
    apart = (last.on - first.on).days
    return Draft(
        fingerprint=f"contradiction:{key}:{name}",
        category="stakeholder",
        title=f"Two dates are promised for “{name}”",
        cause=Told(
            "the documents name {} for {} that lie {} apart",
            (
                Figure("count", f"{m.name} {key}: dates in the documents", len({one.on for one in said}), "date"),
                Figure("name", f"{m.name} {key}: milestone", name),
                Figure("days", f"{m.name} {key}: days between the dates", apart),
            ),
        ),
        event=Told("somebody plans and pays by the other date"),
        effect=Told(
            "a dispute about who is late, or about {} of waiting",
            (Figure("days", f"{m.name} {key}: days between the dates", apart),),
        ),
        probability=0.4,
        why_probability="assumption: both documents are in use",
        why_impact="days between the dates, as working days; nobody has priced them",
        strategy="avoid",
        response="Settle which date holds and correct the other document",
        trigger=Told("either document is used to claim or to refuse a delivery"),
        evidence=(),
        quotes=tuple(Quote(one.passage, one.sentence) for one in (first, last)),
        words=f"{name} two dates contradiction documents",
        days=round(apart * 5 / 7, 1),
        confidence="medium",
        reserved=False,
    )
