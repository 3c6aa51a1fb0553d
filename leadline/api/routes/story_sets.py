"""Story sets: list, read, versions, differences, restore, files."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from leadline.api.request import Asker, Limit, Offset, Served
from leadline.projects import story_sets
from leadline.projects.story_sets import StoredSet
from leadline.tools.stories.card import counts
from leadline.tools.stories.editing.diff import differences
from leadline.tools.stories.exports import FORMATS, file_name
from leadline.tools.story_sets import keep_restored, restored

router = APIRouter(prefix="/api", tags=["story sets"])

Version = Annotated[int, Query(ge=1, le=1_000_000)]
Format = Literal["md", "gherkin", "jira", "xlsx", "docx"]


class Restore(BaseModel):
    model_config = ConfigDict(extra="forbid")
    version: Annotated[int, Field(ge=1, le=1_000_000)]


@router.get("/story-sets")
def list_story_sets(
    leadline: Served,
    access: Asker,
    q: Annotated[str, Query(max_length=200)] = "",
    thread: Annotated[str | None, Query(max_length=64)] = None,
    project: Annotated[str | None, Query(max_length=40)] = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Yours, the last changed first; `q` searches titles."""
    with leadline.sessions() as session:
        items, total = story_sets.list_sets(
            session, access, q=q, thread_id=thread, project=project, offset=offset, limit=limit
        )
    return {"items": [asdict(item) for item in items], "total": total, "offset": offset, "limit": limit}


@router.get("/story-sets/{set_id}")
def read_story_set(set_id: str, leadline: Served, access: Asker, version: Version | None = None) -> dict[str, Any]:
    """The newest version, or the one asked for."""
    with leadline.sessions() as session:
        return _view(story_sets.load_set(session, access, set_id, version))


@router.get("/story-sets/{set_id}/versions")
def list_versions(
    set_id: str, leadline: Served, access: Asker, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """Newest first: what was asked and what changed."""
    with leadline.sessions() as session:
        items, total = story_sets.list_versions(session, access, set_id, offset=offset, limit=limit)
    return {"items": [asdict(item) for item in items], "total": total, "offset": offset, "limit": limit}


@router.get("/story-sets/{set_id}/diff")
def compare_versions(
    set_id: str,
    leadline: Served,
    access: Asker,
    before: Version,
    after: Version,
) -> dict[str, Any]:
    with leadline.sessions() as session:
        old = story_sets.load_set(session, access, set_id, before)
        new = story_sets.load_set(session, access, set_id, after)
    found = differences(restored(old), restored(new))
    return {
        "id": set_id,
        "before": before,
        "after": after,
        "differences": [one.model_dump(mode="json") | {"text": one.told()} for one in found],
        "total": len(found),
    }


@router.post("/story-sets/{set_id}/restore")
def restore_version(set_id: str, wanted: Restore, leadline: Served, access: Asker) -> dict[str, Any]:
    """An earlier version becomes the newest one; the versions between stay."""
    with leadline.sessions.begin() as session:
        return _view(keep_restored(session, access, set_id, wanted.version))


@router.get("/story-sets/{set_id}/export")
def export_story_set(
    set_id: str, leadline: Served, access: Asker, format: Format = "md", version: Version | None = None
) -> Response:
    """A file: Markdown, Gherkin (.feature), CSV for Jira's importer, XLSX or DOCX."""
    with leadline.sessions() as session:
        stored = story_sets.load_set(session, access, set_id, version)
    kind = FORMATS[format]
    name = file_name(stored.title, stored.version, kind)
    return Response(
        kind.write(restored(stored)),
        media_type=kind.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )


def _view(stored: StoredSet) -> dict[str, Any]:
    found = restored(stored)
    fields = {name: value for name, value in asdict(stored).items() if name not in {"content", "highest_story"}}
    return fields | {"counts": counts(found), "story_set": found.model_dump(mode="json")}
