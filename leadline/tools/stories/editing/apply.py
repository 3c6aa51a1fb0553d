"""An edit on a set: who is meant, what is done, what is said about it."""

from collections.abc import Callable, Sequence

from leadline.tools.stories.editing import adding, merging, more_cases, splitting, wording
from leadline.tools.stories.editing.instruction import Edit
from leadline.tools.stories.editing.references import Place, UnclearError, meant
from leadline.tools.stories.editing.result import Bench, CannotEditError, Outcome, ids, replaced
from leadline.tools.stories.grammar import article
from leadline.tools.stories.stories import Neighbours, estimates
from leadline.tools.stories.story_set import Story


def apply(edit: Edit, bench: Bench) -> Outcome:
    """CannotEditError says in one sentence why not; then nothing has changed."""
    return _HOW[edit.kind](edit, bench)


def stories_meant(edit: Edit, bench: Bench) -> tuple[Story, ...]:
    try:
        return meant(edit.which, Place(bench.story_set.stories, bench.focus))
    except UnclearError as error:
        choices = tuple(_again(edit, choice) for choice in error.choices)
        raise CannotEditError(error.message, choices) from None


def _again(edit: Edit, story: str) -> str:
    """The instruction with the story named, to choose from."""
    text = edit.text
    match edit.kind:
        case "rename":
            return f"rename {story} to {text}"
        case "priority":
            return f"make {story} a {text}"
        case "role":
            return f"the role of {story} is {text}"
        case "benefit":
            return f"the benefit of {story} is {text}"
        case "more":
            return f"more {text or 'test'} cases for {story}"
        case "split":
            return f"split {story}{f' into {text}' if text else ''}"
        case "gherkin":
            return f"gherkin for {story}"
        case _:
            return f"{edit.kind} {story}"


def _single(edit: Edit, bench: Bench) -> Story:
    found = stories_meant(edit, bench)
    if len(found) != 1:
        raise CannotEditError(
            f"That is done to one story at a time; {ids(found)} are meant.",
            tuple(_again(edit, story.id) for story in found[:8]),
        )
    return found[0]


def _split(edit: Edit, bench: Bench) -> Outcome:
    story = _single(edit, bench)
    parts = splitting.split(story, edit.text, bench.next_number)
    stories: list[Story] = []
    for one in bench.story_set.stories:
        stories += parts if one.id == story.id else [one]
    told = [f"{story.id} is split in {len(parts)}: it keeps “{parts[0].want.removeprefix('to ')}”."]
    told += [f"{part.id} takes “{part.want.removeprefix('to ')}” ({_criteria(part)})." for part in parts[1:]]
    return Outcome(tuple(told), tuple(stories))


def _criteria(story: Story) -> str:
    n = len(story.criteria)
    return f"{n} criterion" if n == 1 else f"{n} criteria"


def _merge(edit: Edit, bench: Bench) -> Outcome:
    found = list(dict.fromkeys(_several(edit, bench)))
    if len(found) < 2:
        raise CannotEditError("A merge takes two or more stories, such as “merge 1 and 2”.")
    if " into " in f" {edit.which.lower()} ":
        found = [found[-1], *found[:-1]]
    target, gone = found[0], [story.id for story in found[1:]]
    merged = merging.merge(found)
    stories = tuple(
        merging.pointed_at(one, gone, target.id)
        for one in replaced(bench.story_set.stories, [merged])
        if one.id not in gone
    )
    told = [f"{target.id} now holds {ids(found)} with {_criteria(merged)}: {merged.text}"]
    remarks = []
    if len({story.role for story in found}) > 1:
        roles = ", ".join(dict.fromkeys(story.role for story in found))
        remarks.append(f"The roles differ ({roles}); {target.id} keeps {target.role}.")
    if merged.want != target.want:
        remarks.append(f"{target.id} has more than one action now; the quality panel marks it.")
    return Outcome(tuple(told), stories, remarks=tuple(remarks))


