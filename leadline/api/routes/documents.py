"""Documents and their passages: what a citation points to."""

import datetime as dt
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from leadline.api.errors import ApiError, not_found
from leadline.api.request import Asker, Limit, Offset, Served, demand
from leadline.knowledge.converted import RefusedError
from leadline.knowledge.correcting import Correction
from leadline.knowledge.kinds import KINDS, kind_named
from leadline.knowledge.results import DocumentInfo, PassageText
from leadline.knowledge.scope import Scope
from leadline.projects.access import Access, Role

router = APIRouter(prefix="/api", tags=["documents"])

MAX_DOCUMENT_BYTES = 25 * 1024 * 1024
NEIGHBOURS = 1200  # characters of the text around a passage


@router.get("/documents")
def list_documents(
    leadline: Served,
    access: Asker,
    kind: Annotated[str | None, Query(max_length=40)] = None,
    project: Annotated[str | None, Query(max_length=40)] = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    found = leadline.library.documents(scope(access), kind=kind, project_key=project, offset=offset, limit=limit)
    return {"items": [_info(each) for each in found.items], "total": found.total, "offset": offset, "limit": limit}


@router.post("/documents", status_code=201)
def ingest(
    file: UploadFile,
    leadline: Served,
    access: Asker,
    project: Annotated[str, Form(max_length=40)] = "",
    kind: Annotated[str | None, Form(max_length=40)] = None,
) -> dict[str, Any]:
    """Take one document in. The same content again adds nothing; a changed one becomes the new version."""
    _demand_contributor(access, project)
    name = file.filename or "document"
    data = file.file.read(MAX_DOCUMENT_BYTES + 1)
    if len(data) > MAX_DOCUMENT_BYTES:
        raise ApiError(413, "too_large", f"{name} is larger than {MAX_DOCUMENT_BYTES // 1024 // 1024} MB.", "Split it.")
    ingested = leadline.library.ingest(name, data, project_key=project, kind=kind)
    if ingested.status == "refused":
        raise ApiError(422, "document_refused", ingested.reason or f"{name} cannot be read.", "Nothing was indexed.")
    return asdict(ingested)


class Corrected(BaseModel):
    """What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    project: str | None = Field(default=None, max_length=40)
    kind: str | None = Field(default=None, max_length=40)
    title: str | None = Field(default=None, min_length=1, max_length=500)
    date: dt.date | None = None
    version: int | None = Field(default=None, ge=1, le=100_000)
    language: str | None = Field(default=None, pattern=r"^[a-z]{2}$")
    replaces: str | None = Field(default=None, max_length=40)


@router.patch("/documents/{document_id}")
def correct_document(document_id: str, body: Corrected, leadline: Served, access: Asker) -> dict[str, Any]:
    """Correct what was guessed about a document, or say which older one it replaces (that one stays citable)."""
    kind = kind_named(body.kind) if body.kind is not None else None
    if body.kind is not None and kind is None:
        raise ApiError(
            422, "unknown_kind", f"“{body.kind}” is not a kind of document.", f"Kinds are {', '.join(KINDS)}."
        )
    for named in (document_id, body.replaces):
        known = leadline.library.document(scope(access), named) if named is not None else None
        if named is not None and known is None:
            raise not_found("document")
        if known is not None:
            _demand_contributor(access, known.project_key)
    if body.project is not None:
        _demand_contributor(access, body.project)
    values = body.model_dump(exclude={"project", "kind"})
    try:
        document = leadline.library.correct(
            scope(access), document_id, Correction(project_key=body.project, kind=kind, **values)
        )
    except RefusedError as refusal:
        raise ApiError(
            409, "not_corrected", f"The document {refusal}.", "List the documents to see the newest."
        ) from refusal
    if document is None:
        raise not_found("document")
    return _info(document)


@router.get("/documents/{document_id}")
def read_document(document_id: str, leadline: Served, access: Asker) -> dict[str, Any]:
    document = leadline.library.document(scope(access), document_id)
    if document is None:
        raise not_found("document")
    return _info(document) | {"markdown": leadline.library.markdown(scope(access), document_id)}


@router.get("/documents/{document_id}/passages/{passage_id}")
def read_passage(document_id: str, passage_id: str, leadline: Served, access: Asker) -> dict[str, Any]:
    """A passage with the text before and after it, for the panel beside the answer."""
    document = leadline.library.document(scope(access), document_id)
    passage = leadline.library.passage(scope(access), passage_id)
    markdown = leadline.library.markdown(scope(access), document_id)
    if document is None or passage is None or passage.document_id != document_id or markdown is None:
        raise not_found("passage")
    return {
        "document": _info(document),
        "passage": _passage(passage),
        "before": markdown[max(0, passage.start - NEIGHBOURS) : passage.start],
        "after": markdown[passage.end : passage.end + NEIGHBOURS],
    }


def _demand_contributor(access: Access, project_key: str) -> None:
    if project_key:
        demand(access, project_key, Role.CONTRIBUTOR)
    elif not access.everything:
        raise ApiError(403, "role_too_low", "Documents of the whole organisation are kept by an administrator.")


def scope(access: Access) -> Scope:
    return Scope(access.project_keys)


def _info(document: DocumentInfo) -> dict[str, Any]:
    row = asdict(document)
    row["date"] = document.date.isoformat() if document.date else None
    row["ingested_at"] = document.ingested_at.isoformat()
    return row


def _passage(passage: PassageText) -> dict[str, Any]:
    return {"id": passage.id, "section": passage.section, "page": passage.page, "text": passage.text}
