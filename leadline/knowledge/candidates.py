"""The passages that either index finds for a question, inside the asker's scope, with both scores."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from leadline.knowledge import lexical
from leadline.knowledge.dense import DenseIndex, Filters
from leadline.knowledge.fusion import FEEDBACK_PASSAGES, fed_back, fused
from leadline.knowledge.reading import conditions, restrictions
from leadline.knowledge.scope import Scope
from leadline.knowledge.tables import Document, Passage

LEXICAL_DEPTH = 200
DENSE_DEPTH = 100
BOILERPLATE_FACTOR = 0.5  # furniture of documents ranks behind what says something


@dataclass(frozen=True, slots=True)
class Candidate:
    """`score` is fused and comparable within one search; `cosine` is against the question itself, 0 where there is no vector."""

    number: int
    score: float
    cosine: float
    vector: NDArray[np.float32] | None


@dataclass(frozen=True, slots=True)
class Question:
    """The asked words as both indexes need them. `vector` is None where only words can be searched."""

    terms: tuple[str, ...]
    vector: NDArray[np.float32] | None
    model: str


def find(
    session: Session, index: DenseIndex | None, question: Question, scope: Scope, filters: Filters
) -> list[Candidate]:
    """Candidates, best first."""
    where = conditions(scope, filters)
    worded = dict(lexical.search(session, question.terms, restrictions(scope, filters), LEXICAL_DEPTH))
    near_ids: list[str] = []
    if index is not None and question.vector is not None:
        near_ids = [passage_id for passage_id, _ in index.search(question.vector, scope, filters, DENSE_DEPTH)]
    vectors, boilerplate = _load(session, where, question.model, near_ids, worded)
    cosines: dict[int, float] = {}
    nearness: dict[int, float] = {}
    if question.vector is not None and vectors:
        numbers = list(vectors)
        matrix = np.stack([vectors[number] for number in numbers])
        cosines = dict(zip(numbers, (matrix @ question.vector).tolist(), strict=True))
        best = sorted(numbers, key=lambda number: -cosines[number])[:FEEDBACK_PASSAGES]
        moved = fed_back(question.vector, np.stack([vectors[number] for number in best]))
        nearness = dict(zip(numbers, (matrix @ moved).tolist(), strict=True))
    scores = fused(nearness, worded)
    ranked = sorted(scores, key=lambda n: (-scores[n] * (BOILERPLATE_FACTOR if n in boilerplate else 1.0), n))
    return [Candidate(n, scores[n], cosines.get(n, 0.0), vectors.get(n)) for n in ranked]


def _load(
    session: Session,
    where: Sequence[ColumnElement[bool]],
    model: str,
    near_ids: Sequence[str],
    worded: dict[int, float],
) -> tuple[dict[int, NDArray[np.float32]], set[int]]:
    """Vectors of all candidates, and which are boilerplate. Read under the scope again: a stale index row cannot leak."""
    near = session.scalars(select(Passage.number).where(Passage.id.in_(near_ids)))
    statement = (
        select(Passage.number, Passage.embedding, Passage.embedded_by, Passage.boilerplate)
        .join(Document, Document.id == Passage.document_id)
        .where(Passage.number.in_({*worded, *near}), *where)
    )
    vectors: dict[int, NDArray[np.float32]] = {}
    boilerplate: set[int] = set()
    for number, blob, embedded_by, furniture in session.execute(statement):
        if blob is not None and embedded_by == model:
            vectors[number] = np.frombuffer(blob, dtype=np.float16).astype(np.float32)
        if furniture:
            boilerplate.add(number)
    return vectors, boilerplate
