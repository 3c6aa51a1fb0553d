"""Looks at a kept story set that change nothing: differences, Gherkin, coverage, questions, files."""

import re

from leadline.projects import story_sets as rows
from leadline.projects.story_sets import StoredSet
from leadline.tools.answer import Sentence, ToolAnswer
from leadline.tools.context import Context
from leadline.tools.stories.editing.apply import stories_meant
from leadline.tools.stories.editing.instruction import Edit
from leadline.tools.stories.editing.result import Bench, CannotEditError
from leadline.tools.stories.exports.words import covered_by
from leadline.tools.stories.gherkin import feature
from leadline.tools.stories.story_set import StorySet
from leadline.tools.story_answers import change_lines, said, story_line
from leadline.tools.story_sets import restored, saved_card

LINES = 15
FEATURES = 6
FORMATS = {
    **dict.fromkeys(("xlsx", "excel"), "xlsx"),
    **dict.fromkeys(("word", "docx"), "docx"),
    **dict.fromkeys(("csv", "jira"), "jira"),
    **dict.fromkeys(("markdown", "md"), "md"),
}


def looked_at(context: Context, stored: StoredSet, edit: Edit) -> ToolAnswer:
    match edit.kind:
        case "changes":
            return (
                _history(context, stored)
                if re.search("history|versions$", edit.text)
                else _changes(context, stored, edit)
            )
        case "gherkin":
            return _gherkin(context, stored, edit)
        case "export":
            return _export(context, stored, edit)
        case _:
            return _shown(context, stored, edit)


def _changes(context: Context, stored: StoredSet, edit: Edit) -> ToolAnswer:
    """Against the version before, or between the versions named."""
    named = [int(number) for number in re.findall(r"\d+", edit.text)]
    first = 1 if re.search("first|start|draft", edit.text) else stored.came_from
    before, after = (named[0], named[1]) if len(named) > 1 else (named[0] if named else first, stored.version)
    if before is None:
        told = "Nothing has changed: this is the set as it was drafted."
        return said(context, stored, [Sentence(text=told, part="headline")], restored(stored))
    with context.sessions() as session:
        old = restored(rows.load_set(session, context.access, stored.id, before))
        new = restored(rows.load_set(session, context.access, stored.id, after))
    lines = change_lines(old, new)
    count = f"{len(lines)} difference{'' if len(lines) == 1 else 's'}" if lines else "no difference"
    head = f"From version {before} to version {after}: {count}."
    if not named and stored.instruction and lines:
        head += f" You asked: “{stored.instruction}”."
    sentences = [Sentence(text=head, part="headline")]
    sentences += [Sentence(text=line, part="point") for line in lines[:LINES]]
    if len(lines) > LINES:
        path = f"/api/story-sets/{stored.id}/diff?before={before}&after={after}"
        sentences.append(Sentence(text=f"{len(lines) - LINES} more stand under {path}.", part="gap"))
    sentences.append(Sentence(text="undo that", part="next"))
    return said(context, stored, sentences, new)


def _history(context: Context, stored: StoredSet) -> ToolAnswer:
    with context.sessions() as session:
        items, total = rows.list_versions(session, context.access, stored.id, limit=LINES)
    lines = [f"- Version {one.version}: {one.change}" for one in items]
    head = f"{total} version{'' if total == 1 else 's'}, the newest first; “restore version 1” goes back."
    sentences = [Sentence(text=head, part="headline"), Sentence(text="\n".join(lines), part="point")]
    return said(context, stored, sentences, restored(stored))


def _gherkin(context: Context, stored: StoredSet, edit: Edit) -> ToolAnswer:
    found = restored(stored)
    which = re.sub(r"(?i)\b(?:criteria|scenarios|acceptance|for|of)\b", " ", edit.which).strip()
    stories = stories_meant(Edit("gherkin", which), Bench(found, 0))
    blocks = [f"```gherkin\n{feature(story)}```" for story in stories[:FEATURES]]
    path = f"/api/story-sets/{stored.id}/export?format=gherkin"
    head = f"{len(stories)} stor{'y' if len(stories) == 1 else 'ies'} in Gherkin; all as one file: {path}"
    sentences = [Sentence(text=head, part="headline"), *(Sentence(text=block, part="point") for block in blocks)]
    if len(stories) > FEATURES:
        sentences.append(Sentence(text=f"{len(stories) - FEATURES} more stand in the file.", part="gap"))
    return said(context, stored, sentences, found)


def _export(context: Context, stored: StoredSet, edit: Edit) -> ToolAnswer:
    kind = FORMATS.get(edit.text.lower(), "")
    path = f"/api/story-sets/{stored.id}/export?format="
    ways = [kind] if kind else ["docx", "xlsx", "jira", "gherkin", "md"]
    told = (
        f"Download version {stored.version}: {', '.join(path + one for one in ways)}; the buttons are on the card, in a terminal it "
        f"is “leadline export story-set {stored.id} --format {ways[0]}”."
    )
    return said(context, stored, [Sentence(text=told, part="headline")], restored(stored), [saved_card(stored)])


def _shown(context: Context, stored: StoredSet, edit: Edit) -> ToolAnswer:
    found = restored(stored)
    if edit.text.startswith("coverage"):
        sentences = _coverage(found)
    elif edit.text == "questions":
        sentences = _questions(found)
    else:
        which = "" if edit.which in {"set", "story set"} else edit.which
        stories = stories_meant(Edit("show", which), Bench(found, 0))
        if not stories:
            raise CannotEditError("The set has no story.")
        head = f"“{found.title}”, version {stored.version}: {len(stories)} of {len(found.stories)} stories."
        lines = [story_line(story) for story in stories[:LINES]]
        sentences = [Sentence(text=head, part="headline"), *(Sentence(text=line, part="point") for line in lines)]
    return said(context, stored, sentences, found, [saved_card(stored)])


def _coverage(found: StorySet) -> list[Sentence]:
    rows_ = found.coverage.rows
    bare = [row.requirement for row in rows_ if row.status == "uncovered"]
    head = f"{len(rows_) - len(bare)} of {len(rows_)} requirements have their place" + (
        f"; without a story: {', '.join(bare)}." if bare else "."
    )
    lines = ["| Requirement | Status | Stories and criteria |", "|---|---|---|"]
    lines += [f"| {row.requirement} | {row.status} | {covered_by(row).replace('|', '/')} |" for row in rows_[:40]]
    return [Sentence(text=head, part="headline"), Sentence(text="\n".join(lines), part="point")]


def _questions(found: StorySet) -> list[Sentence]:
    asked = found.open_questions
    blocking = sum(question.blocking for question in asked)
    head = f"{len(asked)} open questions, {blocking} of them block refinement." if asked else "No question is open."
    lines = [f"{one.id}: {one.question} (ask {one.whom})" for one in asked[:LINES]]
    return [Sentence(text=head, part="headline"), *(Sentence(text=line, part="point") for line in lines)]
