"""Role, benefit, priority and title of a story as a person states them."""

import re

from leadline.tools.stories.editing.result import CannotEditError
from leadline.tools.stories.grammar import article, lower_first, sentence_case
from leadline.tools.stories.story_set import Criterion, Priority, Story

LEVELS: dict[str, Priority] = {"must": "Must", "should": "Should", "could": "Could", "wont": "Won't", "won't": "Won't"}
STATED = "stated in the conversation"
LONGEST = 200


def clean(text: str, what: str) -> str:
    """One line without a final stop. CannotEditError if it is empty or too long."""
    flat = " ".join(text.split()).rstrip(".;, ")
    if not re.search(r"\w", flat):
        raise CannotEditError(f"The new {what} is missing; say it after “to”.")
    if len(flat) > LONGEST:
        raise CannotEditError(f"The new {what} has {len(flat)} characters; {LONGEST} is the limit.")
    return flat


def with_role(story: Story, role: str) -> Story:
    """The role, and the texts that named the old one."""
    old = story.role
    context = re.sub(r"\s*Role: [^.]*\.", "", story.context)
    return story.model_copy(
        update={
            "role": role,
            "role_basis": "source",
            "benefit": _swapped(story.benefit, old, role),
            "context": f"{_swapped(context, old, role)} Role: {STATED}.".strip(),
            "criteria": tuple(_criterion(one, old, role) for one in story.criteria),
        }
    )


def with_benefit(story: Story, benefit: str) -> Story:
    told = lower_first(re.sub(r"(?i)^so that\s+", "", benefit))
    return story.model_copy(update={"benefit": told, "benefit_basis": "source"})


def with_priority(story: Story, level: str) -> Story:
    priority = LEVELS[level.lower().replace(" ", "").replace("’", "'")]
    return story.model_copy(update={"priority": priority, "priority_reason": STATED})


def with_title(story: Story, title: str) -> Story:
    return story.model_copy(update={"title": sentence_case(title)})


def _criterion(criterion: Criterion, old: str, new: str) -> Criterion:
    fields = ("name", "given", "when", "then")
    texts = {name: _swapped(getattr(criterion, name), old, new) for name in fields}
    examples = tuple(one.model_copy(update={"outcome": _swapped(one.outcome, old, new)}) for one in criterion.examples)
    return criterion.model_copy(update=texts | {"examples": examples})


def _swapped(text: str, old: str, new: str) -> str:
    """ "A supplier uploads ... the supplier's" -> "A warehouse clerk uploads ... the warehouse clerk's"."""

    def put(found: re.Match[str]) -> str:
        before, several = found.group("article") or "", found.group("many") or ""
        if before.lower() in {"a", "an"}:
            told = article(new)
            return (told[:1].upper() + told[1:] if before[0].isupper() else told) + several
        lead = f"{before} " if before else ""
        return f"{lead}{new}{several}"

    pattern = rf"\b(?:(?P<article>an?|the)\s+)?{re.escape(old)}(?P<many>s)?\b"
    return re.sub(pattern, put, text, flags=re.I)
