"""A model's wording of a drafted story beside the rule-built one: what is wrong with it, and which of the two is kept.

The model may word the want, name a result for a benefit that nobody stated, and propose further criteria. It decides nothing: numbers,
sources, priorities and the criteria of the source stay as they are, and everything of the model's is marked as proposed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leadline.tools.stories.ambiguity import UNTESTABLE, vague_words
from leadline.tools.stories.coordination import split_actions
from leadline.tools.stories.quality import findings
from leadline.tools.stories.similarity import content, lexical
from leadline.tools.stories.story_set import Criterion, Story, StorySet

MOST_CRITERIA = 1
MOST_WORDS = 32
SAME = 0.6
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEGATION = re.compile(r"(?i)\b(?:not|no|never|nobody|cannot|without|only|unless|except)\b")
_SECOND_ACTION = re.compile(r"(?i);|\band then\b|,? then \b|\bwhen\b")
_FIELD = {
    "type": "string"
}  # no maxLength: servers that turn it into a grammar become very slow; length is checked afterwards


@dataclass(frozen=True)
class Verdict:
    """What was taken of one story's wording, and why the rest was not."""

    story: Story
    taken: tuple[str, ...]
    refused: tuple[str, ...]


def schema(stories: Sequence[Story]) -> dict[str, Any]:
    criterion = _object({"given": _FIELD, "when": _FIELD, "then": _FIELD})
    entry = _object(
        {
            "id": {"enum": [story.id for story in stories]},
            "role": {"enum": list(dict.fromkeys(story.role for story in stories))},
            "want": _FIELD,
            "benefit": _FIELD,
            "criteria": {"type": "array", "maxItems": MOST_CRITERIA, "items": criterion},
        }
    )
    return _object({"stories": {"type": "array", "minItems": len(stories), "maxItems": len(stories), "items": entry}})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def skeleton(story_set: StorySet, stories: Sequence[Story]) -> str:
    """The drafted stories with the sentences they come from, for the model to read."""
    said = {item.id: item.text for item in story_set.source_map}
    lines = []
    for story in stories:
        lines.append(f"{story.id} | role: {story.role} | want: {story.want} | benefit: {story.benefit}")
        lines += [f"  source {ref}: {said[ref]}" for ref in story.source if ref in said]
        lines += [f"  has criterion: {criterion.name}" for criterion in story.criteria]
    return "\n".join(lines)


def judged(story: Story, wording: Mapping[str, Any], sources: str) -> Verdict:
    """The story with what is sound and better in `wording`; `sources`: the sentences the story comes from."""
    taken: list[str] = []
    refused: list[str] = []
    if wording.get("role", story.role) != story.role:
        refused.append("the role is not the one of the source")
    new = story
    want = _tidy(wording.get("want"))
    if want and want != story.want:
        bad = want_faults(story, want, sources)
        refused += [f"want: {fault}" for fault in bad]
        if not bad and _weight(story, want) < _weight(story, story.want):
            new = new.model_copy(update={"want": want})
            taken.append("want")
    benefit = re.sub(r"(?i)^so that\s+", "", _tidy(wording.get("benefit")))
    if story.benefit_basis == "proposed" and benefit and benefit != story.benefit:
        bad = benefit_faults(new, benefit, sources)
        refused += [f"benefit: {fault}" for fault in bad]
        if not bad and story.benefit.startswith("["):
            new = new.model_copy(update={"benefit": benefit})
            taken.append("benefit")
    criteria, faults = _further(new, wording.get("criteria"), sources)
    refused += faults
    if criteria:
        new = new.model_copy(update={"criteria": (*new.criteria, *criteria)})
        taken.append(f"{len(criteria)} proposed criteri{'on' if len(criteria) == 1 else 'a'}")
    if taken:
        found = findings([new.text], [new.want])[0]
        new = new.model_copy(update={"quality": new.quality.model_copy(update={"findings": found})})
    return Verdict(new, tuple(taken), tuple(refused))


def want_faults(story: Story, want: str, sources: str) -> list[str]:
    known = f"{sources} {story.want}"
    faults = _common_faults(want, known)
    if sorted(_NUMBER.findall(want)) != sorted(_NUMBER.findall(story.want)):
        faults.append("its numbers are not those of the draft")
    if len(_NEGATION.findall(want)) != len(_NEGATION.findall(story.want)):
        faults.append("it turns a prohibition or a limit")
    if len(split_actions(re.sub(r"^to ", "", want))) > 1:
        faults.append("it asks for more than one thing")
    lost, added = content(story.want) - content(want), content(want) - content(known)
    if len(lost) > 1 + len(content(story.want)) // 4:
        faults.append(f"it leaves out {', '.join(sorted(lost)[:3])}")
    if len(added) > 1:
        faults.append(f"the source does not say {', '.join(sorted(added)[:3])}")
    return faults


