"""Files attached to a message: converted to text, kept for their owner, never indexed."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, UploadFile

from leadline.api.errors import ApiError
from leadline.api.request import Asker, Served

router = APIRouter(prefix="/api", tags=["documents"])

MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024


@router.post("/attachments", status_code=201)
def attach(
    file: UploadFile, leadline: Served, access: Asker, thread_id: Annotated[str | None, Form(max_length=64)] = None
) -> dict[str, Any]:
    """Markdown, text, DOCX, PPTX, XLSX or PDF. The id goes into `attachments` of the next question."""
    name = file.filename or "attachment"
    data = file.file.read(MAX_ATTACHMENT_BYTES + 1)
    if len(data) > MAX_ATTACHMENT_BYTES:
        limit = MAX_ATTACHMENT_BYTES // 1024 // 1024
        raise ApiError(413, "too_large", f"{name} is larger than {limit} MB.", "Attach the part that matters.")
    return leadline.conversations.attach(access, name, data, thread_id=thread_id)
