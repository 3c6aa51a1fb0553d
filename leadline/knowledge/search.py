"""A question in, the passages that answer it out: candidates of both indexes, repeats folded, the best sentence of each."""

from collections.abc import Sequence

import numpy as np
import structlog
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from leadline.knowledge import answering, candidates, lexical
from leadline.knowledge.dense import DenseIndex, Filters
from leadline.knowledge.embeddings import Embedder
from leadline.knowledge.folding import Found, fold
from leadline.knowledge.naming import Names, named_documents, proper_names
from leadline.knowledge.reading import conditions, count_by_kind, passage_columns
from leadline.knowledge.results import PassageText, SearchResult
from leadline.knowledge.scope import Scope
from leadline.knowledge.tables import Document, Passage
from leadline.knowledge.terms import terms

log = structlog.get_logger(__name__)

CONSIDERED = 4  # times the asked number of hits: room for what is folded away
MAX_QUERY = 2_000  # characters of a question that are searched; the rest rarely adds anything but noise


class Searcher:
    def __init__(self, sessions: sessionmaker[Session], index: DenseIndex | None, embedder: Embedder | None) -> None:
        self._sessions, self._index, self._embedder = sessions, index, embedder

    def search(self, scope: Scope, query: str, filters: Filters, limit: int) -> SearchResult:
        asked = query[:MAX_QUERY]
        question = candidates.Question(
            terms=tuple(dict.fromkeys(terms(asked))),
            vector=self._vector(asked),
            model=self._embedder.name if self._embedder else "",
        )
        with self._sessions() as session:
            found = candidates.find(session, self._index, question, scope, filters)[: limit * CONSIDERED]
            kinds = count_by_kind(session, scope, filters)
            wanted = [candidate.number for candidate in found]
            where = (Passage.number.in_(wanted), *conditions(scope, filters))
            rows = session.execute(passage_columns().add_columns(Passage.number, Passage.text_hash).where(*where))
            passages = {number: (PassageText(*columns), digest) for *columns, number, digest in rows}
            titles = session.execute(select(Document.id, Document.title).where(*conditions(scope, filters))).all()
            held = _names_held(session, asked, [passage.document_id for passage, _ in passages.values()])
            weights = answering.term_weights(session, question.terms)
        folded = fold([Found(c, *passages[c.number]) for c in found if c.number in passages], limit)
        named = named_documents(frozenset(question.terms), ((row[0], row[1]) for row in titles))
        hits = answering.judge(asked, weights, question.vector, folded, self._embedder, Names(named, held))
        return SearchResult(
            hits=tuple(hits),
            answered=any(hit.confidence >= answering.THRESHOLD for hit in hits),
            documents_searched=sum(count for _, count in kinds),
            kinds_searched=kinds,
            lexical_only=question.vector is None,
        )

    def _vector(self, query: str) -> NDArray[np.float32] | None:
        """None where there is no model or it cannot be reached: the words are searched all the same."""
        if self._embedder is None or self._index is None or not query.strip():
            return None
        try:
            return np.asarray(self._embedder.embed([query])[0])
        except Exception as error:  # a provider's client raises whatever it likes
            log.warning("embedding_failed", model=self._embedder.name, error=str(error))
            return None


def _names_held(session: Session, query: str, document_ids: Sequence[str]) -> dict[str, frozenset[str]]:
    """For each proper name of the question, the documents that hold it."""
    return {name: lexical.documents_with(session, name, document_ids) for name in proper_names(query)}
