"""The library: documents in, passages out."""

from pathlib import Path
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from leadline.knowledge.results import DocumentInfo, DocumentList
from leadline.knowledge.scope import Scope
from leadline.knowledge.tables import Document


class Embedder(Protocol):
    name: str


class Library:
    def __init__(
        self,
        sessions: sessionmaker[Session],
        index_path: Path | None = None,
        chroma_url: str | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        self._sessions = sessions
        self._index_path = index_path
        self._chroma_url = chroma_url
        self._embedder = embedder

    def documents(
        self, scope: Scope, *, kind: str | None = None, project_key: str | None = None, offset: int = 0, limit: int = 50
    ) -> DocumentList:
        """The current documents of the scope, newest first."""
        where = [scope.condition(), Document.superseded_by.is_(None)]
        if kind is not None:
            where.append(Document.kind == kind)
        if project_key is not None:
            where.append(Document.project_key == project_key)
        with self._sessions() as session:
            total = session.scalar(select(func.count()).select_from(Document).where(*where)) or 0
            order = (Document.date.desc().nulls_last(), Document.title, Document.id)
            rows = session.scalars(select(Document).where(*where).order_by(*order).offset(offset).limit(limit)).all()
        return DocumentList(tuple(document_info(row) for row in rows), total)


def document_info(row: Document) -> DocumentInfo:
    return DocumentInfo(
        id=row.id,
        project_key=row.project_key,
        source_name=row.source_name,
        title=row.title,
        kind=row.kind,
        version=row.version,
        superseded_by=row.superseded_by,
        language=row.language,
        date=row.date,
        page_count=row.page_count,
        hidden_characters=row.hidden_characters,
        hidden_text=row.hidden_text,
        ingested_at=row.ingested_at,
    )
