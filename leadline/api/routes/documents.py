"""Documents and their passages: what a citation points to."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, UploadFile

from leadline.api.errors import ApiError, not_found
from leadline.api.request import Asker, Limit, Offset, Served, demand
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
    if project:
        demand(access, project, Role.CONTRIBUTOR)
    elif not access.everything:
        raise ApiError(403, "role_too_low", "Documents of the whole organisation are added by an administrator.")
    name = file.filename or "document"
    data = file.file.read(MAX_DOCUMENT_BYTES + 1)
    if len(data) > MAX_DOCUMENT_BYTES:
        raise ApiError(413, "too_large", f"{name} is larger than {MAX_DOCUMENT_BYTES // 1024 // 1024} MB.", "Split it.")
    ingested = leadline.library.ingest(name, data, project_key=project, kind=kind)
    if ingested.status == "refused":
        raise ApiError(422, "document_refused", ingested.reason or f"{name} cannot be read.", "Nothing was indexed.")
    return asdict(ingested)


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


def scope(access: Access) -> Scope:
    return Scope(access.project_keys)


def _info(document: DocumentInfo) -> dict[str, Any]:
    row = asdict(document)
    row["date"] = document.date.isoformat() if document.date else None
    row["ingested_at"] = document.ingested_at.isoformat()
    return row


def _passage(passage: PassageText) -> dict[str, Any]:
    return {"id": passage.id, "section": passage.section, "page": passage.page, "text": passage.text}
