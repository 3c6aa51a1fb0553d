"""What is said about an edit: done, remarks, the stories it touched, what is open now."""

from collections.abc import Sequence

from leadline.projects.story_sets import StoredSet
from leadline.tools.answer import Card, Fact, QuerySource, Sentence, ToolAnswer
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.stories.editing.diff import differences
from leadline.tools.stories.editing.result import Outcome
from leadline.tools.stories.story_set import Story, StorySet
from leadline.tools.story_sets import restored, saved_card

TOOL = "draft_user_stories"
SHOWN = 8


def changed_answer(context: Context, before: StorySet, stored: StoredSet, outcome: Outcome) -> ToolAnswer:
    """The new version: what was done first, then what it leaves open."""
    after = restored(stored)
    sentences = [Sentence(text=text, part="headline" if n == 0 else "point") for n, text in enumerate(outcome.told)]
    sentences += [Sentence(text=text, part="gap") for text in outcome.remarks]
    sentences.append(Sentence(text=_standing(after, stored), part="point"))
    new = {one.question for one in before.open_questions}
    for question in [one for one in after.open_questions if one.blocking and one.question not in new][:3]:
        sentences.append(Sentence(text=f"{question.id}: {question.question} (ask {question.whom})", part="gap"))
    sentences += [
        Sentence(text=text, part="next") for text in ("what changed?", "undo that", "show the coverage matrix")
    ]
    return said(context, stored, sentences, after, [saved_card(stored)])


def said(
    context: Context, stored: StoredSet, sentences: Sequence[Sentence], story_set: StorySet, cards: Sequence[Card] = ()
) -> ToolAnswer:
    """An answer whose sentences are facts of their own: they repeat what the set says word for word."""
    book = FactBook(TOOL, {"story_set": stored.id, "version": stored.version}, context.today)
    for sentence in sentences:
        if sentence.part not in {"next"}:
            book.name("Story set: said of it", sentence.text)
    book.number("Story set: version", stored.version, "count")
    for story in story_set.stories[:100]:
        book.key("Story set: story", story.id)
    total = len(story_set.stories)
    answer = book.answer(sentences, cards, total=total, shown=total, looked_at=(f"story set {stored.id}",))
    told = [sentence.text for sentence in sentences if sentence.part != "next"]
    return answer.model_copy(update={"text": "\n".join([f"Story set {stored.id}, version {stored.version}.", *told])})


def cannot(context: Context, message: str, choices: tuple[str, ...] = ()) -> ToolAnswer:
    """In one sentence, with what there is to choose from. Nothing has changed."""
    source = QuerySource(tool=TOOL, args={"said": message[:200]})
    facts = tuple(
        Fact(
            id=f"f0000-{n}", label="Story set: said of it", value=text, unit="name", as_of=context.today, source=source
        )
        for n, text in enumerate((message, *choices), 1)
    )
    text = message if choices else f"{message} Nothing was changed."
    return ToolAnswer(
        status="ask",
        text=text,
        sentences=(Sentence(text=text, part="question"),),
        facts=facts,
        choices=choices,
    )


def story_line(story: Story) -> str:
    source = "everything proposed" if story.basis == "proposed" else f"from {', '.join(story.source)}"
    n = len(story.criteria)
    return f"- **{story.id}** {story.text} ({source} · {story.priority} · {n} {'criterion' if n == 1 else 'criteria'})"


def _standing(story_set: StorySet, stored: StoredSet) -> str:
    """ "Version 3: 5 stories, 21 criteria; 1 requirement without a story." """
    stories, criteria = len(story_set.stories), sum(len(story.criteria) for story in story_set.stories)
    bare = sum(row.status == "uncovered" for row in story_set.coverage.rows)
    noun = "story" if stories == 1 else "stories"
    left = (
        f"; {bare} requirement{'' if bare == 1 else 's'} without a story"
        if bare
        else "; every requirement has its place"
    )
    return f"Version {stored.version}: {stories} {noun}, {criteria} criteria{left}."


def change_lines(before: StorySet, after: StorySet) -> list[str]:
    return [one.told() for one in differences(before, after)]
