"""Finds the family of an action and fills its sentences with the role, the object and the system."""

import re
from dataclasses import dataclass
from functools import lru_cache

from leadline.tools.stories.clause import Clause
from leadline.tools.stories.families import FAMILIES, SYSTEM_BENEFITS
from leadline.tools.stories.family import Family
from leadline.tools.stories.grammar import (
    PREPOSITIONS,
    bare,
    definite,
    head_noun,
    is_plural,
    noun_phrase,
    other_person,
    past_participle,
)

_THINGS = {
    "report",
    "notification",
    "data transfer",
    "search",
    "export",
    "upload",
    "booking",
    "payment",
    "approval",
    "restore",
    "sign-in",
}


@dataclass(frozen=True)
class Wording:
    """The words that fill a family's sentences."""

    role: str
    object: str
    system: str
    verb: str

    def fill(self, template: str) -> str:
        plural = is_plural(
            re.split(r" (?:of|for|from|that|which|and) ", self.object)[0].split()[-1]
        ) and not self.object.startswith(("each ", "every "))
        plural = plural or " and " in noun_phrase(self.object)
        agreeing = {"is": "are", "exists": "exist", "shows": "show", "carries": "carry", "it": "them"}
        values = {word: (other if plural else word) for word, other in agreeing.items()}
        done = past_participle(self.verb) if self.verb else "done"
        return template.format(
            role=f"the {self.role}", obj=self.object, name=bare(self.object), system=self.system, done=done, **values
        )


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[re.Pattern[str], Family], ...]:
    return tuple((re.compile(rf"(?:{family.pattern})", re.I), family) for family in FAMILIES)


def family_of(action: str) -> Family | None:
    for pattern, family in _compiled():
        if pattern.match(action):
            return family
    head = re.match(r"[\w-]+(?: [\w-]+){0,3}", action)
    if head:
        for pattern, family in _compiled():
            found = pattern.search(head.group(0))
            if (
                found
                and found.end() == len(head.group(0))
                and found.group(0) == found.group(0).lower()
                and len(found.group(0)) > 4
            ):
                return family
    return None


def family_of_thing(phrase: str) -> Family | None:
    """The family of a thing that is wanted ("an overview of all sessions"): by the whole phrase, else by its head noun."""
    found = family_of(phrase)
    if found:
        return found
    head = head_noun(phrase)
    nearest = family_of(f"{head}s") or family_of(head) if head else None
    return nearest if nearest and nearest.name in _THINGS else None


def system_benefit(action: str) -> str | None:
    for pattern, benefit in SYSTEM_BENEFITS:
        if re.search(rf"\b(?:{pattern})", action, re.I):
            return benefit
    return None


def object_of(clause: Clause) -> str:
    """The definite name of what the action is about ("the invoice"); "the result" where the action has no object."""
    text = clause.object
    first = text.split(" ")[0].lower() if text else ""
    if first in {"in", "out", "up", "off", "on", "down", "back"}:
        text = " ".join(text.split()[1:])
        first = text.split(" ")[0].lower() if text else ""
    if not text or first in PREPOSITIONS | {
        "that",
        "when",
        "if",
        "whether",
        "how",
        "who",
        "what",
        "which",
        "where",
        "to",
        "be",
        "at",
    }:
        return "the result"
    found = other_person(definite(text))
    verb = clause.action.split()[0].lower()
    if (
        clause.form == "person"
        and verb in {"request", "order"}
        and len(found.split()) <= 3
        and not found.endswith((verb, "s"))
    ):
        found = f"{found} {verb}"
    return re.sub(
        (
            r"\s+(?:once|twice|immediately|automatically|electronically|online|manually|easily|quickly|"
            r"digitally|again|centrally|later|directly|instantly)$"
        ),
        "",
        found,
    )
