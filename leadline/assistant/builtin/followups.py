"""Short messages that only make sense after another: "same for Atlas", "only the red ones", "and last month?", "the second one"."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from leadline.assistant.builtin.memory import Done, Exchange, Memory
from leadline.assistant.builtin.understanding.arguments import arguments, change_in
from leadline.assistant.builtin.understanding.ask import Ask
from leadline.assistant.builtin.understanding.extractors.changes import ADDED, INSTEAD
from leadline.assistant.builtin.understanding.extractors.dates import find_dates
from leadline.assistant.builtin.understanding.extractors.filters import WORDS
from leadline.assistant.builtin.understanding.matcher import Match
from leadline.assistant.builtin.understanding.names import Named
from leadline.assistant.builtin.understanding.schemas import Properties
from leadline.assistant.builtin.understanding.text import words
from leadline.assistant.builtin.understanding.word_lists import word_list
from leadline.assistant.builtin.writing.style import style_of

SAME_FOR = re.compile(
    r"^\W*(?:(?:and|same|the same|also|now|ok|what about|how about|and what about|do (?:that|it|"
    r"the same)|repeat(?: that| it)?|again|likewise|ditto|as well|too|please|question|thing|"
    r"again)\b[ ,]*)*"
    r"(?:for|on|of|about|with|in)?\s*(?:the )?(?:project )?\{[PQN]\}(?:\'s)?\s*(?:too|as well|please|instead|"
    r"then|project|now)?\W*$",
    re.IGNORECASE,
)
JUST_NAME = re.compile(r"^\W*\{[PQ]\}\W*$")
ONLY = re.compile(
    r"^\W*(?:and |ok |now |please |show (?:me )?|give (?:me )?|list )*(?:only|just|without|except|"
    r"excluding|not|filter (?:by|on|for)|limit (?:it |that )?to|those|the ones|which (?:of (?:them|"
    r"these|those) )?(?:are|is))\b",
    re.IGNORECASE,
)
ONES = re.compile(r"\b(?:ones|of them|of those|these|those|the list|them)\b", re.IGNORECASE)
PERIOD = re.compile(
    r"^\W*(?:(?:and|what about|how about|now|same|for|in|since|the|over|then|show|ok|it|that|was|how|"
    r"again|please)\b[ ,]*)*\W*$",
    re.IGNORECASE,
)
PERSON_SLOTS = ("assignee", "owner", "person", "lead")
NOT_FILTERS = ("text", "query", "topic", "view", "by", "task")
REGROUPED = re.compile(
    r"^\W*(?:(?:and|now|please|ok|show|it|them|that|the same|same|split|"
    r"break it down|group|grouped|sort|sorted|order|ordered|rank|ranked)\b[ ,]*)*"
    r"(?:by|per) [\w -]{3,30}\W*$",
    re.IGNORECASE,
)
FOR_READER = re.compile(
    r"^\W*(?:and |now |same |ok |please |the same |again |as a version |a version )*(?:for|to|"
    r"suitable for) (?:the |my |our )?(?P<reader>[a-z- ]+?)(?: please| instead| now| too)?\W*$",
    re.IGNORECASE,
)
ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
    "last": -1,
}
ORDINAL = re.compile(
    rf"^\W*(?:the |take |number |option |no\.? ?|#|i (?:mean|meant|want) |show (?:me )?|"
    rf"tell me (?:more )?about |more on |open )*(?P<which>{'|'.join(ORDINALS)}|\d{{1,2}})(?: one|"
    rf" option| choice| please)*\W*$",
    re.IGNORECASE,
)
CHOOSING_NOISE = word_list("choosing")
LISTED = re.compile(r"^\s*(\d{1,2})\. +(?:\*\*)?(.+?)(?:\*\*)?\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Call:
    tool: str
    args: dict[str, Any]


def choice_in(text: str, choices: tuple[str, ...]) -> str | None:
    """Which of the offered choices the message picks: by number, by place, or by words that only one of them has."""
    if ORDINAL.match(text):
        return place_in(text, choices)
    typed = [word for word in words(text) if word not in CHOOSING_NOISE]
    if not typed or len(typed) > 8:
        return None
    scored = sorted(
        ((fuzz.token_set_ratio(" ".join(typed), " ".join(words(choice))), choice) for choice in choices), reverse=True
    )
    best = scored[0]
    clear = len(scored) == 1 or best[0] - scored[1][0] > 5
    return best[1] if best[0] >= 84 and clear else None


def place_in(text: str, offered: tuple[str, ...]) -> str | None:
    """The one that "the second", "2" or "last" stands for, if there is one."""
    found = ORDINAL.match(text)
    if not found or not offered:
        return None
    word = found.group("which").lower()
    place = ORDINALS.get(word) or int(word)
    return offered[place if place < 0 else place - 1] if place and place <= len(offered) else None


def offered_in_text(exchange: Exchange) -> tuple[str, ...]:
    """The numbered choices of a question that we asked ourselves, without a tool."""
    return (
        () if exchange.calls or "?" not in exchange.text else tuple(name for _, name in LISTED.findall(exchange.text))
    )


def answered(memory: Memory, choice: str, projects: frozenset[str], schemas: dict[str, Properties]) -> tuple[Call, ...]:
    """The call that asked back, again, with what was chosen. A choice that is no project stands for the argument it resembles."""
    calls: list[Call] = []
    for done in memory.last.calls if memory.last else ():
        if done.answer is None or done.answer.status != "ask":
            continue
        properties = schemas.get(done.name, {})
        slot = "project" if choice in projects and "project" in properties else _slot_for(choice, done, properties)
        if slot:
            calls.append(Call(done.name, done.args | {slot: choice}))
    return tuple(calls)


def _slot_for(choice: str, done: Done, properties: Properties) -> str | None:
    for name, wanted in properties.items():
        options = [option for each in wanted.get("anyOf", [wanted]) for option in each.get("enum", [])]
        if choice in options:
            return name
    resembling = [
        name
        for name, value in done.args.items()
        if isinstance(value, str) and fuzz.partial_ratio(value.lower(), choice.lower()) > 80
    ]
    if resembling:
        return resembling[0]
    return next((name for name in (*PERSON_SLOTS, "key", "item") if name in properties), None)


_NUMBER = {"one": 1, "two": 2, "three": 3, "four": 4}
_WHY_RISK = re.compile(r"^\W*(?:but |and |ok |so )?why\b", re.IGNORECASE)
_TO_REGISTER = re.compile(r"^\W*(?:please |ok |and |then |now )*(?:add|put|log|take|propose|move)\b", re.IGNORECASE)
_FIRST = re.compile(r"\bfirst (?P<many>one|two|three|four|\d)\b", re.IGNORECASE)
_PLACES = re.compile(r"\b(?P<place>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|\d{1,2})\b", re.IGNORECASE)


def about_risks(text: str, memory: Memory, schemas: dict[str, Properties]) -> Call | None:
    """ "Why is the second a risk?", "add the first two to the register" after a risk assessment."""
    done = next((one for one in reversed(memory.last.calls if memory.last else ()) if one.name == "assess_risks"), None)
    if done is None or "assess_risks" not in schemas:
        return None
    places = [ORDINALS.get(found.lower()) or int(found) for found in _PLACES.findall(text)]
    project = {name: done.args[name] for name in ("project",) if name in done.args}
    if _WHY_RISK.match(text):
        asked = str(places[0]) if places else str(done.args.get("risk") or 1)
        return Call("assess_risks", project | {"view": "why", "risk": asked})
    if not _TO_REGISTER.match(text):
        return None
    if found := _FIRST.search(text):
        many = found.group("many").lower()
        places = list(range(1, (_NUMBER.get(many) or int(many)) + 1))
    if not places and re.search(r"\b(?:it|that|this)\b", text, re.IGNORECASE):
        places = [int(done.args["risk"]) if str(done.args.get("risk", "")).isdigit() else 1]
    return Call("assess_risks", project | {"propose": places}) if places else None


def repeated(named: Named, memory: Memory, schemas: dict[str, Properties], today: dt.date) -> tuple[Call, ...]:
    """The calls of the last answer again, changed as the message says; empty if it is not such a message."""
    last = tuple(done for done in memory.last_calls if done.name in schemas)
    if last and last[-1].name == "assess_change" and (changed := _another_change(named, last[-1], today)):
        return changed
    if not last or len(words(named.text)) > 12:
        return ()
    if call := about_risks(named.text, memory, schemas):
        return (call,)
    if style_of(named.text).only_style:
        return tuple(Call(done.name, done.args) for done in last)
    if SAME_FOR.match(named.masked) and not (JUST_NAME.match(named.masked) and last[-1].name == "list_projects"):
        return _for_other(named, last, schemas)
    if found := FOR_READER.match(named.text):
        return _for_reader(found.group("reader").lower(), last, schemas)
    if REGROUPED.match(named.text):
        return _narrowed(named, last[-1], schemas, today, only=("by", "sort_by"))
    if ONLY.match(named.text) and (ONES.search(named.text) or len(words(named.text)) <= 5):
        return _narrowed(named, last[-1], schemas, today)
    return _other_period(named, last[-1], schemas, today)


def _another_change(named: Named, done: Done, today: dt.date) -> tuple[Call, ...]:
    """ "And with two more people?" adds to the what-if before, "instead" replaces it, "why?" asks what moves."""
    asked = done.answer is not None and done.answer.status == "ask"
    found = change_in(named, today)
    if not found or not (asked or "why" in found or ADDED.match(named.text)):
        return ()
    if project := next(iter(named.of("project")), None):
        return (Call(done.name, {"project": project, **found}),) if project == done.args.get("project") else ()
    kept = {name: value for name, value in done.args.items() if name != "why"}
    if INSTEAD.search(named.text):
        kept = {name: value for name, value in kept.items() if name == "project"}
    return (Call(done.name, kept | found),)


def _for_other(named: Named, last: tuple[Done, ...], schemas: dict[str, Properties]) -> tuple[Call, ...]:
    if people := named.of("person"):
        return _for_person(people[0], last[-1], schemas)
    seen: dict[str, Call] = {}
    for done in last:
        if "project" in schemas[done.name]:
            for project in named.of("project"):
                seen.setdefault(
                    f"{done.name} {done.args.get('register')} {project}",
                    Call(done.name, done.args | {"project": project}),
                )
    return tuple(seen.values())


def _for_person(person: str, done: Done, schemas: dict[str, Properties]) -> tuple[Call, ...]:
    slot = next((name for name in PERSON_SLOTS if name in schemas[done.name]), None)
    return (Call(done.name, done.args | {slot: person}),) if slot else ()


def _for_reader(reader: str, last: tuple[Done, ...], schemas: dict[str, Properties]) -> tuple[Call, ...]:
    audience = next(
        (name for name, pattern in WORDS["audience"].items() if re.search(rf"\b(?:{pattern})\b", reader)), None
    )
    if audience is None:
        return ()
    done = last[-1]
    tool = done.name if "audience" in schemas[done.name] else "draft_status_report"
    if tool not in schemas:
        return ()
    kept = done.args if tool == done.name else {name: done.args[name] for name in ("project",) if name in done.args}
    return (Call(tool, kept | {"audience": audience}),)


def _as_if_for(named: Named, done: Done) -> Ask:
    subject = (
        str(done.args.get("register") or done.args.get("kind") or "")
        if done.name in ("get_register", "draft_document")
        else ""
    )
    return Ask(named, (Match(f"{done.name}:{subject}" if subject else done.name, 1.0),))


def _narrowed(
    named: Named, done: Done, schemas: dict[str, Properties], today: dt.date, only: tuple[str, ...] = ()
) -> tuple[Call, ...]:
    """The same list with filters added; `only` names the arguments that may change."""
    found = arguments(_as_if_for(named, done), schemas[done.name], today)
    extra = {
        name: value
        for name, value in found.items()
        if (name in only or (not only and name not in NOT_FILTERS)) and done.args.get(name) != value
    }
    return (Call(done.name, done.args | extra),) if extra else ()


def _other_period(named: Named, done: Done, schemas: dict[str, Properties], today: dt.date) -> tuple[Call, ...]:
    spans = find_dates(named.text, today, past=True)
    if not spans or not PERIOD.match(named.text.replace(spans[0].text, " ")):
        return ()
    found = arguments(_as_if_for(named, done), schemas[done.name], today)
    times = {
        name: value
        for name, value in found.items()
        if name not in ("text", "query", "topic", "project", "register", "kind")
    }
    if not times and "month" in str(schemas[done.name].get("by", "")):
        times = {"by": "month"}  # a view to date that can be read month by month
    return (Call(done.name, done.args | times),) if times else ()
