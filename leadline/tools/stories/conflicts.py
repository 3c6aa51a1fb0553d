"""Requirements that contradict each other or say the same."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from leadline.tools.stories.common_limits import setting_conflicts
from leadline.tools.stories.limits import Limit, limits
from leadline.tools.stories.roles import person
from leadline.tools.stories.similarity import content, stem
from leadline.tools.stories.source_map import Entry
from leadline.tools.stories.story_set import Conflict

MOST = 100
"""More than this nobody reads; the set says that there are more."""
COMMON = 400
"""Of a word in more requirements than this only the latest are compared."""
DUPLICATE = 0.8
_RELATED = 0.5


@dataclass(frozen=True)
class _Profile:
    """What is compared of one requirement, worked out once."""

    id: str
    words: frozenset[str]
    bounds: tuple[Limit, ...]
    numbers: tuple[str, ...]
    other_numbers: tuple[str, ...]
    people: frozenset[str]
    subjects: frozenset[str]
    verbs: frozenset[str]
    only: bool
    negated: bool


def find_conflicts(entries: Sequence[Entry]) -> list[Conflict]:
    """Pairs in reading order, at most `MOST`; a text that stands in the source word for word is reported once, with its first place."""
    out: list[Conflict] = []
    profiles: list[_Profile] = []
    places: dict[str, list[int]] = {}
    first_place: dict[str, str] = {}
    for entry in entries:
        if entry.item.kind in {"background", "parked", "out of scope"}:
            continue
        same = first_place.setdefault(" ".join(entry.item.text.lower().split()).rstrip("."), entry.item.id)
        if same != entry.item.id:
            out.append(
                Conflict(
                    kind="duplicate",
                    first=same,
                    second=entry.item.id,
                    explanation="both say exactly the same",
                    similarity=1.0,
                )
            )
            continue
        profile = _profile(entry)
        out += [found for n in _neighbours(profile, places) if (found := _compare(profiles[n], profile))]
        for word in profile.words:
            places.setdefault(word, []).append(len(profiles))
        profiles.append(profile)
        if len(out) >= MOST:
            break
    told = {(conflict.first, conflict.second) for conflict in out}
    further = [*setting_conflicts(entries), *_reserved(entries)]
    out += [conflict for conflict in further if (conflict.first, conflict.second) not in told]
    return out[:MOST]


def _reserved(entries: Sequence[Entry]) -> list[Conflict]:
    """ "Only administrators can delete users" beside "Managers can delete users of their team"."""
    acts = [
        (entry.item, clause, (clause.action.split()[0], stem(_head(clause.object))))
        for entry in entries
        if entry.item.kind not in {"background", "parked", "out of scope"}
        for clause in entry.clauses
        if clause.form == "person" and clause.role and not clause.negated and clause.object
    ]
    out = []
    for item, clause, act in acts:
        if not re.match(r"(?i)only\b", item.text):
            continue
        for other, given, same in acts:
            if same == act and given.role != clause.role and not re.match(r"(?i)only\b", other.text):
                out.append(
                    Conflict(
                        kind="contradiction",
                        first=item.id,
                        second=other.id,
                        explanation=f"{item.id} reserves it for the {clause.role}, {other.id} gives it to the {given.role}",
                    )
                )
    return out


def _head(thing: str) -> str:
    """The noun that a phrase is about: "users of their team" -> "users"."""
    core = re.split(r" (?:of|for|from|with|in|to|by|on|at|within|after|before)\b", thing)[0]
    return str((re.findall(r"[A-Za-z-]+", core) or [""])[-1])


def _neighbours(profile: _Profile, places: dict[str, list[int]]) -> list[int]:
    """Earlier requirements that share at least two words; words that stand almost everywhere are no reason to compare."""
    shared = Counter(n for word in profile.words for n in places.get(word, ())[-COMMON:])
    return sorted(n for n, times in shared.items() if times >= 2)


def _profile(entry: Entry) -> _Profile:
    text = entry.item.text
    bounds = tuple(limits(text))
    rest = text
    for bound in bounds:
        rest = rest.replace(bound.text, " ")
    return _Profile(
        id=entry.item.id,
        words=content(re.sub(r"\d[\d.,]*", " ", text)),
        bounds=bounds,
        numbers=_numbers(text),
        other_numbers=_numbers(rest),
        people=_people(entry),
        subjects=content(" ".join(c.subject for c in entry.clauses if c.form in {"thing", "passive"})),
        verbs=_verbs(entry),
        only=bool(re.match(r"(?i)only\b|.*\bonly (?:by|for|to)\b", text)),
        negated=any(clause.negated for clause in entry.clauses),
    )


def _compare(left: _Profile, right: _Profile) -> Conflict | None:
    shared = len(left.words & right.words)
    if shared < 2 or shared / min(len(left.words), len(right.words)) < _RELATED:
        return None
    overlap = shared / len(left.words | right.words)
    others = left.people and right.people and not left.people & right.people
    if others and not left.only and not right.only:
        return None
    explanation = _contradiction(left, right, overlap)
    if explanation:
        return Conflict(kind="contradiction", first=left.id, second=right.id, explanation=explanation)
    if (
        overlap >= DUPLICATE
        and left.numbers == right.numbers
        and left.negated == right.negated
        and not left.only
        and not right.only
    ):
        return Conflict(
            kind="duplicate",
            first=left.id,
            second=right.id,
            explanation="both say nearly the same",
            similarity=round(overlap, 2),
        )
    return None


def _contradiction(left: _Profile, right: _Profile, overlap: float) -> str | None:
    apart = left.subjects and right.subjects and not left.subjects & right.subjects
    if overlap >= _RELATED and not apart and left.other_numbers == right.other_numbers:
        for one in left.bounds:
            for two in right.bounds:
                same_kind = one.unit and one.unit.rstrip("s") == two.unit.rstrip("s") and one.direction == two.direction
                if same_kind and one.number != two.number:
                    return f"“{one.text}” against “{two.text}” for the same matter"
    if not left.verbs & right.verbs or overlap < _RELATED:
        return None
    for first, second in ((left, right), (right, left)):
        if first.only and not second.only and not second.negated and second.people - first.people:
            reserved, given = " and ".join(sorted(first.people)) or "some", " and ".join(sorted(second.people))
            return f"{first.id} reserves it for the {reserved}, {second.id} gives it to the {given}"
    return "one forbids what the other asks for" if left.negated != right.negated else None


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d[\d.,]*\d|\d", text))


def _people(entry: Entry) -> frozenset[str]:
    named = {clause.role for clause in entry.clauses if clause.role}
    named |= {found for clause in entry.clauses if clause.form == "person" and (found := person(clause.subject))}
    return frozenset(named)


def _verbs(entry: Entry) -> frozenset[str]:
    found = set()
    for clause in entry.clauses:
        tokens = clause.action.split()
        found.add(tokens[1] if len(tokens) > 1 and tokens[0] in {"be", "is", "are"} else tokens[0] if tokens else "")
    return frozenset(found)
