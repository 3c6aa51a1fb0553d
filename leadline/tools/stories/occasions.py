"""What stands before an outcome when the source names no occasion: the state, and what sets a system to work."""

import re

from leadline.tools.stories.clause import Clause
from leadline.tools.stories.grammar import (
    article,
    indefinite,
    lower_first,
)
from leadline.tools.stories.roles import person
from leadline.tools.stories.wants import plural_subject


def running(system: str) -> str:
    return f"{system} {'are' if plural_subject(system) else 'is'} in operation"


def definite_whole(text: str) -> str:
    return re.sub(r"^(?:an?|the|some) ", "the ", text) if re.match(r"(?:an?|the|some) ", text) else f"the {text}"


def doer_of(clause: Clause, system: str) -> str:
    subject = lower_first(clause.subject)
    plural = plural_subject(subject)
    return (
        system
        if plural or not subject
        else subject
        if re.match(r"(?:the|an?|each|every|all) ", subject)
        else f"the {subject}"
    )


def occasion_of(clause: Clause, role: str, system: str) -> str:
    """What sets a system to work when the source names no occasion."""
    every = re.search(
        (
            r"\b(?:every|each) (?:\d+ )?(?:night|day|hour|minute|week|month|year|morning|evening|quarter|"
            r"seconds?|minutes?|hours?|days?|weeks?)\b(?: at \d[\d:]*)?|\b(?:nightly|daily|hourly|"
            r"weekly|monthly)\b"
        ),
        clause.action,
    )
    if every:
        return "the scheduled time comes"
    event = re.search(
        r"\b(?:log|record|track|audit)\w* (?:every|each|all|any) (.+?)(?: with| including| in| by|$)", clause.action
    )
    if event:
        return f"{event.group(1)} {'take' if plural_subject(event.group(1)) else 'takes'} place"
    kept = re.match(
        r"(?:store|save|keep|retain|archive) ((?:the |an? |all )?[\w-]+(?: [\w-]+)?)(?= for| in| as| until| of|$)",
        clause.action,
    )
    if kept and "log" not in kept.group(1):
        return f"{kept.group(1)} {'arrive' if plural_subject(kept.group(1)) else 'arrives'}"
    return f"the {role} uses {doer_of(clause, system)}"


def existing_state(clause: Clause) -> str:
    subject = re.sub(r"^(?:all|any|each|every|only|no) ", "", lower_first(clause.subject))
    return f"{indefinite(subject)} to be handled" if clause.form == "passive" else indefinite(subject)


def handling(clause: Clause, system: str) -> str:
    them = "them" if plural_subject(clause.subject) else "it"
    hidden = re.search(
        (
            r"\b(?:visible|accessible|available|shown|displayed|open) to (?:the |an? |any )?((?:[\w-]+ "
            r"?){1,3}?)(?=,|$| (?:who|in|of|on|except)\b)"
        ),
        clause.action,
    )
    if hidden and (reader := person(hidden.group(1))):
        return f"{article(reader)} tries to open {them}"
    return f"{system} handles {them}"
