"""The dense index: one Chroma collection per embedding model, cosine, in a folder or on a server.

Chroma alone answers the nearest-neighbour query, with the asker's scope as part of it. Vectors come from our embedder and are always
passed explicitly: Chroma's own default would fetch a model from the network.
"""

import datetime as dt
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from leadline.knowledge.scope import Scope

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

WRITE_BATCH = 1_000  # Chroma's server refuses more than 5,461 at once


@dataclass(frozen=True, slots=True)
class DenseRow:
    """A passage as the dense index keeps it."""

    passage_id: str
    document_id: str
    project_key: str
    kind: str
    date: dt.date | None
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search beyond the scope. All must hold; None = no restriction."""

    project_key: str | None = None
    kinds: frozenset[str] | None = None
    since: dt.date | None = None


class DenseIndex:
    """Opened on first use (Chroma takes half a second to import)."""

    def __init__(self, path: Path, url: str | None, model: str) -> None:
        self._path, self._url = path, url
        self._name = "passages-" + re.sub(r"[^a-zA-Z0-9._-]+", "-", model).strip("-._")[:100]
        self._lock = threading.Lock()
        self._opened: Collection | None = None

    def add(self, rows: Sequence[DenseRow]) -> None:
        """Add or replace rows."""
        for first in range(0, len(rows), WRITE_BATCH):
            part = rows[first : first + WRITE_BATCH]
            self._collection().upsert(
                ids=[row.passage_id for row in part],
                embeddings=np.stack([row.vector for row in part]),
                metadatas=[_metadata(row) for row in part],
            )

    def remove(self, passage_ids: Sequence[str]) -> None:
        for first in range(0, len(passage_ids), WRITE_BATCH):
            self._collection().delete(ids=list(passage_ids[first : first + WRITE_BATCH]))

    def search(
        self, vector: NDArray[np.float32], scope: Scope, filters: Filters, limit: int
    ) -> list[tuple[str, float]]:
        """(passage id, cosine) of the nearest passages inside scope and filters, nearest first."""
        found = self._collection().query(
            query_embeddings=vector[None, :], n_results=limit, where=where(scope, filters), include=["distances"]
        )
        ids, distances = found["ids"][0], (found["distances"] or [[]])[0]
        return [(passage_id, 1.0 - float(distance)) for passage_id, distance in zip(ids, distances, strict=True)]

    def indexed(self) -> set[str]:
        """The passage ids that the index holds."""
        return set(self._collection().get(include=[])["ids"])

    def _collection(self) -> "Collection":
        with self._lock:
            if self._opened is None:
                self._opened = self._client().get_or_create_collection(
                    self._name,
                    embedding_function=None,
                    configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
                )
            return self._opened

    def _client(self) -> "ClientAPI":
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if self._url:
            address = urlsplit(self._url)
            tls = address.scheme == "https"
            port = address.port or (443 if tls else 8000)
            return chromadb.HttpClient(host=address.hostname or "localhost", port=port, ssl=tls, settings=settings)
        self._path.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(path=str(self._path), settings=settings)


def where(scope: Scope, filters: Filters) -> dict[str, Any] | None:
    """Scope and filters as one Chroma condition; None = everything."""
    parts: list[dict[str, Any]] = []
    keys = scope.readable_keys()
    if filters.project_key is not None:
        allowed = keys is None or filters.project_key in keys
        parts.append({"project_key": {"$in": [filters.project_key] if allowed else [FORBIDDEN]}})
    elif keys is not None:
        parts.append({"project_key": {"$in": list(keys)}})
    if filters.kinds is not None:
        parts.append({"kind": {"$in": sorted(filters.kinds)}})
    if filters.since is not None:
        parts.append({"day": {"$gte": filters.since.toordinal()}})
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {"$and": parts}


FORBIDDEN = "\x00"  # no project has this key: a condition that nothing meets


def _metadata(row: DenseRow) -> dict[str, str | int]:
    day = row.date.toordinal() if row.date else 0
    return {"document_id": row.document_id, "project_key": row.project_key, "kind": row.kind, "day": day}
