"""Stories as a CSV that Jira's importer takes: the epic first, then one row a story."""

import csv
import io

from leadline.tools.stories.exports.cells import safe_cell
from leadline.tools.stories.exports.words import description
from leadline.tools.stories.story_set import StorySet

COLUMNS = ("Summary", "Description", "Issue Type", "Priority", "Story Points", "Labels", "Epic Name", "Epic Link")
PRIORITIES = {"Must": "High", "Should": "Medium", "Could": "Low", "Won't": "Lowest"}
SUMMARY = 255  # Jira refuses longer ones


def story_set_jira(story_set: StorySet) -> str:
    """Story points only where the estimate is a single number: a range stands in the description and is the team's to settle."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    epic = _cut(story_set.title)
    goal = f"Goal: {story_set.epic.goal}\nDrafted by: {story_set.header.drafted_by}, version {story_set.header.version}"
    writer.writerow([safe_cell(epic), safe_cell(goal), "Epic", "", "", "", safe_cell(epic), ""])
    for story in story_set.stories:
        estimate = story.estimate
        single = estimate.low is not None and estimate.low == estimate.high
        writer.writerow(
            [
                safe_cell(_cut(story.title)),
                safe_cell(description(story)),
                "Story",
                PRIORITIES[story.priority],
                f"{estimate.low:g}" if single else "",
                f"{story.id} {' '.join(story.source)}".strip(),
                "",
                safe_cell(epic),
            ]
        )
    return out.getvalue()


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SUMMARY else f"{flat[: SUMMARY - 1]}…"
