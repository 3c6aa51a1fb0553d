"""A story as a Gherkin feature that a Gherkin parser accepts."""

import re
from collections.abc import Iterator

from leadline.tools.stories.markdown import origin
from leadline.tools.stories.story_set import Criterion, Story, StorySet


def feature(story: Story) -> str:
    """One `.feature` text for one story."""
    return "\n".join(_feature(story)) + "\n"


def features(story_set: StorySet) -> dict[str, str]:
    """File name -> text, one file a story."""
    return {f"{story.id.lower()}-{_slug(story.title)}.feature": feature(story) for story in story_set.stories}


def _feature(story: Story) -> Iterator[str]:
    yield f"@{story.id} @{story.priority.replace(chr(39), '')}"
    yield f"Feature: {line(story.title)}"
    yield f"  {line(story.text)}"
    yield f"  Source: {', '.join(story.source)}"
    for rule in story.rules:
        yield f"  {rule.kind.capitalize()}: {line(rule.text)} ({rule.source})"
    for criterion in story.criteria:
        yield ""
        yield from scenario(criterion)


def scenario(criterion: Criterion) -> Iterator[str]:
    yield f"  @{criterion.id} @{criterion.kind} @{criterion.basis}"
    yield f"  # {origin(criterion)}"
    yield f"  Scenario{' Outline' if criterion.examples else ''}: {line(criterion.name)}"
    yield f"    Given {_step(criterion.given)}"
    yield f"    When {_step(criterion.when)}"
    yield f"    Then {_step(criterion.then)}"
    if criterion.examples:
        yield ""
        yield "    Examples:"
        yield "      | value | outcome |"
        for example in criterion.examples:
            yield f"      | {_cell(example.value)} | {_cell(example.outcome)} |"


def _step(text: str) -> str:
    first = text.split(" ")[0]
    return line(text[:1].lower() + text[1:] if first[1:].islower() or first == "A" else text)


def line(text: str) -> str:
    """One line that starts with no Gherkin keyword or mark."""
    flat = " ".join(text.split())
    return re.sub(r"^([@#|\"*])", r"· \1", flat)


def _cell(text: str) -> str:
    return line(text).replace("\\", "\\\\").replace("|", "\\|")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:50]
