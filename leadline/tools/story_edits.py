"""A kept story set, edited and looked at in the words of a conversation. Every edit is a new version; nothing is overwritten."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from leadline.projects import story_sets as rows
from leadline.projects.story_sets import StoredSet, StorySetError
from leadline.tools.answer import ToolAnswer
from leadline.tools.changes import Runtime
from leadline.tools.context import Context
from leadline.tools.stories.editing.apply import apply
from leadline.tools.stories.editing.diff import differences
from leadline.tools.stories.editing.instruction import VIEWS, Edit, read_instruction
from leadline.tools.stories.editing.renew import renewed
from leadline.tools.stories.editing.result import Bench, CannotEditError, Outcome
from leadline.tools.stories.story_set import StorySet
from leadline.tools.story_answers import cannot, changed_answer
from leadline.tools.story_neighbours import finished_items
from leadline.tools.story_proposal import into_backlog
from leadline.tools.story_sets import highest, keep_edit, keep_restored, restored
from leadline.tools.story_views import looked_at
from leadline.tools.which import ask_back

NO_SET = (
    "There is no story set in this conversation yet. Paste requirements, attach a document, or name the set by its id "
    "(GET /api/story-sets lists yours)."
)
CAN = (
    "split, merge, delete, keep, add and rename stories, set role, benefit or priority, add more cases, estimate, undo, compare "
    "and restore versions, show Gherkin, coverage or questions"
)


def set_in_use(session: Session, context: Context, set_id: str | None) -> StoredSet | None:
    """The set named, else the one that this conversation worked on last. StorySetError for an unknown or foreign id."""
    if set_id:
        return rows.load_set(session, context.access, set_id)
    return rows.latest_of_thread(session, context.access, context.thread_id)


def edited(runtime: Runtime, instruction: str, set_id: str | None, project: str | None = None) -> ToolAnswer:
    """The answer to an instruction: the new version, a view of the present one, or why not."""
    context = runtime.context
    try:
        with context.sessions() as session:
            stored = set_in_use(session, context, set_id)
        if stored is None:
            return ask_back(NO_SET)
        edits = read_instruction(instruction)
        if not edits and instruction.strip():
            raise CannotEditError(f"I cannot do “{_short(instruction)}” to the stories by rules; I can {CAN}.")
        if edits and edits[0].kind == "propose":
            return into_backlog(runtime, stored, edits[0], project)
        if not edits or edits[0].kind in VIEWS:
            return looked_at(context, stored, edits[0] if edits else Edit("show"))
        return _change(context, stored, edits, instruction)
    except CannotEditError as error:
        return cannot(context, error.message, error.choices)
    except StorySetError as error:
        return cannot(context, f"{error.message} {error.hint}".strip())


def _change(context: Context, stored: StoredSet, edits: Sequence[Edit], instruction: str) -> ToolAnswer:
    with context.sessions.begin() as session:
        if edits[0].kind in {"undo", "restore"}:
            if len(edits) > 1:
                raise CannotEditError("Undo or restore goes alone; say the rest after it.")
            new, told = _back(session, context, stored, edits[0])
            return changed_answer(context, restored(stored), new, Outcome((told,), restored(new).stories))
        before = restored(stored)
        after, outcome = _applied(session, context, stored, before, edits)
        new = keep_edit(
            session,
            context.access,
            stored,
            after,
            instruction=_short(instruction),
            change=" ".join(outcome.told)[:500],
            came_from=stored.version,
        )
    return changed_answer(context, before, new, outcome)


def _back(session: Session, context: Context, stored: StoredSet, edit: Edit) -> tuple[StoredSet, str]:
    if edit.kind == "restore":
        version = int(edit.text)
        if version == stored.version:
            raise CannotEditError(f"Version {version} is the one you are looking at.")
        return keep_restored(session, context.access, stored.id, version), f"Version {version} is back."
    if stored.came_from is None:
        raise CannotEditError("There is nothing left to undo: this is the set as it was drafted.")
    earlier = rows.load_set(session, context.access, stored.id, stored.came_from)
    back = keep_edit(
        session,
        context.access,
        stored,
        restored(earlier),
        instruction="undo",
        change=f"back to version {earlier.version}",
        came_from=earlier.came_from,
    )
    return back, f"Undone: the set is as it was in version {earlier.version}."


def _applied(
    session: Session, context: Context, stored: StoredSet, before: StorySet, edits: Sequence[Edit]
) -> tuple[StorySet, Outcome]:
    """All edits or none."""
    focus = _touched_last(session, context, stored)
    history, whose = finished_items(session, context.access, stored.project_key) if _sizes(edits) else ((), "")
    next_number, current = stored.highest_story + 1, before
    told, remarks = list[str](), list[str]()
    outcome = Outcome((), before.stories)
    for edit in edits:
        if edit.kind in VIEWS or edit.kind in {"undo", "restore"}:
            raise CannotEditError("Changes and looking at them do not go into one sentence; nothing was changed.")
        outcome = apply(edit, Bench(current, next_number, focus, history, whose))
        after = renewed(current, outcome.stories, outcome.source_map)
        current = after.model_copy(update={"title": outcome.title}) if outcome.title else after
        next_number = max(next_number, highest(current.stories) + 1)
        told += outcome.told
        remarks += outcome.remarks
    if current == before:
        raise CannotEditError("The set already is as you wish; nothing was changed.")
    return current, Outcome(tuple(told), current.stories, remarks=tuple(dict.fromkeys(remarks)))


def _sizes(edits: Sequence[Edit]) -> bool:
    return any(edit.kind == "estimate" for edit in edits)


def _touched_last(session: Session, context: Context, stored: StoredSet) -> tuple[str, ...]:
    """The stories that the last edit changed: what "it" means."""
    if stored.came_from is None:
        return ()
    earlier = restored(rows.load_set(session, context.access, stored.id, stored.came_from))
    places = (one.place.split()[0] for one in differences(earlier, restored(stored)))
    return tuple(dict.fromkeys(place for place in places if place.startswith("US-")))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 200 else f"{flat[:199]}…"
