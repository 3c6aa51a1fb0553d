"""Which documents teach, and what each teaches: the library read through the lessons' eyes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leadline.knowledge.answering import THRESHOLD
from leadline.knowledge.lessons.extract import extract
from leadline.knowledge.lessons.records import DocumentLessons
from leadline.knowledge.lessons.taxonomy import name_like
from leadline.knowledge.library import Library
from leadline.knowledge.results import DocumentInfo
from leadline.knowledge.scope import Scope

KINDS = (
    "post_mortem",
    "retrospective",
    "report",
)  # closure reports are reports; a status report teaches little and says little
PAGE = 500
REMEMBERED = 5_000  # documents whose lessons are kept in memory
CERTAIN = 0.8  # where other documents show the named cause itself, mere words must fit well
TOPIC_PASSAGES = 60  # passages looked at for a topic; more than enough to reach every document that is about it


@dataclass(frozen=True, slots=True)
class Selected:
    """The documents that were read. `searched` counts those that were considered before the topic was applied."""

    lessons: tuple[DocumentLessons, ...]
    searched: int


def select(
    library: Library,
    scope: Scope,
    *,
    topic: str | None = None,
    project_key: str | None = None,
    since: dt.date | None = None,
) -> Selected:
    """Lessons of every document of the scope that teaches, or of those about `topic`, the most relevant or the newest first.

    A document is about a topic if a passage of it answers to the words, or if its causes include the one that the topic names.
    """
    documents = [
        each
        for each in _documents(library, scope, project_key)
        if since is None or (each.date is not None and each.date >= since)
    ]
    found = [_lessons_of(library, scope, each) for each in documents]
    taught = [each for each in found if teaches(each)]
    if topic:
        taught = _about(topic, taught, _relevance(library, scope, topic, project_key, since))
    return Selected(tuple(taught), len(documents))


_extracted: dict[DocumentInfo, DocumentLessons] = {}


def _lessons_of(library: Library, scope: Scope, document: DocumentInfo) -> DocumentLessons:
    """Extracted once per process: a changed document is another row, so what was found in one stays true."""
    if document not in _extracted:
        if len(_extracted) >= REMEMBERED:
            _extracted.clear()
        _extracted[document] = extract(document, library.passages(scope, document.id))
    return _extracted[document]


def _about(topic: str, taught: Sequence[DocumentLessons], relevance: Mapping[str, float]) -> list[DocumentLessons]:
    cause = name_like(topic)
    with_cause = {
        each.document_id for each in taught if cause and any(found.cause_id == cause.id for found in each.causes)
    }
    floor = CERTAIN if with_cause else THRESHOLD
    chosen = [each for each in taught if each.document_id in with_cause or relevance.get(each.document_id, 0) >= floor]
    return sorted(chosen, key=lambda each: -relevance.get(each.document_id, 0))


def teaches(lessons: DocumentLessons) -> bool:
    """A document that names neither a cause nor an action is no lesson, whatever its title says."""
    return bool(lessons.causes or lessons.actions)


def _documents(library: Library, scope: Scope, project_key: str | None) -> Sequence[DocumentInfo]:
    return [
        document
        for kind in KINDS
        for document in library.documents(scope, kind=kind, project_key=project_key, limit=PAGE).items
    ]


def _relevance(
    library: Library, scope: Scope, topic: str, project_key: str | None, since: dt.date | None
) -> dict[str, float]:
    """Chance (0..1) that a document speaks of the topic, by document id."""
    result = library.search(scope, topic, project_key=project_key, kinds=KINDS, since=since, limit=TOPIC_PASSAGES)
    best: dict[str, float] = {}
    for hit in result.hits:
        best[hit.passage.document_id] = max(best.get(hit.passage.document_id, 0.0), hit.confidence)
    return best
