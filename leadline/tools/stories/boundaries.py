"""Limits of a requirement -> scenario outlines with the values just under, at and just over."""

import re
from dataclasses import dataclass, replace

from leadline.tools.stories.clause import Clause
from leadline.tools.stories.grammar import (
    article,
    conjugate,
    first_person,
    lower_first,
    noun_phrase,
    other_person,
    singular,
    words,
)
from leadline.tools.stories.limits import Limit, around, is_speed, limits
from leadline.tools.stories.roles import person
from leadline.tools.stories.story_set import Example
from leadline.tools.stories.wants import condition_statement, finite, statement

_RETAIN = re.compile(r"\b(?:store|keep|retain|archive|preserve|available for|log for)\w*\b", re.I)
_APPLIES: dict[str, tuple[bool, bool, bool]] = {
    "above": (False, False, True),
    "at least": (False, True, True),
    "up to": (True, True, False),
    "below": (True, False, False),
    "exactly": (False, True, False),
}
_PERIOD = re.compile(r"(?:second|minute|hour|day|week|month|year)s?$")

_DECIDES = re.compile(
    r"(?:sign(?: off)?|approve|confirm|review|check|authori[sz]e|countersign|release|countersign)\b", re.I
)
_LAPSES = re.compile(
    r"(?:expires?|ends?|lapses?|closes?|locks?|times? out|logs? \w+ (?:out|off)|"
    r"(?:be|is|are) (?:automatically )?(?:deleted|locked|closed|archived|logged out|removed|cancelled|released|ended|anonymi[sz]ed))\b"
)
_VERBAL = re.compile(r"\b(?:be|is|are|contain|have|has|last|cost|need|submitted|limited|keep|take|run|get|do|to)\b")


@dataclass(frozen=True)
class Outline:
    name: str
    given: str
    when: str
    then: str
    examples: tuple[Example, ...]


def outlines(clause: Clause, text: str, *, system: str) -> list[Outline]:
    """One outline per limit that can be tried value by value; measured limits (response times) are left to quality criteria."""
    if is_speed(text):
        return []
    out = [_triggered(clause, limit, clause.condition) for limit in limits(clause.condition)]
    spoken = clause.subject + " | " + clause.action if clause.form in {"thing", "passive"} else clause.action
    found = limits(spoken)
    for limit in found:
        if clause.form == "person":
            out.append(_allowed(clause, limit, clause.action, found))
        elif clause.form == "system" and not clause.negated:
            out += _system(clause, limit, system)
        elif clause.form in {"thing", "passive"}:
            out += _rule(clause, limit, system)
    return [
        _named(outline, n, out)
        for n, outline in enumerate(out)
        if len({example.value for example in outline.examples}) >= 3
    ][:3]


def _triggered(clause: Clause, limit: Limit, condition: str) -> Outline:
    """The limit stands in the condition: over it the system acts, before it nothing happens."""
    told = condition_statement(condition)
    acts = statement(clause)
    idle = f"nothing happens, because the limit ({limit.text}) is not met"
    rows = _examples(limit, acts, idle)
    when = _placed(told, limit.text)
    if limit.direction == "up to" and re.search(r"\b(?:not|no|never|without)\b", told.split(limit.text)[0]):
        # "not decided within 5 days": the deadline has to be over before anything happens
        when = _placed(told, limit.text).replace("<value>", "for <value>", 1)
        rows = tuple(
            Example(value=value, outcome=acts if over else idle)
            for value, over in zip(around(limit), (False, False, True), strict=True)
        )
    return Outline(f"Limit “{limit.text}”", "normal operation", when, "<outcome>", rows)


def _named(outline: Outline, n: int, all_of_them: list[Outline]) -> Outline:
    """The two ends of a range get names of their own."""
    twins = [m for m, other in enumerate(all_of_them) if other.name == outline.name]
    if len(twins) < 2:
        return outline
    return replace(outline, name=f"{'Lower' if n == twins[0] else 'Upper'} {outline.name[0].lower()}{outline.name[1:]}")


def without_limits(action: str) -> str:
    """ "upload materials up to 50 MB" -> "upload materials"."""
    for limit in limits(action):
        action = action.replace(limit.text, " ")
    action = re.sub(r"\s+by \w+ing .*$", "", " ".join(action.split()))
    action = re.sub(r"\b(?:of|for|with|than|and|or) (?=(?:per|and|within|after)\b)", "", action)
    return re.sub(r"\s+(?:of|for|with|and|or|than|at|in|per \w+)$", "", re.sub(r"\s*\(\s*\)", "", action)).strip()


