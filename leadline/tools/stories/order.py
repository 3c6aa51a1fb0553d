"""Which story has to come first, in which slices to deliver, what to test."""

import re
from collections.abc import Sequence

from leadline.tools.stories.actions import family_of
from leadline.tools.stories.grammar import head_noun
from leadline.tools.stories.seeds import Seed
from leadline.tools.stories.similarity import content
from leadline.tools.stories.story_set import Criterion, Dependency, Slice, Story, TestIdea

_MAKES = re.compile(
    r"(?:create|submit|request|upload|add|enter|record|register|report|import|ingest|book|"
    r"place|order|apply|file|raise|attach|collect|measure|capture|enrol|define|draft|generate|"
    r"scan|migrate|pay|store|issue|open)\b"
)
_USES = re.compile(
    r"(?:approve|reject|accept|decline|review|edit|change|update|cancel|delete|export|view|"
    r"see|search|filter|sort|assign|sign|track|compare|verify|refund|grade|publish|rate|print|"
    r"download|mark|archive|unblock|return|validate|confirm|release|forward|restore|repeat|"
    r"query|share|comment|close|withdraw|merge|summarise|report)\b"
)
_ANY = frozenset(["data", "information", "item", "items", "system", "result", "status", "details", "list"])


def dependencies(planted: Sequence[tuple[str, Seed]]) -> dict[str, tuple[Dependency, ...]]:
    """Who makes a thing comes before who uses it. Makers need nothing by this rule, so there is no cycle."""
    makers = [(story, seed, _thing(seed)) for story, seed in planted if _makes(seed)]
    places: dict[str, list[int]] = {}
    for place, (_, _, head) in enumerate(makers):
        for word in content(head):
            places.setdefault(word, []).append(place)
    found: dict[str, tuple[Dependency, ...]] = {}
    for story, seed in planted:
        if _makes(seed) or not _USES.match(_action(seed)) or not (thing := _thing(seed)):
            continue
        words = content(thing) | content(seed.clause.object)
        near = sorted({place for word in words for place in places.get(word, ())})
        needs = [
            Dependency(story=maker, reason=f"it makes the {head} that this story works on")
            for maker, other, head in (makers[place] for place in near)
            if head and _same(head, thing, other, seed)
        ]
        if needs:
            found[story] = tuple(needs[:2])
    return found


def slices(stories: Sequence[Story]) -> tuple[Slice, ...]:
    """Release order by priority; what is needed first is drawn into the slice of who needs it."""
    by_id = {story.id: story for story in stories}
    level = {story.id: {"Must": 0, "Should": 1, "Could": 2, "Won't": 2}[story.priority] for story in stories}
    for story in stories:
        for dependency in story.dependencies:
            level[dependency.story] = min(level[dependency.story], level[story.id])
    names = (
        ("First slice", "the Musts and what they need"),
        ("Second slice", "the Shoulds and what they need"),
        ("Third slice", "what the source puts last"),
    )
    out = []
    for n, (name, reason) in enumerate(names):
        members = [story.id for story in stories if level[story.id] == n]
        members.sort(key=lambda story: len(by_id[story].dependencies))
        if members:
            out.append(Slice(name=name, stories=tuple(members), reason=reason))
    return tuple(out)


def test_ideas(stories: Sequence[Story]) -> tuple[TestIdea, ...]:
    return tuple(
        TestIdea(story=story.id, criterion=criterion.id, level=criterion.level, idea=_idea(criterion))
        for story in stories
        for criterion in story.criteria
    )


def _idea(criterion: Criterion) -> str:
    name = criterion.name[:1].lower() + criterion.name[1:]
    if criterion.examples:
        return f"Table-driven: {', '.join(example.value for example in criterion.examples)}."
    ways = {
        "normal": f"Walk through it once with realistic data: {name}.",
        "negative": f"Provoke it and look at message and stored data: {name}.",
        "permission": f"Call it with a role that lacks the right, past the user interface too: {name}.",
        "state": f"Bring the record into the state first, then try: {name}.",
        "time": f"Move the clock instead of waiting: {name}.",
        "data": f"Prepare the data set, compare counts and content: {name}.",
        "quality": f"Measure under the stated conditions and keep the report: {name}.",
        "boundary": f"Try the values around the limit: {name}.",
    }
    return ways[criterion.kind]


def _action(seed: Seed) -> str:
    tokens = seed.clause.action.split()
    return " ".join(tokens[1:]) if tokens and tokens[0] in {"be", "is", "are"} else seed.clause.action


def _makes(seed: Seed) -> bool:
    return (
        seed.clause.form in {"person", "system"}
        and bool(_MAKES.match(seed.clause.action))
        and not seed.quality
        and not re.search(r"\b(?:cart|basket|favourites|wish ?list)\b", seed.clause.action)
    )


def _thing(seed: Seed) -> str:
    verb = seed.clause.action.split()[0] if seed.clause.action else ""
    head = head_noun(seed.clause.object)
    if verb in {"request", "order", "report"} and head:
        return f"{head} {verb}"
    family = family_of(seed.clause.action) if seed.clause.form == "noun" else None
    return head if head not in _ANY and not family else ""


def _same(made: str, used: str, maker: Seed, user: Seed) -> bool:
    left, right = content(made), content(used)
    whole = content(user.clause.object)
    return (
        bool(left)
        and (
            left == right
            or (len(left) > 1 and left <= whole)
            or (bool(left & right) and made.split()[-1] == used.split()[-1])
        )
        and maker is not user
    )
