"""Fragments -> the source map: every piece of the text is a numbered requirement with a kind, or background, or parked with a reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from leadline.tools.stories.ambiguity import is_undecided
from leadline.tools.stories.clause import Clause, Memory
from leadline.tools.stories.clauses import parse
from leadline.tools.stories.coordination import MODAL
from leadline.tools.stories.grammar import lower_first
from leadline.tools.stories.language import ENGLISH, language_of
from leadline.tools.stories.parking import background_because, in_signature, parked_because, title_line
from leadline.tools.stories.requirement_kinds import excluded, kind_of
from leadline.tools.stories.roles import likely_person
from leadline.tools.stories.sentences import Fragment
from leadline.tools.stories.story_set import RequirementKind, SourceItem
from leadline.tools.stories.talk import as_meant
from leadline.tools.stories.wish_form import UNREAD, unreadable


@dataclass(frozen=True)
class Entry:
    """A source item with what the rules understood of it."""

    item: SourceItem
    clauses: tuple[Clause, ...] = ()
    fragment: Fragment | None = None
    language: str = ENGLISH


def build_source_map(parts: Sequence[Fragment], language: str = ENGLISH) -> list[Entry]:
    """Classifies all fragments in order and numbers them R1.. and N1..; nothing is left out. `language`: of the whole text."""
    memory = Memory(_interviewed(parts))
    out: list[Entry] = []
    counts = {"R": 0, "N": 0}
    signature = False
    for n, part in enumerate(parts):
        signature = in_signature(part, signature)
        kind, reason, clauses = _classify(
            part, memory, signature, lonely=len(parts) <= 2, following=parts[n + 1] if n + 1 < len(parts) else None
        )
        spoken = _spoken(part, kind, reason, language)
        if spoken != ENGLISH:
            kind, reason, clauses = "ambiguous", f"in {spoken}, not read; kept word for word", []
        letter = "N" if kind in {"background", "parked"} else "R"
        counts[letter] += 1
        said = "; ".join(f"{column}: {cell}" for column, cell in part.fields.items() if column != "rest")
        rest = part.fields.get("rest")
        text = f"{part.text} ({rest})" if rest else part.text
        reason = reason or (f"the table row says {said}" if said else "")
        item = SourceItem(
            id=f"{letter}{counts[letter]}",
            text=text,
            kind=kind,
            line=part.line,
            section=part.section,
            reason=reason,
            label=part.label,
        )
        out.append(Entry(item, tuple(clauses), part, spoken))
    return out


_INTERVIEW = re.compile(
    r"(?i)\b(?:interview|call|meeting|talk|conversation|session)\b.* with (?:the |our |a )?(?P<who>[\w' -]{3,40})$"
)


def _interviewed(parts: Sequence[Fragment]) -> str | None:
    """Whom "she" stands for in notes that are headed "Interview with Head of Payroll"."""
    for part in parts[:3]:
        match = _INTERVIEW.search(part.text.rstrip(".:"))
        if match and (who := likely_person(match.group("who"))):
            return who
    return None


def _spoken(part: Fragment, kind: RequirementKind, reason: str, main: str) -> str:
    """The language of a statement; English also for what is none. Of a text in another language nothing is read."""
    if kind == "parked" and reason not in {"question; see the open questions", "title", "closing or signature"}:
        return ENGLISH
    if main != ENGLISH:
        return ENGLISH if reason == "closing or signature" else main
    return language_of(part.text)


def _classify(
    part: Fragment, memory: Memory, signature: bool, *, lonely: bool, following: Fragment | None
) -> tuple[RequirementKind, str, list[Clause]]:
    parked = parked_because(part, signature, following) or title_line(part, following)
    if parked:
        return "parked", parked, []
    text = part.text
    out = excluded(part)
    if out:
        return "out of scope", out, []
    joined = joined_text(part)
    before = Memory(memory.role, memory.object, memory.system)
    clauses = parse(joined, memory)
    background = background_because(part, joined, clauses, lonely)
    if background:
        memory.role, memory.object, memory.system = before.role or memory.role, before.object, before.system
        return "background", background, []
    if is_undecided(text):
        return "ambiguous", "a value or decision is missing", clauses
    if len(joined.split()) == 1:
        return "ambiguous", "one word says neither who nor what", clauses
    kind = kind_of(part, joined, clauses)
    read = [clause for clause in clauses if not unreadable(clause)]
    if len(read) < len(clauses) and kind != "constraint":
        return "ambiguous", UNREAD, read
    return kind, "", clauses


def joined_text(part: Fragment) -> str:
    """What the fragment means: with the sentence that introduces it where only both make a statement, without talk around it."""
    return as_meant(_with_stem(part))


def _with_stem(part: Fragment) -> str:
    stem = part.stem.rstrip(": ").strip()
    if not stem:
        return part.text
    opens = re.search(
        rf"(?:{MODAL}(?: be able to| have to| allow\w*| support)?|to|able to|that|allow \w+ to|lets? \w+|ability to)$",
        stem,
        re.I,
    )
    starts_low = part.text[:1].islower() or re.match(
        r"[A-Z][a-z]+ (?:the|a|an|their|all|new|by|to|and|for|from|with|in)\b", part.text
    )
    if opens and (starts_low or len(part.text.split()) > 1) and not re.search(rf"\b{MODAL}\b", part.text, re.I):
        return f"{stem} {lower_first(part.text)}"
    return part.text