def _several(edit: Edit, bench: Bench) -> tuple[Story, ...]:
    """ "the export one and the upload one": where the whole names no story, its halves do."""
    try:
        whole = stories_meant(edit, bench)
        if len(whole) > 1:
            return whole
    except CannotEditError:
        whole = ()
    halves = [
        part for joint in (" into ", " with ", " and ") if joint in edit.which for part in edit.which.split(joint)
    ]
    if len(halves) < 2:
        return whole or stories_meant(edit, bench)
    return tuple(_single(Edit(edit.kind, half), bench) for half in halves[:2])


def _delete(edit: Edit, bench: Bench) -> Outcome:
    found = _several(edit, bench)
    return _without(found, bench, f"Taken out: {ids(found)}.")


def _keep(edit: Edit, bench: Bench) -> Outcome:
    kept = {story.id for story in _several(edit, bench)}
    gone = [story for story in bench.story_set.stories if story.id not in kept]
    if not gone:
        raise CannotEditError("These are all the stories of the set; there is nothing to take out.")
    return _without(gone, bench, f"Taken out: {ids(gone)}.")


def _without(gone: Sequence[Story], bench: Bench, told: str) -> Outcome:
    names = {story.id for story in gone}
    left = tuple(story for story in bench.story_set.stories if story.id not in names)
    before = {row.requirement for row in bench.story_set.coverage.rows if row.status == "covered"}
    still = {ref for story in left for ref in story.source}
    bare = [item.id for item in bench.story_set.source_map if item.id in before and item.id not in still]
    verb = "has" if len(bare) == 1 else "have"
    remarks = (f"{', '.join(bare[:10])}{' …' if len(bare) > 10 else ''} {verb} no story now.",) if bare else ()
    return Outcome((told,), left, remarks=remarks)


def _rename(edit: Edit, bench: Bench) -> Outcome:
    title = wording.clean(edit.text, "title")
    if edit.which.lower() in {"the set", "set", "this set", "the story set", "it all"}:
        return Outcome((f"The set is called “{title}” now.",), bench.story_set.stories, title=title)
    story = wording.with_title(_single(edit, bench), title)
    return Outcome((f"{story.id} is called “{story.title}” now.",), replaced(bench.story_set.stories, [story]))


def _priority(edit: Edit, bench: Bench) -> Outcome:
    found = [wording.with_priority(story, edit.text) for story in _several(edit, bench)]
    verb = "is" if len(found) == 1 else "are"
    return Outcome((f"{ids(found)} {verb} {found[0].priority} now.",), replaced(bench.story_set.stories, found))


def _role(edit: Edit, bench: Bench) -> Outcome:
    role = wording.clean(edit.text, "role")
    tail = ""
    for joint in (" for ", " in "):
        head, found, rest = role.rpartition(joint)
        if (
            found
            and not edit.which
            and (any(c.isdigit() for c in rest) or rest.lower().startswith(("all", "every", "the set")))
        ):
            role, tail = head, rest
            break
    which = edit.which or ("all" if tail.lower().startswith("the set") else tail)
    chosen = _of_role(which, bench) or (
        _several(Edit("role", which, role), bench) if which else _whose_role_is_open(role, bench)
    )
    changed = [wording.with_role(story, role) for story in chosen]
    return Outcome((f"The role of {ids(changed)} is {article(role)} now.",), replaced(bench.story_set.stories, changed))


def _of_role(which: str, bench: Bench) -> tuple[Story, ...]:
    """Where an old role is named instead of stories ("replace supplier by vendor")."""
    old = which.lower().removeprefix("the ").strip()
    return tuple(story for story in bench.story_set.stories if old and story.role.lower() in {old, old.rstrip("s")})


