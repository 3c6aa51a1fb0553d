"""Which sentence answers, and whether anything does.

A passage can be near without answering. Confidence is a logistic over what a reader would check: are the telling words of the
question in the passage (rare words weigh more), and is the meaning near. Weights and threshold: `bench/search_quality.py`.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from leadline.knowledge import lexical
from leadline.knowledge.embeddings import Embedder
from leadline.knowledge.folding import Found
from leadline.knowledge.naming import FRAME, SYNONYMS, Names, title_terms
from leadline.knowledge.results import Hit, PassageText
from leadline.knowledge.sentences import sentence_spans
from leadline.knowledge.terms import stem, terms, words
from leadline.knowledge.wants import Wants, wanted

THRESHOLD = 0.5
W_COVERED, W_COSINE, W_SENTENCE, W_NEAR, BIAS = (
    3.06,
    5.73,
    3.29,
    5.53,
    7.78,
)  # `bench/questions.tsv`: 45 with, 45 without an answer
READ_CLOSELY = 2  # hits whose sentences are compared by meaning too (a vector costs 1-3 ms)
SENTENCES_EMBEDDED = 4
HEADING_BONUS = 0.1  # for each word of a heading that the question names as a phrase
WANTED_BONUS = 0.15  # for a sentence that holds what the question is after: a day, an amount, a reason
WITHOUT_WANTED = 0.6  # "when ...?" is hardly answered by a sentence without any date
WITHOUT_HINT = 0.9  # reasons and remedies can be told in many words: their absence says less
FEW_WORDS = 4
SYNONYM_WORTH = 0.7
BACKGROUND = (
    200  # passages imagined beside the real ones: in a library of three, a word is not rare because it is missing
)
NAMED_BONUS = 0.2  # for passages of a document that the question names
NOT_NAMED = 0.5  # of the confidence, for other documents where one is named
MAX_QUOTE = 600  # characters
CLOSE_CALL = 0.3  # a sentence further behind the best of its passage is not worth a vector


_POINTS_BACK = re.compile(
    r"(?:it|this|these|they|that|those|he|she|such|as a result|consequently|therefore|however)\b", re.IGNORECASE
)


_ROOT_CAUSE = tuple(stem(word) for word in ("root", "cause"))  # what "why ...?" asks for by another name
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Choice:
    """A sentence that may answer."""

    hit: int
    start: int
    end: int
    score: float
    covered: float
    cosine: float | None = None


def term_weights(session: Session, query_terms: Sequence[str]) -> dict[str, float]:
    """How telling each term of the question is: its inverse document frequency. Words that only say where to look weigh nothing."""
    frequencies, total = lexical.document_frequencies(session, query_terms)
    return {
        term: 0.0 if term in FRAME else lexical.inverse_frequency(holding, total + BACKGROUND)
        for term, holding in frequencies.items()
    }


def coverage(weights: Mapping[str, float], present: frozenset[str]) -> float:
    """The share of the question's weight that stands in a text, 0 to 1; a word that means the same counts most of it."""
    total = sum(weights.values())
    return sum(weight * _stands(term, present) for term, weight in weights.items()) / total if total else 0.0


def _stands(term: str, present: frozenset[str]) -> float:
    if term in present:
        return 1.0
    return SYNONYM_WORTH if SYNONYMS.get(term, _NOTHING) & present else 0.0


def judge(
    query: str,
    weights: Mapping[str, float],
    vector: NDArray[np.float32] | None,
    found: Sequence[Found],
    embedder: Embedder | None,
    names: Names,
) -> list[Hit]:
    """Hits with their best sentence and their confidence, best first: a heading that the question names counts extra.

    Where the question names documents by title, or a supplier or product, documents without the name hardly answer.
    """
    wants = wanted(query)
    choices = [_choices(i, f.passage, weights, wants, names) for i, f in enumerate(found)]
    if vector is not None and embedder is not None:
        choices = _by_meaning(choices, found, vector, embedder)
    hits: list[Hit] = []
    asked_words = tuple(stem(word) for word in words(query)) + (_ROOT_CAUSE if wants.why else ())
    for f, options in zip(found, choices, strict=True):
        best = max(options, key=lambda choice: choice.score, default=None)
        quote = quote_at(f.passage.text, best.start, best.end) if best else f.passage.text.strip()
        document_id = f.passage.document_id
        present = frozenset(terms(f"{f.passage.title} {f.passage.section} {f.passage.text}")) | names.known_in(
            document_id
        )
        sentence = best.covered if best else 0.0
        if vector is None:
            sure = word_confidence(coverage(weights, present), sentence)
        else:
            near = f.candidate.cosine if best is None or best.cosine is None else best.cosine
            sure = confidence(coverage(weights, present), f.candidate.cosine, sentence, near)
        if wants.any and not wants.met(quote):
            sure *= WITHOUT_WANTED if wants.fixed else WITHOUT_HINT
        meant = names.meant(document_id)
        if names.documents:
            sure *= _about_named(f.passage, weights, present) if meant else NOT_NAMED
        if names.strange_to(document_id):
            sure *= NOT_NAMED
        heading = _names_heading(asked_words, f.passage.section) if meant else 0
        score = f.candidate.score + HEADING_BONUS * heading + NAMED_BONUS * (meant and bool(names.documents))
        hits.append(
            Hit(
                f.passage,
                quote,
                score,
                sure,
                asked_section=heading > 0 and sure >= THRESHOLD,
                usual_section=wants.usual_in(f.passage.section),
                repeats=f.repeats,
            )
        )
    return sorted(hits, key=lambda hit: -hit.score)


