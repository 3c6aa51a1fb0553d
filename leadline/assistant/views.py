"""What leaves the conversation: turns and threads as plain values. The JSON of `TurnView` is a contract with other programs."""

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from leadline.assistant.tables import Attachment, Thread, Turn

Status = Literal["running", "done", "failed", "interrupted", "stopped"]


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class TurnView(_View):
    """One question with its answer. `message_id` is the id of the turn; claims hold character offsets into `text`."""

    thread_id: str
    message_id: str
    question: str
    status: Status
    error: dict[str, Any] | None
    text: str
    tools: list[dict[str, Any]]
    facts: list[dict[str, Any]]
    claims: list[dict[str, Any]]
    citations: list[dict[str, Any]]
    cards: list[dict[str, Any]]
    proposals: list[dict[str, Any]]
    suggestions: list[str]
    attachments: list[dict[str, Any]]
    model: str
    usage: dict[str, Any]
    ms: int | None
    created_at: dt.datetime

    @classmethod
    def of(cls, row: Turn) -> "TurnView":
        fields = {name: getattr(row, name) for name in cls.model_fields if name != "message_id"}
        return cls(message_id=row.id, **fields)

    def with_proposals(self, proposals: list[dict[str, Any]]) -> "TurnView":
        """The same turn with its proposals as they stand now."""
        return self.model_copy(update={"proposals": proposals}) if self.proposals else self

    def to_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


class ThreadView(_View):
    id: str
    title: str
    project: str | None
    created_at: dt.datetime
    updated_at: dt.datetime

    @classmethod
    def of(cls, row: Thread) -> "ThreadView":
        return cls(
            id=row.id, title=row.title, project=row.project_key, created_at=row.created_at, updated_at=row.updated_at
        )


class ThreadDetail(ThreadView):
    turns: list[TurnView]


class ThreadPage(_View):
    items: list[ThreadView]
    total: int
    offset: int
    limit: int


class AttachmentView(_View):
    id: str
    name: str
    title: str
    characters: int

    @classmethod
    def of(cls, row: Attachment) -> "AttachmentView":
        return cls(id=row.id, name=row.name, title=row.title, characters=len(row.markdown))
