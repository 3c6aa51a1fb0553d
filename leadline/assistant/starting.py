"""A message becomes a turn: checked, then stored with its thread before anything else happens."""

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from leadline.assistant import history
from leadline.assistant.errors import BusyError, MessageError, NotFoundError
from leadline.assistant.limits import Limits
from leadline.assistant.tables import Attachment, Thread, Turn
from leadline.assistant.threads import find_thread
from leadline.assistant.turn_run import Beginning
from leadline.knowledge.library import Library
from leadline.projects.access import Access
from leadline.tools.context import Context

MESSAGE_CHARACTERS = 20_000
MOST_ATTACHMENTS = 10
TITLE_CHARACTERS = 60
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)


@dataclass(frozen=True)
class Request:
    access: Access
    thread_id: str | None
    turn_id: str | None
    message: str
    project: str | None
    attachments: tuple[str, ...]
    model: str

    def checked(self) -> "Request":
        """The same with a clean message; MessageError says what is wrong and what to do."""
        message = INVISIBLE.sub("", self.message).strip()
        if not message:
            raise MessageError("The message is empty.", "Write a question, or paste requirements.")
        if len(message) > MESSAGE_CHARACTERS:
            raise MessageError(
                f"The message has {len(message):,} characters; {MESSAGE_CHARACTERS:,} is the limit.",
                "Attach the text as a file instead (up to 200 kB each).",
            )
        if len(self.attachments) > MOST_ATTACHMENTS:
            raise MessageError(
                f"{len(self.attachments)} files are attached; {MOST_ATTACHMENTS} is the limit.", "Send fewer at a time."
            )
        for identity in (self.thread_id, self.turn_id):
            if identity is not None and not ID.fullmatch(identity):
                raise MessageError(
                    "The id of the thread or of the turn is malformed.", "Use a UUID, or leave it out for a new one."
                )
        return replace(self, message=message)


@dataclass(frozen=True)
class Stored:
    """What the rows said when the turn was stored."""

    thread_id: str
    turn_id: str
    title: str
    project: str | None
    created_at: dt.datetime
    past: list[list[history.Json]]
    attached: list[dict[str, Any]]
    documents: tuple[tuple[str, str], ...] = field(default=())
    reserved: int = 0

    def beginning(
        self, request: Request, sessions: sessionmaker[Session], library: Library, today: dt.date
    ) -> Beginning:
        context = Context(
            access=request.access,
            today=today,
            sessions=sessions,
            library=library,
            thread_id=self.thread_id,
            turn_id=self.turn_id,
            project=self.project,
            model=request.model,
            attachments=self.documents,
        )
        return Beginning(
            thread_id=self.thread_id,
            turn_id=self.turn_id,
            title=self.title,
            question=request.message,
            model=request.model,
            past=self.past,
            context=context,
            attachments=self.attached,
            created_at=self.created_at,
            reserved=self.reserved,
        )


def store(session: Session, request: Request, limits: Limits) -> Stored:
    """Thread and turn as rows. NotFoundError, BusyError, LimitError."""
    now = dt.datetime.now(dt.UTC)
    thread = _thread(session, request, now)
    turn_id = request.turn_id or str(uuid4())
    if session.get(Turn, turn_id) is not None:
        raise BusyError("This message was already sent.", "Follow its events, or send it with a new id.")
    past = list(session.scalars(select(Turn).where(Turn.thread_id == thread.id).order_by(Turn.number)))
    if past and past[-1].status == "running":
        raise BusyError("This conversation is still answering.", "Wait for the answer, or stop it first.")
    reserved = limits.admit(session, request.access, request.model, now)
    documents = _attachments(session, request, thread)
    attached = [{"id": document.id, "name": document.name} for document in documents]
    session.add(
        Turn(
            id=turn_id,
            thread_id=thread.id,
            number=past[-1].number + 1 if past else 1,
            question=request.message,
            status="running",
            attachments=attached,
            model=request.model,
            created_at=now,
        )
    )
    return Stored(
        thread_id=thread.id,
        turn_id=turn_id,
        title=thread.title,
        project=thread.project_key,
        created_at=now,
        past=[turn.messages for turn in past if turn.messages][-history.MOST_TURNS :],
        attached=attached,
        documents=tuple((document.name, document.markdown) for document in documents or _earlier(session, past)),
        reserved=reserved,
    )


def _thread(session: Session, request: Request, now: dt.datetime) -> Thread:
    thread = None
    if request.thread_id is not None and session.get(Thread, request.thread_id) is not None:
        thread = find_thread(session, request.access, request.thread_id)
    if thread is None:
        thread = Thread(
            id=request.thread_id or str(uuid4()),
            owner=request.access.user_id,
            title=title_of(request.message),
            created_at=now,
            updated_at=now,
        )
        session.add(thread)
        session.flush()
    if request.project is not None:
        thread.project_key = request.project or None
    thread.updated_at = now
    return thread


def _attachments(session: Session, request: Request, thread: Thread) -> list[Attachment]:
    found = []
    for identity in request.attachments:
        document = session.get(Attachment, identity)
        if document is None or document.owner != request.access.user_id:
            raise NotFoundError("attachment")
        document.thread_id = thread.id
        found.append(document)
    return found


def _earlier(session: Session, past: list[Turn]) -> list[Attachment]:
    """The documents that the conversation is about: those of the last message that had any."""
    last = next((turn.attachments for turn in reversed(past) if turn.attachments), [])
    found = (session.get(Attachment, item["id"]) for item in last)
    return [document for document in found if document is not None]


def title_of(message: str) -> str:
    """The first line, cut at a word."""
    line = " ".join(message.splitlines()[0].split()).strip("#*-> ") or "Conversation"
    if len(line) <= TITLE_CHARACTERS:
        return line
    return f"{line[:TITLE_CHARACTERS].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"
