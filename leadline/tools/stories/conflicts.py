"""Requirements that contradict each other or say the same."""

import re
from collections.abc import Sequence

from leadline.tools.stories.limits import Limit, limits
from leadline.tools.stories.roles import person
from leadline.tools.stories.similarity import content
from leadline.tools.stories.source_map import Entry
from leadline.tools.stories.story_set import Conflict

DUPLICATE = 0.8
_RELATED = 0.5


def find_conflicts(entries: Sequence[Entry]) -> list[Conflict]:
    """All pairs once, in reading order; several hundred requirements stay well under a second."""
    stated = [entry for entry in entries if entry.item.kind not in {"background", "parked", "out of scope"}]
    bags = [content(_without_numbers(entry.item.text)) for entry in stated]
    bounds = [limits(entry.item.text) for entry in stated]
    out: list[Conflict] = []
    for i in range(len(stated)):
        for j in range(i + 1, len(stated)):
            shared = len(bags[i] & bags[j])
            if shared < 2 or shared / min(len(bags[i]), len(bags[j])) < _RELATED:
                continue
            found = _compare(stated[i], stated[j], bounds[i], bounds[j], shared / len(bags[i] | bags[j]))
            if found:
                out.append(found)
    return out


def _compare(
    left: Entry, right: Entry, bounds_l: list[Limit], bounds_r: list[Limit], overlap: float
) -> Conflict | None:
    ids = {"first": left.item.id, "second": right.item.id}
    if _people(left) and _people(right) and not _people(left) & _people(right) and not _only(left) and not _only(right):
        return None
    for one in bounds_l:
        for two in bounds_r:
            if (
                one.unit
                and one.unit.rstrip("s") == two.unit.rstrip("s")
                and one.direction == two.direction
                and one.number != two.number
                and overlap >= 0.34
            ):
                return Conflict(
                    kind="contradiction", explanation=f"“{one.text}” against “{two.text}” for the same matter", **ids
                )
    if _verbs(left) & _verbs(right):
        for first, second in ((left, right), (right, left)):
            if _only(first) and not _only(second) and _people(second) - _people(first) and overlap >= 0.34:
                return Conflict(
                    kind="contradiction",
                    explanation=(
                        f"{first.item.id} reserves it for {' and '.join(sorted(_people(first)))}, {second.item.id} "
                        f"gives it to {' and '.join(sorted(_people(second)))}"
                    ),
                    **ids,
                )
        if _negated(left) != _negated(right) and overlap >= 0.5:
            return Conflict(kind="contradiction", explanation="one forbids what the other asks for", **ids)
    if overlap >= DUPLICATE and _numbers(left) == _numbers(right) and _negated(left) == _negated(right):
        return Conflict(kind="duplicate", explanation="both say nearly the same", similarity=round(overlap, 2), **ids)
    return None


def _without_numbers(text: str) -> str:
    return re.sub(r"\d[\d.,]*", " ", text)


def _numbers(entry: Entry) -> list[str]:
    return re.findall(r"\d[\d.,]*\d|\d", entry.item.text)


def _people(entry: Entry) -> set[str]:
    return {clause.role for clause in entry.clauses if clause.role} | {
        found for clause in entry.clauses if clause.form == "person" and (found := person(clause.subject))
    }


def _verbs(entry: Entry) -> set[str]:
    found = set()
    for clause in entry.clauses:
        tokens = clause.action.split()
        found.add(tokens[1] if len(tokens) > 1 and tokens[0] in {"be", "is", "are"} else tokens[0] if tokens else "")
    return found


def _only(entry: Entry) -> bool:
    return bool(re.match(r"(?i)only\b|.*\bonly (?:by|for|to)\b", entry.item.text))


def _negated(entry: Entry) -> bool:
    return any(clause.negated for clause in entry.clauses)
