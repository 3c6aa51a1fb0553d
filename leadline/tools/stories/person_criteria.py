"""Criteria of what a person does, must not do or receives."""

import re
from dataclasses import replace

from leadline.tools.stories.actions import Wording, family_of, object_of
from leadline.tools.stories.clause import Clause
from leadline.tools.stories.criterion_draft import Draft
from leadline.tools.stories.family import Family
from leadline.tools.stories.grammar import (
    article,
    base_form,
    conjugate,
    other_person,
    past_participle,
)
from leadline.tools.stories.occasions import running
from leadline.tools.stories.story_set import Example
from leadline.tools.stories.wants import condition_statement, shorten, statement

_CHOICE = re.compile(
    r"^(?P<head>.+?) (?P<p>by|via|through|as|with|in|to) (?P<list>(?:an? )?[\w/.-]+(?: [\w/.-]+)?(?:, "
    r"(?:an? )?[\w/.-]+(?: [\w/.-]+)?)*,? (?:or|and) (?:an? )?[\w/.-]+(?: [\w/.-]+)?)$"
)


def person_criteria(clause: Clause, role: str, source: str, system: str) -> list[Draft]:
    if clause.negated:
        action, forbidden = other_person(clause.action), clause.role or "person"
        return [
            Draft(
                f"Not allowed: {shorten(action, 7)}",
                f"{article(forbidden)} is signed in",
                f"the {forbidden} tries to {action}",
                "it is refused with the reason, and nothing changes",
                "permission",
                "source",
                source,
            )
        ]
    if re.match(r"(?:be \w+(?:ed|n|t)|get|receive)\b", clause.action):
        return [_received(clause, role, source, system)]
    family = family_of(clause.action)
    found: list[Draft] = []
    for action, done in alternatives(clause.action):
        one = Clause(clause.text, "person", action, role)
        given = _given(one, role, family, system, clause.condition)
        when, examples = _when(action, role)
        then = _outcome(one, role, family, system, done)
        if examples:
            examples = tuple(Example(value=value, outcome=then) for value in examples_values(examples))
            then = "<outcome>"
        found.append(
            Draft(shorten(f"{other_person(action)}", 9), given, when, then, "normal", "derived", source, examples)
        )
    found += _too_late(clause, role, source)
    if re.match(r"(?i)only\b", clause.subject):
        found.append(
            Draft(
                f"Only the {role}",
                f"somebody who is not {article(role)}",
                f"this person tries to {other_person(clause.action)}",
                "access is refused, and nothing is shown or changed",
                "permission",
                "source",
                source,
            )
        )
    return found


def _received(clause: Clause, role: str, source: str, system: str) -> Draft:
    """Something happens to the person: the occasion is the When, what they get is the Then."""
    told = replace(clause, role=role)
    when = (
        condition_statement(clause.condition)
        if clause.condition
        else f"the occasion comes on which the {role} is to {clause.action}"
    )
    return Draft(shorten(statement(told), 9), running(system), when, statement(told), "normal", "source", source)


def _too_late(clause: Clause, role: str, source: str) -> list[Draft]:
    """ "until they are shipped", "before the deadline": afterwards it is refused."""
    told = f"{clause.action} {clause.condition}".strip()
    match = re.search(
        (
            r"\b(?P<w>until|before|prior to)\s+(?P<what>(?:the |an? |they |it |their |its |my )[\w' -]+?)(?=$|"
            r",| and | or )"
        ),
        told,
    )
    if not match or (match.group("w") == "before" and re.search(r"\w+ing\b", match.group("what").split()[0])):
        return []
    what = match.group("what").strip()
    state = re.match(r"(they|it) (.+)", what)
    given = (
        f"{object_of(replace(clause, action=told[: match.start()].strip()))} {state.group(2)}"
        if state
        else what
        if re.search(r"\b(?:is|are|has|have)\b|^the \w+s (?:go|leave|start|end|arrive|run)\b", what)
        else f"{what} has passed"
    )
    action = other_person(told[: match.start()].strip())
    return [
        Draft(
            "Too late",
            given,
            f"the {role} tries to {action}",
            "it is refused with the reason, and nothing changes",
            "time",
            "derived",
            source,
        )
    ]


def examples_values(examples: tuple[Example, ...]) -> list[str]:
    return [example.value for example in examples]


def alternatives(action: str) -> list[tuple[str, str]]:
    """ "approve or reject the request" -> both single actions with their participle."""
    match = re.match(r"(\w+) or (\w+) (.+)$", action)
    if match and base_form(match.group(1)) == match.group(1) and base_form(match.group(2)) == match.group(2):
        return [(f"{verb} {match.group(3)}", past_participle(verb)) for verb in match.groups()[:2]]
    either = re.match(r"(\w+ .+?) or (\w+ .+)$", action)
    if either and base_form(either.group(2).split()[0]) == either.group(2).split()[0] and " or " not in either.group(1):
        return [(part, "") for part in either.groups()]
    return [(action, "")]


def _when(action: str, role: str) -> tuple[str, tuple[Example, ...]]:
    """The one step; a choice of ways ("by card, PayPal or invoice") becomes examples."""
    action = re.sub(
        r"^(?:see|view|read|know|have access to|have an overview of) (?!how|whether|what|who|if|when|that)",
        "open ",
        action,
    )
    match = _CHOICE.match(action)
    if match and len(match.group("head").split()) >= 1 and not re.search(r"\b(?:who|that|which|between)\b", action):
        values = [
            value.strip()
            for value in re.split(r",\s*(?:or |and )?|\s+(?:or|and)\s+", match.group("list"))
            if value.strip()
        ]
        known_short = all(len(value.split()) <= 2 for value in values)
        if known_short and len(values) >= 2 and not (match.group("p") in {"in", "to", "with"} and len(values) == 2):
            return f"the {role} {conjugate(match.group('head'))} {match.group('p')} <value>", tuple(
                Example(value=value, outcome="") for value in values
            )
    return f"the {role} {conjugate(action)}", ()


def _given(clause: Clause, role: str, family: Family | None, system: str, condition: str) -> str:
    if condition:
        return re.sub(
            r"^(?:it|they) (?=is|are|has|have|falls|arrives|becomes)",
            f"{object_of(clause)} ",
            condition_statement(condition),
        )
    if family and family.given:
        return wording_of(clause, role, system).fill(family.given)
    action = other_person(clause.action)
    if action.startswith("be ") or action.split()[0] in {"get", "receive", "have"}:
        return f"the event happens that concerns the {role}"
    return f"{article(role)} who may {action}"


def _outcome(clause: Clause, role: str, family: Family | None, system: str, done: str) -> str:
    wording = wording_of(clause, role, system)
    asked = re.match(
        r"(?:see|know|check|view|find out|verify) (?P<what>(?:whether|if|who|what|how|when|which|where|why)\b.+)$",
        clause.action,
    )
    if asked:
        return f"{system} shows {other_person(asked.group('what'))}"
    if family:
        text = wording.fill(family.outcome)
        return (
            text.replace(past_participle(wording.verb), done, 1)
            if done and family.name in {"approval", "blocking"}
            else text
        )
    if clause.action.startswith("be "):
        return statement(clause)
    what = object_of(clause)
    if what == "the result":
        return f"{system} confirms that it is done, and the {role} sees the result"
    return wording.fill("{obj} {is} {done}, and {role} sees the result")


def wording_of(clause: Clause, role: str, system: str) -> Wording:
    verb = clause.action.split()[0].lower() if clause.action else ""
    return Wording(role, object_of(clause), system, verb if base_form(verb) == verb else "")
