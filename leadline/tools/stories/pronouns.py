"""What "it", "them" and "their" stand for."""

import re
from dataclasses import replace

from leadline.tools.stories.clause import Clause, Memory
from leadline.tools.stories.grammar import (
    definite,
    head_noun,
    is_plural,
    lower_first,
    noun_phrase,
    words,
)
from leadline.tools.stories.roles import person, system


def name_objects(clauses: list[Clause]) -> list[Clause]:
    """ "see all missing items and assign them": the second action names what the first one meant."""
    out: list[Clause] = []
    antecedent = ""
    for spoken in clauses:
        clause = spoken
        if antecedent:
            clause = replace(spoken, action=resolve(owned(spoken.action, antecedent), antecedent))
        if clause.object and clause.object.split()[0].lower() not in {"it", "them"}:
            antecedent = clause.object
        out.append(clause)
    return out


def owned(action: str, antecedent: str) -> str:
    """ "invite guests and limit their access": the access of the guests, not of the inviter."""
    if not person(noun_phrase(antecedent)):
        return action
    named = definite(antecedent)
    return re.sub(r"\btheir\b", f"{named}'" if named.endswith("s") else f"{named}'s", action, count=1)


def resolve_objects(actions: list[str]) -> list[str]:
    out: list[str] = []
    for action in actions:
        previous = " ".join(out[-1].split()[1:]) if out else ""
        out.append(resolve(action, previous) if previous else action)
    return out


def resolve(action: str, antecedent: str) -> str:
    named = lower_first(definite(antecedent))
    out = re.sub(r"\b(?:them|it)\b(?! (?:is|are|was|were|has|have|will|can|must)\b)", named, action, count=1)
    return (
        re.sub(
            r"\b(?:their|its) (?=status|content|details|state|number)",
            lambda _: f"{named}'s ".replace("s's", "s'"),
            out,
            count=1,
        )
        if out != action
        else out
    )


def remember(clauses: list[Clause], memory: Memory) -> list[Clause]:
    out: list[Clause] = []
    for spoken in clauses:
        clause = spoken
        if (
            memory.object
            and clause.form in {"person", "system"}
            and re.search(r"\b(?:it|them)\b", clause.action)
            and not clause.condition
        ):
            clause = replace(clause, action=resolve(clause.action, memory.object))
        elif clause.condition and clause.form == "person" and re.search(r"\bit\b", clause.action):
            clause = _from_condition(clause)
        if clause.role and clause.form in {"person", "noun"}:
            memory.role = clause.role
            memory.roles.add(clause.role.lower())
        if clause.form in {"system"} and clause.subject:
            memory.system = system(clause.subject)
        if (
            clause.object
            and head_noun(clause.object)
            and clause.form != "noun"
            and len(noun_phrase(clause.object).split()) <= 6
            and clause.object.split()[0].lower() not in {"there", "it", "this", "they", "them"}
        ):
            memory.object = _antecedent(clause)
        out.append(clause)
    return out


def _from_condition(clause: Clause) -> Clause:
    """ "if the item is not on the shelf, report it" -> "report the item if it is not on the shelf"."""
    match = re.match(
        (
            r"(?P<w>if|when|whenever|once|as soon as)\s+(?P<s>(?:the|an?)\s(?:[\w-]+\s){1,3}?)(?P<v>is|"
            r"are|has|have|was|does|did|cannot|can|falls|fails|arrives|becomes|exceeds)\b(?P<r>.*)$"
        ),
        clause.condition,
        re.I,
    )
    if not match:
        return clause
    named = definite(match.group("s"))
    action = re.sub(r"\bit\b", named, clause.action, count=1)
    return replace(
        clause, action=action, condition=f"{match.group('w').lower()} it {match.group('v')}{match.group('r')}"
    )


def _antecedent(clause: Clause) -> str:
    """What "it" means next: after "request leave" the leave request, else the object."""
    verb = words(clause.action)[0].lower() if clause.action else ""
    core = noun_phrase(clause.object)
    if (
        clause.form == "person"
        and verb in {"request", "order"}
        and len(core.split()) <= 3
        and not is_plural(core.split()[-1])
    ):
        return f"{core} {verb}" if not core.endswith(verb) else core
    return clause.object if clause.form == "person" else core
