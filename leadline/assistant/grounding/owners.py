"""Whose figure it is: the project that a sentence speaks of, and the project that a fact belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from leadline.assistant.grounding.words import listed, words
from leadline.tools.answer import Fact, QuerySource

_LINKED = re.compile(r"^\W*(?:\w+\W+){0,3}?(?:for|on|in|at|of)\s+(?:project\s+|the\s+)?[*_\"“']*$", re.IGNORECASE)
GENERIC = listed("project program programme platform portal system data new app application digital cloud the")


@dataclass(frozen=True)
class Owners:
    """Finds projects by key, by name, and by the first word of a name where only one has it."""

    pattern: re.Pattern[str] | None
    keys: dict[str, str]  # alias -> project key
    words: frozenset[str] = frozenset()  # canonical words of the names

    @classmethod
    def of(cls, projects: Sequence[tuple[str, str]]) -> "Owners":
        keys: dict[str, str] = {}
        firsts = [name.split()[0] for _, name in projects if name.split()]
        for key, name in projects:
            keys[key] = key
            keys[name] = key
            first = name.split()[0] if name.split() else ""
            if len(first) > 3 and firsts.count(first) == 1 and first.lower() not in GENERIC:
                keys[first] = key
        if not keys:
            return cls(None, {})
        listed = "|".join(re.escape(alias) for alias in sorted(keys, key=len, reverse=True) if alias)
        return cls(
            re.compile(rf"(?<![\w-])(?:{listed})(?!\w|-\d)"), keys, words(" ".join(name for _, name in projects))
        )

    def of_fact(self, fact: Fact) -> str | None:
        if self.pattern is None:
            return None
        named = self.pattern.search(fact.label)
        if named is None and isinstance(fact.source, QuerySource):
            named = self.pattern.search(str(fact.source.args.get("project", "")))
        return self.keys[named[0]] if named else None

    def at(self, text: str) -> list[tuple[int, int, str]]:
        """Where projects are named: start, end, key."""
        if self.pattern is None:
            return []
        return [(match.start(), match.end(), self.keys[match[0]]) for match in self.pattern.finditer(text)]


def owners_allowed(
    text: str,
    named: Sequence[tuple[int, int, str]],
    start: int,
    end: int,
    sentence: tuple[int, int],
    stops: Sequence[int],
) -> frozenset[str] | None:
    """The projects that a figure at start..end may belong to; None = any.

    In the sentence: the one linked right behind the figure ("0.91 for Borealis"), else the nearest before, else the nearest after.
    Where the sentence names none: the last one named before it, or the first of the answer.
    `stops`: starts of the other figures, behind which a name belongs to them.
    """
    first, last = sentence
    inside = [item for item in named if first <= item[0] < last]
    limit = min((stop for stop in stops if stop >= end), default=last)
    linked = next((key for a, _, key in inside if end <= a < limit and _LINKED.match(text[end:a])), None)
    if linked:
        return frozenset({linked})
    before = [key for _, b, key in inside if b <= start]
    if before:
        return frozenset({before[-1]})
    after = [key for a, _, key in inside if a >= end]
    if after:
        return frozenset({after[0]})
    earlier = [key for _, b, key in named if b <= first]
    return frozenset({earlier[-1], earlier[0]}) if earlier else None
