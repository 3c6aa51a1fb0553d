"""Names in a sentence: projects, people, item keys, risk ids. Found by the vocabulary, tolerant of case, plural and typos.

A name that fits several projects stays as it was typed: the tool asks which one is meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from leadline.assistant.builtin.understanding.matcher import Weights
from leadline.assistant.builtin.understanding.text import plain, words
from leadline.assistant.builtin.understanding.word_lists import word_list
from leadline.projects.vocabulary import Vocabulary

Kind = Literal["project", "person", "item", "risk"]
TOKEN = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
RISK = re.compile(r"\b(?:[A-Z]{2,10}-)?R-?\d{1,4}\b|\brisk (?:no\.? ?|number |#)?\d{1,4}\b", re.IGNORECASE)
RECORD = re.compile(
    r"\b(?:CR|AS|LL|[IDAC])-\d{1,4}\b"
)  # issues, decisions, actions, contracts, changes: as the registers write them
ITEM = re.compile(r"\b([A-Z][A-Z0-9]{1,9})-(\d{1,6})\b", re.IGNORECASE)
REGISTER_PREFIXES = frozenset({"R", "CR", "AS", "LL", "P", "Q", "RISK", "ISO", "UTF", "COVID"})
UNKNOWN_PROJECT = re.compile(
    r"\b(?:of|for|on|about|in|is|with|project) (?:the )?(?:[Pp]roject )?((?:[A-Z][\w-]+)(?: [A-Z][\w-]+){0,3})"
)
UNKNOWN_PERSON = re.compile(
    r"\b(?:is|does|can|for|to|by|has|give|remind|ask|assign|will) ([A-Z][a-z]+(?: [A-Z][a-z]+)?)\b"
)
LEADING_NAME = re.compile(r"^([A-Z][\w-]{2,})(?:'s)? [a-z ]{3,25}\??$")
LAST_WORD = re.compile(r"\b(?:of|for|project) ([a-z][a-z-]{3,})\s*[?!.]*$")
NOT_A_NAME = re.compile(
    r"^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|^(?:mon|tues|wednes|thurs|fri|satur|sun)day|^q[1-4]$|^(?:i|we|the|capex|opex|"
    r"eac|etc|vac|tcpi|cpi|spi|bac|raci|sow|uat|kpi|kpis|cr|crs|rag|pm|pmo|ceo|cfo|cto|wbs|gantt|invest|gherkin|christmas|easter|p50|p80|"
    r"p90|p95|ac|api|sso|gdpr|scrum|sprint|monte|carlo)$",
    re.IGNORECASE,
)
GENERIC = word_list("also_everyday_words")


@dataclass(frozen=True, slots=True)
class Mention:
    kind: Kind
    name: str  # the record's name or key if it is clear, else what was typed
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence with its names: `masked` has a slot for each."""

    text: str
    masked: str
    mentions: tuple[Mention, ...]
    others: frozenset[str] = frozenset()  # words of vendors, teams and releases: names, but not of projects

    def of(self, kind: Kind) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mention.name for mention in self.mentions if mention.kind == kind))


def find_names(text: str, vocabulary: Vocabulary) -> Named:
    mentions: list[Mention] = []
    for found in _candidates(text, vocabulary):
        if not any(found.start < other.end and other.start < found.end for other in mentions):
            mentions.append(found)
    mentions.sort(key=lambda mention: mention.start)
    others = {word for name in (*vocabulary.vendors, *vocabulary.teams, *vocabulary.releases) for word in words(name)}
    return Named(text, _mask(text, mentions), tuple(mentions), frozenset(others))


def named_as_project(named: Named, name: str) -> Named:
    """The same sentence with `name`, which it contains, taken for a project."""
    start = named.text.index(name)
    mentions = sorted(
        (*named.mentions, Mention("project", name, start, start + len(name))), key=lambda mention: mention.start
    )
    return replace(named, masked=_mask(named.text, mentions), mentions=tuple(mentions))


def unknown_project(named: Named) -> str | None:
    """A capitalised name where a project's name would stand, for the tool to say that there is none."""
    text = named.text
    for match in (*UNKNOWN_PROJECT.finditer(text), *LEADING_NAME.finditer(text), *LAST_WORD.finditer(text)):
        if any(match.start(1) < mention.end and mention.start < match.end(1) for mention in named.mentions):
            continue
        first = match.group(1).split()[0]
        if plain(first) in named.others or NOT_A_NAME.match(first):
            continue
        if match.re is UNKNOWN_PROJECT or plain(first) not in _everyday():
            return match.group(1)
    return None


def unknown_person(text: str) -> str | None:
    found = UNKNOWN_PERSON.search(text)
    return found.group(1) if found and not NOT_A_NAME.match(found.group(1)) else None


