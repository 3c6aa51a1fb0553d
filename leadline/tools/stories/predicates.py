"""Subject and predicate -> clauses, by who the subject is and whether the predicate is active or passive."""

import re
from dataclasses import replace

from leadline.tools.stories.clause import Clause, Memory
from leadline.tools.stories.conditions import trailing_condition
from leadline.tools.stories.coordination import split_actions
from leadline.tools.stories.grammar import (
    bare,
    base_form,
    base_of_gerund,
    definite,
    is_plural,
    lower_first,
    noun_phrase,
    singular,
)
from leadline.tools.stories.lexicon import STRONG_VERBS
from leadline.tools.stories.pronouns import name_objects, resolve, resolve_objects
from leadline.tools.stories.roles import likely_person, person, system
from leadline.tools.stories.statements import base_conjuncts, passive_verb, subject_person


def predicate_clauses(subject: str, modal: str, predicate: str, seed: Clause, memory: Memory) -> list[Clause]:
    """Dispatches on who the subject is and whether the predicate is active or passive."""
    if not modal and not is_plural(subject.split()[-1]):
        predicate = base_conjuncts(predicate)
    negated = (
        bool(re.match(r"(?i)(?:(?:be|is|are) )?(?:not|never|no longer)\b", predicate))
        or modal in {"cannot", "can't", "won't", "mustn't", "shouldn't"}
        or bool(re.search(r"\b(?:not|don't|doesn't)\b", modal))
    )
    predicate = re.sub(r"(?i)^(?:not|never|only|also|always|then|still|at least)\s+", "", predicate)
    if re.match(r"(?i)(?:wants?|needs?)$", modal) and not predicate.startswith("to "):
        verb_first = base_form(predicate.split()[0]) == predicate.split()[0] and predicate.split()[0] in STRONG_VERBS
        if not verb_first:
            who = subject_person(subject, memory)
            who = who or _wisher(subject)
            if who or subject.lower() in {"we", "i", "you"}:
                return [replace(seed, form="noun", action=predicate, role=who, subject=subject, modal=modal)]
    predicate = re.sub(
        (
            r"^(?:to )?(?:be able to|be allowed to|be permitted to|be capable of|have the (?:ability|"
            r"option|possibility|chance) (?:to|of)|have to|get to|(?:want|wish|like|need) to|to)\s+"
        ),
        "",
        predicate,
    )
    gerund = base_of_gerund(predicate.split()[0]) if predicate else None
    if gerund:
        predicate = " ".join([gerund, *predicate.split()[1:]])
    subject_text = subject
    if subject.lower() in {"they", "she", "he"} and memory.role:
        return acting(predicate, replace(seed, role=memory.role, subject=subject, modal=modal, negated=negated))
    if subject.lower() in {"nobody", "no one", "no-one", "none"} and not passive_verb(predicate):
        return acting(predicate, replace(seed, role=None, subject="", modal=modal, negated=True))
    who = subject_person(subject, memory)
    able = re.match(
        r"be ([a-z]+)able\b(?P<how>.*?) by (?P<by>(?:[\w'’-]+\s?){1,4}?)(?:$| or | and |,)(?P<more>.*)$", predicate
    )
    if (
        able
        and (doer := likely_person(able.group("by")))
        and (verb := base_form(able.group(1)) or base_form(able.group(1) + "e"))
    ):
        return acting(
            f"{verb} {object_case(subject)}{able.group('how')}".strip(),
            replace(seed, role=doer, subject=doer, modal=modal),
        )
    passive = passive_verb(predicate)
    if subject.lower() in {"it", "this", "these", "they", "both"}:
        if system(memory.system or "") and not passive:
            subject_text = f"the {memory.system}"
        elif memory.object:
            subject_text = definite(memory.object)
    if passive:
        return _passive_clause(subject_text, passive, predicate, replace(seed, modal=modal, negated=negated), who)
    if who:
        return acting(predicate, replace(seed, role=who, subject=subject, modal=modal, negated=negated))
    if subject.lower() in {"i"} and memory.role:
        return acting(predicate, replace(seed, role=memory.role, subject="", modal=modal, negated=negated))
    if subject.lower() in {"we", "i", "you", "one"}:
        return acting(predicate, replace(seed, role=None, subject="", modal=modal, negated=negated))
    if system(subject_text):
        return _system_clause(subject_text, predicate, replace(seed, modal=modal, negated=negated))
    proper = (
        all(token[:1].isupper() for token in subject_text.split())
        and len(subject_text.split()) <= 3
        and not is_plural(subject_text.split()[-1])
    )
    if proper and base_form(predicate.split()[0]):
        return _system_clause(subject_text, predicate, replace(seed, modal=modal, negated=negated))
    if base_form(predicate.split()[0]) or predicate.split()[0] in {"be", "have"}:
        return [replace(seed, form="thing", action=predicate, subject=subject_text, modal=modal, negated=negated)]
    return [replace(seed, form="thing", action=predicate, subject=subject_text, modal=modal, negated=negated)]