def benefit_faults(story: Story, benefit: str, sources: str) -> list[str]:
    faults = _common_faults(benefit, sources)
    ours = content(benefit)
    if len(ours) < 2:
        faults.append("it says too little")
    elif len(ours & content(f"{story.want} {story.role}")) * 2 >= len(ours):
        faults.append("it repeats the want")
    if _NEGATION.search(benefit) or benefit[:1].isupper():
        faults.append("it is no result")
    if re.match(r"(?i)(?:to|I want|as an?)\b", benefit):
        faults.append("it is no result")
    return faults


def criterion_faults(story: Story, given: str, when: str, then: str, sources: str) -> list[str]:
    known = f"{sources} {story.want} " + " ".join(f"{c.given} {c.when} {c.then}" for c in story.criteria)
    faults = [fault for text in (given, when, then) for fault in _common_faults(text, known)]
    if _SECOND_ACTION.search(when) or len(split_actions(_verb_phrase(when))) > 1:
        faults.append("it has more than one When")
    if not re.match(r"(?i)(?:the|an?|somebody|another|nobody)\b", when) or re.search(
        r"(?i)\bcan(?:not)?\b", f"{given} {then}"
    ):
        faults.append("it is no state, action and outcome")
    if UNTESTABLE.search(then):
        faults.append("its outcome cannot be observed")
    if not content(f"{given} {when} {then}") & content(f"{story.want} {sources}"):
        faults.append("it is about something else")
    if content(then) <= content(f"{given} {when}"):
        faults.append("its outcome says nothing new")
    wholes = [f"{c.given} {c.when} {c.then}" for c in story.criteria]
    if wholes and float(lexical([f"{given} {when} {then}"], wholes).max()) > 1 - SAME / 2:
        faults.append("the draft has it already")
    return faults


def _common_faults(text: str, known: str) -> list[str]:
    faults = []
    numbers = set(_NUMBER.findall(text)) - set(_NUMBER.findall(known))
    if numbers:
        faults.append(f"it invents the number {', '.join(sorted(numbers))}")
    if not text or len(text.split()) > MOST_WORDS or re.search(r"[\n{}\[\]<>|]", text):
        faults.append("it is empty, too long or no sentence")
    vague = [word.word for word in vague_words(text) if word.word.lower() not in known.lower()]
    if vague:
        faults.append(f"“{vague[0]}” cannot be tested")
    return faults


def _further(story: Story, offered: Any, sources: str) -> tuple[list[Criterion], list[str]]:
    kept: list[Criterion] = []
    faults: list[str] = []
    for one in (offered if isinstance(offered, list) else [])[:MOST_CRITERIA]:
        given, when, then = (re.sub(rf"(?i)^{word}\s+", "", _tidy(one.get(word))) for word in ("given", "when", "then"))
        seen = story.model_copy(update={"criteria": (*story.criteria, *kept)})
        bad = criterion_faults(seen, given, when, then, sources)
        if bad:
            faults.append(f"criterion: {bad[0]}")
            continue
        kept.append(
            Criterion(
                id=_next_id(story, len(kept)),
                name=f"Proposed: {' '.join(then.split()[:8])}",
                given=_upper(given),
                when=_upper(when),
                then=_upper(then),
                kind="negative" if _NEGATION.search(then) or "refus" in then.lower() else "normal",
                basis="proposed",
                source="proposed",
                level="end to end",
            )
        )
    return kept, faults


def _last_id(story: Story) -> str:
    return story.criteria[-1].id if story.criteria else ""


def _next_id(story: Story, further: int) -> str:
    """The ids go on where the draft's end: "AC-3" -> "AC-4"."""
    last = _last_id(story)
    number = re.search(r"(\d+)$", last)
    if not number:
        return f"AC{further + 1}"
    return f"{last[: number.start()]}{int(number.group(1)) + further + 1}"


def _weight(story: Story, want: str) -> float:
    """Defects first, then a form that is no "to" and a verb, then length: less is better."""
    text = f"As a {story.role}, I want {want}, so that {story.benefit}."
    found = sum({"high": 3, "medium": 2, "minor": 1}[one.severity] for one in findings([text], [want])[0])
    return found * 10 + (0 if want.startswith("to ") else 4) + len(want.split()) / 10


def _verb_phrase(when: str) -> str:
    return re.sub(r"(?i)^(?:the |an? )?[\w-]+(?: [\w-]+)? (?:tries to )?", "", when)


def _tidy(text: Any) -> str:
    return " ".join(str(text or "").split()).strip(" .,;").removeprefix("I want ").strip()


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
