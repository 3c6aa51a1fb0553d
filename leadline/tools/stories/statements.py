"""Finds subject and predicate of a statement."""

import re

from leadline.tools.stories.clause import Memory
from leadline.tools.stories.coordination import MODAL
from leadline.tools.stories.grammar import (
    DETERMINERS,
    PREPOSITIONS,
    base_form,
    base_of_participle,
    is_plural,
)
from leadline.tools.stories.lexicon import STRONG_VERBS
from leadline.tools.stories.roles import likely_person, person, system

_DOING_VERBS = (
    "needs?|requires?|costs?|expires?|applies|apply|contains?|includes?|consists?|belongs?|"
    "becomes?|takes?|gets?|works?|runs?|refresh(?:es)?|"
    "loads?|starts?|ends?|lasts?|closes?|opens?|remains?|stays?|arrives?|appears?|comes?|"
    "goes|go|does|do|covers?|follows?|uses?|supports?|"
    "holds?|keeps?|shows?|sends?|carr(?:y|ies)|counts?|depends?|syncs?|updates?|stops?"
)


_BEING = re.compile(r"^(?P<s>.{2,140}?)\s+(?P<p>(?:is|are|has|have)\s+\S.*)$")


_DOING = re.compile(rf"^(?P<s>.{{2,140}}?)\s+(?P<p>(?:{_DOING_VERBS})\s+\S.*)$")


def modal_parts(text: str) -> tuple[str, str, str] | None:
    match = re.match(rf"^(?P<s>.{{1,160}}?)\s+(?:also |only |then )?(?P<m>{MODAL})\s+(?P<p>\S.+)$", text, re.I)
    if not match:
        return None
    subject = match.group("s").strip(" ,")
    if subject.split()[-1].lower() in {"and", "or", "but", "that", "which"}:
        return None
    if re.search(r"\b(?:what|how|where|whose)\b", subject):
        return None
    if re.search(r"\b(?:that|which|who|if|when|because|whether)\b", subject) and not re.match(
        r"(?i)(?:that|the|an?|all|any|each|every|only|users?)\b", subject
    ):
        return None
    if (
        base_form(subject.split()[0]) == subject.split()[0].lower()
        and not person(subject)
        and not system(subject)
        and subject.split()[0].lower() in STRONG_VERBS
        and " that " in f" {subject} "
    ):
        return None
    return subject, match.group("m").lower(), match.group("p")


def base_conjuncts(predicate: str) -> str:
    """ "compares the counts and signs off" -> "compare the counts and sign off"."""

    def back(match: re.Match[str]) -> str:
        base = base_form(match.group(2))
        known = base in STRONG_VERBS or match.group(3) in {" off", " in", " out", " the", " it", " them"}
        return f"{match.group(1)}{base}{match.group(3) or ''}" if base and known else match.group(0)

    return re.sub(r"((?:, | and | or |, and )(?:then )?)([a-z]+s)\b(?! of\b)( \w+)?", back, predicate)


def subject_person(subject: str, memory: Memory) -> str | None:
    if re.search(r"'s$|’s$", subject):
        return None
    several = re.split(r",? (?:and|or|as well as) |, ", subject)
    known = re.sub(r"(?i)^(?:the|an?|each|every) ", "", subject).lower()
    if known in memory.roles:
        return known
    first = likely_person(several[0]) if len(several) > 1 and all(likely_person(part) for part in several) else None
    return first or (None if system(subject) and not person(subject) else likely_person(subject))


def passive_verb(predicate: str) -> str | None:
    match = re.match(
        (
            r"(?:be|is|are|get|being|been)\s+(?:(?:automatically|immediately|always|also|never|only|"
            r"not|securely|fully|centrally|manually|then|strictly|properly|clearly|still|individually|"
            r"easily|successfully|centrally|digitally|uniquely|safely|logically|physically|regularly|"
            r"permanently) )*([a-z-]+)\b"
        ),
        predicate,
    )
    if not match:
        return None
    word = match.group(1)
    base = base_of_participle(word) or base_of_participle(word.split("-")[-1])
    if base is None and re.fullmatch(r"[a-z-]{3,}(?:ed|wn|ght)", word) and word not in {"need", "speed", "red"}:
        base = word
    return base


def thing_statement(text: str) -> tuple[str, str] | None:
    """(subject, finite predicate) of a statement about a thing; the shortest subject that can be one."""
    found = [parts for pattern in (_BEING, _DOING) if (parts := _subject_of(pattern.match(text)))]
    return min(found, key=lambda parts: len(parts[0]), default=None) or _acting_thing(text)


def _acting_thing(text: str) -> tuple[str, str] | None:
    """ "A wrong item triggers a loud beep", "Scanners survive a drop": any known verb that agrees with what stands before it."""
    tokens = text.split()
    for n in range(1, min(7, len(tokens) - 1)):
        before, verb, after = tokens[n - 1].lower(), tokens[n], tokens[n + 1].lower()
        if before in PREPOSITIONS or re.search(r"[,:;]$", before):
            return None
        base = base_form(verb)
        follows = (
            after in DETERMINERS | PREPOSITIONS or after[:1].isdigit() or after in {"automatically", "between", "only"}
        )
        agrees = verb != base if not is_plural(before) else verb == base and base in STRONG_VERBS
        if base and agrees and follows and verb.islower() and (is_plural(before) or tokens[0].lower() in DETERMINERS):
            return " ".join(tokens[:n]), " ".join(tokens[n:])
    return None


def _subject_of(match: re.Match[str] | None) -> tuple[str, str] | None:
    if not match or len(match.group("s").split()) > 16:
        return None
    last = match.group("s").split()[-1].lower()
    if last in PREPOSITIONS or last in {"to", "the", "a", "an", "and", "or", "that", "which", "who", "not"}:
        return None
    if re.search(r"\b(?:to|that|which|who)\b", match.group("s")) and not re.match(
        r"(?i)(?:the|all|any|each|every|an?|people|(?:[\w-]+ ){0,2}[\w-]+s (?=that|which|who)) ?", match.group("s")
    ):
        return None
    return match.group("s"), match.group("p")
