"""Files attached to a message: converted to text, kept for their owner, never indexed."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, UploadFile

from leadline.api.errors import ApiError
from leadline.api.request import Asker, Served
from leadline.api.wiring import Leadline
from leadline.knowledge.converted import RefusedError
from leadline.projects.access import Access

router = APIRouter(prefix="/api", tags=["documents"])

MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024


def attach_file(
    leadline: Leadline, access: Access, name: str, data: bytes, thread_id: str | None = None
) -> dict[str, Any]:
    """Convert and keep one file; ApiError says why it cannot be read. `pages` is None where the format has none."""
    try:
        converted = leadline.library.convert(name, data)
    except RefusedError as refusal:
        raise ApiError(422, "file_refused", str(refusal), "Attach it in another format, or paste the text.") from None
    view = leadline.conversations.attach(
        access, name=name, markdown=converted.markdown, title=converted.title or "", thread_id=thread_id
    )
    return view.model_dump() | {"pages": converted.page_count}


@router.post("/attachments", status_code=201)
def attach(
    file: UploadFile, leadline: Served, access: Asker, thread_id: Annotated[str | None, Form(max_length=64)] = None
) -> dict[str, Any]:
    """Markdown, text, DOCX or PDF. The id goes into `attachments` of the next question."""
    name = file.filename or "attachment"
    data = file.file.read(MAX_ATTACHMENT_BYTES + 1)
    if len(data) > MAX_ATTACHMENT_BYTES:
        limit = MAX_ATTACHMENT_BYTES // 1024 // 1024
        raise ApiError(413, "too_large", f"{name} is larger than {limit} MB.", "Attach the part that matters.")
    return attach_file(leadline, access, name, data, thread_id)
