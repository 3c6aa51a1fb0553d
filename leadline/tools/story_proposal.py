"""Stories on their way into a backlog: a proposal that a person decides on, with what is there already said first."""

import re
from collections.abc import Sequence

import numpy as np

from leadline.projects.proposals.operations import Draft
from leadline.projects.story_sets import StoredSet
from leadline.tools.answer import Sentence, ToolAnswer
from leadline.tools.changes import Runtime, Wish, proposed
from leadline.tools.stories.editing.apply import stories_meant
from leadline.tools.stories.editing.instruction import Edit
from leadline.tools.stories.editing.result import Bench, CannotEditError
from leadline.tools.stories.exports.words import criterion_lines, points
from leadline.tools.stories.similarity import lexical
from leadline.tools.stories.stories import DUPLICATE_BY_WORDS
from leadline.tools.stories.story_set import BacklogItem, Story
from leadline.tools.story_neighbours import ProjectGround, load_ground
from leadline.tools.story_sets import restored
from leadline.tools.which import which_project

PRIORITIES = {"Must": "high", "Should": "medium", "Could": "low"}
_BACKLOG = re.compile(
    r"(?i)^(?:the |our |my )?(?:product )?(?:backlog|board|jira|sprint|project|plan)(?: (?:of|for|in) )?"
)


def into_backlog(runtime: Runtime, stored: StoredSet, edit: Edit, project: str | None) -> ToolAnswer:
    """A question if it is open which project is meant; else the proposal. Stories marked Won't stay out."""
    context = runtime.context
    found = restored(stored)
    stories = [story for story in stories_meant(edit, Bench(found, 0)) if story.priority != "Won't"]
    if not stories:
        raise CannotEditError("All of these stories are marked Won't, so none goes into a backlog.")
    named = _BACKLOG.sub("", edit.text).strip().removeprefix("the ").strip()
    with context.sessions() as session:
        meant = which_project(session, context, project or named or stored.project_key)
        if isinstance(meant, ToolAnswer):
            return meant
        ground = load_ground(session, context.access, meant.key, meant.name)
    places = {story.id: f"new-{n}" for n, story in enumerate(stories, 1)}
    drafts = [_item(story, meant.key, places) for story in stories]
    drafts += [
        Draft("create", "dependency", meant.key, "", {"predecessor": places[one.story], "successor": places[story.id]})
        for story in stories
        for one in story.dependencies
        if one.story in places
    ]
    args = {
        "instruction": f"add {', '.join(places)} to {meant.name}",
        "story_set": stored.id,
        "version": stored.version,
    }
    reason = f"Story set “{found.title}” ({stored.id}, version {stored.version})"
    answer = proposed(runtime, Wish("draft_user_stories", args, drafts, reason))
    if not answer.proposals:
        return answer
    told = Sentence(text=_already_there(stories, ground), part="headline")
    said = (told, *answer.sentences)
    first = answer.facts[0]
    facts = [
        first.model_copy(
            update={"id": f"{first.id}-{n}", "label": "Story set: said of it", "value": one.text, "unit": "name"}
        )
        for n, one in enumerate(said, 1)
    ]
    text = f"{told.text}\n{answer.text}"
    return answer.model_copy(update={"sentences": said, "facts": (*answer.facts, *facts), "text": text})


def _item(story: Story, project: str, places: dict[str, str]) -> Draft:
    estimate = story.estimate
    single = estimate.low if estimate.low is not None and estimate.low == estimate.high else None
    rules = [f"{rule.kind.capitalize()}: {rule.text} ({rule.source})" for rule in story.rules]
    lines = [story.text, f"{story.id}, source: {', '.join(story.source)}.", *rules]
    if estimate.low is not None:
        lines.append(f"Size hint: {points(estimate)}.")
    values = {
        "title": story.title[:200],
        "type": "story",
        "description": "\n".join(lines),
        "acceptance_criteria": ["\n".join(criterion_lines(one)) for one in story.criteria],
        "priority": PRIORITIES[story.priority],
        "points": single,
    }
    return Draft("create", "work_item", project, places[story.id], {k: v for k, v in values.items() if v is not None})


def _already_there(stories: Sequence[Story], ground: ProjectGround) -> str:
    """ "First look at what is there: US-2 is like HRB-33 Approve invoices (0.86)." """
    twins = [
        f"{story.id} is like {item.key} {item.title} ({likeness:.2f})"
        for story, item, likeness in _twins(stories, ground.backlog)
    ]
    compared = (
        f"{len(ground.backlog)} of {ground.open_total}"
        if ground.open_total > len(ground.backlog)
        else str(ground.open_total)
    )
    if not twins:
        return f"None of the {compared} open items of {ground.name} says the same by its words."
    return f"First look at what {ground.name} has already ({compared} open items compared by words): {'; '.join(twins[:5])}."


def _twins(stories: Sequence[Story], backlog: Sequence[BacklogItem]) -> list[tuple[Story, BacklogItem, float]]:
    """The likest open item of each story, from a likeness at which a person should look."""
    if not backlog:
        return []
    wants = [story.want for story in stories]
    by_title = lexical(wants, [item.title for item in backlog])
    by_text = lexical(wants, [f"{item.title} {item.text}".strip() for item in backlog])
    matrix = np.maximum(by_title, by_text)
    found = []
    for story, row in zip(stories, matrix, strict=True):
        best = int(np.argmax(row))
        if row[best] >= DUPLICATE_BY_WORDS:
            found.append((story, backlog[best], min(1.0, float(row[best]))))
    return sorted(found, key=lambda twin: -twin[2])
