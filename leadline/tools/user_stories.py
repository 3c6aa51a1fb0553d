"""`draft_user_stories`: requirements in any form -> stories with acceptance criteria, source map, coverage and questions."""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from langchain.tools import tool

from leadline.tools.answer import Card, Fact, Sentence, ToolAnswer
from leadline.tools.changes import Runtime
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import count
from leadline.tools.stories.card import counts, story_set_card
from leadline.tools.stories.drafting import RequirementsError, draft_story_set
from leadline.tools.stories.story_set import SourceDocument, StorySet
from leadline.tools.story_edits import edited
from leadline.tools.story_neighbours import ProjectGround, compared, load_ground
from leadline.tools.story_rewording import reworded
from leadline.tools.story_sets import keep_draft, saved_card
from leadline.tools.which import ask_back, which_project
from leadline.tools.writer import StructuredWriter

SHOWN = 12
_ARGUMENT_LENGTH = 300


@tool(response_format="content_and_artifact", parse_docstring=True)
def draft_user_stories(
    runtime: Runtime,
    requirements: str = "",
    project: str | None = None,
    instruction: str | None = None,
    story_set: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Turn requirements into user stories with acceptance criteria (Given/When/Then), each traced to its sentence.

    Use it for "write user stories for: employees can request leave, managers approve or reject it", "user stories and
    acceptance criteria from this: The portal shall let a supplier upload an invoice as PDF. Invoices above 10,000 EUR need two
    approvals.", "acceptance criteria for password reset by SMS", "turn the attached requirements into a backlog". It takes
    prose, lists, tables, "The system shall ..." sentences, e-mails and bare topics, up to 200 kB. It invents no numbers: what
    the text does not say is marked as proposed or asked as a question. It changes nothing in any project.

    Args:
        requirements: The requirements word for word, complete and unshortened, with line breaks. Leave it empty to use the
            documents attached to the message.
        project: Name or key of the project that the stories are for. Leave out if the user names none.
        instruction: What to do with the kept set, instead of requirements.
        story_set: Id of the kept set (ss-...). Leave out for the one of this conversation.
    """
    context = runtime.context
    if (instruction or story_set) and not requirements.strip():
        answer = edited(runtime, instruction or "", story_set, project)
        return answer.text, answer.model_dump(mode="json")
    ground = None
    if project or context.project:
        with context.sessions() as session:
            meant = which_project(session, context, project)
            if isinstance(meant, ToolAnswer):
                return meant.text, meant.model_dump(mode="json")
            ground = load_ground(session, context.access, meant.key, meant.name)
    answer = stories_from(
        requirements,
        attachments=context.attachments,
        today=context.today,
        project=project,
        ground=ground,
        keep=lambda story_set: _kept(context, story_set, ground),
        writer=context.writer,
    )
    return answer.text, answer.model_dump(mode="json")


def _kept(context: Context, story_set: StorySet, ground: ProjectGround | None) -> Card:
    """The draft as the first version of a new set."""
    with context.sessions.begin() as session:
        key = ground.key if ground else None
        return saved_card(keep_draft(session, context.access, story_set, thread_id=context.thread_id, project=key))


def stories_from(
    requirements: str,
    *,
    attachments: Sequence[tuple[str, str]] = (),
    today: dt.date,
    project: str | None = None,
    ground: ProjectGround | None = None,
    keep: Callable[[StorySet], Card] = story_set_card,
    writer: StructuredWriter | None = None,
) -> ToolAnswer:
    """Takes the text or the attachments, drafts, says; with a `ground` it is compared with that project. `keep` stores and shows."""
    text, source = _material(requirements, attachments)
    if not text.strip():
        return ask_back(
            "Which requirements shall I turn into stories? Paste them, attach a document, or name "
            "a topic such as “password reset by SMS”."
        )
    try:
        story_set = draft_story_set(
            text,
            source=source,
            personas=ground.personas if ground else (),
            backlog=ground.backlog if ground else (),
            history=ground.history if ground else (),
        )
        story_set = reworded(story_set, writer) if writer else story_set
    except RequirementsError as error:
        return ToolAnswer(status="ask", text=str(error), sentences=(Sentence(text=str(error), part="question"),))
    args = {
        "requirements": _short(requirements) if requirements.strip() else f"attached: {source.name}",
        "project": project,
    }
    return _say(story_set, FactBook("draft_user_stories", args, today), ground, keep(story_set))


def _material(requirements: str, attachments: Sequence[tuple[str, str]]) -> tuple[str, SourceDocument]:
    """The argument where it says something of its own, else the attached documents one after the other."""
    own = requirements.strip()
    if attachments and (not own or _points_at_attachment(own)):
        text = "\n\n".join(markdown for _, markdown in attachments)
        name = ", ".join(name for name, _ in attachments)
    else:
        text, name = requirements, "text of the message"
    return text, SourceDocument(name=name, sha256=hashlib.sha256(text.encode()).hexdigest())


def _points_at_attachment(text: str) -> bool:
    return len(text.split()) <= 12 and any(word in text.lower() for word in ("attach", "document", "file", "upload"))


def _short(text: str) -> str:
    """Long arguments are named by their beginning and a hash, so that a fact stays readable."""
    if len(text) <= _ARGUMENT_LENGTH:
        return text
    return (
        f"{text[:120].rstrip()} … [{len(text):,} characters, sha256 {hashlib.sha256(text.encode()).hexdigest()[:16]}]"
    )


def _say(story_set: StorySet, book: FactBook, ground: ProjectGround | None, card: Card) -> ToolAnswer:
    figures = counts(story_set)
    sentences = [Sentence(text=_headline(figures, book), part="headline")]
    sentences += [Sentence(text=note, part="gap") for note in story_set.notes]
    sentences += _lines(story_set)
    sentences += _doubts(story_set)
    if story_set.stories:
        sentences.append(Sentence(text=_coverage(story_set, figures, book), part="detail"))
        if ground:
            comparison = compared(ground, story_set)
            book.number(f"{ground.name}: open items compared", ground.open_total, "count")
            sentences.append(Sentence(text=comparison, part="detail"))
        sized = sum(story.estimate.low is not None for story in story_set.stories)
        if sized:
            sentences.append(Sentence(text="Size hints from similar finished items are in the card.", part="detail"))
        else:
            sentences.append(
                Sentence(
                    text="Estimates: not provided; they need the team or finished items of the same kind.", part="gap"
                )
            )
    sentences += [Sentence(text=text, part="next") for text in _next(story_set)]
    total = figures["stories"]
    looked_at = (f"{story_set.header.source.name}: {count(figures['sentences'], 'sentence')} or list items",)
    answer = book.answer(sentences, [card], total=total, shown=min(total, SHOWN), looked_at=looked_at)
    return answer.model_copy(update={"facts": (*answer.facts, *_quoted(story_set, answer.facts))})


def _quoted(story_set: StorySet, facts: Sequence[Fact]) -> list[Fact]:
    """What the sentences repeat word for word, so that a figure inside a story is known to belong to it."""
    if not facts:
        return []
    said: list[tuple[str, str | int, str]] = []
    if len(story_set.stories) > SHOWN:
        said.append(("Story set: more stories in the card", len(story_set.stories) - SHOWN, "count"))
    for story in story_set.stories:
        said += [
            ("Story set: story", story.id, "id"),
            (f"{story.id}: story", story.text, "name"),
            (f"{story.id}: acceptance criteria", len(story.criteria), "count"),
        ]
    said += [(f"{c.first} and {c.second}: conflict", c.explanation, "name") for c in story_set.conflicts]
    said += [(f"{question.id}: question", question.question, "name") for question in story_set.open_questions]
    said += [("Source: requirement", item.id, "id") for item in story_set.requirements]
    said += [("Story set: note", note, "name") for note in story_set.notes]
    stem = facts[0].id.split("-")[0]
    return [
        facts[0].model_copy(update={"id": f"{stem}-{n}", "label": label, "value": value, "unit": unit})
        for n, (label, value, unit) in enumerate(said, len(facts) + 1)
    ]


def _headline(figures: dict[str, int], book: FactBook) -> str:
    if not figures["stories"]:
        read = book.count("Source: sentences and list items", figures["sentences"], "sentence")
        return (
            f"No story could be drafted: none of the {read} states a requirement that the rules can work with."
            if figures["sentences"] != 1
            else "No story could be drafted: the text states no requirement that the rules can work with."
        )
    stories = book.number("Story set: stories", figures["stories"], "count")
    criteria = book.number("Story set: acceptance criteria", figures["criteria"], "count")
    requirements = book.number("Story set: requirements", figures["requirements"], "count")
    story = "story" if figures["stories"] == 1 else "stories"
    criterion = "criterion" if figures["criteria"] == 1 else "criteria"
    requirement = "requirement" if figures["requirements"] == 1 else "requirements"
    head = f"{stories} {story} with {criteria} acceptance {criterion} from {requirements} {requirement}"
    blocking = figures["blocking_questions"]
    if not blocking:
        return f"{head}; no question stands in the way of refinement."
    asked = book.count("Story set: questions to answer before refinement", blocking, "question")
    return f"{head}; {asked} {'needs' if blocking == 1 else 'need'} an answer before refinement."


def _lines(story_set: StorySet) -> list[Sentence]:
    out = []
    for story in story_set.stories[:SHOWN]:
        marks = [
            "everything proposed" if story.basis == "proposed" else f"from {', '.join(story.source)}",
            story.priority,
            count(len(story.criteria), "criterion").replace("criterions", "criteria"),
        ]
        out.append(Sentence(text=f"- **{story.id}** {story.text} ({' · '.join(marks)})"))
    left = len(story_set.stories) - SHOWN
    if left > 0:
        out.append(
            Sentence(text=f"- and {left} more stories in the card." if left > 1 else "- and 1 more story in the card.")
        )
    return out


def _doubts(story_set: StorySet) -> list[Sentence]:
    """Contradictions first, then what blocks, then requirements without a story."""
    out = [
        Sentence(text=f"{conflict.kind.capitalize()}: {conflict.first} and {conflict.second}: {conflict.explanation}.")
        for conflict in story_set.conflicts[:5]
    ]
    blocking = [
        question for question in story_set.open_questions if question.blocking and "contradict" not in question.question
    ]
    out += [
        Sentence(text=f"{question.id}: {question.question} (ask {question.whom})", part="gap")
        for question in blocking[:5]
    ]
    if len(blocking) > 5:
        out.append(Sentence(text=f"{len(blocking) - 5} more questions are in the card.", part="gap"))
    bare = [row.requirement for row in story_set.coverage.rows if row.status == "uncovered"]
    if bare and story_set.stories:
        out.append(
            Sentence(
                text=(
                    f"Without a story: {', '.join(bare[:10])}{' …' if len(bare) > 10 else ''}; the source map says why."
                ),
                part="gap",
            )
        )
    return out


def _coverage(story_set: StorySet, figures: dict[str, int], book: FactBook) -> str:
    covered = sum(row.status != "uncovered" for row in story_set.coverage.rows)
    with_place = book.number("Story set: requirements covered, excluded or kept for the epic", covered, "count")
    parked = book.number("Source: sentences parked or background", figures["parked"] + figures["background"], "count")
    proposed = book.number("Story set: proposed criteria", figures["proposed_criteria"], "count")
    return (
        f"Coverage: {with_place} of {figures['requirements']} requirements have their place; {parked} "
        f"other sentences are background or parked with a reason; {proposed} criteria are proposed "
        "and have to be accepted."
    )


def _next(story_set: StorySet) -> list[str]:
    if not story_set.stories:
        return ["user stories for: a supplier can upload an invoice as PDF"]
    return ["show the coverage matrix", f"split {story_set.stories[0].id}", "the stories in Gherkin"]