def _allowed(clause: Clause, limit: Limit, action: str, found: list[Limit]) -> Outline:
    """The limit stands in what a person may do: inside it the action is accepted, outside it is refused."""
    before, after = action[: limit.start].strip(), action[limit.start + len(limit.text) :].strip()
    who = f"the {clause.role or 'person'}"
    if _is_obligation(clause, limit, action):
        return _obliged(clause, limit, action, who)
    done, refused = f"it is accepted ({limit.text})", f"it is refused, and {who} is told the limit ({limit.text})"
    rows = _examples(limit, done, refused)
    reference = re.match(r"(?P<w>after|before|prior to|in advance)\b\s*(?P<what>.*)$", after)
    if _PERIOD.search(limit.unit) and (reference or limit.direction in {"up to", "below"}):
        given, rest = "<value> have passed since the start of the period", f"{before} {after}"
        if reference:
            what = reference.group("what") or "the date"
            passed = reference.group("w") == "after"
            given = f"<value> have passed since {what}" if passed else _ahead(what)
            rest = before
            if not passed and limit.direction == "up to":
                rows = _turned(limit, done, refused)
    else:
        thing = _named_before(before)
        given, rest = f"{thing} of <value>" if thing else "a value of <value>", f"{before} {after}"
    for other in found:
        rest = rest.replace(other.text, " ")
    rest = re.sub(r"\b(?:of|for|with|than|and|or) (?=$|per\b|and\b|within\b|after\b)", "", " ".join(rest.split()))
    rest = re.sub(r"\s+(?:by entering|of|for|with|than|and|or|at)$", "", re.sub(r"\s*\(\s*\)", "", rest))
    return Outline(f"Limit “{limit.text}”", given, f"{who} {conjugate(first_person(rest))}", "<outcome>", rows)


def _is_obligation(clause: Clause, limit: Limit, action: str) -> bool:
    """ "Refunds over 250 EUR have to be signed off": a threshold from which somebody has to act, not one of what is accepted."""
    return (
        clause.modal in {"must", "shall", "has to", "have to", "need to", "needs to", "should", "have", "needs", "need"}
        and limit.direction in {"above", "at least"}
        and not _PERIOD.search(limit.unit)
        and bool(_DECIDES.match(action))
    )


def _obliged(clause: Clause, limit: Limit, action: str, who: str) -> Outline:
    named = re.sub(r"^(?:off|out|in|up|down|over|back)\s+", "", clause.object)
    thing = _singular(_placed(lower_first(named), limit.text, of=True)).split(" before ")[0]
    verb = action.split(f" {named}")[0]
    rows = _examples(limit, f"{who} has to {verb} it", f"{who} does not have to {verb} it")
    return Outline(f"Limit “{limit.text}”", thing, "it is handled", "<outcome>", rows)


def _ahead(what: str) -> str:
    """ "before they start" -> "it is <value> before they start"; "in advance" -> "before the date"."""
    return f"it is <value> before {what}"


def _turned(limit: Limit, yes: str, no: str) -> tuple[Example, ...]:
    """ "up to 3 days before": three days or more are early enough, less is too late."""
    return tuple(
        Example(value=value, outcome=yes if ok else no)
        for value, ok in zip(around(limit), (False, True, True), strict=True)
    )


def _system(clause: Clause, limit: Limit, system: str) -> list[Outline]:
    if _RETAIN.search(clause.action) and _PERIOD.search(limit.unit):
        thing = lower_first(noun_phrase(" ".join(clause.action.split()[1:])))
        kept, gone = f"{other_person(thing)} can still be retrieved", f"{other_person(thing)} may have been deleted"
        under, at, over = around(limit)
        last = kept if limit.direction == "at least" else "removed"
        rows = (
            Example(value=under, outcome=kept),
            Example(value=at, outcome=kept),
            Example(value=over, outcome=gone if last == kept else f"{other_person(thing)} are no longer stored"),
        )
        return [
            Outline(
                f"Kept for {limit.text}",
                f"{thing} with an age of <value>",
                f"they are looked up in {system}",
                "<outcome>",
                rows,
            )
        ]
    if re.match(r"(?:support|handle|accept|allow|store|manage|process)\b", clause.action) and not _PERIOD.search(
        limit.unit
    ):
        accepted, refused = "all of them are handled", f"{system} says that the limit ({limit.text}) is reached"
        beyond = limit.direction in {"up to", "below"}
        under, at, over = around(limit)
        rows = (
            Example(value=under, outcome=accepted),
            Example(value=at, outcome=accepted),
            Example(value=over, outcome=refused if beyond else accepted),
        )
        return [
            Outline(
                f"Limit “{limit.text}”", f"{system} is set up for <value>", "all of them are in use", "<outcome>", rows
            )
        ]
    return []


