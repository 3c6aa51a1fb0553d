"""What differs between two versions of a set, in values and in words."""

from collections.abc import Iterator, Sequence
from typing import Literal

from leadline.tools.answer import Frozen
from leadline.tools.stories.exports.words import points
from leadline.tools.stories.story_set import Criterion, Question, Story, StorySet


class Difference(Frozen):
    """`before`, `after`: None = not there. `what`: "story", "criterion", "requirement", "question", or the field of a story."""

    place: str
    what: str
    kind: Literal["added", "removed", "changed"]
    before: str | None
    after: str | None

    def told(self) -> str:
        if self.kind == "added":
            return f"{self.place} added: {self.after}"
        if self.kind == "removed":
            return f"{self.place} removed: {self.before}"
        return f"{self.place}, {self.what}: “{self.before}” is now “{self.after}”"


def differences(before: StorySet, after: StorySet) -> tuple[Difference, ...]:
    """Stories and their criteria first, then requirements and questions. Questions are told apart by their words."""
    found = [*_stories(before.stories, after.stories)]
    old, new = ({item.id: item.text for item in one.source_map} for one in (before, after))
    found += _keyed("requirement", old, new)
    asked, asks = (_questions(one.open_questions) for one in (before, after))
    found += _keyed("question", {key: key for key in asked}, {key: key for key in asks})
    return tuple(found)


def _questions(questions: Sequence[Question]) -> list[str]:
    return [question.question for question in questions]


def _stories(before: Sequence[Story], after: Sequence[Story]) -> Iterator[Difference]:
    old, new = ({story.id: story for story in one} for one in (before, after))
    yield from _keyed(
        "story", {key: one.text for key, one in old.items()}, {key: one.text for key, one in new.items()}, both=False
    )
    for key in (key for key in old if key in new):
        yield from _fields(old[key], new[key])
        yield from _keyed("criterion", _criteria(old[key]), _criteria(new[key]))
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield Difference(place="Order", what="order", kind="changed", before=", ".join(old), after=", ".join(new))


def _fields(old: Story, new: Story) -> Iterator[Difference]:
    values = (
        ("title", old.title, new.title),
        ("role", old.role, new.role),
        ("want", old.want, new.want),
        ("benefit", old.benefit, new.benefit),
        ("priority", old.priority, new.priority),
        ("estimate", points(old.estimate), points(new.estimate)),
        ("source", ", ".join(old.source), ", ".join(new.source)),
        ("state", old.state, new.state),
    )
    for what, before, after in values:
        if before != after:
            yield Difference(place=new.id, what=what, kind="changed", before=before, after=after)


def _criteria(story: Story) -> dict[str, str]:
    return {f"{story.id} {one.id}": _told(one) for one in story.criteria}


def _told(criterion: Criterion) -> str:
    return f"{criterion.name}: given {criterion.given}, when {criterion.when}, then {criterion.then}"


def _keyed(what: str, old: dict[str, str], new: dict[str, str], *, both: bool = True) -> Iterator[Difference]:
    for key in (key for key in new if key not in old):
        yield Difference(place=_place(what, key), what=what, kind="added", before=None, after=new[key])
    for key in (key for key in old if key not in new):
        yield Difference(place=_place(what, key), what=what, kind="removed", before=old[key], after=None)
    if both:
        for key in (key for key in old if key in new and old[key] != new[key]):
            yield Difference(place=key, what=what, kind="changed", before=old[key], after=new[key])


def _place(what: str, key: str) -> str:
    return "Question" if what == "question" else key
