"""One document -> its lessons. No sentence is rewritten: what is not said is left empty."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from leadline.knowledge.lessons.causality import causal_side
from leadline.knowledge.lessons.records import CauseFound, DocumentLessons, Quote
from leadline.knowledge.lessons.roles import Role, main_role, roles
from leadline.knowledge.lessons.taxonomy import causes
from leadline.knowledge.results import DocumentInfo, PassageText
from leadline.knowledge.sentences import sentence_spans

MAX_CAUSES = 3  # a post-mortem that names more than three has usually only mentioned the rest
MENTION = 0.35  # a cause that weighs less than this share of the main one is only mentioned
MAX_QUOTES = 4
MIN_CAUSE_WEIGHT = 2
MIN_ACTION_WEIGHT = 3  # a lone "improved" is no recommendation
HEADING_WEIGHT = 4
MIN_WORDS = 5
MAX_QUOTE = 560  # characters; a longer sentence or table row is no quote that anybody reads
_NUMBER = re.compile(r"\d")
_NO_STATEMENT = re.compile(
    r"[|!`]|\W*(?:present|attendees|participants|facilitator|moderator|date|author|authors|prepared by|written by|status|version|"
    r"owner|distribution|project)\s*:",
    re.IGNORECASE,
)  # tables, pictures, code, and the lines above a document that say who and when
_WEAK_START = re.compile(
    r"^(?:this|it|they|these|those|however|also|additionally|furthermore|consequently)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    quote: Quote
    weights: dict[Role, int]
    role: Role | None
    place: int


def extract(document: DocumentInfo, passages: Sequence[PassageText]) -> DocumentLessons:
    """Event, effects, causes, what worked and actions of one document, each as a quote from its passages."""
    sentences = list(_sentences(passages))
    told = [each for each in sentences if each.weights.get(Role.EVENT)] or sentences
    event = told[0].quote if told else None
    return DocumentLessons(
        document_id=document.id,
        title=document.title,
        kind=document.kind,
        project_key=document.project_key,
        date=document.date,
        event=event,
        effects=_strongest(sentences, Role.EFFECT),
        causes=_causes(sentences),
        worked=_strongest(sentences, Role.WORKED),
        actions=_strongest(sentences, Role.ACTION, most=8),
    )


def _sentences(passages: Sequence[PassageText]) -> Iterable[_Sentence]:
    place = 0
    for passage in passages:
        for start, end in sentence_spans(passage.text):
            text = _plain(passage.text[start:end])
            if len(text.split()) < MIN_WORDS or len(text) > MAX_QUOTE or _NO_STATEMENT.match(text):
                continue
            weights = roles(text, passage.section)
            quote = Quote(text, passage.id, passage.document_id, passage.title, passage.section, passage.page)
            yield _Sentence(quote, weights, main_role(weights), place)
            place += 1


def _plain(text: str) -> str:
    """Without the emphasis around all of it; what is inside stays, so that a quote is a piece of the document."""
    text = text.strip()
    return text[2:-2].strip() if text.startswith("**") and text.endswith("**") and text.count("**") == 2 else text


def _strongest(sentences: Sequence[_Sentence], role: Role, *, most: int = MAX_QUOTES) -> tuple[Quote, ...]:
    """The clearest sentences of a role, in the order of the document."""
    least = MIN_ACTION_WEIGHT if role is Role.ACTION else 1
    of_role = [each for each in sentences if each.role is role and each.weights[role] >= least]
    clearest = sorted(of_role, key=lambda each: (-_clarity(each, role), each.place))[:most]
    return tuple(each.quote for each in sorted(clearest, key=lambda each: each.place))


def _clarity(sentence: _Sentence, role: Role) -> int:
    """Cue weight; an effect with a number says more, and a sentence that leans on the one before says less."""
    number = 2 if role is Role.EFFECT and _NUMBER.search(sentence.quote.text) else 0
    leaning = 1 if _WEAK_START.match(sentence.quote.text) else 0
    return sentence.weights.get(role, 0) + number - leaning


def _causes(sentences: Sequence[_Sentence]) -> tuple[CauseFound, ...]:
    """The causes of the sentences that tell a cause, each with its clearest sentence, the strongest first."""
    return _ranked(sentences, _named_causes) or _ranked(sentences, _mentioned_causes)


def _ranked(sentences: Sequence[_Sentence], score_of: Callable[[_Sentence], dict[str, int]]) -> tuple[CauseFound, ...]:
    best: dict[str, tuple[int, Quote]] = {}
    totals: dict[str, int] = {}
    for sentence in sentences:
        for cause_id, score in score_of(sentence).items():
            totals[cause_id] = totals.get(cause_id, 0) + score
            if cause_id not in best or score > best[cause_id][0]:
                best[cause_id] = (score, sentence.quote)
    ranked = sorted(totals, key=lambda cause_id: (-totals[cause_id], cause_id))
    floor = totals[ranked[0]] * MENTION if ranked else 0
    kept = [cause_id for cause_id in ranked if totals[cause_id] >= floor][:MAX_CAUSES]
    return tuple(CauseFound(cause_id, best[cause_id][1], totals[cause_id]) for cause_id in kept)


def _named_causes(sentence: _Sentence) -> dict[str, int]:
    """Score by cause of one sentence: terms in the half that names the cause; under a "Causes" heading the whole sentence does."""
    weight = _cause_weight(sentence)
    text = sentence.quote.text
    side = causal_side(text) or (text if weight >= HEADING_WEIGHT else "")
    return {cause.id: weight + 2 * terms for cause in causes() if weight and (terms := cause.strength(side))}


def _mentioned_causes(sentence: _Sentence) -> dict[str, int]:
    """For a document that never says "because": the terms of the sentences that tell what failed."""
    weight = _cause_weight(sentence)
    return {cause.id: terms for cause in causes() if weight and (terms := cause.strength(sentence.quote.text))}


def _cause_weight(sentence: _Sentence) -> int:
    weight = sentence.weights.get(Role.CAUSE, 0)
    action = sentence.weights.get(Role.ACTION, 0)
    advises = sentence.role is Role.ACTION and action >= MIN_ACTION_WEIGHT
    return 0 if weight < MIN_CAUSE_WEIGHT or advises else weight
