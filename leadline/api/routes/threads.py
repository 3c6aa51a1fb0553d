"""Conversations: list, read, rename, delete."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from leadline.api.request import Asker, Limit, Offset, Served

router = APIRouter(prefix="/api", tags=["threads"])


class Rename(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: Annotated[str, Field(min_length=1, max_length=200)]


@router.get("/threads")
def list_threads(
    leadline: Served,
    access: Asker,
    q: Annotated[str, Query(max_length=200)] = "",
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Newest first; `q` searches titles and questions."""
    return leadline.conversations.threads(access, q, offset, limit)


@router.get("/threads/{thread_id}")
def read_thread(thread_id: str, leadline: Served, access: Asker) -> dict[str, Any]:
    return leadline.conversations.thread(access, thread_id)


@router.patch("/threads/{thread_id}")
def rename_thread(thread_id: str, change: Rename, leadline: Served, access: Asker) -> dict[str, Any]:
    return leadline.conversations.rename(access, thread_id, change.title)


@router.delete("/threads/{thread_id}", status_code=204)
def delete_thread(thread_id: str, leadline: Served, access: Asker) -> None:
    leadline.conversations.delete(access, thread_id)
