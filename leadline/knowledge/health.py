"""Are the two indexes in step with the tables? The tables are right; an index that differs is mended from them."""

from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from leadline.knowledge import lexical
from leadline.knowledge.dense import DenseIndex, DenseRow
from leadline.knowledge.shelf import headed
from leadline.knowledge.tables import Document, Passage


@dataclass(frozen=True, slots=True)
class Health:
    """Passages that are missing in an index or are there without belonging; all zero = in step.

    `without_vector` wait for the embedding model; `lexical_only` is set where no embedding model is configured.
    """

    passages: int
    lexical_missing: int
    lexical_extra: int
    dense_missing: int
    dense_extra: int
    without_vector: int
    lexical_only: bool = False

    @property
    def in_step(self) -> bool:
        missing = self.lexical_missing + self.dense_missing + self.without_vector
        return missing + self.lexical_extra + self.dense_extra == 0


@dataclass(frozen=True, slots=True)
class _Difference:
    passages: int
    lexical_missing: frozenset[int]
    lexical_extra: frozenset[int]
    dense_missing: frozenset[str]
    dense_extra: frozenset[str]
    without_vector: int


def check(session: Session, index: DenseIndex | None, model: str) -> Health:
    found = _compare(session, index, model)
    return Health(
        passages=found.passages,
        lexical_missing=len(found.lexical_missing),
        lexical_extra=len(found.lexical_extra),
        dense_missing=len(found.dense_missing),
        dense_extra=len(found.dense_extra),
        without_vector=found.without_vector,
        lexical_only=index is None,
    )


def mend(sessions: sessionmaker[Session], index: DenseIndex | None, model: str) -> None:
    """Bring both indexes in step from what the tables hold. Passages without a vector are left to `vectors.embed_next`."""
    with sessions.begin() as session:
        found = _compare(session, index, model)
        lexical.remove(session, sorted(found.lexical_extra))
        lexical.add(session, _texts(session, found.lexical_missing))
    if index is None:
        return
    index.remove(sorted(found.dense_extra))
    with sessions() as session:
        rows = _dense_rows(session, found.dense_missing)
    index.add(rows)


def _compare(session: Session, index: DenseIndex | None, model: str) -> _Difference:
    statement = (
        select(Passage.number, Passage.id, Passage.embedded_by)
        .join(Document, Document.id == Passage.document_id)
        .where(Document.superseded_by.is_(None))
    )
    rows = session.execute(statement).all()
    numbers = {number for number, _, _ in rows}
    worded = lexical.indexed(session)
    with_vector = {passage_id for _, passage_id, embedded_by in rows if embedded_by == model}
    dense = index.indexed() if index is not None else with_vector
    current = {passage_id for _, passage_id, _ in rows}
    return _Difference(
        passages=len(rows),
        lexical_missing=frozenset(numbers - worded),
        lexical_extra=frozenset(worded - numbers),
        dense_missing=frozenset(with_vector - dense),
        dense_extra=frozenset(dense - current),
        without_vector=len(rows) - len(with_vector) if index is not None else 0,
    )


def _texts(session: Session, numbers: frozenset[int]) -> list[tuple[int, str]]:
    columns = select(Passage.number, Document.title, Passage.section, Passage.text)
    rows = session.execute(columns.join(Document, Document.id == Passage.document_id)).all()
    return [(number, headed(title, section, text)) for number, title, section, text in rows if number in numbers]


def _dense_rows(session: Session, passage_ids: frozenset[str]) -> list[DenseRow]:
    if not passage_ids:
        return []
    columns = select(
        Passage.id, Document.id, Document.project_key, Document.kind, Document.date, Passage.embedding
    ).join(Document, Document.id == Passage.document_id)
    rows = session.execute(columns.where(Passage.embedding.is_not(None))).all()
    return [
        DenseRow(
            passage_id, document_id, key, kind, date, np.frombuffer(blob or b"", dtype=np.float16).astype(np.float32)
        )
        for passage_id, document_id, key, kind, date, blob in rows
        if passage_id in passage_ids
    ]
