"""What a tester would ask besides: negative, state, time and permission cases. All of it is proposed."""

import re

from leadline.tools.stories.actions import Wording, family_of, family_of_thing
from leadline.tools.stories.boundaries import without_limits
from leadline.tools.stories.clause import Clause
from leadline.tools.stories.criterion_draft import Draft
from leadline.tools.stories.grammar import (
    article,
    conjugate,
    indefinite,
    lower_first,
    other_person,
)
from leadline.tools.stories.occasions import doer_of, handling, occasion_of
from leadline.tools.stories.person_criteria import alternatives, wording_of
from leadline.tools.stories.wants import condition_statement, plural_subject

_CAN_FAIL = re.compile(
    r"\b(?:send|sent|store|stor|export|generat|calculat|comput|sync|measur|log|record|validat|"
    r"transfer|import|migrat|creat|print|load|publish|deliver|written|write|merg|updat|encrypt|"
    r"notif|archiv|delet|convert|replicat|roll)"
)


_PUBLIC = re.compile(
    r"(?i)\b(?:customer|guest|visitor|shopper|citizen|passenger|patient|student|client|member "
    r"of the public|applicant|subscriber|buyer|tenant|resident|patron|donor|traveller|parent|"
    r"player|rider|account holder|employee|supplier|member|candidate|participant|borrower|"
    r"driver|user)\b"
)


_OWN = re.compile(r"\b(?:my|their|his|her|our|own)\b")


_OPEN_FAMILIES = {
    "cart",
    "search",
    "filter and sort",
    "registration",
    "sign-in",
    "password reset",
    "payment",
    "notification",
    "scan",
}


def usual_cases(clause: Clause, role: str, system: str, quality: bool) -> list[Draft]:
    """Negative, state, time and permission cases of the family, all to be accepted by a person."""
    if quality or clause.negated:
        return []
    family = family_of_thing(clause.action) if clause.form == "noun" else family_of(clause.action)
    if clause.form not in {"person", "noun"} and not _notifies(clause):
        family = None
    if (
        family
        and family.name == "notification"
        and clause.form == "person"
        and not re.match(r"(?:be|get|receive|have)\b", clause.action)
    ):
        family = None if clause.action.split()[0] not in {"send", "notify", "inform", "remind", "alert"} else family
    if family is None and clause.form in {"system", "passive"}:
        return [_failure(clause, role, system)] if _CAN_FAIL.search(" ".join(clause.action.split()[:3])) else []
    one = clause if clause.form == "person" else Clause(clause.text, "person", lower_first(clause.action), role)
    action = alternatives(one.action)[0][0] if clause.form == "person" else one.action
    action = without_limits(action)
    one = Clause(one.text, "person", action, role)
    wording = wording_of(one, role, system)
    found = []
    for case in family.cases if family else ():
        when = (
            wording.fill(case.when)
            if case.when
            else f"the {role} {conjugate(action)}"
            if case.kind == "data"
            else f"the {role} tries to {other_person(action)}"
        )
        found.append(
            Draft(case.name, wording.fill(case.given), when, wording.fill(case.then), case.kind, "proposed", "proposed")
        )
    if (
        clause.form == "person"
        and not (family and family.name in _OPEN_FAMILIES)
        and not re.match(r"(?i)only\b", clause.subject)
    ):
        found.append(_permission(clause, role, wording, action))
    return found


def _notifies(clause: Clause) -> bool:
    return clause.form == "system" and bool(
        re.match(r"(?:send|notify|inform|alert|remind|warn|push|email)\b", clause.action)
    )


def _permission(clause: Clause, role: str, wording: Wording, action: str) -> Draft:
    what = other_person(action)
    if _PUBLIC.fullmatch(role.split()[-1]) and (_OWN.search(clause.action) or wording.object != "the result"):
        named = (
            "data" if wording.object == "the result" else re.sub(r"^(?:the|their|each|every|all) ", "", wording.object)
        )
        return Draft(
            "Somebody else's data",
            f"{indefinite(named)} of another {role}",
            f"the {role} tries to open {'them' if plural_subject(named) else 'it'}",
            "access is refused without showing that it exists",
            "permission",
            "proposed",
            "proposed",
        )
    return Draft(
        "Without the right",
        f"somebody who is not {article(role)}",
        f"this person tries to {what}",
        "access is refused, and nothing is shown or changed",
        "permission",
        "proposed",
        "proposed",
    )


def _failure(clause: Clause, role: str, system: str) -> Draft:
    if clause.condition:
        when = condition_statement(clause.condition)
    else:
        when = occasion_of(clause, role, system) if clause.form == "system" else handling(clause, system)
    return Draft(
        "It fails",
        f"a fault keeps {doer_of(clause, system) if clause.form == 'system' else system} from doing it",
        when,
        "the failure is recorded and reported, and nothing is left half done",
        "negative",
        "proposed",
        "proposed",
    )