def _passive_clause(subject: str, base: str, predicate: str, seed: Clause, who: str | None) -> list[Clause]:
    by = re.search(
        (
            r"\s+(?:only )?by (?P<who>(?:[\w'’/-]+\s?){1,5}?)(?=$| (?:within|in|on|at|before|after|"
            r"when|if|via|using|or by|with|for|from|who|to|of the)\b|[,.])"
        ),
        predicate,
    )
    agents = [likely_person(part) for part in re.split(r" or | and |, ", by.group("who"))] if by else []
    if by and agents and agents[0] and re.match(r"(?:at least )?(?:two|three|four|\d+) ", by.group("who")):
        return [replace(seed, form="passive", action=predicate, subject=subject, recipient=agents[0])]
    if by and agents and agents[0] and base_form(base):
        rest = (predicate[: by.start()] + predicate[by.end() :]).strip()
        rest = re.sub(r"^(?:be|is|are|get)\s+(?:\w+ly )?[a-z-]+\s*", "", rest)
        if rest.startswith("not "):
            rest = rest[4:]
        rest = re.sub(r"\b(?:they|it)\b(?= \w)", definite(lower_first(noun_phrase(subject))), rest, count=1)
        particle = re.match(r"(?:off|out|in|up|down|over|back|away)(?=$| )", rest)
        verb = f"{base} {particle.group(0)}" if particle else base
        action = " ".join(f"{verb} {object_case(subject)} {rest[particle.end() :] if particle else rest}".split())
        return acting(action, replace(seed, role=agents[0], subject=by.group("who")))
    if who and base in {
        "notify",
        "inform",
        "alert",
        "remind",
        "warn",
        "ask",
        "invite",
        "email",
        "prompt",
        "tell",
        "contact",
        "redirect",
    }:
        action = re.sub(r"^(?:is|are|gets?|get) ", "be ", predicate)
        return [replace(seed, form="person", action=action, role=who, subject=subject)]
    if seed.modal in {"can", "may", "could"} and not seed.negated and base_form(base) and not seed.condition:
        rest = re.sub(r"^(?:be|is|are) (?:\w+ly )?[a-z-]+\s*", "", predicate)
        base = "see" if base in {"show", "display"} else base
        return acting(f"{base} {object_case(subject)} {rest}".strip(), replace(seed, subject=""))
    predicate = re.sub(r"^(be|is|are) (?:not|never|no longer) ", r"\1 ", predicate)
    main, condition = trailing_condition(predicate, True)
    return [
        replace(
            seed,
            form="passive",
            action=main,
            subject=subject,
            condition=seed.condition or condition,
            recipient=recipient_of(predicate),
        )
    ]


def _wisher(subject: str) -> str | None:
    """Whoever wants something is somebody: "Airlines want a daily list"."""
    core = bare(subject)
    if (
        len(core.split()) > 3
        or system(subject)
        or core.lower() in {"it", "this", "that", "these", "they", "there", "we", "i", "you"}
    ):
        return None
    return (
        " ".join([*core.split()[:-1], singular(core.split()[-1])]).lower() if subject == noun_phrase(subject) else None
    )


def object_case(subject: str) -> str:
    return subject[:1].lower() + subject[1:] if subject[1:2].islower() or subject[:2] in {"A "} else subject


