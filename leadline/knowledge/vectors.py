"""Brings the dense index up to the tables: vectors for passages that have none yet of the present model."""

import numpy as np
from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session, sessionmaker

from leadline.knowledge.dense import DenseIndex, DenseRow
from leadline.knowledge.embeddings import Embedder
from leadline.knowledge.shelf import headed
from leadline.knowledge.tables import Document, Passage

STEP = 32  # passages between two commits: at most this much work is lost in a crash


def count_pending(session: Session, model: str) -> int:
    return session.scalar(_pending(model).with_only_columns(func.count())) or 0


def embed_next(sessions: sessionmaker[Session], index: DenseIndex, embedder: Embedder) -> int:
    """Embed the next few passages; returns how many (0 = the dense index is complete).

    No transaction is open while the model runs. The index is written before the table says so: after a crash in between, the same
    rows are written again, which changes nothing.
    """
    columns = (Passage.number, Passage.id, Document.id, Document.project_key, Document.kind, Document.date)
    texts = (Document.title, Passage.section, Passage.text)
    with sessions() as session:
        statement = _pending(embedder.name).with_only_columns(*columns, *texts).order_by(Passage.number).limit(STEP)
        rows = session.execute(statement).all()
    if not rows:
        return 0
    vectors = embedder.embed([headed(title, section, text) for *_, title, section, text in rows])
    index.add(
        [
            DenseRow(passage_id, document_id, project_key, kind, date, vector)
            for (_, passage_id, document_id, project_key, kind, date, *_), vector in zip(rows, vectors, strict=True)
        ]
    )
    with sessions.begin() as session:
        for (number, *_), vector in zip(rows, vectors, strict=True):
            values = {"embedding": vector.astype(np.float16).tobytes(), "embedded_by": embedder.name}
            session.execute(update(Passage).where(Passage.number == number).values(**values))
    return len(rows)


def _pending(model: str) -> "Select[int]":
    return (
        select(Passage.number)
        .join(Document, Document.id == Passage.document_id)
        .where(Document.superseded_by.is_(None), Passage.embedded_by != model)
    )
