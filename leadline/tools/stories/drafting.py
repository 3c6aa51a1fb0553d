"""From a text to a story set: the one entry for drafting. Pure: no database, no clock, no model."""

import hashlib
import re
from collections.abc import Sequence

from leadline.tools.stories.conflicts import MOST, find_conflicts
from leadline.tools.stories.coverage import cover
from leadline.tools.stories.epic import build_epic
from leadline.tools.stories.grammar import sentence_case
from leadline.tools.stories.language import ENGLISH, main_language, not_read, partly_read
from leadline.tools.stories.order import dependencies, slices, test_ideas
from leadline.tools.stories.questions import collect
from leadline.tools.stories.seeds import plant, survey
from leadline.tools.stories.sentences import Fragment, fragments
from leadline.tools.stories.similarity import Similarity
from leadline.tools.stories.source_map import Entry, build_source_map
from leadline.tools.stories.stories import Neighbours, write_stories
from leadline.tools.stories.story_set import BacklogItem, FinishedItem, Header, Persona, SourceDocument, StorySet

MAX_BYTES = 200_000
_REQUEST = re.compile(
    r"(?is)^\s*(?:please |can you |could you |kindly |i need |we need )*(?:(?:write|draft|"
    r"create|generate|make|produce|give me|turn|convert|derive|prepare|show me)\s+)?(?:me "
    r"|us )?(?:the |some |a (?:set|list) of |good )?"
    r"(?:user stor(?:y|ies)|stories|acceptance criteria|a backlog|backlog)(?: (?:and|with|"
    r"plus) (?:the )?(?:acceptance criteria|user stories|criteria))?\s*(?:for|from|of|out "
    r"of|based on|about)\s*(?:this|these|the following)?\s*(?:requirements?|text|list|e-?mail|"
    r"notes)?\s*:?(?:\s+(?=\S)|\s*$)"
)


class RequirementsError(ValueError):
    """The text cannot be worked on; the message says what to do."""


def draft_story_set(
    text: str,
    *,
    title: str | None = None,
    personas: Sequence[Persona] = (),
    source: SourceDocument | None = None,
    backlog: Sequence[BacklogItem] = (),
    history: Sequence[FinishedItem] = (),
    similarity: Similarity | None = None,
) -> StorySet:
    """Drafts stories with acceptance criteria from any requirements text.

    `similarity(left, right)` gives a len(left) x len(right) matrix of 0..1 for comparing meanings; without it words are compared.
    Raises RequirementsError for an empty text or one above 200 kB.
    """
    body, asked = _body(text)
    parts = [*([Fragment(asked, "request", 1)] if asked else []), *fragments(body)]
    language = main_language(part.text for part in parts if part.block not in {"code", "request", "rule"})
    entries = build_source_map(parts, language)
    topic = language == ENGLISH and _is_topic(entries)
    ground = survey(entries, personas, topic)
    seeds = plant(entries, ground) if language == ENGLISH else []
    planted = [(f"US-{n}", seed) for n, seed in enumerate(seeds, 1)]
    conflicts = find_conflicts(entries)
    questions = collect(entries, conflicts, planted)
    excluded = [entry.item for entry in entries if entry.item.kind == "out of scope"]
    neighbours = Neighbours(backlog, history, similarity)
    stories = write_stories(
        planted, ground, questions=questions, needs=dependencies(planted), excluded=excluded, neighbours=neighbours
    )
    source_map = tuple(entry.item for entry in entries)
    name = title or _title(entries, topic)
    document = source or SourceDocument(name=name, version=None, sha256=hashlib.sha256(text.encode()).hexdigest())
    return StorySet(
        title=name,
        header=Header(source=document),
        language=language,
        source_map=source_map,
        epic=build_epic(entries, stories, personas),
        stories=stories,
        coverage=cover(source_map, stories),
        conflicts=tuple(conflicts),
        open_questions=questions,
        slices=slices(stories),
        test_ideas=test_ideas(stories),
        notes=_notes(entries, topic=topic, language=language, empty=not stories, cut=len(conflicts) >= MOST),
    )


def _body(text: str) -> tuple[str, str]:
    """The text without the request in front of it, and that request."""
    if len(text.encode()) > MAX_BYTES:
        size = f"{len(text.encode()) // 1000:,}"
        raise RequirementsError(
            f"The requirements are {size} kB long; {MAX_BYTES // 1000} kB is the limit. Please give "
            "one chapter at a time."
        )
    request = _REQUEST.match(text)
    body, asked = (text[request.end() :], request.group(0).strip()) if request else (text, "")
    if not re.search(r"[^\W_]", body):
        raise RequirementsError(
            "There is no requirement in the text. Paste the requirements, attach a document, or name "
            "a topic such as “password reset by SMS”."
        )
    return body, asked


def _is_topic(entries: Sequence[Entry]) -> bool:
    """Only a subject such as "password reset by SMS": no sentence, nobody named."""
    stated = [entry for entry in entries if entry.item.kind not in {"background", "parked"}]
    if len(stated) != 1 or len(entries) > 2:
        return False
    clauses = stated[0].clauses
    if not clauses:
        return False
    headless = all(
        not clause.subject and not clause.modal and not clause.role and not clause.purpose for clause in clauses
    )
    return headless and len(stated[0].item.text.split()) <= 9


def _title(entries: Sequence[Entry], topic: bool) -> str:
    for entry in entries:
        if entry.item.reason == "e-mail header" and entry.item.text.lower().startswith("subject:"):
            return re.sub(r"(?i)^(?:(?:re|fw|fwd|aw|wg): ?)+", "", entry.item.text.split(":", 1)[1].strip())
    for entry in entries[:3]:
        if entry.item.kind == "parked" and entry.item.reason in {"heading", "title"}:
            return entry.item.text.rstrip(":")
    if topic:
        return sentence_case(next(entry.item.text for entry in entries if entry.item.id.startswith("R")).rstrip("."))
    return "Requirements"


def _notes(entries: Sequence[Entry], *, topic: bool, language: str, empty: bool, cut: bool) -> tuple[str, ...]:
    notes = []
    unread = [entry for entry in entries if entry.language != ENGLISH]
    if language != ENGLISH:
        notes.append(not_read(language, len(unread)))
    elif unread:
        notes.append(partly_read((entry.language for entry in unread), (entry.item.id for entry in unread)))
    if topic:
        notes.append(
            "The source is only a topic, so every criterion is proposed; the open questions say what has to be decided."
        )
    injected = [entry.item.id for entry in entries if entry.item.reason.startswith("addresses the assistant")]
    if injected:
        notes.append(
            f"{', '.join(injected)} {'addresses' if len(injected) == 1 else 'address'} the assistant. "
            "It was kept as text and not followed."
        )
    if cut:
        notes.append(f"Only the first {MOST} conflicts and duplicates are listed; there may be more.")
    if empty and language == ENGLISH:
        notes.append(
            "No requirement was found in the text, so there is no story. A requirement says who needs "
            "to do what, for example “a supplier can upload an invoice as PDF”."
        )
    return tuple(notes)
