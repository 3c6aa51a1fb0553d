"""Open questions: what has to be asked, why it matters, and whom."""

import re
from collections.abc import Sequence

from leadline.tools.stories.actions import family_of, family_of_thing
from leadline.tools.stories.ambiguity import vague_words
from leadline.tools.stories.language import ENGLISH
from leadline.tools.stories.seeds import Seed
from leadline.tools.stories.source_map import Entry
from leadline.tools.stories.story_set import Conflict, Question
from leadline.tools.stories.wish_form import UNREAD

_AUTHOR = "the author of the requirements (name not provided)"


class Questions:
    """Collects questions and numbers them in the order of asking; the same question is asked once."""

    def __init__(self) -> None:
        self._asked: dict[str, Question] = {}

    def ask(
        self,
        question: str,
        why: str,
        whom: str,
        *,
        sources: Sequence[str] = (),
        stories: Sequence[str] = (),
        blocking: bool = True,
    ) -> None:
        old = self._asked.get(question)
        if old:
            merged = {
                "sources": tuple(dict.fromkeys([*old.sources, *sources])),
                "stories": tuple(dict.fromkeys([*old.stories, *stories])),
            }
            self._asked[question] = old.model_copy(update=merged)
        else:
            self._asked[question] = Question(
                id=f"Q{len(self._asked) + 1}",
                question=question,
                why=why,
                whom=whom,
                sources=tuple(sources),
                stories=tuple(stories),
                blocking=blocking,
            )

    def all(self) -> tuple[Question, ...]:
        ordered = sorted(self._asked.values(), key=lambda question: not question.blocking)
        return tuple(question.model_copy(update={"id": f"Q{n}"}) for n, question in enumerate(ordered, 1))


def collect(
    entries: Sequence[Entry], conflicts: Sequence[Conflict], planted: Sequence[tuple[str, Seed]]
) -> tuple[Question, ...]:
    """All questions of a set; `planted` pairs story ids with their seeds."""
    questions = Questions()
    where: dict[str, list[str]] = {}
    for story, seed in planted:
        for ref in seed.sources:
            where.setdefault(ref, []).append(story)
    for conflict in conflicts:
        refs = (conflict.first, conflict.second)
        stories = [story for ref in refs for story in where.get(ref, [])]
        if conflict.kind == "contradiction":
            questions.ask(
                (
                    f"{conflict.first} and {conflict.second} contradict each other: {conflict.explanation}. "
                    "Which one holds?"
                ),
                "only one of them can be built",
                _AUTHOR,
                sources=refs,
                stories=stories,
            )
    for entry in entries:
        if entry.language == ENGLISH:
            _about_words(entry, questions, where)
    unread = [entry.item.id for entry in entries if entry.language != ENGLISH]
    if unread:
        questions.ask(
            "Is there an English version of the text?",
            "without it no story can be drafted by rules",
            _AUTHOR,
            sources=unread,
        )
    _about_roles(planted, questions)
    _about_topics(planted, questions)
    _about_benefits(planted, questions)
    return questions.all()


def _about_words(entry: Entry, questions: Questions, where: dict[str, list[str]]) -> None:
    item = entry.item
    if item.kind == "parked":
        if item.text.endswith("?") and item.reason.startswith("question"):
            questions.ask(
                f"The source asks: “{item.text}” What is the answer?",
                "it may change the scope",
                "whoever the text is addressed to",
                sources=(item.id,),
                blocking=False,
            )
        return
    if item.kind in {"background", "out of scope"}:
        return
    for vague in vague_words(re.split(r"(?i)\b(?:so that|in order to)\b", item.text)[0]):
        questions.ask(
            f"{item.id} says “{vague.word}”. {vague.question}",
            vague.why,
            _AUTHOR,
            sources=(item.id,),
            stories=where.get(item.id, ()),
        )
    if item.reason == UNREAD:
        questions.ask(
            f"{item.id} could not be read as one wish: “{item.text}” What should happen, and for whom?",
            "a wish that cannot be read cannot be built or tested",
            _AUTHOR,
            sources=(item.id,),
            stories=where.get(item.id, ()),
        )
    elif item.kind == "ambiguous" and not vague_words(item.text):
        questions.ask(
            f"{item.id}: what exactly is meant by “{item.text}”?",
            item.reason,
            _AUTHOR,
            sources=(item.id,),
            stories=where.get(item.id, ()),
        )


def _about_roles(planted: Sequence[tuple[str, Seed]], questions: Questions) -> None:
    guessed = [(story, seed) for story, seed in planted if seed.choice.basis == "proposed"]
    if not guessed:
        return
    named = list(
        dict.fromkeys(
            f"{seed.choice.role} ({', '.join(s for s, other in guessed if other.choice.role == seed.choice.role)})"
            for _, seed in guessed
        )
    )
    refs = list(dict.fromkeys(ref for _, seed in guessed for ref in seed.sources[:1]))
    questions.ask(
        f"The source does not say whom these serve. Is our choice right: {'; '.join(named)}?",
        "role and benefit decide what is accepted",
        "the product owner (name not provided)",
        sources=refs,
        stories=[story for story, _ in guessed],
    )


def _about_topics(planted: Sequence[tuple[str, Seed]], questions: Questions) -> None:
    for story, seed in planted:
        family = (
            family_of_thing(seed.clause.action)
            if seed.clause.form == "noun"
            else family_of(seed.clause.action)
            if seed.clause.form == "person"
            else None
        )
        if family and family.question and (seed.topic or seed.clause.form == "noun"):
            questions.ask(
                family.question,
                "the source does not say; without it the criteria stay open",
                f"the {seed.choice.role} or the product owner (names not provided)",
                sources=seed.sources[:1],
                stories=(story,),
                blocking=seed.topic,
            )


def _about_benefits(planted: Sequence[tuple[str, Seed]], questions: Questions) -> None:
    open_ones = [story for story, seed in planted if not seed.clause.purpose]
    if open_ones:
        shown = ", ".join(open_ones[:8]) + (f" and {len(open_ones) - 8} more" if len(open_ones) > 8 else "")
        questions.ask(
            f"Are the benefits marked “to confirm” what these people gain ({shown})?",
            "the benefit decides priority and slicing",
            "the people named in the stories, or the product owner",
            stories=open_ones,
            blocking=False,
        )


def of_story(seed: Seed, story: str, everything: Sequence[Question]) -> tuple[Question, ...]:
    """The questions of the set that touch one story, and what its kind of action usually leaves open."""
    found = [question for question in everything if story in question.stories]
    family = family_of(seed.clause.action) if seed.clause.form == "person" else None
    if family and family.question and not any(question.question == family.question for question in found):
        found.append(
            Question(
                id=f"{story}-Q",
                question=family.question,
                why="the source does not say",
                whom=f"the {seed.choice.role}, or the product owner",
                sources=tuple(seed.sources),
                stories=(story,),
                blocking=False,
            )
        )
    return tuple(found)