def _rule(clause: Clause, limit: Limit, system: str) -> list[Outline]:
    """A rule about a thing: the limit in the subject decides whether the rule applies, one in the predicate what is allowed."""
    named = re.sub(r"^(?:all|any|each|every|only|no)\s+", "", clause.subject, flags=re.I)
    title = f"Limit “{limit.text}”"
    if limit.start < len(clause.subject):
        return [_applying(clause, limit, named, title, system)]
    after = clause.action[max(0, limit.start - len(clause.subject) - 3) + len(limit.text) :].strip()
    thing = lower_first(named)
    if _PERIOD.search(limit.unit) and limit.direction in {"up to", "below"}:
        reference = re.match(r"(?:after|of|from) (?P<what>.+)$", after)
        since = reference.group("what") if reference else "the start of the period"
        within, late = "it is in time", f"it is too late ({limit.text}) and shown as overdue"
        return [
            Outline(
                title,
                f"{thing}, <value> after {since}",
                "the state is checked",
                "<outcome>",
                _examples(limit, within, late),
            )
        ]
    if _PERIOD.search(limit.unit) and _LAPSES.match(clause.action) and limit.text.startswith("after"):
        rows = _examples(limit, f"it takes effect: {statement(clause)}", "nothing happens yet")
        return [Outline(title, f"{thing} after <value> {after}".strip(), "the time is checked", "<outcome>", rows)]
    accepted, refused = "it is accepted", f"it is refused, and the limit ({limit.text}) is named"
    ahead = re.match(r"(?:in advance|before (?P<what>.+))$", after)
    if _PERIOD.search(limit.unit) and ahead:
        what = ahead.group("what") or "the date"
        given = f"{thing}, <value> before {what}"
        return [Outline(title, given, f"{system} checks the rule", "<outcome>", _examples(limit, accepted, refused))]
    inside = _named_before(clause.action[: max(0, limit.start - len(clause.subject) - 3)])
    given = f"{inside if inside and not _VERBAL.search(inside) else thing} of <value>"
    return [Outline(title, given, f"the rule is checked for {thing}", "<outcome>", _examples(limit, accepted, refused))]


def _applying(clause: Clause, limit: Limit, named: str, title: str, system: str) -> Outline:
    """ "Invoices above 10,000 EUR need two approvals": under the limit the rule does not apply."""
    placed = _singular(_placed(lower_first(named), limit.text, of=True))
    who = person(placed.split(" of <value>")[0])
    if who and not limit.unit:
        placed = placed.replace(" of <value>", " aged <value>")
    subject = f"the {who}" if who else "it"
    applies = f"{subject} {_predicate(clause)}" if clause.form == "thing" else f"the rule applies: {statement(clause)}"
    when = f"the case is handled in {system}" if who else f"it is handled in {system}"
    return Outline(title, placed, when, "<outcome>", _examples(limit, applies, "the rule does not apply"))


def _predicate(clause: Clause) -> str:
    return finite(replace(clause, subject="it"))


def _singular(thing: str) -> str:
    """ "invoices of <value>" -> "an invoice of <value>"."""
    match = re.match(r"([a-z][\w -]*?s)(?= of <value>|$)", thing)
    if (
        not match
        or len(match.group(1).split()) > 3
        or singular(match.group(1).split()[-1]) == match.group(1).split()[-1]
    ):
        return thing
    words_ = match.group(1).split()
    return article(" ".join([*words_[:-1], singular(words_[-1])])) + thing[match.end() :]


def _examples(limit: Limit, yes: str, no: str) -> tuple[Example, ...]:
    return tuple(
        Example(value=value, outcome=yes if applies else no)
        for value, applies in zip(around(limit), _APPLIES[limit.direction], strict=True)
    )


def _placed(text: str, limit: str, *, of: bool = False) -> str:
    """The text with <value> in the place of the limit."""
    at = text.lower().find(limit.lower())
    if at < 0 and " " in limit:
        limit = limit.split(" ", 1)[1]
        at = text.lower().find(limit.lower())
    if at < 0:
        return f"{text} (<value>)"
    before, after = text[:at].strip(), text[at + len(limit) :]
    if of:
        before = re.sub(r"\s+(?:of|with|than)$", "", before)
        return f"{before} of <value>{after}".strip()
    if re.match(r"(?:falls?|drops?|exceed)", limit):
        before += " is"
    before = re.sub(r"\b(?:falls?|drops?|rises?|climbs?|goes|gets|exceeds?|reach(?:es)?|is)$", "is", before)
    return f"{before} <value>{after}".strip()


def _named_before(text: str) -> str:
    """The thing whose size the limit is about: the last noun before it ("expenses", "course materials")."""
    text = re.sub(r"\s+(?:of|for|with|by|at|in|to|as|than|are|is|and|or|be|have|has)$", "", text.strip())
    tokens = [token for token in words(text) if re.match(r"[A-Za-z]", token)]
    tail: list[str] = []
    for token in reversed(tokens[1:] if len(tokens) > 1 else tokens):
        if token.lower() in {
            "a",
            "an",
            "the",
            "my",
            "their",
            "all",
            "and",
            "or",
            "by",
            "with",
            "of",
            "for",
            "in",
            "to",
            "from",
            "entering",
            "at",
        }:
            break
        tail.insert(0, token)
    name = " ".join(tail[-3:])
    return (
        f"{'an' if name[:1].lower() in 'aeio' else 'a'} {name}"
        if name and singular(tail[-1]) == tail[-1] and tail[-1].lower() not in {"money", "data", "stock"}
        else name
    )
