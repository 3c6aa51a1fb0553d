"""Story sets as rows: kept, changed by new versions only, listed and read by their owner. Unknown and foreign look alike."""

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.tables import StorySetRecord, StorySetVersion

Json = dict[str, Any]
TITLE = 300


class StorySetError(Exception):
    """The set cannot be had or changed. `message` says what, `hint` what to do."""

    def __init__(self, message: str, hint: str = "", *, missing: bool = False) -> None:
        super().__init__(message)
        self.message, self.hint, self.missing = message, hint, missing


@dataclass(frozen=True, slots=True)
class StoredSet:
    """One version of a set. `content` is the dumped set as it was drafted or edited; `latest` the newest version."""

    id: str
    title: str
    thread_id: str
    project_key: str | None
    version: int
    latest: int
    came_from: int | None
    highest_story: int
    instruction: str
    change: str
    content: Json
    created_at: dt.datetime
    updated_at: dt.datetime


@dataclass(frozen=True, slots=True)
class SetSummary:
    id: str
    title: str
    thread_id: str
    project_key: str | None
    version: int
    created_at: dt.datetime
    updated_at: dt.datetime


@dataclass(frozen=True, slots=True)
class VersionSummary:
    version: int
    came_from: int | None
    instruction: str
    change: str
    created_at: dt.datetime


def keep_new(
    session: Session,
    access: Access,
    content: Json,
    *,
    title: str,
    highest_story: int,
    thread_id: str,
    project: str | None,
) -> StoredSet:
    """The first version of a new set."""
    now = dt.datetime.now(dt.UTC)
    row = StorySetRecord(
        id=f"ss-{secrets.token_hex(5)}",
        owner=access.user_id,
        thread_id=thread_id,
        project_key=project,
        title=title[:TITLE],
        version=1,
        highest_story=highest_story,
        created_at=now,
        updated_at=now,
    )
    session.add(row)
    session.flush()
    first = _version(row.id, 1, None, "", "drafted", content, now)
    session.add(first)
    return _stored(row, first)


def keep_version(
    session: Session,
    access: Access,
    before: StoredSet,
    content: Json,
    *,
    title: str,
    highest_story: int,
    instruction: str,
    change: str,
    came_from: int | None,
) -> StoredSet:
    """The next version after `before`. StorySetError if somebody was faster or the set is not yours."""
    row = _owned(session, access, before.id)
    number = before.latest + 1
    taken = session.execute(
        update(StorySetRecord)
        .where(StorySetRecord.id == before.id, StorySetRecord.version == before.latest)
        .values(
            version=number,
            title=title[:TITLE],
            highest_story=max(before.highest_story, highest_story),
            updated_at=dt.datetime.now(dt.UTC),
        )
        .returning(StorySetRecord.id)
    ).first()
    if taken is None:
        raise StorySetError(
            f"{before.id} was changed in the meantime.", "Look at the newest version, then say it again."
        )
    session.refresh(row)
    version = _version(before.id, number, came_from, instruction, change, content, row.updated_at)
    session.add(version)
    return _stored(row, version)


def load_set(session: Session, access: Access, set_id: str, version: int | None = None) -> StoredSet:
    """The newest version, or the one asked for. StorySetError (missing) for an unknown or foreign one."""
    row = _owned(session, access, set_id)
    found = session.get(StorySetVersion, (set_id, version or row.version))
    if found is None:
        raise StorySetError(
            f"{set_id} has no version {version}.", f"It has the versions 1 to {row.version}.", missing=True
        )
    return _stored(row, found)


def latest_of_thread(session: Session, access: Access, thread_id: str) -> StoredSet | None:
    """The set that a conversation worked on last."""
    if not thread_id:
        return None
    row = session.scalar(
        select(StorySetRecord)
        .where(StorySetRecord.owner == access.user_id, StorySetRecord.thread_id == thread_id)
        .order_by(StorySetRecord.updated_at.desc(), StorySetRecord.id)
        .limit(1)
    )
    return load_set(session, access, row.id) if row else None


def list_sets(
    session: Session,
    access: Access,
    *,
    q: str = "",
    thread_id: str | None = None,
    project: str | None = None,
    offset: int = 0,
    limit: int = 50,
) -> tuple[list[SetSummary], int]:
    """Newest change first, with the total that fits."""
    mine = select(StorySetRecord).where(StorySetRecord.owner == access.user_id)
    if words := q.strip():
        mine = mine.where(StorySetRecord.title.icontains(words, autoescape=True))
    if thread_id is not None:
        mine = mine.where(StorySetRecord.thread_id == thread_id)
    if project is not None:
        mine = mine.where(StorySetRecord.project_key == project)
    total = session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    rows = session.scalars(
        mine.order_by(StorySetRecord.updated_at.desc(), StorySetRecord.id).offset(offset).limit(limit)
    )
    return [
        SetSummary(r.id, r.title, r.thread_id, r.project_key, r.version, r.created_at, r.updated_at) for r in rows
    ], total


def list_versions(
    session: Session, access: Access, set_id: str, *, offset: int = 0, limit: int = 50
) -> tuple[list[VersionSummary], int]:
    """Newest first, without their contents."""
    row = _owned(session, access, set_id)
    found = session.execute(
        select(
            StorySetVersion.number,
            StorySetVersion.came_from,
            StorySetVersion.instruction,
            StorySetVersion.change,
            StorySetVersion.created_at,
        )
        .where(StorySetVersion.set_id == set_id)
        .order_by(StorySetVersion.number.desc())
        .offset(offset)
        .limit(limit)
    )
    return [VersionSummary(*one) for one in found], row.version


def _owned(session: Session, access: Access, set_id: str) -> StorySetRecord:
    row = session.get(StorySetRecord, set_id)
    if row is None or row.owner != access.user_id:
        raise StorySetError(
            "There is no story set that you can see under this id.",
            "List yours with GET /api/story-sets.",
            missing=True,
        )
    return row


def _version(
    set_id: str, number: int, came_from: int | None, instruction: str, change: str, content: Json, at: dt.datetime
) -> StorySetVersion:
    return StorySetVersion(
        set_id=set_id,
        number=number,
        came_from=came_from,
        instruction=instruction,
        change=change,
        content=content,
        created_at=at,
    )


def _stored(row: StorySetRecord, version: StorySetVersion) -> StoredSet:
    return StoredSet(
        id=row.id,
        title=row.title,
        thread_id=row.thread_id,
        project_key=row.project_key,
        version=version.number,
        latest=row.version,
        came_from=version.came_from,
        highest_story=row.highest_story,
        instruction=version.instruction,
        change=version.change,
        content=version.content,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
