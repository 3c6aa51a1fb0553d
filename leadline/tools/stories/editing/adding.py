"""A further story from a sentence of the conversation: the sentence becomes a requirement of the source map."""

import re

from leadline.tools.stories.drafting import RequirementsError, draft_story_set
from leadline.tools.stories.editing.result import CannotEditError
from leadline.tools.stories.story_set import Criterion, Persona, SourceItem, Story, StorySet

SECTION = "added in the conversation"
_FOR_WHOM = re.compile(
    r"(?:an? |the |our )?(?P<who>[A-Za-z-]+(?: [A-Za-z-]+){0,2}?) (?:to (?:be able to )?|who (?:can |wants? to )?)(?P<what>.+)",
    re.I | re.S,
)
_CAN = re.compile(r"\b(?:can|may|shall|must|should|could|wants?|needs?|as an?|is|are|has|have)\b", re.I)


def add(story_set: StorySet, text: str, next_number: int) -> tuple[tuple[Story, ...], tuple[SourceItem, ...]]:
    """The new stories and the new lines of the source map, numbered after those that are there."""
    sentence = _sentence(text)
    try:
        drafted = draft_story_set(sentence, personas=_people(story_set))
    except RequirementsError as error:
        raise CannotEditError(str(error)) from None
    if not drafted.stories:
        raise CannotEditError(
            f"No story can be drawn from “{text}”; say who can do what, such as “add a story: a clerk can print the label”."
        )
    new_refs = _renumbered(drafted, story_set)
    new_ids = {story.id: f"US-{n}" for n, story in enumerate(drafted.stories, next_number)}
    items = tuple(
        item.model_copy(update={"id": new_refs[item.id], "section": SECTION, "line": 0}) for item in drafted.source_map
    )
    return tuple(_story(story, new_ids, new_refs) for story in drafted.stories), items


def _sentence(text: str) -> str:
    told = text.strip().strip('"“”')
    found = _FOR_WHOM.fullmatch(told)
    if found and not _CAN.search(told.split(" to ")[0]):
        return f"{found.group('who')} can {found.group('what')}"
    return told


def _people(story_set: StorySet) -> tuple[Persona, ...]:
    return tuple(persona for persona in story_set.epic.personas if persona.evidence)


def _renumbered(drafted: StorySet, story_set: StorySet) -> dict[str, str]:
    highest = {"R": 0, "N": 0}
    for item in story_set.source_map:
        letter, number = item.id[:1], item.id[1:]
        if letter in highest and number.isdigit():
            highest[letter] = max(highest[letter], int(number))
    return {item.id: f"{item.id[:1]}{highest[item.id[:1]] + int(item.id[1:])}" for item in drafted.source_map}


def _story(story: Story, ids: dict[str, str], refs: dict[str, str]) -> Story:
    new = ids[story.id]
    return story.model_copy(
        update={
            "id": new,
            "source": tuple(refs.get(ref, ref) for ref in story.source),
            "context": _cited(story.context, refs),
            "criteria": tuple(_criterion(one, refs) for one in story.criteria),
            "rules": tuple(one.model_copy(update={"source": refs.get(one.source, one.source)}) for one in story.rules),
            "dependencies": tuple(one.model_copy(update={"story": ids[one.story]}) for one in story.dependencies),
            "open_questions": tuple(
                one.model_copy(
                    update={
                        "id": f"{new}-Q",
                        "stories": (new,),
                        "sources": tuple(refs.get(ref, ref) for ref in one.sources),
                    }
                )
                for one in story.open_questions
                if one.id.endswith("-Q")
            ),
        }
    )


def _criterion(criterion: Criterion, refs: dict[str, str]) -> Criterion:
    return criterion.model_copy(update={"source": _cited(criterion.source, refs)})


def _cited(text: str, refs: dict[str, str]) -> str:
    return re.sub(r"\b[RN]\d+\b", lambda found: refs.get(found.group(0), found.group(0)), text)
