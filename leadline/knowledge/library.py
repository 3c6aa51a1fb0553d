"""The library: documents in, passages out. The one door to this package for tools and the edge.

The tables hold the documents; a lexical index (same database) and a dense index (Chroma) are derived from them. Every read takes a
`Scope`. Without an embedder, search is by words only. All methods may be called from several threads.
"""

import datetime as dt
import threading
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from leadline.knowledge import health, lexical, reading, shelf, vectors
from leadline.knowledge.converted import Converted, RefusedError
from leadline.knowledge.converters import convert
from leadline.knowledge.correcting import Correction, correct
from leadline.knowledge.dense import DenseIndex, Filters
from leadline.knowledge.embeddings import Embedder
from leadline.knowledge.folder import files_in
from leadline.knowledge.health import Health
from leadline.knowledge.results import DocumentInfo, DocumentList, Ingested, PassageText, Progress, SearchResult
from leadline.knowledge.scope import EVERYTHING, Scope
from leadline.knowledge.search import Searcher


class Library:
    """`index_path` is the folder of the embedded Chroma; `chroma_url` takes its place where a server runs."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        index_path: Path | None = None,
        chroma_url: str | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        self._sessions = sessions
        self._embedder = embedder
        self._index: DenseIndex | None = None
        if embedder is not None and (chroma_url or index_path is not None):
            self._index = DenseIndex(index_path or Path(), chroma_url, embedder.name)
        self._searcher = Searcher(sessions, self._index, embedder)
        self._writing = threading.Lock()

    @staticmethod
    def create_indexes(connection: Connection) -> None:
        """Make the full-text table if it is missing. Once at start, after the migrations."""
        lexical.create(connection)

    def likeness(self, left: Sequence[str], right: Sequence[str]) -> NDArray[np.float32] | None:
        """How near the meanings are, len(left) x len(right), 0..1; None without an embedder."""
        if self._embedder is None:
            return None
        known = list(dict.fromkeys([*left, *right]))
        place = {text: n for n, text in enumerate(known)}
        unit = self._embedder.embed(known)
        near: NDArray[np.float32] = np.clip(
            unit[[place[text] for text in left]] @ unit[[place[text] for text in right]].T, 0, 1
        )
        return near

    # -- documents in ------------------------------------------------------------------------------------------------

    def convert(self, source_name: str, data: bytes) -> Converted:
        """A file as Markdown, without keeping it. Raises RefusedError with a reason for a person."""
        return convert(source_name, data)

    def ingest(
        self,
        source_name: str,
        data: bytes,
        *,
        project_key: str = "",
        kind: str | None = None,
        title: str | None = None,
        date: dt.date | None = None,
    ) -> Ingested:
        """Take one document in, both indexes included. A refusal is an outcome with a reason, not an exception."""
        label = shelf.Label(project_key=project_key, kind=kind, title=title, date=date)
        ingested = self._shelve(source_name, data, label)
        for _ in self.catch_up():
            pass
        return ingested

    def ingest_folder(self, folder: Path, *, project_key: str = "", kind: str | None = None) -> Iterator[Progress]:
        """Take in a file, or every file below a folder; sub-folders are part of the name. Yields after each step.

        All files are read first, so that search by words works while the vectors are still being made.
        """
        files = files_in(folder)
        label = shelf.Label(project_key=project_key, kind=kind)
        for done, (name, path) in enumerate(files, start=1):
            yield Progress("read", done, len(files), self._shelve(name, path.read_bytes(), label))
        yield from self.catch_up()

    def catch_up(self) -> Iterator[Progress]:
        """Make the vectors that are still missing. Call it at start: it finishes what a crash or a new model left to do."""
        if self._index is None or self._embedder is None:
            return
        with self._sessions() as session:
            total = vectors.count_pending(session, self._embedder.name)
        done = 0
        while step := vectors.embed_next(self._sessions, self._index, self._embedder):
            done += step
            yield Progress("embed", done, max(total, done))

    def remove(self, document_id: str) -> bool:
        """Delete a document from the tables and both indexes. False if there is none with this id."""
        with self._writing, self._sessions.begin() as session:
            gone = shelf.take_down(session, document_id)
        if gone and self._index is not None:
            self._index.remove(gone)
        return gone is not None

    def correct(self, scope: Scope, document_id: str, correction: Correction) -> DocumentInfo | None:
        """Change what is known about a document; None if there is none in the scope. Raises RefusedError with a reason."""
        for named in (document_id, correction.replaces):
            if named is not None and self.document(scope, named) is None:
                return None
        with self._writing, self._sessions.begin() as session:
            gone = correct(session, document_id, correction)
        if gone and self._index is not None:
            self._index.remove(gone)
        for _ in self.catch_up():
            pass
        return self.document(EVERYTHING, document_id)

    def _shelve(self, source_name: str, data: bytes, label: shelf.Label) -> Ingested:
        digest = shelf.content_hash(data)
        with self._sessions() as session:
            known = shelf.find_current(session, label.project_key, digest)
        if known is not None:
            return Ingested("unchanged", source_name, document_id=known.id)
        try:
            converted = convert(source_name, data)
            with self._writing, self._sessions.begin() as session:
                now = dt.datetime.now(dt.UTC)
                shelved = shelf.shelve(session, source_name, digest, converted, label, now)
        except RefusedError as refusal:
            return Ingested("refused", source_name, reason=str(refusal))
        except IntegrityError:  # another process took the same file in at the same moment
            return Ingested("unchanged", source_name)
        if shelved.stale_passage_ids and self._index is not None:
            self._index.remove(shelved.stale_passage_ids)
        return shelved.ingested

    # -- passages out ------------------------------------------------------------------------------------------------

    def search(
        self,
        scope: Scope,
        query: str,
        *,
        project_key: str | None = None,
        kinds: Collection[str] | None = None,
        since: dt.date | None = None,
        limit: int = 8,
    ) -> SearchResult:
        """The passages of the scope that fit the question best, best first, with the sentence that answers."""
        filters = Filters(project_key, frozenset(kinds) if kinds is not None else None, since)
        return self._searcher.search(scope, query, filters, limit)

    def documents(
        self, scope: Scope, *, kind: str | None = None, project_key: str | None = None, offset: int = 0, limit: int = 50
    ) -> DocumentList:
        """The current documents of the scope, newest first."""
        filters = Filters(project_key, frozenset({kind}) if kind is not None else None)
        with self._sessions() as session:
            return reading.list_documents(session, scope, filters, offset, limit)

    def document(self, scope: Scope, document_id: str) -> DocumentInfo | None:
        """One document, an older version too; None if there is none or it may not be read."""
        with self._sessions() as session:
            return reading.find_document(session, scope, document_id)

    def markdown(self, scope: Scope, document_id: str) -> str | None:
        """The document as Markdown; None if there is none or it may not be read."""
        with self._sessions() as session:
            return reading.find_markdown(session, scope, document_id)

    def passage(self, scope: Scope, passage_id: str) -> PassageText | None:
        """One passage; None if there is none or it may not be read."""
        with self._sessions() as session:
            return reading.find_passages(session, scope, [passage_id]).get(passage_id)

    def passages(self, scope: Scope, document_id: str) -> list[PassageText]:
        """All passages of a document in reading order; none if it may not be read."""
        with self._sessions() as session:
            return reading.passages_of(session, scope, document_id)

    # -- upkeep ------------------------------------------------------------------------------------------------------

    def check(self) -> Health:
        """Whether both indexes are in step with the tables."""
        with self._sessions() as session:
            return health.check(session, self._index, self._model)

    def mend(self) -> Health:
        """Bring both indexes in step again; returns what was found before."""
        found = self.check()
        with self._writing:
            health.mend(self._sessions, self._index, self._model)
        for _ in self.catch_up():
            pass
        return found

    @property
    def _model(self) -> str:
        return self._embedder.name if self._embedder else ""
