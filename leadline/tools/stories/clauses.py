"""A sentence of requirements -> clauses: who does what, under which condition, to what end. No guess is made about what is not said."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from leadline.tools.stories.coordination import MODAL, split_actions, split_clauses, subject_and_verb
from leadline.tools.stories.grammar import (
    PREPOSITIONS,
    base_form,
    base_of_gerund,
    base_of_participle,
    conjugate,
    definite,
    head_noun,
    is_plural,
    lower_first,
    noun_phrase,
    singular,
    words,
)
from leadline.tools.stories.lexicon import NOUN_VERBS, STRONG_VERBS, VERBS
from leadline.tools.stories.roles import likely_person, person, system

Form = Literal["person", "system", "passive", "thing", "noun"]
_OPENERS = re.compile(
    r"^(?:ideally|optionally|also|additionally|in addition|furthermore|moreover|besides|finally|"
    r"first|second|third|then|next|lastly|"
    r"however|therefore|in general|generally|basically|as discussed|as agreed|please|and|but|"
    r"so|obviously|of course|at the same time|"
    r"if possible|preferably|in the future|later|for example|note that|in particular|ultimately|"
    r"currently|specifically|alternatively|similarly|likewise|consequently|thus|hence|yet|"
    r"otherwise|importantly|as a result|on the other hand)\b[,:]?\s+(?=\S)",
    re.I,
)
_STORY = re.compile(
    r"^\s*as (?:an?|the|any)?\s*(?P<role>.+?)[,:]?\s+(?:I|we)(?:'d| would)?\s*(?:want|need|"
    r"wish|like|would like|can|could|must|should|am able|are able|'m able|expect|have)\b"
    r"(?P<want>.*)$",
    re.I | re.S,
)
_LEADING_CONDITION = re.compile(
    (
        r"^(?P<c>(?:when|whenever|if|once|after|as soon as|while|before|during|in case|until|unless|"
        r"upon|on|at|for|within|in|from|by|via|with|without|every|each|under|given|as)\b[^,]{3,140}),\s+(?P<rest>\S.+)$"
    ),
    re.I,
)
_TRAILING_CONDITION = re.compile(
    r"^(?P<main>.+?),?\s+(?P<c>(?:when|whenever|if|once|as soon as|unless|in case)\s+\S.+)$", re.I
)
_AFTER = re.compile(r"^(?P<main>.+?),?\s+(?P<c>(?:after|before|upon|on|every|during|at)\s+\S.+)$", re.I)
_PURPOSE = re.compile(
    (
        r"(?P<main>.+?),?\s+(?P<p>so that|so (?=they|it|he|she|we|i(?!'d|’d| want| need| must|"
        r" would| should)|the|that|customers|users|people|nobody|no one|everyone|everybody)|in "
        r"order to|in order that|to avoid|to make sure|to ensure|to prevent|to reduce|to save|"
        r"to help|thereby)\s+(?P<what>\S.+)$"
    ),
    re.I,
)
_PREAMBLE = re.compile(
    r"^(?:it (?:should|must|shall|will|has to|needs to) be possible (?:for (?P<who1>.+?) )?to|"
    r"there (?:should|must|shall|needs to) be (?:a|the) (?:way|option|possibility|ability|"
    r"function) (?:for (?P<who2>.+?) )?to|"
    r"we (?:need|want|would like|require) (?:a way |a mechanism |a means |a possibility |the "
    r"ability |an option |to be able )(?:for (?P<who3>.+?) )?to|(?:the )?(?:ability|possibility|"
    r"option) (?:for (?P<who4>.+?) )?to|"
    r"(?:make it possible|it is possible|allow|enable|let|permit)(?: for)? (?P<who5>(?:[\w'’-]+ "
    r"){1,4}?)(?:to )?(?=[a-z]+\b))\s*(?P<act>\S.+)$",
    re.I,
)

_RELATIVE = re.compile(
    r"^(?P<np>(?:an?|the|one)? ?(?:[\w'’-]+ ){1,8}?)(?:that|which) (?P<who>(?:[\w'’-]+ ){1,4}?)(?P<modal>can|"
    r"should|must|may|will)\s+(?P<verb>[a-z]+)\b\s*(?P<rest>.*)$"
)

_DOING_VERBS = (
    "needs?|requires?|costs?|expires?|applies|apply|contains?|includes?|consists?|belongs?|"
    "becomes?|takes?|gets?|works?|runs?|refresh(?:es)?|"
    "loads?|starts?|ends?|lasts?|closes?|opens?|remains?|stays?|arrives?|appears?|comes?|"
    "goes|go|does|do|covers?|follows?|uses?|supports?|"
    "holds?|keeps?|shows?|sends?|carr(?:y|ies)|counts?|depends?|syncs?|updates?|stops?"
)
_BEING = re.compile(r"^(?P<s>.{2,140}?)\s+(?P<p>(?:is|are|has|have)\s+\S.*)$")
_DOING = re.compile(rf"^(?P<s>.{{2,140}}?)\s+(?P<p>(?:{_DOING_VERBS})\s+\S.*)$")


@dataclass(frozen=True)
class Clause:
    """`action` is a verb phrase in base form; for form "noun" it is the thing itself; for "thing" the finite predicate."""

    text: str
    form: Form
    action: str
    role: str | None = None
    subject: str = ""
    modal: str = ""
    condition: str = ""
    purpose: str = ""
    negated: bool = False
    recipient: str | None = None

    @property
    def object(self) -> str:
        if self.form in {"passive", "thing"}:
            return self.subject
        if self.form == "noun":
            return self.action
        tokens = self.action.split()
        n = 1
        while n < len(tokens) - 1 and (
            tokens[n] in {"or", "and"} or (tokens[n - 1] in {"or", "and"} and base_form(tokens[n]))
        ):
            n += 1
        return " ".join(tokens[n:])


@dataclass
class Memory:
    """What pronouns can refer to, carried from sentence to sentence."""

    role: str | None = None
    object: str = ""
    system: str | None = None


def parse(sentence: str, memory: Memory) -> list[Clause]:
    """All single-action clauses of one sentence; at least one. `memory` is updated."""
    text = _strip_openers(sentence.strip().rstrip(".!;").strip())
    story = _STORY.match(text)
    if story and len(story.group("role").split()) <= 12:
        return _remember(_from_story(text, story), memory)
    introduced = re.search(r"\bI(?:'m| am) (?:an? )(?P<who>(?:[\w-]+ ){0,3}[\w-]+?)(?=[,.;]| and | who |$)", text)
    if introduced and (who := person(introduced.group("who"))):
        memory.role = who
    consequence = re.match(
        r"^.{8,}?,? so (?P<wish>(?:I|we)(?:'d like to| want to| need to| must| would like to) .+)$", text
    )
    text, purpose = _purpose(consequence.group("wish") if consequence else text)
    out: list[Clause] = []
    for part in _parts(text):
        made = _remember([replace(clause, text=part) for clause in _clause(part, memory)], memory)
        out += [_triggered(clause, out[-1] if out else None) for clause in made]
    if len(out) > 1:
        out = [
            clause for clause in out if not (clause.form == "thing" and clause.subject.lower() in {"we", "i"})
        ] or out
    return [replace(clause, purpose=clause.purpose or purpose) for clause in out]


def _parts(text: str) -> list[str]:
    """The clauses of a sentence as texts; an occasion in front holds for all of them."""
    leading = _LEADING_CONDITION.match(text)
    if not leading:
        return [piece for clause in split_clauses(text) for piece in _split_modals(clause)]
    pieces = [piece for clause in split_clauses(leading.group("rest")) for piece in _split_modals(clause)]
    return [f"{leading.group('c')}, {piece}" for piece in pieces]


def _split_modals(part: str) -> list[str]:
    """ "Librarians register members and can waive fees": the second wish gets the subject of the first."""
    other = re.search(r", but (?=\w)", part)
    if other and _thing(part[other.end() :]) and not re.match(r"(?:that|this|it|not)\b", part[other.end() :]):
        return [*_split_modals(part[: other.start()]), part[other.end() :]]
    match = re.search(rf",? (?:and|but)(?: also| then)? (?=(?:also )?{MODAL}\b)", part)
    if not match:
        return [part]
    found = (
        _modal_parts(part[: match.start()]) or subject_and_verb(part[: match.start()]) or _thing(part[: match.start()])
    )
    if not found or len(found[0].split()) > 8:
        return [part]
    return [part[: match.start()], *_split_modals(f"{found[0]} {part[match.end() :]}")]


def _triggered(clause: Clause, before: Clause | None) -> Clause:
    """ "Pickers scan the item and the app shows the shelf": the first half is the occasion of the second."""
    if (
        clause.form != "system"
        or clause.condition
        or clause.modal
        or before is None
        or before.form != "person"
        or not before.role
    ):
        return clause
    return replace(clause, condition=f"when the {before.role} {conjugate(before.action)}")


def _strip_openers(text: str) -> str:
    for _ in range(3):
        shorter = _OPENERS.sub("", text, count=1)
        if shorter == text:
            break
        text = shorter
    return text


def _purpose(text: str) -> tuple[str, str]:
    match = _PURPOSE.match(text)
    if not match or len(match.group("main").split()) < 3:
        return text, ""
    what, word = match.group("what").strip(), match.group("p").lower().strip()
    if word in {"so that", "so", "in order that"}:
        return match.group("main"), what
    if word == "thereby":
        return match.group("main"), what
    if word == "in order to":
        return match.group("main"), f"I can {what}"
    return match.group("main"), f"I can {word.removeprefix('to ')} {what}"


def _from_story(text: str, story: re.Match[str]) -> list[Clause]:
    want, purpose = _purpose(story.group("want").strip())
    want = re.sub(r"^(?:\s*(?:to be able to|be able to|to|the ability to|able to)\s+)", "", " " + want).strip(" ,")
    inline = re.match(r"(?P<main>.+?)\s+so (?:that )?(?P<p>\S.+)$", want)
    if not purpose and inline:
        want, purpose = inline.group("main"), inline.group("p")
    role = person(story.group("role")) or singular(story.group("role").strip(" ,"))
    first = want.split()[0].lower() if want else ""
    infinitive = bool(re.match(r"\s*(?:to be able to|be able to|to|able to)\s", " " + story.group("want").strip()))
    if (
        not infinitive
        and base_form(first) != first
        and first
        not in {
            "be",
            "have",
            "not",
            "automatically",
            "quickly",
            "easily",
            "immediately",
            "know",
        }
    ):
        return [Clause(text, "noun", want, role, role, purpose=purpose)]
    main, condition = _trailing_condition(want, False)
    return [
        Clause(text, "person", action, role, role, condition=condition, purpose=purpose)
        for action in split_actions(main)
    ]


def _clause(text: str, memory: Memory) -> list[Clause]:
    text = re.sub(r"^(?:TBD|TBC)\b[:\s-]*", "", _strip_openers(text)) or text
    text = re.sub(r",? but (?:that|this|it) (?:is|isn't|has) .*$", "", text)
    labelled = re.match(r"^[A-Z][\w /-]{1,30}: (?P<rest>\w.*)$", text)
    if labelled and len(labelled.group("rest").split()) >= 4:
        text = labelled.group("rest")
    relative = _RELATIVE.match(text)
    if (
        relative
        and (who := person(relative.group("who")))
        and base_form(relative.group("verb")) == relative.group("verb")
    ):
        action = f"{relative.group('verb')} {lower_first(relative.group('np'))} {relative.group('rest')}".replace(
            "  ", " "
        ).strip()
        return _acting(action, Clause(text, "person", "", who, relative.group("who"), relative.group("modal")))
    condition = ""
    text = re.sub(
        r"^(?:it(?:'d| would) be|would be) (?:very |really )?(?:nice|great|good|helpful|useful) (?:if|to have|to) ",
        "",
        text,
        flags=re.I,
    )
    text = re.sub(r"^(In case of (?:an? |the )?[\w-]+(?: [\w-]+)?) (?=(?:the|a|an|all) )", r"\1, ", text)
    leading = _LEADING_CONDITION.match(text)
    if leading and not re.match(
        r"(?i)(?:for|in|on|at|by|with|from|via) (?:example|addition|general|the future)\b", text
    ):
        condition, text = leading.group("c"), leading.group("rest")
        text = re.sub(r"^then\s+", "", text)
    preamble = _PREAMBLE.match(text)
    if preamble:
        who = next((g for g in (preamble.group(f"who{n}") for n in range(1, 6)) if g), None)
        if not who or person(who) or likely_person(who):
            role = likely_person(who) if who else None
            return _acting(preamble.group("act"), Clause(text, "person", "", role, who or "", "must", condition))
    found = _modal_parts(text)
    if found:
        subject, modal, predicate = found
        return _predicate(subject, modal, predicate, Clause(text, "person", "", condition=condition), memory)
    plain = subject_and_verb(text)
    if plain:
        return _predicate(
            plain[0], "", f"{plain[1]} {plain[2]}".strip(), Clause(text, "person", "", condition=condition), memory
        )
    return _headless(text, condition)


def _modal_parts(text: str) -> tuple[str, str, str] | None:
    match = re.match(rf"^(?P<s>.{{1,160}}?)\s+(?:also |only |then )?(?P<m>{MODAL})\s+(?P<p>\S.+)$", text, re.I)
    if not match:
        return None
    subject = match.group("s").strip(" ,")
    if subject.split()[-1].lower() in {"and", "or", "but", "that", "which"}:
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


def _base_conjuncts(predicate: str) -> str:
    """ "compares the counts and signs off" -> "compare the counts and sign off"."""

    def back(match: re.Match[str]) -> str:
        base = base_form(match.group(2))
        known = base in STRONG_VERBS or match.group(3) in {" off", " in", " out", " the", " it", " them"}
        return f"{match.group(1)}{base}{match.group(3) or ''}" if base and known else match.group(0)

    return re.sub(r"((?:, | and | or |, and )(?:then )?)([a-z]+s)\b(?! of\b)( \w+)?", back, predicate)


def _predicate(subject: str, modal: str, predicate: str, seed: Clause, memory: Memory) -> list[Clause]:
    """Dispatches on who the subject is and whether the predicate is active or passive."""
    if not modal and not is_plural(subject.split()[-1]):
        predicate = _base_conjuncts(predicate)
    negated = (
        bool(re.match(r"(?i)(?:(?:be|is|are) )?(?:not|never|no longer)\b", predicate))
        or modal in {"cannot", "can't", "won't", "mustn't", "shouldn't"}
        or bool(re.search(r"\b(?:not|don't|doesn't)\b", modal))
    )
    predicate = re.sub(r"(?i)^(?:not|never|only|also|always|then|still|at least)\s+", "", predicate)
    if re.match(r"(?i)(?:wants?|needs?)$", modal) and not predicate.startswith("to "):
        verb_first = base_form(predicate.split()[0]) == predicate.split()[0] and predicate.split()[0] in STRONG_VERBS
        if not verb_first:
            who = _who(subject, memory)
            if who or subject.lower() in {"we", "i", "you"}:
                return [replace(seed, form="noun", action=predicate, role=who, subject=subject, modal=modal)]
    predicate = re.sub(
        (
            r"^(?:to )?(?:be able to|be allowed to|be permitted to|be capable of|have the (?:ability|"
            r"option|possibility|chance) (?:to|of)|have to|get to|to)\s+"
        ),
        "",
        predicate,
    )
    gerund = base_of_gerund(predicate.split()[0]) if predicate else None
    if gerund:
        predicate = " ".join([gerund, *predicate.split()[1:]])
    subject_text = subject
    if subject.lower() == "they" and memory.role:
        return _acting(predicate, replace(seed, role=memory.role, subject=subject, modal=modal, negated=negated))
    who = _who(subject, memory)
    able = re.match(
        r"be ([a-z]+)able\b(?P<how>.*?) by (?P<by>(?:[\w'’-]+\s?){1,4}?)(?:$| or | and |,)(?P<more>.*)$", predicate
    )
    if (
        able
        and (doer := likely_person(able.group("by")))
        and (verb := base_form(able.group(1)) or base_form(able.group(1) + "e"))
    ):
        return _acting(
            f"{verb} {_object_case(subject)}{able.group('how')}".strip(),
            replace(seed, role=doer, subject=doer, modal=modal),
        )
    passive = _passive(predicate)
    if subject.lower() in {"it", "this", "these", "they", "both"}:
        if system(memory.system or "") and not passive:
            subject_text = f"the {memory.system}"
        elif memory.object:
            subject_text = definite(memory.object)
    if passive:
        return _passive_clause(subject_text, passive, predicate, replace(seed, modal=modal, negated=negated), who)
    if who:
        return _acting(predicate, replace(seed, role=who, subject=subject, modal=modal, negated=negated))
    if subject.lower() in {"i"} and memory.role:
        return _acting(predicate, replace(seed, role=memory.role, subject="", modal=modal, negated=negated))
    if subject.lower() in {"we", "i", "you", "one"}:
        return _acting(predicate, replace(seed, role=None, subject="", modal=modal, negated=negated))
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


def _who(subject: str, memory: Memory) -> str | None:
    if re.search(r"'s$|’s$", subject):
        return None
    several = re.split(r",? (?:and|or|as well as) |, ", subject)
    first = likely_person(several[0]) if len(several) > 1 and all(likely_person(part) for part in several) else None
    return first or (None if system(subject) and not person(subject) else likely_person(subject))


def _passive(predicate: str) -> str | None:
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


def _passive_clause(subject: str, base: str, predicate: str, seed: Clause, who: str | None) -> list[Clause]:
    by = re.search(
        (
            r"\s+(?:only )?by (?P<who>(?:[\w'’/-]+\s?){1,5}?)(?=$| (?:within|in|on|at|before|after|"
            r"when|if|via|using|or by|with|for|from|who|to|of the)\b|[,.])"
        ),
        predicate,
    )
    agents = [likely_person(part) for part in re.split(r" or | and |, ", by.group("who"))] if by else []
    if by and agents and agents[0] and base_form(base):
        rest = (predicate[: by.start()] + predicate[by.end() :]).strip()
        rest = re.sub(r"^(?:be|is|are|get)\s+(?:\w+ly )?[a-z-]+\s*", "", rest)
        if rest.startswith("not "):
            rest = rest[4:]
        action = " ".join(f"{base} {_object_case(subject)} {rest}".split())
        return _acting(action, replace(seed, role=agents[0], subject=by.group("who")))
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
        return _acting(f"{base} {_object_case(subject)} {rest}".strip(), replace(seed, subject=""))
    predicate = re.sub(r"^(be|is|are) (?:not|never|no longer) ", r"\1 ", predicate)
    main, condition = _trailing_condition(predicate, True)
    return [
        replace(
            seed,
            form="passive",
            action=main,
            subject=subject,
            condition=seed.condition or condition,
            recipient=_recipient(predicate),
        )
    ]


def _object_case(subject: str) -> str:
    return subject[:1].lower() + subject[1:] if subject[1:2].islower() or subject[:2] in {"A "} else subject


def _acting(predicate: str, seed: Clause) -> list[Clause]:
    excepted = re.match(r"(?P<do>.+?),? but (?:not|never) (?P<not>[a-z]+ .+)$", predicate)
    if excepted and base_form(excepted.group("not").split()[0]):
        allowed = _acting(excepted.group("do"), seed)
        forbidden = _resolve(excepted.group("not"), allowed[-1].object) if allowed[-1].object else excepted.group("not")
        return [*allowed, replace(seed, form="person", action=forbidden, negated=True)]
    main, condition = _trailing_condition(predicate, False)
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
    return _resolve_inner(clauses)


def _resolve_inner(clauses: list[Clause]) -> list[Clause]:
    """ "see all missing items and assign them": the second action names what the first one meant."""
    out: list[Clause] = []
    antecedent = ""
    for spoken in clauses:
        clause = spoken
        if antecedent:
            clause = replace(spoken, action=_resolve(_owned(spoken.action, antecedent), antecedent))
        if clause.object and clause.object.split()[0].lower() not in {"it", "them"}:
            antecedent = clause.object
        out.append(clause)
    return out


def _owned(action: str, antecedent: str) -> str:
    """ "invite guests and limit their access": the access of the guests, not of the inviter."""
    if not person(noun_phrase(antecedent)):
        return action
    named = definite(antecedent)
    return re.sub(r"\btheir\b", f"{named}'" if named.endswith("s") else f"{named}'s", action, count=1)


def _system_clause(subject: str, predicate: str, seed: Clause) -> list[Clause]:
    enabled = _enabled(predicate)
    if enabled:
        role, act = enabled
        base = base_of_gerund(act.split()[0]) or (
            act.split()[0] if base_form(act.split()[0]) == act.split()[0] or act.split()[0] in {"be", "have"} else None
        )
        if base:
            return _acting(" ".join([base, *act.split()[1:]]), replace(seed, role=role, subject=role))
        if predicate.split()[0] in {"give", "offer", "provide", "gives", "offers", "provides"}:
            return [replace(seed, form="noun", action=re.sub(r"^with ", "", act), role=role, subject=subject)]
    allowing = re.match(r"(?:allow|enable|support|permit)s?\s+(?P<act>[a-z-]+ing\b.*)$", predicate)
    if allowing and (base := base_of_gerund(allowing.group("act").split()[0])):
        return _acting(" ".join([base, *allowing.group("act").split()[1:]]), replace(seed, role=None, subject=""))
    main, condition = _trailing_condition(predicate, True)
    clauses = []
    for n, action in enumerate(_resolve_objects(split_actions(main))):
        head = action.split()[0]
        made = replace(
            seed,
            form="system",
            action=" ".join([base_form(head) or head, *action.split()[1:]]),
            subject=subject,
            recipient=_recipient(action),
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


def _resolve_objects(actions: list[str]) -> list[str]:
    out: list[str] = []
    for action in actions:
        previous = " ".join(out[-1].split()[1:]) if out else ""
        out.append(_resolve(action, previous) if previous else action)
    return out


def _trailing_condition(predicate: str, system_acts: bool) -> tuple[str, str]:
    match = _TRAILING_CONDITION.match(predicate)
    if (
        match
        and len(match.group("main").split()) >= 1
        and match.group("main").split()[-1].lower()
        not in {"see", "know", "check", "even", "verify", "only", "decide", "and", "or", "ask", "choose", "select"}
    ):
        return match.group("main"), match.group("c")
    timed = re.match(
        (
            r"^(?P<main>.+?)\s+(?P<c>(?:at least |at most |up to )?\d+ (?:days?|hours?|minutes?|weeks?|"
            r"months?|working days?|business days?) (?:before|after|prior to)\s+\S.+)$"
        ),
        predicate,
    )
    if system_acts and timed and timed.group("main").split()[-1].lower() not in PREPOSITIONS:
        return timed.group("main"), timed.group("c")
    lasting = re.match(
        r"^(?P<main>.+?) (?P<c>after \S.+?) (?P<for>for (?:at least |at most |up to )?\d+ \w+)$", predicate
    )
    if system_acts and lasting:
        return f"{lasting.group('main')} {lasting.group('for')}", lasting.group("c")
    if system_acts and (after := _AFTER.match(predicate)) and len(after.group("main").split()) > 1:
        word = after.group("c").split()[0].lower()
        if (
            word in {"after", "upon"}
            or re.match(
                r"every (?:\d|other|second|minute|hour|day|night|week|month|quarter|year|morning|evening)",
                after.group("c"),
            )
            or (
                word in {"on", "at", "before", "during"}
                and re.search(
                    r"\b(?:day|night|midnight|month|week|login|start|failure|expiry|deadline|\d{1,2}:\d\d)\b",
                    after.group("c"),
                )
            )
        ):
            return after.group("main"), after.group("c")
    return predicate, ""


def _recipient(action: str) -> str | None:
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


def _headless(text: str, condition: str) -> list[Clause]:
    """No subject: an order ("Export the list"), a rule about a thing ("Invoices above X need two approvals"), or a noun phrase."""
    tokens = text.split()
    wished = re.match(
        r"(?i)(?:we|i|you)(?: also| really)? (?:need|want|require|expect|would like|wish for)\s+(?P<what>\S.+)$", text
    )
    if wished and not re.match(r"(?:to|that)\b", wished.group("what")):
        return [
            Clause(
                text,
                "noun",
                wished.group("what"),
                modal="need" if "need" in text.lower()[:12] else "want",
                condition=condition,
            )
        ]
    needing = re.match(r"(?P<s>(?:[\w'’-]+ ){1,4}?)(?:also )?(?:needs?|requires?) (?P<what>(?!to\b)\S.+)$", text)
    if needing and (who := person(needing.group("s"))):
        return [Clause(text, "noun", needing.group("what"), who, needing.group("s").strip(), "need", condition)]
    first = tokens[0].strip(",").lower() if tokens else ""
    directed = _directive(text, condition)
    if directed:
        return directed
    thing = _thing(text)
    ordered = (
        len(tokens) > 2
        and tokens[1].lower() in {"the", "a", "an", "all", "any", "each", "every", "their", "new"}
        and first not in PREPOSITIONS
        and not re.search(r"(?:ing|tion|ment|ness|ity|s|ed|er|or)$", first)
    )
    if (
        (first in VERBS or (ordered and not thing))
        and not _noun_reading(tokens)
        and not (thing and first in NOUN_VERBS and re.match(r"(?:is|are|has|have|needs?|requires?)\b", thing[1]))
    ):
        lowered = " ".join([first + ("," if tokens[0].endswith(",") else ""), *tokens[1:]])
        main, trailing = _trailing_condition(lowered, False)
        return _resolve_inner(
            [Clause(text, "person", action, condition=condition or trailing) for action in split_actions(main)]
        )
    if (
        (base := base_of_gerund(first))
        and len(tokens) > 1
        and tokens[1].lower() not in {"of", "is", "for", "and"}
        and not (len(tokens) == 2 and first in {"reporting", "monitoring", "tracking", "testing", "training"})
    ):
        return _resolve_inner(
            [
                Clause(text, "person", action, condition=condition)
                for action in split_actions(" ".join([base, *tokens[1:]]))
            ]
        )
    if thing and not (first in VERBS and re.match(r"costs?\b", thing[1])):
        subject, predicate = thing
        passive = _passive(predicate)
        main, trailing = _trailing_condition(predicate, True)
        negated = bool(re.match(r"(?:is|are) (?:not|never|no longer)\b", predicate))
        if passive:
            who = likely_person(subject)
            return _passive_clause(
                subject, passive, predicate, Clause(text, "passive", "", condition=condition, negated=negated), who
            )
        return [Clause(text, "thing", main, subject=subject, condition=condition or trailing)]
    return [Clause(text, "noun", text, condition=condition)]


def _directive(text: str, condition: str) -> list[Clause] | None:
    """Orders to a team rather than acts of a person: "Provide a catalogue", "Ensure that X is Y", "Make X allow Y"."""
    given = re.match(
        (
            r"(?i)(?:provide|offer|introduce|supply|deliver|implement|build|develop|have|include|surface|"
            r"expose)\s+(?P<what>(?:an?|the|new|support|some|all)?\s?\S.+)$"
        ),
        text,
    )
    if given and not re.match(r"(?i)have (?:to|been)", text):
        return [Clause(text, "noun", given.group("what").strip(), condition=condition)]
    support = re.match(r"(?i)(?:support|enable|allow)\s+(?P<what>\S.+)$", text)
    if support:
        what = support.group("what")
        gerund = base_of_gerund(what.split()[0])
        if gerund:
            rest = re.sub(
                r"(?<=and )\w+ing|(?<=or )\w+ing",
                lambda m: base_of_gerund(m.group(0)) or m.group(0),
                " ".join(what.split()[1:]),
            )
            return _acting(f"{gerund} {rest}".strip(), Clause(text, "person", "", condition=condition))
        return [Clause(text, "noun", f"support for {what}", condition=condition)] if " to " not in what else None
    ensured = re.match(r"(?i)(?:ensure|make sure|guarantee|verify|assert)(?: that)?\s+(?P<what>\S.+)$", text)
    if ensured:
        what = ensured.group("what")
        modal = _modal_parts(what)
        plain = (modal[0], modal[2]) if modal else _thing(what)
        if plain is None and (spoken := subject_and_verb(what)):
            plain = (spoken[0], f"{spoken[1]} {spoken[2]}")
        if plain:
            subject, predicate = plain
            return _predicate(
                subject,
                "must",
                re.sub(r"^(?:is|are) ", "be ", predicate),
                Clause(text, "thing", "", condition=condition),
                Memory(),
            )
    made = re.match(r"(?i)make\s+(?P<s>(?:the )?[\w`./-]+(?: [\w-]+)?)\s+(?P<v>[a-z]+)\s+(?P<r>\S.+)$", text)
    if made and base_form(made.group("v")) == made.group("v"):
        return [
            Clause(text, "system", f"{made.group('v')} {made.group('r')}", subject=made.group("s"), condition=condition)
        ]
    return None


def _noun_reading(tokens: list[str]) -> bool:
    """ "Search results page", "Password reset by SMS", "Export to Excel": the first word is a noun."""
    first, second = tokens[0].lower(), tokens[1].strip(",.").lower() if len(tokens) > 1 else ""
    if first not in NOUN_VERBS:
        return second in {"of"}
    if len(tokens) == 1 or (
        second
        in {
            "of",
            "is",
            "are",
            "must",
            "shall",
            "should",
            "for",
            "history",
            "list",
            "page",
            "status",
            "management",
            "screen",
            "overview",
            "function",
            "rate",
            "results",
            "log",
            "numbers",
            "and",
        }
        and second != "and"
    ):
        return True
    return second in PREPOSITIONS - {"by", "for", "from", "to", "in", "with", "on", "at", "across", "within"}


def _thing(text: str) -> tuple[str, str] | None:
    """(subject, finite predicate) of a statement about a thing; the shortest subject that can be one."""
    found = [parts for pattern in (_BEING, _DOING) if (parts := _subject_of(pattern.match(text)))]
    return min(found, key=lambda parts: len(parts[0]), default=None)


def _subject_of(match: re.Match[str] | None) -> tuple[str, str] | None:
    if not match or len(match.group("s").split()) > 16:
        return None
    last = match.group("s").split()[-1].lower()
    if last in PREPOSITIONS or last in {"to", "the", "a", "an", "and", "or", "that", "which", "who", "not"}:
        return None
    if re.search(r"\b(?:to|that|which|who)\b", match.group("s")) and not re.match(
        r"(?i)(?:the|all|any|each|every|an?) ", match.group("s")
    ):
        return None
    return match.group("s"), match.group("p")


def _resolve(action: str, antecedent: str) -> str:
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


def _remember(clauses: list[Clause], memory: Memory) -> list[Clause]:
    out: list[Clause] = []
    for spoken in clauses:
        clause = spoken
        if (
            memory.object
            and clause.form in {"person", "system"}
            and re.search(r"\b(?:it|them)\b", clause.action)
            and not clause.condition
        ):
            clause = replace(clause, action=_resolve(clause.action, memory.object))
        elif clause.condition and clause.form == "person" and re.search(r"\bit\b", clause.action):
            clause = _from_condition(clause)
        if clause.role and clause.form in {"person", "noun"}:
            memory.role = clause.role
        if clause.form in {"system"} and clause.subject:
            memory.system = system(clause.subject)
        if (
            clause.object
            and head_noun(clause.object)
            and clause.form != "noun"
            and len(noun_phrase(clause.object).split()) <= 6
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
