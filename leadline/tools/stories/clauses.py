"""A sentence of requirements -> clauses. No guess is made about what is not said."""

import re
from dataclasses import replace

from leadline.tools.stories.clause import Clause, Memory
from leadline.tools.stories.conditions import LEADING_CONDITION, split_purpose, strip_openers, trailing_condition
from leadline.tools.stories.coordination import MODAL, split_actions, split_clauses, subject_and_verb
from leadline.tools.stories.grammar import (
    base_form,
    conjugate,
    lower_first,
    singular,
)
from leadline.tools.stories.headless import headless
from leadline.tools.stories.predicates import acting, predicate_clauses
from leadline.tools.stories.pronouns import remember
from leadline.tools.stories.roles import likely_person, person
from leadline.tools.stories.statements import modal_parts, thing_statement
from leadline.tools.stories.wording import pieces, plain

_STORY = re.compile(
    r"^\s*as (?:an?|the|any)?\s*(?P<role>.+?)[,:]?\s+(?:I|we)(?:'d| would)?\s*(?:want|need|"
    r"wish|like|would like|can|could|must|should|am able|are able|'m able|expect|have)\b"
    r"(?P<want>.*)$",
    re.I | re.S,
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


_END_FIRST = re.compile(r"^(?:in order )?to (?P<verb>[a-z]+) (?P<end>[^,()]{3,90}), (?P<rest>\S.+)$", re.I)
""" "To save time, the clerk must ...": the end stands before the wish."""


_RELATIVE = re.compile(
    r"^(?P<np>(?:an?|the|one)? ?(?:[\w'’-]+ ){1,8}?)(?:that|which) (?P<who>(?:[\w'’-]+ ){1,4}?)(?P<modal>can|"
    r"should|must|may|will)\s+(?P<verb>[a-z]+)\b\s*(?P<rest>.*)$"
)


def parse(sentence: str, memory: Memory) -> list[Clause]:
    """All single-action clauses of one sentence; at least one. `memory` is updated."""
    text = strip_openers(plain(sentence.strip().rstrip(".!;").strip()))
    story = _STORY.match(text)
    if story and len(story.group("role").split()) <= 12:
        return remember(_from_story(text, story), memory)
    introduced = re.search(r"\bI(?:'m| am) (?:an? )(?P<who>(?:[\w-]+ ){0,3}[\w-]+?)(?=[,.;]| and | who |$)", text)
    if introduced and (who := person(introduced.group("who"))):
        memory.role = who
    consequence = re.match(
        r"^.{8,}?,? so (?P<wish>(?:I|we)(?:'d like to| want to| need to| must| would like to) .+)$", text
    )
    text, purpose = split_purpose(consequence.group("wish") if consequence else text)
    ended = _END_FIRST.match(text)
    if (
        ended
        and not purpose
        and modal_parts(ended.group("rest"))
        and base_form(ended.group("verb")) == ended.group("verb")
    ):
        text, purpose = ended.group("rest"), f"I can {ended.group('verb')} {ended.group('end')}"
    out: list[Clause] = []
    for part in [part for piece in pieces(text) for part in _parts(piece)]:
        made = remember([replace(clause, text=part) for clause in _clause(part, memory)], memory)
        out += [_triggered(clause, out[-1] if out else None) for clause in made]
    if len(out) > 1:
        out = [
            clause for clause in out if not (clause.form == "thing" and clause.subject.lower() in {"we", "i"})
        ] or out
    return [replace(clause, purpose=clause.purpose or purpose) for clause in out]


def _parts(text: str) -> list[str]:
    """The clauses of a sentence as texts; an occasion in front holds for all of them."""
    leading = LEADING_CONDITION.match(text)
    if not leading:
        return [piece for clause in split_clauses(text) for piece in _split_modals(clause)]
    pieces = [piece for clause in split_clauses(leading.group("rest")) for piece in _split_modals(clause)]
    return [f"{leading.group('c')}, {piece}" for piece in pieces]


def _split_modals(part: str) -> list[str]:
    """ "Librarians register members and can waive fees": the second wish gets the subject of the first."""
    other = re.search(r", but (?=\w)", part)
    if other and thing_statement(part[other.end() :]) and not re.match(r"(?:that|this|it|not)\b", part[other.end() :]):
        return [*_split_modals(part[: other.start()]), part[other.end() :]]
    match = re.search(rf",? (?:and|but)(?: also| then)? (?=(?:also )?{MODAL}\b)", part)
    if not match:
        return [part]
    found = (
        modal_parts(part[: match.start()])
        or subject_and_verb(part[: match.start()])
        or thing_statement(part[: match.start()])
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


def _from_story(text: str, story: re.Match[str]) -> list[Clause]:
    want, purpose = split_purpose(story.group("want").strip())
    want = re.sub(r"^(?:\s*(?:to be able to|be able to|to|the ability to|able to)\s+)", "", " " + want).strip(" ,")
    inline = re.match(r"(?P<main>.+?)\s+so (?:that )?(?P<p>\S.+)$", want)
    if not purpose and inline:
        want, purpose = inline.group("main"), inline.group("p")
    want = want.rstrip(" ,")
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
    main, condition = trailing_condition(want, False)
    return [
        Clause(text, "person", action, role, role, condition=condition, purpose=purpose)
        for action in split_actions(main)
    ]


def _clause(text: str, memory: Memory) -> list[Clause]:
    text = re.sub(r"^(?:TBD|TBC)\b[:\s-]*", "", strip_openers(text)) or text
    text = re.sub(r",? but (?:that|this|it) (?:is|isn't|has) .*$", "", text)
    text = re.sub(r"^(?:this|the|our) [\w-]+(?: [\w-]+)? aims? (?=to [a-z]+ )", "", text, flags=re.I)
    labelled = re.match(r"^[A-Z][\w /-]{1,30}: (?P<rest>\w.*)$", text)
    if labelled and re.match(r"\d", labelled.group("rest")):
        named = lower_first(text.split(":")[0])
        return [Clause(text, "thing", f"be {labelled.group('rest')}", subject=f"the {named}")]
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
        return acting(action, Clause(text, "person", "", who, relative.group("who"), relative.group("modal")))
    condition = ""
    text = re.sub(
        r"^(?:it(?:'d| would) be|would be) (?:very |really )?(?:nice|great|good|helpful|useful) (?:if|to have|to) ",
        "",
        text,
        flags=re.I,
    )
    text = re.sub(r"^(In case of (?:an? |the )?[\w-]+(?: [\w-]+)?) (?=(?:the|a|an|all) )", r"\1, ", text)
    leading = LEADING_CONDITION.match(text)
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
            return acting(preamble.group("act"), Clause(text, "person", "", role, who or "", "must", condition))
    if re.match(r"(?i)(?:ensure|make sure|guarantee|do not|don['’]t)\s", text):
        return headless(text, condition)
    found = modal_parts(text)
    if found:
        subject, modal, predicate = found
        return predicate_clauses(subject, modal, predicate, Clause(text, "person", "", condition=condition), memory)
    spoken = subject_and_verb(text)
    if spoken:
        subject, verb, rest = spoken
        modal, predicate = (verb, rest) if verb in {"need", "want"} and rest else ("", f"{verb} {rest}".strip())
        return predicate_clauses(subject, modal, predicate, Clause(text, "person", "", condition=condition), memory)
    return headless(text, condition)
