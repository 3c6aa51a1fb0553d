"""Who is asking, with which model, on which day: what the page needs to know when it opens."""

from typing import Any

from fastapi import APIRouter

from leadline.api.request import Asker, Served
from leadline.api.routes.attachments import MAX_ATTACHMENT_BYTES
from leadline.assistant.conversations import MESSAGE_CHARACTERS

router = APIRouter(prefix="/api", tags=["session"])


@router.get("/session")
def session(leadline: Served, access: Asker) -> dict[str, Any]:
    return {
        "user": {"id": access.user_id, "name": access.name},
        "auth": leadline.settings.auth,
        "model": leadline.settings.model,
        "today": leadline.settings.current_date().isoformat(),
        "version": leadline.version,
        "limits": {"message_characters": MESSAGE_CHARACTERS, "attachment_bytes": MAX_ATTACHMENT_BYTES},
    }