def acting(predicate: str, seed: Clause) -> list[Clause]:
    excepted = re.match(r"(?P<do>.+?),? but (?:not|never) (?P<not>[a-z]+ .+)$", predicate)
    if excepted and base_form(excepted.group("not").split()[0]):
        allowed = acting(excepted.group("do"), seed)
        forbidden = resolve(excepted.group("not"), allowed[-1].object) if allowed[-1].object else excepted.group("not")
        return [*allowed, replace(seed, form="person", action=forbidden, negated=True)]
    further = re.match(
        r"(?P<do>.+? (?:if|when|once|unless) [^,]+), (?:and|or) (?:also |to )?(?P<next>[a-z]+ .+)$", predicate
    )
    if further and not seed.negated and base_form(further.group("next").split()[0]) == further.group("next").split()[0]:
        return [*acting(further.group("do"), seed), *acting(further.group("next"), seed)]
    main, condition = trailing_condition(predicate, False)
    actions = split_actions(main) if not seed.negated else [main]
    clauses = [
        replace(
            seed,
            form="person",
            action=action,
            condition=seed.condition or (condition if n == len(actions) - 1 or len(actions) == 1 else ""),
        )
        for n, action in enumerate(actions)
    ]
    return name_objects(clauses)


def _system_clause(subject: str, predicate: str, seed: Clause) -> list[Clause]:
    enabled = _enabled(predicate)
    if enabled:
        role, act = enabled
        base = base_of_gerund(act.split()[0]) or (
            act.split()[0]
            if base_form(act.split()[0]) == act.split()[0]
            or act.split()[0] in {"be", "have"}
            or f" to {act}" in predicate
            else None
        )
        if base:
            return acting(" ".join([base, *act.split()[1:]]), replace(seed, role=role, subject=role))
        if predicate.split()[0] in {"give", "offer", "provide", "gives", "offers", "provides"}:
            return [replace(seed, form="noun", action=re.sub(r"^with ", "", act), role=role, subject=subject)]
    allowing = re.match(r"(?:allow|enable|support|permit)s?\s+(?P<act>[a-z-]+ing\b.*)$", predicate)
    if allowing and (base := base_of_gerund(allowing.group("act").split()[0])):
        return acting(" ".join([base, *allowing.group("act").split()[1:]]), replace(seed, role=None, subject=""))
    main, condition = trailing_condition(predicate, True)
    clauses = []
    for n, action in enumerate(resolve_objects(split_actions(main))):
        head = action.split()[0]
        made = replace(
            seed,
            form="system",
            action=" ".join([base_form(head) or head, *action.split()[1:]]),
            subject=subject,
            recipient=recipient_of(action),
        )
        clauses.append(
            replace(made, condition=seed.condition or (condition if n == len(split_actions(main)) - 1 else ""))
        )
    return clauses


def _enabled(predicate: str) -> tuple[str, str] | None:
    """(role, what it may do) in "let a supplier upload an invoice", "provide customers with an overview"."""
    verb = re.match(r"(?:let|allow|enable|permit|help|support|make it possible for|give|offer|provide)s?\s+", predicate)
    if not verb:
        return None
    tokens = predicate[verb.end() :].split()
    for n in range(min(5, len(tokens) - 1), 0, -1):
        role = likely_person(" ".join(tokens[:n]))
        rest = " ".join(tokens[n:])
        rest = re.sub(r"^(?:to|the (?:ability|option|possibility) to|with the (?:ability|option) to|in)\s+", "", rest)
        if role and rest and not rest.startswith(("'", "and ", "or ")):
            return role, rest
    return None


def recipient_of(action: str) -> str | None:
    """Who gets what the system sends, shows or tells."""
    head = action.split()[0]
    base = base_form(head) or ""
    if base in {
        "notify",
        "inform",
        "alert",
        "remind",
        "warn",
        "email",
        "prompt",
        "tell",
        "ask",
        "invite",
        "message",
        "show",
        "offer",
        "send",
        "give",
    }:
        direct = re.match(
            (
                r"\w+\s+((?:[\w'’-]+\s?){1,4}?)(?=$| (?:by|via|of|about|that|when|if|with|at|in|an?|the|"
                r"to|on|before|after|once|through|for|two|\d+)\b|,)"
            ),
            action,
        )
        if direct and (role := person(direct.group(1))):
            return role
    if base in {
        "send",
        "show",
        "display",
        "present",
        "report",
        "deliver",
        "forward",
        "push",
        "issue",
        "provide",
        "return",
        "assign",
        "escalate",
        "make",
        "raise",
        "offer",
        "give",
        "hand",
        "route",
        "be",
    } or re.match(r"be \w+", action):
        for match in re.finditer(
            (
                r"\b(?:to|for) ((?:[\w'’-]+\s?){1,4}?)(?=$| (?:by|via|of|about|that|when|if|with|at|in|"
                r"on|within|before|after|once|through|as|for|and|who|every|each)\b|,)"
            ),
            action,
        ):
            if role := person(match.group(1)):
                return role
    return None
