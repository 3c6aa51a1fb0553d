"""A whole set as one `.feature` file: one feature, one rule a story."""

from collections.abc import Iterator

from leadline.tools.stories.gherkin import line, scenario
from leadline.tools.stories.story_set import StorySet


def story_set_feature(story_set: StorySet) -> str:
    return "\n".join(_lines(story_set)) + "\n"


def _lines(story_set: StorySet) -> Iterator[str]:
    yield f"Feature: {line(story_set.title)}"
    yield f"  Version {story_set.header.version}, {story_set.header.state}, source: {line(story_set.header.source.name)}"
    for story in story_set.stories:
        yield ""
        yield f"  @{story.id} @{story.priority.replace(chr(39), '')}"
        yield f"  Rule: {story.id} {line(story.title)}"
        yield f"    {line(story.text)}"
        yield f"    Source: {', '.join(story.source)}"
        for criterion in story.criteria:
            yield ""
            yield from (f"  {text}" if text else "" for text in scenario(criterion))