def quote_at(text: str, start: int, end: int) -> str:
    """The sentence at this span, with what it needs to be understood: the list it announces, or the sentence that "it" refers to."""
    spans = sentence_spans(text)
    at = next((i for i, span in enumerate(spans) if span[0] == start), None)
    if at is None:
        return text[start:end]
    if text[start:end].endswith(":"):
        for _, last in spans[at + 1 :]:
            if last - start > MAX_QUOTE:
                break
            end = last
    elif _POINTS_BACK.match(text, start) and at > 0 and end - spans[at - 1][0] <= MAX_QUOTE:
        start = spans[at - 1][0]
    return text[start:end]


def _about_named(passage: PassageText, weights: Mapping[str, float], present: frozenset[str]) -> float:
    """A passage of the named document does not answer by its title alone: what is asked about it has to be there."""
    subject = {term: weight for term, weight in weights.items() if term not in title_terms(passage.title)}
    return 0.5 + 0.5 * coverage(subject, present) if any(subject.values()) else 1.0


def _names_heading(asked: tuple[str, ...], section: str) -> int:
    """How many words of the last heading the question names, as a phrase (0 = it does not)."""
    heading = tuple(stem(word) for word in words(section.rsplit(" > ", 1)[-1]))
    length = len(heading)
    if not length or all(word in FRAME for word in heading):
        return 0
    return length if any(asked[i : i + length] == heading for i in range(len(asked) - length + 1)) else 0


def confidence(covered: float, cosine: float, sentence_covered: float, sentence_cosine: float) -> float:
    """The chance, 0 to 1, that a passage answers: coverage and nearness of the passage, and of its best sentence."""
    evidence = W_COVERED * covered + W_COSINE * cosine + W_SENTENCE * sentence_covered + W_NEAR * sentence_cosine
    return 1 / (1 + math.exp(-(evidence - BIAS)))


def word_confidence(covered: float, sentence_covered: float) -> float:
    """The same where there are no vectors: nearly all telling words have to be there."""
    return 1 / (1 + math.exp(-(6 * covered + 4 * sentence_covered - 7)))


def _choices(hit: int, passage: PassageText, weights: Mapping[str, float], wants: Wants, names: Names) -> list[_Choice]:
    """Sentences scored by words: what the heading already says counts half."""
    heading = frozenset(terms(f"{passage.title} {passage.section}")) | names.known_in(passage.document_id)
    options: list[_Choice] = []
    for start, end in sentence_spans(passage.text):
        text = passage.text[start:end]
        present = frozenset(terms(text)) - names.held.keys()
        covered = coverage(weights, present | heading)
        score = 0.7 * coverage(weights, present) + 0.3 * covered + WANTED_BONUS * wants.met(text)
        if len(text.split()) < FEW_WORDS:
            score -= WANTED_BONUS
        options.append(_Choice(hit, start, end, score, covered))
    return options


def _by_meaning(
    choices: list[list[_Choice]], found: Sequence[Found], vector: NDArray[np.float32], embedder: Embedder
) -> list[list[_Choice]]:
    """The most promising sentences of the first hits, scored by meaning as well."""
    close: list[_Choice] = []
    for options in choices[:READ_CLOSELY]:
        best = max((c.score for c in options), default=0.0)
        close.extend(c for c in options if c.score > best - CLOSE_CALL)
    close = sorted(close, key=lambda c: -c.score)[:SENTENCES_EMBEDDED]
    if not close:
        return choices
    texts = [found[c.hit].passage.text[c.start : c.end] for c in close]
    cosines = embedder.embed(texts) @ vector
    raised = {
        (c.hit, c.start): replace(c, score=c.score + float(cosine), cosine=float(cosine))
        for c, cosine in zip(close, cosines, strict=True)
    }
    return [[raised.get((c.hit, c.start), c) for c in options] for options in choices]
