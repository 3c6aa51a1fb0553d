"""Threads, stored turns and attachments of one person. Unknown and foreign look alike."""

import datetime as dt
from uuid import uuid4

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from leadline.assistant.errors import MessageError, NotFoundError
from leadline.assistant.events import Failed, to_json
from leadline.assistant.tables import Attachment, Event, Thread, Turn
from leadline.assistant.views import AttachmentView, ThreadDetail, ThreadPage, ThreadView, TurnView
from leadline.projects.access import Access

ATTACHMENT_BYTES = 200_000
TITLE_LIMIT = 200
MOST_ON_A_PAGE = 200
INTERRUPTED = Failed(
    code="interrupted",
    message="The server stopped while this was being answered. Your message is kept.",
    hint="Ask again.",
)


def find_thread(session: Session, access: Access, thread_id: str) -> Thread:
    thread = session.get(Thread, thread_id)
    if thread is None or thread.deleted or thread.owner != access.user_id:
        raise NotFoundError("conversation")
    return thread


def find_turn(session: Session, access: Access, turn_id: str) -> Turn:
    turn = session.get(Turn, turn_id)
    if turn is None:
        raise NotFoundError("turn")
    find_thread(session, access, turn.thread_id)
    return turn


def page(session: Session, access: Access, q: str, offset: int, limit: int) -> ThreadPage:
    mine = select(Thread).where(Thread.owner == access.user_id, Thread.deleted.is_(False))
    if words := q.strip():
        asked = select(Turn.thread_id).where(Turn.question.icontains(words, autoescape=True))
        mine = mine.where(or_(Thread.title.icontains(words, autoescape=True), Thread.id.in_(asked)))
    offset, limit = max(0, offset), max(1, min(limit, MOST_ON_A_PAGE))
    total = session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    rows = session.scalars(mine.order_by(Thread.updated_at.desc(), Thread.id).offset(offset).limit(limit))
    return ThreadPage(items=[ThreadView.of(row) for row in rows], total=total, offset=offset, limit=limit)


def detail(session: Session, access: Access, thread_id: str) -> ThreadDetail:
    thread = find_thread(session, access, thread_id)
    turns = session.scalars(select(Turn).where(Turn.thread_id == thread_id).order_by(Turn.number))
    return ThreadDetail(**ThreadView.of(thread).model_dump(), turns=[TurnView.of(turn) for turn in turns])


def ending_with(session: Session, access: Access, question: str, answer: str) -> str | None:
    """The newest thread of this person whose last turn is this exchange. A note below the answer does not matter."""
    last = select(func.max(Turn.number)).where(Turn.thread_id == Thread.id).correlate(Thread).scalar_subquery()
    mine = Thread.owner == access.user_id, Thread.deleted.is_(False)
    asked = Turn.question == question.strip(), Turn.number == last
    query = select(Turn.thread_id, Turn.text).join(Thread).where(*mine, *asked).order_by(Thread.updated_at.desc())
    return next((thread_id for thread_id, text in session.execute(query.limit(20)) if text and text in answer), None)


def rename(session: Session, access: Access, thread_id: str, title: str) -> ThreadView:
    """MessageError for an empty or overlong title."""
    thread = find_thread(session, access, thread_id)
    clean = " ".join(title.split())
    if not clean or len(clean) > TITLE_LIMIT:
        raise MessageError(f"A title has 1 to {TITLE_LIMIT} characters.", "Write a shorter one, or at least a word.")
    thread.title = clean
    return ThreadView.of(thread)


def delete(session: Session, access: Access, thread_id: str) -> None:
    find_thread(session, access, thread_id).deleted = True


def attach(
    session: Session, access: Access, name: str, title: str, markdown: str, thread_id: str | None
) -> AttachmentView:
    size = len(markdown.encode())
    if not markdown.strip():
        raise MessageError(f"{name} holds no text.", "Attach a file with text; scanned pages cannot be read.")
    if size > ATTACHMENT_BYTES:
        raise MessageError(
            f"{name} holds {size / 1000:,.0f} kB of text; {ATTACHMENT_BYTES // 1000} kB is the limit.",
            "Split it, or attach the part that matters.",
        )
    known = thread_id is not None and session.get(Thread, thread_id) is not None
    document = Attachment(
        id=str(uuid4()),
        owner=access.user_id,
        thread_id=find_thread(session, access, thread_id).id if known and thread_id else None,
        name=name[:300],
        title=(title or name)[:300],
        markdown=markdown,
        created_at=dt.datetime.now(dt.UTC),
    )
    session.add(document)
    return AttachmentView.of(document)


def mark_interrupted(session: Session) -> int:
    """Turns that were running when a process died get an end: status, words, last event."""
    left = list(session.scalars(select(Turn).where(Turn.status == "running")))
    for turn in left:
        turn.status = "interrupted"
        turn.error = {"code": INTERRUPTED.code, "message": INTERRUPTED.message, "hint": INTERRUPTED.hint}
        turn.finished_at = dt.datetime.now(dt.UTC)
        turn.messages = [{"type": "human", "text": turn.question}, {"type": "ai", "text": turn.text}]
        last = session.scalar(select(func.max(Event.number)).where(Event.turn_id == turn.id)) or 0
        session.add(Event(turn_id=turn.id, number=last + 1, type=INTERRUPTED.type, payload=to_json(INTERRUPTED)))
    return len(left)