def _candidates(text: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Surest first: whole names, keys, misspelt names, parts of names."""
    for match in RISK.finditer(text):
        yield Mention("risk", _risk_key(match.group()), *match.span())
    for match in RECORD.finditer(text):
        yield Mention("risk", match.group(), *match.span())
    for match in ITEM.finditer(text):
        if _is_item(match, vocabulary):
            yield Mention("item", match.group().upper(), *match.span())
    tokens = [(match.group(), match.start(), match.end()) for match in TOKEN.finditer(text)]
    yield from _whole_names(tokens, "project", [(name, name) for _, name in vocabulary.projects])
    yield from _whole_names(tokens, "person", [(name, name) for name in vocabulary.people])
    yield from _project_keys(tokens, vocabulary)
    yield from _part_names(text, tokens, "project", [name for _, name in vocabulary.projects])
    yield from _part_names(text, tokens, "person", list(vocabulary.people))


def _risk_key(text: str) -> str:
    number = re.search(r"\d+$", text)
    assert number
    prefix = text[: text.upper().rfind("R")].upper() if not text.lower().startswith("risk") else ""
    return f"{prefix}R-{number.group()}"


def _is_item(match: re.Match[str], vocabulary: Vocabulary) -> bool:
    prefix = match.group(1).upper()
    if prefix in {known.upper() for known in (*vocabulary.item_prefixes, *(key for key, _ in vocabulary.projects))}:
        return True
    return prefix not in REGISTER_PREFIXES and match.group(1).isupper()


Tokens = list[tuple[str, int, int]]


def _whole_names(tokens: Tokens, kind: Kind, names: list[tuple[str, str]]) -> Iterator[Mention]:
    """Names typed in full: exact first, then with a typo, a plural or another word order."""
    for exact in (True, False):
        for name, means in sorted(names, key=lambda pair: -len(pair[0])):
            wanted = [_folded(part) for part in TOKEN.findall(name)]
            for start in range(len(tokens) - len(wanted) + 1):
                window = tokens[start : start + len(wanted)]
                typed = [_folded(token) for token, _, _ in window]
                if typed == wanted or (not exact and _nearly(typed, wanted)):
                    yield Mention(kind, means, window[0][1], window[-1][2])


def _nearly(typed: list[str], wanted: list[str]) -> bool:
    if len(wanted) > 1 and sorted(typed) == sorted(wanted):
        return True
    return all(_same_word(left, right) for left, right in zip(typed, wanted, strict=True))


@lru_cache(maxsize=50_000)
def _same_word(typed: str, wanted: str) -> bool:
    if typed == wanted or typed in (f"{wanted}s", f"{wanted}'s"):
        return True
    if len(wanted) < 5 or typed in _everyday():
        return False
    return OSA.distance(typed, wanted, score_cutoff=2) <= (2 if len(wanted) > 7 else 1)


def _project_keys(tokens: Tokens, vocabulary: Vocabulary) -> Iterator[Mention]:
    for key, name in vocabulary.projects:
        for token, start, end in tokens:
            if token.upper() == key.upper() and (token.isupper() or token.lower() not in _everyday()):
                yield Mention("project", name, start, end)


def _part_names(text: str, tokens: Tokens, kind: Kind, names: list[str]) -> Iterator[Mention]:
    """A part of a name ("Atlas", "Priya"): clear if one name has it, else left as typed. Everyday words need a capital letter."""
    parts: dict[str, list[str]] = {}
    for name in names:
        for part in TOKEN.findall(name):
            parts.setdefault(_folded(part), []).append(name)
    for token, start, end in tokens:
        typed = _folded(token)
        owners = [name for part, owned in parts.items() if _same_word(typed, part) for name in owned]
        if not owners or (_is_everyday(typed) and not (token[0].isupper() and start > 0 and kind == "project")):
            continue
        if typed in GENERIC and not (token[0].isupper() and kind == "person" and start > 0):
            continue
        distinct = list(dict.fromkeys(owners))
        yield Mention(kind, distinct[0] if len(distinct) == 1 else token.removesuffix("'s"), start, end)


def _folded(word: str) -> str:
    return plain(word).strip().removesuffix("'s")


def _is_everyday(word: str) -> bool:
    return word in GENERIC or word in _everyday() or word.rstrip("s") in _everyday()


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    """Words of the examples: a name that is also such a word needs more than a chance hit."""
    return frozenset(Weights.load().known_words)


def _mask(text: str, mentions: list[Mention]) -> str:
    slots = {"person": "{N}", "item": "{W}", "risk": "{R}"}
    pieces: list[str] = []
    last, projects = 0, 0
    for mention in mentions:
        slot = slots.get(mention.kind) or ("{Q}" if projects else "{P}")
        projects += mention.kind == "project"
        pieces += [text[last : mention.start], slot]
        last = mention.end
    return "".join(pieces) + text[last:]
