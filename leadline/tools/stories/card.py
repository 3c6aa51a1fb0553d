"""A story set as a card for the screen; the shape is described in docs/cards/story_set.md."""

from leadline.tools.answer import Card
from leadline.tools.stories.markdown import origin
from leadline.tools.stories.story_set import StorySet


def story_set_card(story_set: StorySet) -> Card:
    data = story_set.model_dump(mode="json")
    for shown, story in zip(data["stories"], story_set.stories, strict=True):
        shown["text"] = story.text
        shown["ready_state"] = all(check.ok for check in story.ready)
        for row, criterion in zip(shown["criteria"], story.criteria, strict=True):
            row["origin"] = origin(criterion)
    data["counts"] = counts(story_set)
    return Card(kind="story_set", title=story_set.title, data=data)


def counts(story_set: StorySet) -> dict[str, int]:
    """The figures of the headline."""
    criteria = [criterion for story in story_set.stories for criterion in story.criteria]
    return {
        "stories": len(story_set.stories),
        "criteria": len(criteria),
        "proposed_criteria": sum(criterion.basis == "proposed" for criterion in criteria),
        "requirements": story_set.coverage.requirements,
        "sentences": story_set.coverage.sentences,
        "background": story_set.coverage.background,
        "parked": story_set.coverage.parked,
        "uncovered": sum(row.status == "uncovered" for row in story_set.coverage.rows),
        "conflicts": len(story_set.conflicts),
        "questions": len(story_set.open_questions),
        "blocking_questions": sum(question.blocking for question in story_set.open_questions),
    }
