"""Texts without a subject: orders ("Export the list"), directives ("Ensure that ..."), bare noun phrases."""

import re

from leadline.tools.stories.clause import Clause, Memory
from leadline.tools.stories.conditions import trailing_condition
from leadline.tools.stories.coordination import split_actions, subject_and_verb
from leadline.tools.stories.grammar import (
    PREPOSITIONS,
    base_form,
    base_of_gerund,
    lower_first,
)
from leadline.tools.stories.lexicon import NOUN_VERBS, VERBS
from leadline.tools.stories.predicates import _passive_clause, acting, predicate_clauses
from leadline.tools.stories.pronouns import name_objects
from leadline.tools.stories.requirement_kinds import FORBIDDEN
from leadline.tools.stories.roles import likely_person, person
from leadline.tools.stories.statements import modal_parts, passive_verb, thing_statement
from leadline.tools.stories.wish_form import PROPERTY

_PURPOSE_FIRST = re.compile(r"(?i), (?:the|an?|he|she|it|they|we|i|you|this|these|each|every)\b")
""" "To save time, the clerk ...": what opens the sentence is the end, not the wish."""


def headless(text: str, condition: str) -> list[Clause]:
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
    some = (
        re.match(r"(?P<who>.+?) (?P<which>(?:without|with|who have|that have) .+)$", needing.group("s"))
        if needing
        else None
    )
    if needing and some and (who := person(some.group("who"))):
        when = f"when {some.group('which').strip()}"
        return [Clause(text, "noun", needing.group("what"), who, some.group("who"), "need", condition or when)]
    if needing and (who := person(needing.group("s"))):
        return [Clause(text, "noun", needing.group("what"), who, needing.group("s").strip(), "need", condition)]
    first = tokens[0].strip(",").lower() if tokens else ""
    forbidden = FORBIDDEN.match(text)
    if forbidden:
        return [Clause(text, "person", forbidden.group("what"), condition=condition, negated=True)]
    meant = re.match(r"(?i)to (?:be able to )?(?P<act>(?P<v>[a-z]+) \S.*)$", text)
    if meant and meant.group("v").lower() in VERBS and not _PURPOSE_FIRST.search(text):
        return acting(meant.group("act"), Clause(text, "person", "", condition=condition))
    being = re.match(r"(?i)be (?=\w)", text)
    if being or PROPERTY.match(text):
        stated = lower_first(text[being.end() :] if being else text)
        return [Clause(text, "thing", f"be {stated}", subject="the system", condition=condition)]
    directed = directive(text, condition)
    if directed:
        return directed
    thing = thing_statement(text)
    ordered = (
        len(tokens) > 2
        and tokens[1].lower() in {"the", "a", "an", "all", "any", "each", "every", "their", "new", "existing"}
        and first not in PREPOSITIONS
        and not re.search(r"(?:ing|tion|ment|ness|ity|(?<!s)s|ed|er|or)$", first)
    )
    if (
        (first in VERBS or (ordered and not thing))
        and not _noun_reading(tokens)
        and not (thing and first in NOUN_VERBS and re.match(r"(?:is|are|has|have|needs?|requires?)\b", thing[1]))
    ):
        lowered = " ".join([first + ("," if tokens[0].endswith(",") else ""), *tokens[1:]])
        main, trailing = trailing_condition(lowered, False)
        return name_objects(
            [Clause(text, "person", action, condition=condition or trailing) for action in split_actions(main)]
        )
    if (
        (base := base_of_gerund(first))
        and len(tokens) > 1
        and tokens[1].lower() not in {"of", "is", "for", "and"}
        and not (len(tokens) == 2 and first in {"reporting", "monitoring", "tracking", "testing", "training"})
    ):
        return name_objects(
            [
                Clause(text, "person", action, condition=condition)
                for action in split_actions(" ".join([base, *tokens[1:]]))
            ]
        )
    if thing and not (first in VERBS and re.match(r"costs?\b", thing[1])):
        subject, predicate = thing
        passive = passive_verb(predicate)
        main, trailing = trailing_condition(predicate, True)
        negated = bool(re.match(r"(?:is|are) (?:not|never|no longer)\b", predicate))
        if passive:
            who = likely_person(subject)
            return _passive_clause(
                subject, passive, predicate, Clause(text, "passive", "", condition=condition, negated=negated), who
            )
        return [Clause(text, "thing", main, subject=subject, condition=condition or trailing)]
    return [Clause(text, "noun", text, condition=condition)]


def directive(text: str, condition: str) -> list[Clause] | None:
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
        if re.match(r"to [a-z]+ \S", what):
            return acting(what.removeprefix("to "), Clause(text, "person", "", condition=condition))
        gerund = base_of_gerund(what.split()[0])
        if gerund:
            rest = re.sub(
                r"(?<=and )\w+ing|(?<=or )\w+ing",
                lambda m: base_of_gerund(m.group(0)) or m.group(0),
                " ".join(what.split()[1:]),
            )
            return acting(f"{gerund} {rest}".strip(), Clause(text, "person", "", condition=condition))
        return [Clause(text, "noun", f"support for {what}", condition=condition)] if " to " not in what else None
    ensured = re.match(r"(?i)(?:ensure|make sure|guarantee|verify|assert)(?: that)?\s+(?P<what>\S.+)$", text)
    if ensured:
        what = ensured.group("what")
        modal = modal_parts(what)
        plain = (modal[0], modal[2]) if modal else thing_statement(what)
        if plain is None and (spoken := subject_and_verb(what)):
            plain = (spoken[0], f"{spoken[1]} {spoken[2]}")
        if plain:
            subject, predicate = plain
            return predicate_clauses(
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
    return second in PREPOSITIONS - {
        "by",
        "for",
        "from",
        "to",
        "in",
        "with",
        "on",
        "at",
        "across",
        "within",
        "until",
        "before",
        "after",
        "up",
        "without",
    }
