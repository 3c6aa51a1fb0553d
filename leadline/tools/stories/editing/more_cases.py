"""Further criteria for a story, by rules: what its kind of action usually gets wrong, then what any action can get wrong."""

from leadline.tools.stories.clause import Clause
from leadline.tools.stories.criterion_draft import Draft
from leadline.tools.stories.editing.result import CannotEditError
from leadline.tools.stories.grammar import lower_first, other_person
from leadline.tools.stories.story_set import Criterion, Story
from leadline.tools.stories.usual_cases import usual_cases

AT_ONCE = 3
MOST_CRITERIA = 25
_KINDS = {
    **dict.fromkeys(("negative", "error", "failure", "sad"), "negative"),
    **dict.fromkeys(("permission", "security", "access"), "permission"),
    **dict.fromkeys(("boundary", "limit"), "boundary"),
    **dict.fromkeys(("state", "time", "edge"), "negative"),
}


def with_more(story: Story, wanted: str) -> tuple[Story, tuple[Criterion, ...]]:
    """The story with up to three new criteria, all proposed. CannotEditError when the rules know no further one."""
    kind = _KINDS.get(wanted.lower(), "")
    known = {one.name.lower() for one in story.criteria} | {one.then.lower() for one in story.criteria}
    fresh = [d for d in _pool(story, kind) if d.name.lower() not in known and d.then.lower() not in known][:AT_ONCE]
    if not fresh or len(story.criteria) >= MOST_CRITERIA:
        if kind == "boundary":
            reason = f"{story.id} states no further limit, so there is nothing to test around; add one, such as “up to 10 MB”"
        else:
            reason = f"The rules know no further {wanted or 'usual'} case for {story.id}; say in a story what else can happen"
        raise CannotEditError(f"{reason}.")
    first = max((int(one.id.removeprefix("AC")) for one in story.criteria), default=0) + 1
    added = tuple(draft.numbered(n) for n, draft in enumerate(fresh, first))
    return story.model_copy(update={"criteria": (*story.criteria, *added)}), added


def _pool(story: Story, kind: str) -> list[Draft]:
    if story.want.startswith("to "):
        action = story.want.removeprefix("to ")
        clause = Clause(story.text, "person", action, story.role)
        found = [
            *usual_cases(clause, story.role, "the system", quality=False),
            *_edges(story),
            *_of_anybody(story.role, action),
        ]
    else:
        found = [*_edges(story), *_OF_THE_SYSTEM]
    return [draft for draft in found if not kind or draft.kind == kind]


def _edges(story: Story) -> list[Draft]:
    """ "The connection breaks while it runs: nothing is half done" as a criterion."""
    out = []
    for edge in story.edge_cases:
        occasion, _, outcome = edge.text.rstrip(".").partition(": ")
        if outcome and not outcome.endswith("?"):
            given = f"the {story.role} is at work on it"
            out.append(_proposed(f"Edge case: {edge.name}", given, lower_first(occasion), outcome, "negative"))
    return out


def _of_anybody(role: str, action: str) -> list[Draft]:
    tries = f"the {role} tries to {other_person(action)}"
    return [
        _proposed("Something needed is missing", f"the {role} has left out something that is needed", tries,
                  "it is refused, what is missing is named, and nothing is stored", "negative"),
        _proposed("Done a second time", f"the {role} has just done it", tries,
                  "it is not done twice, and the person is told so", "negative"),
        _proposed("Broken off half way", f"the connection breaks while the {role} is at it", tries + " again",
                  "nothing of the first attempt is left half done", "negative"),
        _proposed("Changed by somebody else", "somebody else has changed the same record in the meantime", tries,
                  "what was changed is shown before anything is overwritten", "negative"),
        _proposed("Not signed in", "nobody is signed in", f"somebody tries to {other_person(action)}",
                  "access is refused, and no data are shown or changed", "permission"),
        _proposed("Right withdrawn", f"the right to do this was taken from the {role} while at work", tries,
                  "it is refused with the reason, and nothing changes", "permission"),
    ]  # fmt: skip


def _proposed(name: str, given: str, when: str, then: str, kind: str) -> Draft:
    return Draft(name, given, when, then, "permission" if kind == "permission" else "negative", "proposed", "proposed")


_OF_THE_SYSTEM = [
    _proposed("It fails", "a fault keeps the system from doing it", "the occasion comes on which it is to be done",
              "the failure is recorded and reported, and nothing is left half done", "negative"),
    _proposed("Asked twice", "it was done already for the same occasion", "the same occasion is reported again",
              "it is not done a second time", "negative"),
    _proposed("Data missing", "a value that is needed is missing", "the occasion comes on which it is to be done",
              "it is not done with a made-up value, and the gap is reported", "negative"),
]  # fmt: skip
