"""Acceptance criteria of one clause: what it says, the values around its limits, and what a tester would ask besides."""

import re
from dataclasses import dataclass, replace

from leadline.tools.stories.actions import Wording, family_of, family_of_thing, object_of
from leadline.tools.stories.ambiguity import vague_words
from leadline.tools.stories.boundaries import outlines, without_limits
from leadline.tools.stories.clauses import Clause
from leadline.tools.stories.families import Family
from leadline.tools.stories.grammar import (
    article,
    base_form,
    conjugate,
    indefinite,
    lower_first,
    other_person,
    past_participle,
    sentence_case,
)
from leadline.tools.stories.limits import is_speed
from leadline.tools.stories.roles import person
from leadline.tools.stories.story_set import Basis, Criterion, CriterionKind, Example, TestLevel
from leadline.tools.stories.wants import condition_statement, plural_subject, shorten, statement

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
_CHOICE = re.compile(
    r"^(?P<head>.+?) (?P<p>by|via|through|as|with|in|to) (?P<list>(?:an? )?[\w/.-]+(?: [\w/.-]+)?(?:, "
    r"(?:an? )?[\w/.-]+(?: [\w/.-]+)?)*,? (?:or|and) (?:an? )?[\w/.-]+(?: [\w/.-]+)?)$"
)
_LEVELS: dict[str, TestLevel] = {
    "normal": "end to end",
    "negative": "API",
    "permission": "API",
    "boundary": "unit",
    "state": "integration",
    "time": "integration",
    "data": "integration",
    "quality": "load",
}


@dataclass(frozen=True)
class Draft:
    """A criterion before it has its number in the story."""

    name: str
    given: str
    when: str
    then: str
    kind: CriterionKind
    basis: Basis
    source: str
    examples: tuple[Example, ...] = ()
    level: TestLevel | None = None

    def numbered(self, n: int) -> Criterion:
        return Criterion(
            id=f"AC{n}",
            name=_capital(self.name),
            given=_capital(self.given),
            when=_capital(self.when),
            then=_capital(self.then),
            kind=self.kind,
            basis=self.basis,
            source=self.source,
            level=self.level or _LEVELS[self.kind],
            examples=self.examples,
        )


def _capital(text: str) -> str:
    return sentence_case(re.sub(r"\s+", " ", text).strip().rstrip(".,;:"))


def draft_criteria(
    clause: Clause, *, text: str, role: str, source: str, system: str, quality: bool, topic: bool
) -> list[Draft]:
    """All criteria of one clause. `topic`: the source is only a subject without a sentence, so everything is proposed."""
    clause = clause if clause.role or clause.form != "person" else _with_role(clause, role)
    the_system = system if re.match(r"(?:the|an?|our|all) ", system) else f"the {system}"
    if quality:
        found = [_quality(clause, text, source, the_system)]
    elif clause.form == "person":
        found = _person(clause, role, source, the_system)
    else:
        found = _system(clause, source, the_system, role)
    bounds = outlines(clause, text, system=the_system)
    if bounds and clause.form == "thing" and not quality:
        found = _missing_approval(clause, source, the_system)
    for outline in bounds:
        found.append(
            Draft(
                outline.name, outline.given, outline.when, outline.then, "boundary", "derived", source, outline.examples
            )
        )
    found += _proposed(clause, role, the_system, quality)
    if topic:
        found = [
            Draft(d.name, d.given, d.when, d.then, d.kind, "proposed", "proposed", d.examples, d.level) for d in found
        ]
    return found


def _with_role(clause: Clause, role: str) -> Clause:
    return Clause(
        clause.text,
        clause.form,
        clause.action,
        role,
        clause.subject,
        clause.modal,
        clause.condition,
        clause.purpose,
        clause.negated,
        clause.recipient,
    )


def _person(clause: Clause, role: str, source: str, system: str) -> list[Draft]:
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
    for action, done in _alternatives(clause.action):
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
    return Draft(shorten(statement(told), 9), _running(system), when, statement(told), "normal", "source", source)


def _running(system: str) -> str:
    return f"{system} {'are' if plural_subject(system) else 'is'} in operation"


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
        if re.search(r"\b(?:is|are|has|have)\b", what)
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


def _alternatives(action: str) -> list[tuple[str, str]]:
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
        return _wording(clause, role, system).fill(family.given)
    action = other_person(clause.action)
    if action.startswith("be ") or action.split()[0] in {"get", "receive", "have"}:
        return f"the event happens that concerns the {role}"
    return f"{article(role)} who may {action}"


def _outcome(clause: Clause, role: str, family: Family | None, system: str, done: str) -> str:
    wording = _wording(clause, role, system)
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


def _wording(clause: Clause, role: str, system: str) -> Wording:
    verb = clause.action.split()[0].lower() if clause.action else ""
    return Wording(role, object_of(clause), system, verb if base_form(verb) == verb else "")


def _system(clause: Clause, source: str, system: str, role: str) -> list[Draft]:
    if clause.form == "noun":
        what = lower_first(clause.action)
        family = family_of_thing(what)
        then = _noun_outcome(clause, family, role, system)
        return [
            Draft(
                shorten(clause.action, 9),
                f"{article(role)} who may use it",
                f"the {role} uses {_definite_whole(what)}",
                then,
                "normal",
                "derived",
                source,
            )
        ]
    if clause.condition:
        given, when = _running(system), condition_statement(clause.condition)
    elif clause.form == "system":
        given, when = _running(_of(clause, system)), _occasion(clause, role, system)
    else:
        given, when = _existing(clause), _check(clause, system)
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


def _missing_approval(clause: Clause, source: str, system: str) -> list[Draft]:
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
        return Wording(role, _definite_whole(lower_first(clause.action).split(" with ")[0]), system, "").fill(
            family.outcome
        )
    return f"it works as described in the source: {lower_first(clause.action)}"


def _definite_whole(text: str) -> str:
    return re.sub(r"^(?:an?|the|some) ", "the ", text) if re.match(r"(?:an?|the|some) ", text) else f"the {text}"


def _of(clause: Clause, system: str) -> str:
    subject = lower_first(clause.subject)
    plural = plural_subject(subject)
    return (
        system
        if plural or not subject
        else subject
        if re.match(r"(?:the|an?|each|every|all) ", subject)
        else f"the {subject}"
    )


def _occasion(clause: Clause, role: str, system: str) -> str:
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
    return f"the {role} uses {_of(clause, system)}"


def _existing(clause: Clause) -> str:
    subject = re.sub(r"^(?:all|any|each|every|only|no) ", "", lower_first(clause.subject))
    return f"{indefinite(subject)} to be handled" if clause.form == "passive" else indefinite(subject)


def _check(clause: Clause, system: str) -> str:
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


def _quality(clause: Clause, text: str, source: str, system: str) -> Draft:
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


def _proposed(clause: Clause, role: str, system: str, quality: bool) -> list[Draft]:
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
    action = _alternatives(one.action)[0][0] if clause.form == "person" else one.action
    action = without_limits(action)
    one = Clause(one.text, "person", action, role)
    wording = _wording(one, role, system)
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
        when = _occasion(clause, role, system) if clause.form == "system" else _check(clause, system)
    return Draft(
        "It fails",
        f"a fault keeps {_of(clause, system) if clause.form == 'system' else system} from doing it",
        when,
        "the failure is recorded and reported, and nothing is left half done",
        "negative",
        "proposed",
        "proposed",
    )
