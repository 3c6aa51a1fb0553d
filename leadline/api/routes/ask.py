"""`POST /api/ask`: one question, one JSON answer."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from leadline.api.named import project_key
from leadline.api.request import Asker, Served

router = APIRouter(prefix="/api", tags=["chat"])


class Question(BaseModel):
    """`project`: key or name of the project in view. `attachments`: ids from `POST /api/attachments`."""

    model_config = ConfigDict(extra="forbid")

    message: str
    thread_id: Annotated[str | None, Field(max_length=64)] = None
    project: Annotated[str | None, Field(max_length=200)] = None
    attachments: list[str] = []
    model: Annotated[str | None, Field(max_length=200)] = None


@router.post("/ask")
async def ask(question: Question, leadline: Served, access: Asker) -> dict[str, Any]:
    """The whole turn: text, tools, facts, claims, citations, cards, proposals."""
    turn = await leadline.conversations.ask(
        access,
        question.thread_id,
        question.message,
        project=project_key(leadline, access, question.project),
        attachments=tuple(question.attachments),
        model=question.model,
    )
    return turn.model_dump(mode="json")
