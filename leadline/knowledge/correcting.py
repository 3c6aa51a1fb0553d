"""What a person says about a document after it was taken in: kind, project, title, date, version, language, which one it replaces."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from leadline.knowledge import lexical
from leadline.knowledge.converted import RefusedError
from leadline.knowledge.shelf import headed, leave_lexical
from leadline.knowledge.tables import Document, Passage


@dataclass(frozen=True, slots=True)
class Correction:
    """None = leave as it is. `replaces`: id of the document of which this one is the newer version."""

    project_key: str | None = None
    kind: str | None = None
    title: str | None = None
    date: dt.date | None = None
    version: int | None = None
    language: str | None = None
    replaces: str | None = None


def correct(session: Session, document_id: str, correction: Correction) -> tuple[str, ...]:
    """Apply it; returns the passage ids that leave the dense index. Raises RefusedError. The caller commits.

    The document and its quotes stay as they are; its passages are indexed anew, because both indexes keep what is corrected here.
    """
    document = session.get(Document, document_id)
    if document is None or document.superseded_by is not None:
        raise RefusedError("is no current document: only the newest version can be corrected")
    gone: tuple[str, ...] = ()
    if correction.replaces is not None:
        gone = _replace(session, document, correction.replaces)
    for name in ("project_key", "kind", "title", "date", "version", "language"):
        if (value := getattr(correction, name)) is not None:
            setattr(document, name, value)
    session.flush()
    return gone + _index_anew(session, document)


def _replace(session: Session, document: Document, older_id: str) -> tuple[str, ...]:
    older = session.get(Document, older_id)
    if older is None or older.id == document.id or older.superseded_by is not None:
        raise RefusedError("can replace only another current document")
    older.superseded_by = document.id
    document.version = max(document.version, older.version + 1)
    return leave_lexical(session, older.id)


def _index_anew(session: Session, document: Document) -> tuple[str, ...]:
    """The dense index keeps the old project until its row is gone, so those passages leave it at once."""
    statement = select(Passage.number, Passage.id, Passage.section, Passage.text).where(
        Passage.document_id == document.id
    )
    rows = session.execute(statement).all()
    lexical.remove(session, [number for number, *_ in rows])
    lexical.add(session, [(number, headed(document.title, section, text)) for number, _, section, text in rows])
    session.execute(update(Passage).where(Passage.document_id == document.id).values(embedded_by="", embedding=None))
    return tuple(passage_id for _, passage_id, *_ in rows)
