"""What an edit gives back, and how it says that it cannot be done."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from leadline.tools.stories.story_set import FinishedItem, SourceItem, Story, StorySet


class CannotEditError(Exception):
    """In one sentence: what cannot be done, and what can. Nothing has changed."""

    def __init__(self, message: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message, self.choices = message, choices


@dataclass(frozen=True)
class Bench:
    """What an edit works on. `next_number` is that of the next new story; `focus` the stories of the last edit.

    `history`: finished items for sizes, and `history_of` whose they are.
    """

    story_set: StorySet
    next_number: int
    focus: tuple[str, ...] = ()
    history: Sequence[FinishedItem] = ()
    history_of: str = "the organisation"


@dataclass(frozen=True)
class Outcome:
    """`told`: what was done, in whole sentences. `stories` and `source_map` are those of the new version."""

    told: tuple[str, ...]
    stories: tuple[Story, ...]
    source_map: tuple[SourceItem, ...] | None = None
    title: str | None = None
    remarks: tuple[str, ...] = field(default=())


def replaced(stories: Sequence[Story], changed: Sequence[Story]) -> tuple[Story, ...]:
    """The stories with those that changed in their old places."""
    by_id = {story.id: story for story in changed}
    return tuple(by_id.get(story.id, story) for story in stories)


def ids(stories: Sequence[Story]) -> str:
    """ "US-1, US-2 and US-5"; long lists are cut."""
    names = [story.id for story in stories]
    if len(names) > 8:
        return f"{', '.join(names[:8])} and {len(names) - 8} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1] if names else ""]))
