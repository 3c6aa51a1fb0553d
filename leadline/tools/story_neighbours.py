"""What a project already holds that new stories are compared with: its stakeholders, open items and finished items."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.queries.relations import load_stakeholders
from leadline.projects.queries.work_items import OPEN, ItemFilter, search_items
from leadline.tools.stories.roles import person
from leadline.tools.stories.story_set import BacklogItem, FinishedItem, Persona, StorySet

MOST = 1_000
"""Items compared at most; a larger backlog is compared in part, and the answer says so."""


@dataclass(frozen=True, slots=True)
class ProjectGround:
    key: str
    name: str
    personas: tuple[Persona, ...]
    backlog: tuple[BacklogItem, ...]
    open_total: int
    history: tuple[FinishedItem, ...]


def load_ground(session: Session, access: Access, key: str, name: str) -> ProjectGround:
    """Only what the asker may see. Stakeholders become personas where their role names a kind of person."""
    stakeholders = load_stakeholders(session, access, (key,))
    personas = {
        role: Persona(role=role, need=one.needs, evidence=f"stakeholder {one.name}")
        for one in stakeholders
        if one.role and (role := person(one.role))
    }
    open_items = search_items(session, access, ItemFilter(projects=(key,), statuses=OPEN), limit=MOST)
    done = search_items(session, access, ItemFilter(projects=(key,), statuses=("done",)), limit=MOST)
    return ProjectGround(
        key,
        name,
        tuple(personas.values()),
        tuple(BacklogItem(key=item.key, title=item.title, text=item.description or "") for item in open_items.items),
        open_items.total,
        tuple(FinishedItem(key=i.key, title=i.title, points=i.points) for i in done.items if i.points is not None),
    )


def compared(ground: ProjectGround, story_set: StorySet) -> str:
    """ "Compared by words with 84 open items of Harbor: 1 likely duplicate, HRB-33 (US-2, 0.86)." """
    known = {item.key for item in ground.backlog}
    twins = [
        f"{twin.other} ({story.id}, {twin.similarity:.2f})"
        for story in story_set.stories
        for twin in story.quality.duplicates
        if twin.other in known
    ]
    part = f"{len(ground.backlog)} of " if ground.open_total > len(ground.backlog) else ""
    items = "item" if ground.open_total == 1 else "items"
    duplicates = "duplicate" if len(twins) == 1 else "duplicates"
    found = f"{len(twins)} likely {duplicates}, {', '.join(twins)}" if twins else "no likely duplicate"
    return f"Compared by words with {part}{ground.open_total} open {items} of {ground.name}: {found}."


def finished_items(session: Session, access: Access, project: str | None) -> tuple[tuple[FinishedItem, ...], str]:
    """Finished items with points, and whose they are: the project's own, or the organisation's where it has none."""
    for keys, whose in ((((project,), f"project {project}"),) if project else ()) + (((), "the organisation"),):
        done = search_items(session, access, ItemFilter(projects=keys, statuses=("done",)), limit=2 * MOST)
        found = tuple(
            FinishedItem(key=i.key, title=i.title, points=i.points) for i in done.items if i.points is not None
        )
        if found:
            return found, whose
    return (), "the organisation"
