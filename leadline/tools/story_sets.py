"""Between the rows of a story set and the set itself."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from leadline.projects import story_sets as rows
from leadline.projects.access import Access
from leadline.projects.story_sets import StoredSet
from leadline.tools.answer import Card
from leadline.tools.stories.card import story_set_card
from leadline.tools.stories.story_set import Story, StorySet


def restored(stored: StoredSet) -> StorySet:
    """The set as it stands in a row, with the number of that version in its header."""
    found = StorySet.model_validate(stored.content)
    return found.model_copy(update={"header": found.header.model_copy(update={"version": str(stored.version)})})


def keep_draft(
    session: Session, access: Access, story_set: StorySet, *, thread_id: str, project: str | None
) -> StoredSet:
    return rows.keep_new(
        session,
        access,
        story_set.model_dump(mode="json"),
        title=story_set.title,
        highest_story=highest(story_set.stories),
        thread_id=thread_id,
        project=project,
    )


def keep_edit(
    session: Session,
    access: Access,
    before: StoredSet,
    story_set: StorySet,
    *,
    instruction: str,
    change: str,
    came_from: int | None,
) -> StoredSet:
    return rows.keep_version(
        session,
        access,
        before,
        story_set.model_dump(mode="json"),
        title=story_set.title,
        highest_story=highest(story_set.stories),
        instruction=instruction,
        change=change,
        came_from=came_from,
    )


def saved_card(stored: StoredSet) -> Card:
    """The card of a stored set: it also says under which id and version the set is kept."""
    card = story_set_card(restored(stored))
    saved = {"id": stored.id, "version": stored.version, "latest": stored.latest, "change": stored.change}
    return card.model_copy(update={"data": card.data | {"saved": saved}})


def highest(stories: Sequence[Story]) -> int:
    """The highest story number in use; 0 without any."""
    return max((int(story.id.rpartition("-")[2]) for story in stories), default=0)


def keep_restored(session: Session, access: Access, set_id: str, version: int) -> StoredSet:
    """An earlier version as the newest one. StorySetError where the set or the version is not there."""
    now = rows.load_set(session, access, set_id)
    wanted = rows.load_set(session, access, set_id, version)
    return keep_edit(
        session,
        access,
        now,
        restored(wanted),
        instruction=f"restore version {version}",
        change=f"version {version} restored",
        came_from=now.version,
    )
