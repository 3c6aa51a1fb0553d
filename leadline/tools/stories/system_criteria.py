"""Criteria of what a system does, of rules about things, and of measurable properties."""

import re

from leadline.tools.stories.actions import Wording, family_of_thing
from leadline.tools.stories.ambiguity import vague_words
from leadline.tools.stories.clause import Clause
from leadline.tools.stories.criterion_draft import Draft
from leadline.tools.stories.family import Family
from leadline.tools.stories.grammar import (
    article,
    lower_first,
)
from leadline.tools.stories.limits import is_speed
from leadline.tools.stories.occasions import definite_whole, doer_of, existing_state, handling, occasion_of, running
from leadline.tools.stories.story_set import TestLevel
from leadline.tools.stories.wants import condition_statement, shorten, statement


def system_criteria(clause: Clause, source: str, system: str, role: str) -> list[Draft]:
    if clause.form == "noun":
        what = lower_first(clause.action)
        family = family_of_thing(what)
        then = _noun_outcome(clause, family, role, system)
        return [
            Draft(
                shorten(clause.action, 9),
                f"{article(role)} who may use it",
                f"the {role} uses {definite_whole(what)}",
                then,
                "normal",
                "derived",
                source,
            )
        ]
    if clause.condition:
        given, when = running(system), condition_statement(clause.condition)
    elif clause.form == "system":
        given, when = running(doer_of(clause, system)), occasion_of(clause, role, system)
    else:
        given, when = existing_state(clause), handling(clause, system)
    return [
        Draft(
            shorten(statement(clause), 10),
            given,
            when,
            statement(clause),
            "permission" if clause.negated else "normal",
            "source",
            source,
        )
    ]


def missing_approval(clause: Clause, source: str, system: str) -> list[Draft]:
    """ "need two approvals": with an approval too few it must not go on."""
    match = re.search(
        r"\b(?:need|require)s? (?:at least )?(?P<n>\S+) (?P<what>approval|signature|confirmation|review)s?\b",
        clause.action,
    )
    if not match:
        return []
    what = match.group("what")
    thing = lower_first(re.sub(r"^(?:all|any|each|every) ", "", clause.subject, flags=re.I))
    return [
        Draft(
            f"Last {what} missing",
            f"{thing} for which the last {what} is missing",
            f"its release is attempted in {system}",
            f"the release is refused, and the missing {what} is named",
            "negative",
            "derived",
            source,
        )
    ]


def _noun_outcome(clause: Clause, family: Family | None, role: str, system: str) -> str:
    if family:
        return Wording(role, definite_whole(lower_first(clause.action).split(" with ")[0]), system, "").fill(
            family.outcome
        )
    return f"it works as described in the source: {lower_first(clause.action)}"


def quality_criterion(clause: Clause, text: str, source: str, system: str) -> Draft:
    """A measurable property: load as Given, one measurement as When, the bound itself as Then."""
    vague = vague_words(text)
    says = statement(clause) if clause.form != "noun" else lower_first(clause.action)
    load = re.search(
        (
            r"\b(?:at|with|under|for|of) ((?:up to )?[\d.,]+ (?:concurrent |simultaneous |parallel "
            r"|active )?(?:users?|shoppers?|requests?|sensors?|sessions?|customers?|devices?|connections?|"
            r"clients?|[a-z]+)(?: per \w+)?(?: at once)?)"
        ),
        says,
    )
    measured = is_speed(says)
    if vague and not re.search(r"\d", text):
        named = "” and “".join(v.word for v in vague)
        return Draft(
            shorten(says, 10),
            f"the measure for “{named}” is agreed",
            "it is measured",
            "the agreed value is reached",
            "quality",
            "proposed",
            source,
            level="inspection",
        )
    if measured and load:
        given = f"a load of {load.group(1)}"
        says = re.sub(r"\s+", " ", says.replace(load.group(0), "")).strip()
        says = re.sub(r"\s+\)", ")", says)
    else:
        given = f"{system} under the usual load" if measured else f"{system} as delivered"
    when = (
        "the times are measured"
        if measured and re.search(r"second|\bms\b|minute|latency|response time", says)
        else "the property is measured"
        if measured
        else "the property is inspected"
    )
    level: TestLevel = "load" if measured else "inspection"
    return Draft(shorten(says, 10), given, when, says, "quality", "source", source, level=level)