def _whose_role_is_open(role: str, bench: Bench) -> tuple[Story, ...]:
    stories = bench.story_set.stories
    guessed = tuple(story for story in stories if story.role_basis == "proposed")
    if guessed:
        return guessed
    if len({story.role for story in stories}) == 1:
        return tuple(stories)
    roles = ", ".join(dict.fromkeys(story.role for story in stories))
    choices = (f"the role of all stories is {role}", *(f"the role of {story.id} is {role}" for story in stories[:7]))
    raise CannotEditError(f"The source names the roles itself ({roles}). For which stories is it the {role}?", choices)


def _benefit(edit: Edit, bench: Bench) -> Outcome:
    story = wording.with_benefit(_single(edit, bench), wording.clean(edit.text, "benefit"))
    return Outcome((f"{story.id}: {story.text}",), replaced(bench.story_set.stories, [story]))


def _more(edit: Edit, bench: Bench) -> Outcome:
    found = _several(edit, bench)
    if len(found) > 1 and not edit.which:
        return _more_each(edit, bench, found)
    told, changed, refused = [], [], []
    for story in found:
        try:
            fuller, added = more_cases.with_more(story, edit.text)
        except CannotEditError as error:
            refused.append(error.message)
            continue
        changed.append(fuller)
        names = "; ".join(f"{one.id} {one.name}" for one in added)
        told.append(f"{story.id} has {len(added)} more, all proposed: {names}.")
    if not changed:
        raise CannotEditError(" ".join(refused))
    return Outcome(tuple(told), replaced(bench.story_set.stories, changed), remarks=tuple(refused))


def _more_each(edit: Edit, bench: Bench, found: Sequence[Story]) -> Outcome:
    choices = tuple(_again(edit, story.id) for story in found[:7])
    raise CannotEditError("For which story?", (*choices, f"more {edit.text or 'test'} cases for all"))


def _add(edit: Edit, bench: Bench) -> Outcome:
    new, items = adding.add(bench.story_set, edit.text, bench.next_number)
    told = [f"{story.id} is new: {story.text}" for story in new]
    refs = ", ".join(item.id for item in items if item.id.startswith("R"))
    remarks = (f"Your sentence stands in the source map as {refs}.",) if refs else ()
    return Outcome(
        tuple(told), (*bench.story_set.stories, *new), (*bench.story_set.source_map, *items), remarks=remarks
    )


def _estimate(edit: Edit, bench: Bench) -> Outcome:
    """The range of similar finished items; what has fewer than three of them stays without a size."""
    found = _several(edit, bench)
    if not bench.history:
        raise CannotEditError(
            f"There is no finished item with story points in {bench.history_of} that you can see, so no size can be derived; "
            "the team has to estimate."
        )
    sizes = estimates([story.want for story in found], Neighbours((), bench.history, None))
    changed = [story.model_copy(update={"estimate": size}) for story, size in zip(found, sizes, strict=True)]
    sized = [story for story in changed if story.estimate.low is not None]
    looked = f"{len(bench.history)} finished items with points of {bench.history_of} were compared by words"
    if not sized:
        raise CannotEditError(
            f"No size: {looked}, and no story has three or more similar ones; the team has to estimate."
        )
    told = [
        f"{story.id}: {story.estimate.low:g} to {story.estimate.high:g} points, n = {story.estimate.n} ({story.estimate.basis})."
        for story in sized
    ]
    left = [story for story in changed if story.estimate.low is None]
    remarks = [f"{looked}."]
    if left:
        remarks.append(f"Without a size, too few similar items: {ids(left)}.")
    return Outcome(tuple(told), replaced(bench.story_set.stories, changed), remarks=tuple(remarks))


_HOW: dict[str, Callable[[Edit, Bench], Outcome]] = {
    "split": _split,
    "merge": _merge,
    "delete": _delete,
    "keep": _keep,
    "rename": _rename,
    "priority": _priority,
    "role": _role,
    "benefit": _benefit,
    "more": _more,
    "add": _add,
    "estimate": _estimate,
}
