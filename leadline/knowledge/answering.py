"""Which sentence answers, and whether anything does.

A passage can be near without answering. Confidence is a logistic over what a reader would check: are the telling words of the
question in the passage (rare words weigh more), and is the meaning near. Weights and threshold: `bench/search_quality.py`.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from leadline.knowledge import lexical
from leadline.knowledge.embeddings import Embedder
from leadline.knowledge.folding import Found
from leadline.knowledge.results import Hit, PassageText
from leadline.knowledge.sentences import sentence_spans
from leadline.knowledge.terms import stem, terms, words
from leadline.knowledge.wants import Wants, wanted

THRESHOLD = 0.5
READ_CLOSELY = 2  # hits whose sentences are compared by meaning too (a vector costs 1-3 ms)
SENTENCES_EMBEDDED = 6
HEADING_BONUS = 0.1  # for each word of a heading that the question names as a phrase
MAX_QUOTE = 600  # characters
CLOSE_CALL = 0.3  # a sentence further behind the best of its passage is not worth a vector


_POINTS_BACK = re.compile(
    r"(?:it|this|these|they|that|those|he|she|such|as a result|consequently|therefore|however)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Choice:
    """A sentence that may answer."""

    hit: int
    start: int
    end: int
    score: float


def term_weights(session: Session, query_terms: Sequence[str]) -> dict[str, float]:
    """How telling each term of the question is: its inverse document frequency. Words that only say where to look weigh nothing."""
    frequencies, total = lexical.document_frequencies(session, query_terms)
    return {
        term: 0.0 if term in FRAME else lexical.inverse_frequency(holding, total)
        for term, holding in frequencies.items()
    }


FRAME = frozenset(
    terms(
        "charter document post-mortem postmortem report project know knowledge happen mention describe explain find show tell list "
        "information detail question answer read write written documents charters reports projects learn lesson lessons learned "
        "ever anyone file files page section quote passage source summary summarise"
    )
)


def coverage(weights: Mapping[str, float], present: frozenset[str]) -> float:
    """The share of the question's weight that stands in a text, 0 to 1."""
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in present) / total if total else 0.0


def judge(
    query: str,
    weights: Mapping[str, float],
    vector: NDArray[np.float32] | None,
    found: Sequence[Found],
    embedder: Embedder | None,
) -> list[Hit]:
    """Hits with their best sentence and their confidence, best first: a heading that the question names counts extra."""
    wants = wanted(query)
    choices = [_choices(i, f.passage, weights, wants) for i, f in enumerate(found)]
    if vector is not None and embedder is not None:
        choices = _by_meaning(choices, found, vector, embedder)
    hits: list[Hit] = []
    asked_words = tuple(stem(word) for word in words(query))
    for f, options in zip(found, choices, strict=True):
        best = max(options, key=lambda choice: choice.score, default=None)
        quote = quote_at(f.passage.text, best.start, best.end) if best else f.passage.text.strip()
        present = frozenset(terms(f"{f.passage.title} {f.passage.section} {f.passage.text}"))
        sure = confidence(coverage(weights, present), f.candidate.cosine, lexical_only=vector is None)
        named = _names_heading(asked_words, f.passage.section)
        hits.append(Hit(f.passage, quote, f.candidate.score + HEADING_BONUS * named, sure, named > 0, f.repeats))
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


def _names_heading(asked: tuple[str, ...], section: str) -> int:
    """How many words of the last heading the question names, as a phrase (0 = it does not)."""
    heading = tuple(stem(word) for word in words(section.rsplit(" > ", 1)[-1]))
    length = len(heading)
    if not length or all(word in FRAME for word in heading):
        return 0
    return length if any(asked[i : i + length] == heading for i in range(len(asked) - length + 1)) else 0


def confidence(covered: float, cosine: float, *, lexical_only: bool = False) -> float:
    """The chance, 0 to 1, that a passage with this coverage and this cosine to the question answers it."""
    if lexical_only:
        return 1 / (1 + math.exp(-(10 * covered - 6)))
    return 1 / (1 + math.exp(-(6 * covered + 8 * cosine - 7)))


def _choices(hit: int, passage: PassageText, weights: Mapping[str, float], wants: Wants) -> list[_Choice]:
    """Sentences scored by words: what the heading already says counts half."""
    heading = frozenset(terms(f"{passage.title} {passage.section}"))
    options: list[_Choice] = []
    for start, end in sentence_spans(passage.text):
        text = passage.text[start:end]
        present = frozenset(terms(text))
        score = 0.7 * coverage(weights, present) + 0.3 * coverage(weights, present | heading)
        options.append(_Choice(hit, start, end, score + wants.bonus(text)))
    return options


def _by_meaning(
    choices: list[list[_Choice]], found: Sequence[Found], vector: NDArray[np.float32], embedder: Embedder
) -> list[list[_Choice]]:
    """The most promising sentences of the first hits, scored by meaning as well."""
    close: list[_Choice] = []
    for options in choices[:READ_CLOSELY]:
        best = max((c.score for c in options), default=0.0)
        rivals = [c for c in options if c.score > best - CLOSE_CALL]
        close.extend(rivals if len(rivals) > 1 else ())
    close = sorted(close, key=lambda c: -c.score)[:SENTENCES_EMBEDDED]
    if not close:
        return choices
    texts = [found[c.hit].passage.text[c.start : c.end] for c in close]
    cosines = embedder.embed(texts) @ vector
    raised = {
        (c.hit, c.start): _Choice(c.hit, c.start, c.end, c.score + float(cosine))
        for c, cosine in zip(close, cosines, strict=True)
    }
    return [[raised.get((c.hit, c.start), c) for c in options] for options in choices]
