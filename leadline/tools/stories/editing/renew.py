"""What follows from the stories of a set, worked out anew after an edit: coverage, quality, questions, slices, tests, epic."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from leadline.tools.stories.coverage import cover
from leadline.tools.stories.epic import goal_of, people_of
from leadline.tools.stories.grammar import article
from leadline.tools.stories.order import slices, test_ideas
from leadline.tools.stories.quality import findings, invest, readiness, split_proposal
from leadline.tools.stories.similarity import lexical
from leadline.tools.stories.stories import DUPLICATE_BY_WORDS
from leadline.tools.stories.story_set import Coverage, Duplicate, Epic, Question, SourceItem, Story, StorySet

ROLES, BENEFITS = "The source does not say whom these serve.", "Are the benefits marked “to confirm”"
TAKEN_OUT = "its story was taken out in the conversation"
_OF_THE_TEXT = re.compile(r"R\d+(?: says|:| and R\d+ contradict)|The source asks|Is there an English")


def renewed(story_set: StorySet, stories: Sequence[Story], source_map: Sequence[SourceItem] | None = None) -> StorySet:
    """The set with these stories; everything that is drawn from stories is drawn again."""
    items = tuple(source_map if source_map is not None else story_set.source_map)
    kept = tuple(_without_lost(stories))
    questions = _questions(story_set.open_questions, kept)
    panels = tuple(_panels(kept, questions))
    return story_set.model_copy(
        update={
            "source_map": items,
            "stories": panels,
            "open_questions": questions,
            "coverage": _coverage(story_set, cover(items, panels)),
            "slices": slices(panels),
            "test_ideas": test_ideas(panels),
            "epic": _epic(story_set.epic, panels),
        }
    )


def _coverage(before: StorySet, fresh: Coverage) -> Coverage:
    """A requirement whose story was taken out is told from one that never had any."""
    once = {row.requirement for row in before.coverage.rows if row.cells or row.note == TAKEN_OUT}
    rows = [
        row.model_copy(update={"note": TAKEN_OUT}) if row.status == "uncovered" and row.requirement in once else row
        for row in fresh.rows
    ]
    return fresh.model_copy(update={"rows": tuple(rows)})


def _without_lost(stories: Sequence[Story]) -> Iterator[Story]:
    """Without dependencies on stories that are gone, and without a cycle."""
    there = {story.id for story in stories}
    needs: dict[str, set[str]] = {}
    for story in stories:
        kept = []
        for one in story.dependencies:
            if one.story in there and one.story != story.id and story.id not in _reached(one.story, needs):
                kept.append(one)
                needs.setdefault(story.id, set()).add(one.story)
        yield story.model_copy(update={"dependencies": tuple(kept)})


def _reached(start: str, needs: dict[str, set[str]]) -> set[str]:
    seen, left = set[str](), [start]
    while left:
        at = left.pop()
        if at not in seen:
            seen.add(at)
            left += needs.get(at, ())
    return seen


def _questions(before: Sequence[Question], stories: Sequence[Story]) -> tuple[Question, ...]:
    """Questions keep their ids. What the text leaves open stays open; what belongs to a story goes with it."""
    there = {story.id for story in stories}
    kept = []
    for question in before:
        if question.question.startswith((ROLES, BENEFITS)):
            continue
        left = tuple(one for one in question.stories if one in there)
        if left or not question.stories or _OF_THE_TEXT.match(question.question):
            kept.append(question.model_copy(update={"stories": left}))
    known = {question.question: question for question in before}
    taken = [int(found.group(1)) for question in before if (found := re.fullmatch(r"Q(\d+)", question.id))]
    number = max(taken, default=0)
    for question in filter(None, (_about_roles(stories), _about_benefits(stories))):
        same = known.get(question.question) or next(
            (old for old in before if old.question.startswith(_opening(question))), None
        )
        number += same is None
        kept.append(question.model_copy(update={"id": same.id if same else f"Q{number}"}))
    return tuple(sorted(kept, key=lambda question: not question.blocking))


def _opening(question: Question) -> str:
    return ROLES if question.question.startswith(ROLES) else BENEFITS


def _about_roles(stories: Sequence[Story]) -> Question | None:
    open_ones = [story for story in stories if story.role_basis == "proposed"]
    roles = dict.fromkeys(story.role for story in open_ones)
    named = [f"{role} ({', '.join(s.id for s in open_ones if s.role == role)})" for role in roles]
    if not named:
        return None
    return Question(
        id="",
        question=f"{ROLES} Is our choice right: {'; '.join(named)}?",
        why="role and benefit decide what is accepted",
        whom="the product owner (name not provided)",
        sources=tuple(dict.fromkeys(ref for story in open_ones for ref in story.source[:1])),
        stories=tuple(story.id for story in open_ones),
    )


def _about_benefits(stories: Sequence[Story]) -> Question | None:
    open_ones = [story.id for story in stories if story.benefit_basis == "proposed"]
    if not open_ones:
        return None
    shown = ", ".join(open_ones[:8]) + (f" and {len(open_ones) - 8} more" if len(open_ones) > 8 else "")
    return Question(
        id="",
        question=f"{BENEFITS} what these people gain ({shown})?",
        why="the benefit decides priority and slicing",
        whom="the people named in the stories, or the product owner",
        stories=tuple(open_ones),
        blocking=False,
    )


def _panels(stories: Sequence[Story], questions: Sequence[Question]) -> Iterator[Story]:
    texts = [f"As {article(story.role)}, I want {story.want}, so that {story.benefit}" for story in stories]
    checks = findings(texts, [story.want for story in stories])
    twins = _twins(stories)
    for n, story in enumerate(stories):
        own = [one for one in story.open_questions if one.id.endswith("-Q")]
        asked = (*(one for one in questions if story.id in one.stories), *own)
        role_open, benefit_open = story.role_basis == "proposed", story.benefit_basis == "proposed"
        letters = invest(
            want=story.want,
            benefit_open=benefit_open,
            role_open=role_open,
            criteria=story.criteria,
            dependencies=story.dependencies,
            questions=asked,
            estimate=story.estimate,
        )
        outside = [one for one in story.quality.duplicates if not one.other.startswith("US-")]
        duplicates = tuple(sorted([*twins[n], *outside], key=lambda one: -one.similarity)[:3])
        quality = story.quality.model_copy(
            update={
                "findings": checks[n],
                "invest": letters,
                "duplicates": duplicates,
                "split": split_proposal(story.criteria, story.want),
            }
        )
        ready = readiness(
            role_open=role_open,
            benefit_open=benefit_open,
            criteria=story.criteria,
            questions=asked,
            estimate=story.estimate,
        )
        yield story.model_copy(update={"open_questions": asked, "quality": quality, "ready": ready})


def _twins(stories: Sequence[Story]) -> list[list[Duplicate]]:
    if not stories:
        return []
    wants = [story.want for story in stories]
    matrix = lexical(wants, wants)
    found = []
    for n, story in enumerate(stories):
        near = [int(m) for m in np.flatnonzero(matrix[n] >= DUPLICATE_BY_WORDS) if m != n]
        found.append(
            [
                Duplicate(
                    other=stories[m].id, title=stories[m].title, similarity=round(min(1.0, float(matrix[n][m])), 2)
                )
                for m in near
                if stories[m].role == story.role
            ]
        )
    return found


def _epic(epic: Epic, stories: Sequence[Story]) -> Epic:
    goal, basis = (epic.goal, epic.goal_basis) if epic.goal_basis == "source" else goal_of(stories)
    assumed = tuple(
        f"{story.id}: the {story.role} is the right role (chosen by Leadline)"
        for story in stories
        if story.role_basis == "proposed"
    )
    return epic.model_copy(
        update={
            "goal": goal,
            "goal_basis": basis,
            "in_scope": tuple(story.title for story in stories),
            "personas": people_of(stories, epic.personas),
            "assumptions": assumed,
        }
    )
