"""Reads of documents and passages. Every one takes a scope; unknown and forbidden look alike (None)."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from leadline.knowledge.dense import Filters
from leadline.knowledge.results import DocumentInfo, DocumentList, PassageText
from leadline.knowledge.scope import Scope
from leadline.knowledge.tables import Document, Passage


def conditions(scope: Scope, filters: Filters) -> list[ColumnElement[bool]]:
    """Scope and filters over current documents, as conditions on Document."""
    return [Document.superseded_by.is_(None), *restrictions(scope, filters)]


def restrictions(scope: Scope, filters: Filters) -> list[ColumnElement[bool]]:
    """Scope and filters alone; empty where nothing is withheld and nothing is filtered."""
    found: list[ColumnElement[bool]] = [] if scope.project_keys is None else [scope.condition()]
    if filters.project_key is not None:
        found.append(Document.project_key == filters.project_key)
    if filters.kinds is not None:
        found.append(Document.kind.in_(sorted(filters.kinds)))
    if filters.since is not None:
        found.append(Document.date >= filters.since)
    return found


def list_documents(session: Session, scope: Scope, filters: Filters, offset: int, limit: int) -> DocumentList:
    where = conditions(scope, filters)
    total = session.scalar(select(func.count()).select_from(Document).where(*where)) or 0
    order = (Document.date.desc().nulls_last(), Document.title, Document.id)
    rows = session.scalars(select(Document).where(*where).order_by(*order).offset(offset).limit(limit)).all()
    return DocumentList(tuple(document_info(row) for row in rows), total)


def count_by_kind(session: Session, scope: Scope, filters: Filters) -> tuple[tuple[str, int], ...]:
    """How many current documents of each kind, most frequent first."""
    statement = select(Document.kind, func.count()).where(*conditions(scope, filters)).group_by(Document.kind)
    counts = [(kind, int(count)) for kind, count in session.execute(statement)]
    return tuple(sorted(counts, key=lambda row: (-row[1], row[0])))


def find_document(session: Session, scope: Scope, document_id: str) -> DocumentInfo | None:
    row = session.scalar(select(Document).where(Document.id == document_id, scope.condition()))
    return document_info(row) if row else None


def find_markdown(session: Session, scope: Scope, document_id: str) -> str | None:
    return session.scalar(select(Document.markdown).where(Document.id == document_id, scope.condition()))


def find_passages(session: Session, scope: Scope, passage_ids: Sequence[str]) -> dict[str, PassageText]:
    """By id; superseded documents too, so that an old citation can still be opened."""
    rows = session.execute(passage_columns().where(Passage.id.in_(passage_ids), scope.condition()))
    return {passage.id: passage for passage in map(passage_text, rows)}


def passages_of(session: Session, scope: Scope, document_id: str) -> list[PassageText]:
    """All passages of one document in reading order."""
    statement = passage_columns().where(Passage.document_id == document_id, scope.condition())
    return [passage_text(row) for row in session.execute(statement.order_by(Passage.ordinal))]


PassageRow = Row[str, str, str, str, str, dt.date | None, str, int | None, int, int, str]


def passage_columns() -> Select[str, str, str, str, str, dt.date | None, str, int | None, int, int, str]:
    return select(
        Passage.id,
        Document.id,
        Document.title,
        Document.kind,
        Document.project_key,
        Document.date,
        Passage.section,
        Passage.page,
        Passage.start,
        Passage.end,
        Passage.text,
    ).join(Document, Document.id == Passage.document_id)


def passage_text(row: PassageRow) -> PassageText:
    return PassageText(*row)


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
