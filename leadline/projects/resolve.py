"""From what a person typed to the record that is meant: exact, partial, plural, misspelt; or the choices when it is not clear.

A name that fits several records is offered back, a near miss is matched and says so, nothing found gives the nearest names.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.queries.scope import visible
from leadline.projects.tables import Allocation, Person, Project, WorkItem

NEAR = 78.0  # similarity (0..100) from which a misspelt name counts as that name
CLEAR = 6.0  # how far the best name must be ahead of the second to be taken without asking
_NOISE = frozenset({"the", "project", "projects", "program", "programme", "initiative", "our", "my", "please"})


class Named(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=Named)


@dataclass(frozen=True, slots=True)
class ProjectName:
    key: str
    name: str
    closed: bool


@dataclass(frozen=True, slots=True)
class PersonName:
    """People have no short key; the name stands for both."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Resolved(Generic[N]):
    """Exactly one of: `match` (with `note` if it was not typed exactly), `candidates` (several fit: ask), or neither.

    `nearest` are the closest names when nothing fits; with an empty scope it is empty too.
    """

    text: str
    match: N | None = None
    candidates: tuple[N, ...] = ()
    nearest: tuple[N, ...] = ()
    note: str | None = None


def resolve_project(session: Session, access: Access, text: str) -> Resolved[ProjectName]:
    """Find one visible project by key or name."""
    rows = session.execute(
        select(Project.key, Project.name, Project.phase)
        .where(visible(access))
        .order_by(Project.phase == "closed", Project.name)
    )
    return match_name(text, [ProjectName(key, name, phase == "closed") for key, name, phase in rows])


def resolve_person(session: Session, access: Access, text: str) -> Resolved[PersonName]:
    """Find one person who works in a visible project, by full name, first or last name."""
    seen = select(Project.id).where(visible(access))
    working = select(Allocation.person_id).where(Allocation.project_id.in_(seen))
    assigned = select(WorkItem.assignee_id).where(WorkItem.project_id.in_(seen))
    leading = select(Project.manager_id).where(visible(access))
    sponsoring = select(Project.sponsor_id).where(visible(access))
    ids = [Person.id.in_(source) for source in (working, assigned, leading, sponsoring)]
    names = session.scalars(select(Person.name).where(ids[0] | ids[1] | ids[2] | ids[3]).order_by(Person.name))
    return match_name(text, [PersonName(name, name) for name in names])


def normal_key(text: str) -> str:
    """The canonical form of a record key: "atl 12", "ATL12" and "#atl-12" all give "ATL-12"; anything else unchanged."""
    match = re.fullmatch(r"\s*#?([A-Za-z][A-Za-z]*(?:-[A-Za-z]+)*)[\s_-]*(\d+)\s*", text)
    return f"{match[1].upper()}-{int(match[2])}" if match else text.strip()


def match_name(text: str, records: Sequence[N]) -> Resolved[N]:
    """Match `text` against names and keys. Exact beats words of the name, which beat likeness."""
    words = _words(text)
    if not words:
        return Resolved(text, nearest=tuple(records[:5]))
    plain = " ".join(words)
    exact = [one for one in records if plain in (one.key.casefold(), " ".join(_words(one.name)))]
    if len(exact) == 1:
        return Resolved(text, match=exact[0])
    within = [one for one in records if _all_in(words, [*_words(one.name), one.key.casefold()])]
    if not within:
        within = _longest([one for one in records if _all_in(_words(one.name), words) or one.key.casefold() in words])
    if within:
        return Resolved(text, match=within[0]) if len(within) == 1 else Resolved(text, candidates=tuple(within))
    return _by_likeness(text, plain, records)


def _by_likeness(text: str, plain: str, records: Sequence[N]) -> Resolved[N]:
    scored = sorted(((_likeness(plain, one), one) for one in records), key=lambda pair: -pair[0])
    if not scored or scored[0][0] < NEAR:
        return Resolved(text, nearest=tuple(one for _, one in scored[:3]))
    close = [one for score, one in scored if score >= NEAR and scored[0][0] - score < CLEAR]
    if len(close) > 1:
        return Resolved(text, candidates=tuple(close))
    return Resolved(text, match=close[0], note=f"Read “{text.strip()}” as {close[0].name}.")


def _likeness(plain: str, record: Named) -> float:
    """The whole name, or the typed words each against their best word of the name; keys only when they differ by little."""
    name = " ".join(_words(record.name))
    parts = [max(fuzz.ratio(word, other) for other in [*name.split(), record.key.casefold()]) for word in plain.split()]
    return max(fuzz.ratio(plain, name), sum(parts) / len(parts) if min(parts) >= NEAR - 8 else 0.0)


def _words(text: str) -> list[str]:
    folded = re.sub(r"[’']s\b", "", text.casefold())
    words = re.findall(r"[\w&.+]+", folded)
    return [word for word in words if word not in _NOISE] or words


def _all_in(few: Sequence[str], many: Sequence[str]) -> bool:
    """Every word of `few` is a word of `many`, begins one (three letters or more), or is its plural or singular."""
    return bool(few) and all(any(_same(word, other) for other in many) for word in few)


def _same(word: str, other: str) -> bool:
    return word == other or word.rstrip("s") == other.rstrip("s") or (len(word) >= 3 and other.startswith(word))


def _longest(records: list[N]) -> list[N]:
    """Of the names contained in a text, those with the most words: "Atlas Billing" beats "Atlas"."""
    most = max((len(_words(one.name)) for one in records), default=0)
    return [one for one in records if len(_words(one.name)) == most]
