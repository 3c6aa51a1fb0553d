"""`review_user_stories`: stories that exist already, pasted, attached or in a project -> defects, INVEST, duplicates, missing criteria."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from langchain.agents import AgentState
from langchain.tools import ToolRuntime, tool

from leadline.projects.queries.work_items import OPEN, ItemFilter, search_items
from leadline.tools.answer import Card, Sentence, ToolAnswer
from leadline.tools.backlog_review_words import review_cards, review_sentences
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.stories.backlog import analyse_backlog
from leadline.tools.stories.backlog_text import BacklogStory, read_backlog
from leadline.tools.stories.language import ENGLISH, main_language
from leadline.tools.stories.similarity import Matrix, lexical
from leadline.tools.which import ask_back, which_project

MOST = 500
"""Stories reviewed at once; a larger backlog is reviewed in part, and the answer says so."""
_SHORT = 160


@dataclass(frozen=True, slots=True)
class Material:
    """The stories, where they come from, and how many there are beyond those taken."""

    stories: tuple[BacklogStory, ...]
    name: str
    total: int
    tool_args: dict[str, Any]


@tool(response_format="content_and_artifact", parse_docstring=True)
def review_user_stories(
    runtime: ToolRuntime[Context, AgentState[Any]],
    stories: str = "",
    project: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Review user stories that exist already: defects by the Quality User Story criteria, INVEST per story, duplicates by meaning,
    missing acceptance criteria, and a summary of the whole backlog. It changes nothing.

    Use it for "review this backlog: As a clerk, I want ...", "check our stories in Atlas", "which stories of Harbor have no
    acceptance criteria?", "is this a good user story: As a user I want to search", "INVEST check of the attached backlog". To write
    new stories from requirements use draft_user_stories instead.

    Args:
        stories: The stories word for word: one a line, a Markdown table, or CSV with a header. Leave it empty to use the documents
            attached to the message, or, when there are none, the open stories of the project.
        project: Name or key of the project whose open stories are reviewed. Leave out where the stories are pasted or attached.
    """
    answer = reviewed(runtime.context, stories, project)
    return answer.text, answer.model_dump(mode="json")


def reviewed(context: Context, stories: str = "", project: str | None = None) -> ToolAnswer:
    """Takes the stories from text, attachment or project, reviews, says."""
    material = _material(context, stories, project)
    if isinstance(material, ToolAnswer):
        return material
    if not material.stories:
        return ask_back(
            f"I found no user story in {material.name}. A story reads “As a clerk, I want ..., so that ...”."
        )
    language = main_language(story.text for story in material.stories)
    if language != ENGLISH:
        return ask_back(
            f"The stories are in {language}; the checks read English only, so nothing was judged. "
            "Paste an English version, or switch a language model on (LEADLINE_MODEL)."
        )
    return say(context, material)


def say(context: Context, material: Material) -> ToolAnswer:
    kept = material.stories[:MOST]
    by_meaning = context.library is not None and context.library.likeness(["a"], ["a"]) is not None

    def near(left: list[str], right: list[str]) -> Matrix:
        found = context.library.likeness(left, right) if by_meaning else None
        return lexical(left, right) if found is None else found

    review = analyse_backlog(
        [story.text for story in kept], similarity=near, criteria=[bool(story.criteria) for story in kept]
    )
    book = FactBook("review_user_stories", material.tool_args, context.today)
    names = [story.key or str(n) for n, story in enumerate(kept, 1)]
    sentences: Sequence[Sentence] = review_sentences(
        book, review, names, where=material.name, total=material.total, by_meaning=by_meaning
    )
    cards: list[Card] = review_cards(review, names)
    return book.answer(
        sentences,
        cards,
        total=material.total,
        shown=len(kept),
        looked_at=(f"{material.name}: {material.total} stories",),
    )


def _material(context: Context, stories: str, project: str | None) -> Material | ToolAnswer:
    if stories.strip():
        found = tuple(read_backlog(stories))
        return Material(found, "the pasted text", len(found), {"stories": _short(stories)})
    if context.attachments:
        found = tuple(story for _, text in context.attachments for story in read_backlog(text))
        name = ", ".join(name for name, _ in context.attachments)
        return Material(found, name, len(found), {"stories": f"attached: {name}"})
    if project or context.project:
        return _of_project(context, project)
    return ask_back(
        "Which stories shall I review? Paste them, attach a list (text, CSV, XLSX, Markdown), or name a project: "
        "“check our stories in ...”."
    )


def _of_project(context: Context, project: str | None) -> Material | ToolAnswer:
    with context.sessions() as session:
        meant = which_project(session, context, project)
        if isinstance(meant, ToolAnswer):
            return meant
        found = search_items(
            session, context.access, ItemFilter(projects=(meant.key,), types=("story",), statuses=OPEN), limit=MOST
        )
    stories = tuple(
        BacklogStory(_told(item.title, item.description), item.key, item.acceptance_criteria) for item in found.items
    )
    return Material(stories, f"the open stories of {meant.name}", found.total, {"project": meant.key})


def _told(title: str, description: str | None) -> str:
    """The sentence with the role where the description holds it, else the title."""
    for line in (description or "").splitlines():
        if line.strip().lower().startswith("as a"):
            return line.strip()
    return title


def _short(text: str) -> str:
    if len(text) <= _SHORT:
        return text
    return f"{text[:_SHORT].rstrip()} … [sha256 {hashlib.sha256(text.encode()).hexdigest()[:16]}]"
