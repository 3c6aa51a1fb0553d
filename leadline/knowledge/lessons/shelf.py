"""Which documents teach, and what each teaches: the library read through the lessons' eyes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from leadline.knowledge.lessons.extract import extract
from leadline.knowledge.lessons.records import DocumentLessons
from leadline.knowledge.library import Library
from leadline.knowledge.results import DocumentInfo
from leadline.knowledge.scope import Scope

KINDS = (
    "post_mortem",
    "retrospective",
    "report",
)  # closure reports are reports; a status report teaches little and says little
PAGE = 500
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
    """Lessons of every document of the scope that teaches, or of those about `topic`, the most relevant or the newest first."""
    documents = [
        each for each in _documents(library, scope, project_key) if since is None or (each.date and each.date >= since)
    ]
    if topic:
        wanted = _about(library, scope, topic, project_key, since)
        chosen = sorted((each for each in documents if each.id in wanted), key=lambda each: wanted.index(each.id))
    else:
        chosen = documents
    found = (extract(each, library.passages(scope, each.id)) for each in chosen)
    return Selected(tuple(each for each in found if teaches(each)), len(documents))


def teaches(lessons: DocumentLessons) -> bool:
    """A document that names neither a cause nor an action is no lesson, whatever its title says."""
    return bool(lessons.causes or lessons.actions)


def _documents(library: Library, scope: Scope, project_key: str | None) -> Sequence[DocumentInfo]:
    return [
        document
        for kind in KINDS
        for document in library.documents(scope, kind=kind, project_key=project_key, limit=PAGE).items
    ]


def _about(library: Library, scope: Scope, topic: str, project_key: str | None, since: dt.date | None) -> list[str]:
    result = library.search(scope, topic, project_key=project_key, kinds=KINDS, since=since, limit=TOPIC_PASSAGES)
    if not result.answered:
        return []
    floor = max((hit.score for hit in result.hits), default=0.0) / 2  # half as relevant as the best is another subject
    return list(dict.fromkeys(hit.passage.document_id for hit in result.hits if hit.score >= floor))
