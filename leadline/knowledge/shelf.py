"""One file into the tables and the lexical index, in one transaction: nothing is ever half in.

The same content twice adds nothing; changed content under the same name becomes the next version, and the version before leaves
both indexes but stays readable for citations.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from leadline.knowledge import lexical
from leadline.knowledge.converted import Converted, RefusedError
from leadline.knowledge.kinds import detect_kind
from leadline.knowledge.passages import pieces
from leadline.knowledge.results import Ingested
from leadline.knowledge.tables import Document, Passage


@dataclass(frozen=True, slots=True)
class Label:
    """What the person who gave the file says about it; None = let the file speak."""

    project_key: str = ""
    kind: str | None = None
    title: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Shelved:
    """The outcome, and the passages that now have to leave the dense index."""

    ingested: Ingested
    stale_passage_ids: tuple[str, ...] = ()


def content_hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def find_current(session: Session, project_key: str, digest: str) -> Document | None:
    """The current document of the project with exactly this content, under whatever name."""
    where = (
        Document.project_key == project_key,
        Document.content_hash == digest,
        Document.superseded_by.is_(None),
    )
    return session.scalars(select(Document).where(*where).order_by(Document.id)).first()


def shelve(
    session: Session, source_name: str, digest: str, converted: Converted, label: Label, now: dt.datetime
) -> Shelved:
    """Add the document and its passages. Raises RefusedError if there is no text in it. The caller commits."""
    title = (label.title or converted.title or title_from(source_name))[:500]
    cut = pieces(converted.markdown, title=title, pages=converted.pages)
    if not cut:
        raise RefusedError(f"{source_name} holds no text to search")
    before = _current_version(session, label.project_key, source_name)
    document = _document(source_name, digest, converted, label, title, now, version=before.version + 1 if before else 1)
    session.add(document)
    session.flush()
    rows = [
        Passage(
            id=f"{document.id}.{ordinal}",
            document_id=document.id,
            ordinal=ordinal,
            section=piece.section,
            page=piece.page,
            start=piece.start,
            end=piece.end,
            text=piece.text,
            text_hash=piece.text_hash,
            boilerplate=piece.boilerplate,
        )
        for ordinal, piece in enumerate(cut, start=1)
    ]
    session.add_all(rows)
    session.flush()
    lexical.add(session, [(row.number, headed(title, row.section, row.text)) for row in rows])
    stale = _supersede(session, before, document.id) if before else ()
    return Shelved(
        Ingested(
            status="superseded" if before else "added",
            source_name=source_name,
            document_id=document.id,
            passages=len(rows),
            hidden_characters=converted.hidden_characters,
            hidden_text=converted.hidden_text,
        ),
        stale,
    )


def take_down(session: Session, document_id: str) -> tuple[str, ...] | None:
    """Delete a document with its passages; returns the passage ids to take out of the dense index, None if there is no such document."""
    if session.get(Document, document_id) is None:
        return None
    gone = leave_lexical(session, document_id)
    session.execute(update(Document).where(Document.superseded_by == document_id).values(superseded_by=None))
    session.execute(delete(Passage).where(Passage.document_id == document_id))
    session.execute(delete(Document).where(Document.id == document_id))
    return gone


def headed(title: str, section: str, text: str) -> str:
    """A passage with its headings, as both indexes see it: "it was reverted" is found by what the section is about."""
    heading = " - ".join(part for part in (title, section) if part)
    return text if text.startswith(heading) else f"{heading}\n{text}"


def title_from(source_name: str) -> str:
    """`reports/2026_q1-status.docx` -> `2026 q1 status`."""
    stem = source_name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
    stem = stem.rsplit(".", 1)[0] if "." in stem.lstrip(".") else stem
    return " ".join(stem.replace("_", " ").replace("-", " ").split()) or source_name


def _document(
    source_name: str,
    digest: str,
    converted: Converted,
    label: Label,
    title: str,
    now: dt.datetime,
    *,
    version: int,
) -> Document:
    identity = "\n".join((label.project_key, source_name, str(version), digest))
    return Document(
        id="d" + hashlib.sha256(identity.encode()).hexdigest()[:15],
        project_key=label.project_key,
        source_name=source_name,
        title=title,
        kind=label.kind or converted.kind or detect_kind(title, source_name, converted.markdown),
        version=version,
        content_hash=digest,
        language=converted.language,
        date=label.date or converted.date,
        page_count=converted.page_count,
        markdown=converted.markdown,
        hidden_characters=converted.hidden_characters,
        hidden_text=converted.hidden_text,
        ingested_at=now,
    )


def _current_version(session: Session, project_key: str, source_name: str) -> Document | None:
    where = (
        Document.project_key == project_key,
        Document.source_name == source_name,
        Document.superseded_by.is_(None),
    )
    return session.scalars(select(Document).where(*where).order_by(Document.version.desc())).first()


def _supersede(session: Session, before: Document, document_id: str) -> tuple[str, ...]:
    before.superseded_by = document_id
    return leave_lexical(session, before.id)


def leave_lexical(session: Session, document_id: str) -> tuple[str, ...]:
    found = session.execute(select(Passage.number, Passage.id).where(Passage.document_id == document_id)).all()
    numbers: Sequence[int] = [number for number, _ in found]
    lexical.remove(session, numbers)
    session.execute(update(Passage).where(Passage.document_id == document_id).values(embedded_by="", embedding=None))
    return tuple(passage_id for _, passage_id in found)
