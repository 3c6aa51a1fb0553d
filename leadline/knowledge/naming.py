"""Which documents a question names by their title, and which words of project language stand for each other."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from leadline.knowledge.terms import terms

# Words that only say where to look or what a document is; they tell nothing about the subject.
FRAME = frozenset(
    terms(
        "charter document post-mortem postmortem report project know knowledge happen mention describe explain find show tell list "
        "information detail question answer read write written documents charters reports projects learn lesson lessons learned "
        "anyone file files page section quote passage source summary summarise work template trouble problem issue thing case "
        "contract contracts sow minutes retrospective policy statement"
    )
)

_SAME = (
    "goal objective aim mission purpose",
    "sponsor sponsored",
    "owner lead leader chair responsible accountable manager head",
    "cost budget price fee spend money amount",
    "deadline due date finish completion end until term expire expiry",
    "go-live launch release rollout golive",
    "cause reason trigger root",
    "fix remedy resolution resolve mitigation repair solve restore recover revert",
    "prevent avoid",
    "outage downtime incident disruption down interruption",
    "supplier vendor contractor provider",
    "requirement need",
    "risk threat",
    "milestone phase",
    "deliverable output",
    "assumption assume",
    "constraint limitation",
    "customer client",
    "break broke fail failure failed broken",
    "delete wipe truncate remove removal lose lost",
)


def _synonyms() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _SAME:
        group = frozenset(terms(line))
        for term in group:
            found[term] = found.get(term, frozenset()) | group
    return found


SYNONYMS = _synonyms()


_PROPER = re.compile(r"(?<=[\w,;] )[A-Z][\w-]{2,}")


def proper_names(query: str) -> frozenset[str]:
    """Terms of words written with a capital inside the question: names of suppliers, products, people."""
    return frozenset(term for word in _PROPER.findall(query) for term in terms(word)) - FRAME


@lru_cache(maxsize=20_000)
def title_terms(title: str) -> frozenset[str]:
    """The terms of a title that tell it from others."""
    return frozenset(terms(title)) - FRAME


@dataclass(frozen=True, slots=True)
class Names:
    """What a question names: `documents` by their title, and for each proper name the documents that `held` it anywhere."""

    documents: frozenset[str]
    held: Mapping[str, frozenset[str]]

    def meant(self, document_id: str) -> bool:
        """Whether the document is named, or none is."""
        return not self.documents or document_id in self.documents

    def known_in(self, document_id: str) -> frozenset[str]:
        """The proper names that the document holds: a passage of it need not repeat them."""
        return frozenset(name for name, documents in self.held.items() if document_id in documents)

    def strange_to(self, document_id: str) -> bool:
        """Whether a proper name of the question stands nowhere in the document."""
        return any(document_id not in documents for documents in self.held.values())


def named_documents(asked: frozenset[str], titles: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The documents, given as (id, title), whose whole title stands in the question."""
    found: dict[str, int] = {}
    for document_id, title in titles:
        telling = title_terms(title)
        if telling and telling <= asked:
            found[document_id] = len(telling)
    longest = max(found.values(), default=0)
    return frozenset(document_id for document_id, length in found.items() if length == longest)
