"""Arguments of the tools for changes, from one sentence: what the person said, in their words, and nothing else."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from leadline.assistant.builtin.understanding.ask import Ask
from leadline.assistant.builtin.understanding.extractors import content
from leadline.assistant.builtin.understanding.extractors.amounts import (
    find_effort,
    find_level,
    find_money,
    find_percent,
)
from leadline.assistant.builtin.understanding.extractors.dates import find_dates
from leadline.assistant.builtin.understanding.names import unknown_person

Found = dict[str, Any]
LEVELS = {
    "very low": 1,
    "low": 2,
    "minor": 2,
    "medium": 3,
    "moderate": 3,
    "high": 4,
    "very high": 5,
    "critical": 5,
    "severe": 5,
}
_LEVEL = r"very low|very high|low|minor|medium|moderate|high|critical|severe"
IMPACT = re.compile(
    rf"\bimpact (?:of |is |to |at |= ?)*(?P<number>[1-5])\b|\bimpact (?:of |is |to |= ?)*(?P<word>{_LEVEL})\b|"
    rf"\b(?P<before>{_LEVEL}) impact\b",
    re.IGNORECASE,
)
ITEM_TYPE = re.compile(r"\b(epic|story|task|ticket|bug|defect|error|milestone|spike|subtask|to-?do)\b", re.IGNORECASE)
_TYPES = {"ticket": "task", "defect": "bug", "error": "bug", "subtask": "task", "todo": "task", "to-do": "task"}
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "another": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip
SHIFT = re.compile(
    r"\b(?P<number>\d+|"
    + "|".join(_COUNTS)
    + r") (?:more |working |business )*(?P<unit>days?|weeks?)\b(?P<way> (?:earlier|sooner|back|forward))?",
    re.IGNORECASE,
)
STATUS = (
    (r"not done|not finished|in progress|started|start|doing|unblock(?:ed)?|reopen(?:ed)?", "in_progress"),
    (r"in review|testing|in test", "in_review"),
    (r"block(?:ed)?", "blocked"),
    (r"cancel(?:led|ed)?|obsolete|dropped", "cancelled"),
    (r"todo|to do|back to open", "todo"),
    (r"done|finish(?:ed)?|complete[d]?|close[d]?|fixed|ready|resolve[d]?", "done"),
)
RISK_STATUS = (
    (r"materiali[sz]ed|occurred|came true|happened|has become an issue|is now an issue|hit us", "occurred"),
    (r"reopen(?:ed)?", "open"),
    (r"reject(?:ed)?|drop", "rejected"),
    (r"close[d]?|no longer a risk|obsolete|mitigated|gone|over|retire[d]?|not relevant any ?more", "closed"),
)
TAIL = re.compile(  # what is said of a record behind its title: ", 40 %, high impact"
    rf"(?:[,;(]|\s[-–])?\s*(?:and |with |at |an? )*(?:(?:\d+(?:[.,]\d+)? ?(?:%|per ?cent)(?: (?:likely|probability|chance))?)|"
    rf"(?:probability|likelihood|chance)(?: of| is|:)? ?\d+ ?(?:%|per ?cent)?|(?:{_LEVEL}|urgent)(?: (?:impact|priority|severity))?|"
    rf"impact(?: of| is|:)? ?(?:[1-5]|{_LEVEL})|(?:priority|severity)(?: is|:)? ?(?:{_LEVEL})|owner(?: is|:)? [A-Z]\w+(?: [A-Z]\w+)?|"
    r"log it as a risk|add that as a risk|put it on the register|please|log it|log the decision|note that as an action|"
    r"log the action|add it to the (?:actions|risks)|raise a change request|log a cr|as a change|file it|track it|note it|"
    r"\d+(?:[.,]\d+)? (?:days?|points?|weeks?)|\d+k)[).]?\s*$",
    re.IGNORECASE,
)
DUE = re.compile(r"[, ]*\b(?:by|until|till|before|no later than|due)\s+(?:the )?$", re.IGNORECASE)
LEAD = {
    "add_risk": r"\b(?:risk|threat|opportunity)\b(?: to the register)?(?: that|:)? *|\bworried that ",
    "log_issue": r"\b(?:issue|impediment|blocker|problem|incident|showstopper)\b(?: that|:)? *|\bblocked (?:by|because) ",
    "log_decision": r"\b(?:decided|agreed|chose|resolved|approved|ruled)\b(?: to| that)? |\bdecision\b(?: that| to|:)? *",
    "request_change": r"\b(?:change request|scope change|request for change|cr|rfc)\b(?: to|:)? *|"
    r"\b(?:wants|asks for|requested|requests|demands) |\bextend scope by ",
    "create_work_items": r"\b(?:epic|story|task|ticket|bug|item|defect|spike|milestone|subtask)\b(?: to| for| about| that| saying|:)? *",
    "log_lesson": r"\b(?:lessons?(?: learned)?)\b(?: that|:)? *|\blearned that ",
}  # fmt: skip


def change_arguments(ask: Ask, today: dt.date) -> Found:
    found = _MAKERS[ask.tool](ask, today)
    if projects := ask.named.of("project"):
        found["project"] = projects[0]
    return {name: value for name, value in found.items() if value is not None and value != ""}


def missing_value(name: str, reply: str, today: dt.date) -> Any | None:
    """What a short reply gives for the argument that was asked for; None if it does not fit."""
    text = reply.strip().strip(".!")
    if name == "impact":
        digit = re.search(r"\b([1-5])\b", text)
        return int(digit[1]) if digit else LEVELS.get(text.casefold().removesuffix(" impact"))
    if name == "probability_percent":
        number = re.search(r"\b(\d{1,3})\b", text)
        return find_percent(text) or (float(number[1]) if number and int(number[1]) <= 100 else None)
    if name in ("due", "deadline", "move_to"):
        spans = find_dates(text, today)
        return spans[0].end.isoformat() if spans else None
    if name == "severity":
        return find_level(text)
    if name == "keys":
        return re.findall(r"[A-Za-z]+-\d+", text) or None
    if name == "items":
        return [{"title": text}]
    return text


def _risk(ask: Ask, today: dt.date) -> Found:
    return {
        "title": _title(ask, today),
        "probability_percent": find_percent(ask.text),
        "impact": _impact(ask.text),
        "impact_days": _effort(ask, "days") if re.search(r"\bdelay|days? late", ask.text, re.IGNORECASE) else None,
        "opportunity": True if re.search(r"\bopportunity\b", ask.text, re.IGNORECASE) else None,
    }


def _risk_change(ask: Ask, today: dt.date) -> Found:
    text = ask.text
    response = (
        content.pasted(text) if re.search(r"\badd (?:a |an )?(?:mitigation|response)\b", text, re.IGNORECASE) else None
    )
    return {
        "key": next(iter(ask.named.of("risk")), None),
        "probability_percent": find_percent(text),
        "impact": _impact(text),
        "owner": _person(ask),
        "status": None if response else _status(text, RISK_STATUS),
        "response": response,
    }


def _impact(text: str) -> int | None:
    found = IMPACT.search(text)
    if found is None:
        return None
    return int(found["number"]) if found["number"] else LEVELS[(found["word"] or found["before"]).casefold()]


def _issue(ask: Ask, today: dt.date) -> Found:
    return {
        "title": _title(ask, today),
        "severity": find_level(ask.text),
        "owner": _person(ask),
        "due": _due(ask, today),
    }


def _decision(ask: Ask, today: dt.date) -> Found:
    return {"title": _title(ask, today), "decider": next(iter(ask.named.of("person")), None)}


def _action(ask: Ask, today: dt.date) -> Found:
    return {"title": _deed(ask, today), "owner": _person(ask), "due": _due(ask, today)}


def _change(ask: Ask, today: dt.date) -> Found:
    money = find_money(ask.text)
    return {
        "title": _title(ask, today),
        "effect_days": _effort(ask, "days"),
        "effect_points": _effort(ask, "points"),
        "effect_amount": float(money.amount) if money else None,
        "requester": next(iter(ask.named.of("person")), None),
    }


def _lesson(ask: Ask, today: dt.date) -> Found:
    text = _title(ask, today) or ""
    event, _, advice = text.partition(", ")
    return {"event": event, "recommendation": advice}


def _items(ask: Ask, today: dt.date) -> Found:
    title = _title(ask, today)
    if not title:
        return {}
    kind = ITEM_TYPE.search(ask.text)
    word = kind[1].casefold() if kind else "task"
    item: Found = {"title": title, "type": _TYPES.get(word, word)}
    if level := find_level(ask.text.removeprefix(title)):
        item["priority"] = level
    if (points := _effort(ask, "points")) is not None:
        item["points"] = points
    if ask.named.of("item"):
        item["parent"] = ask.named.of("item")[0]
    return {"items": [item]}


def _item_change(ask: Ask, today: dt.date) -> Found:
    text, keys = ask.text, ask.named.of("item")
    found: Found = {"keys": list(keys)}
    if re.search(r"\bdepends? on\b|\bwaits? for\b|\bafter\b", text, re.IGNORECASE) and len(keys) == 2:
        return {"keys": [keys[0]], "depends_on": keys[1]}
    if re.search(r"\bunassign\b", text, re.IGNORECASE):
        return found | {"unassign": True}
    if renamed := re.search(r"\brename\b.*?\bto\s+(.+?)\s*$", text, re.IGNORECASE):
        return found | {"title": renamed[1].strip("\"“”'.")}
    if sprint := re.search(r"\bsprint (\d+)\b", text, re.IGNORECASE):
        return found | {"sprint": sprint[1]}
    if re.search(r"\bout of the sprint\b|\bto the backlog\b", text, re.IGNORECASE):
        return found | {"sprint": "none"}
    found |= _moved(ask, today)
    percent = find_percent(text)
    found["progress_percent"] = percent
    found["points"] = _effort(ask, "points")
    found["assignee"] = _person(ask)
    found["priority"] = find_level(text) if not found.get("assignee") else None
    if percent is None and "move_to" not in found and "move_by_days" not in found and "deadline" not in found:
        found["status"] = _status(text, STATUS)
    if found.get("status") == "blocked" and (
        why := re.search(r"\bblocked (?:by|because(?: of)?)\s+(.+)$", text, re.IGNORECASE)
    ):
        found["blocked_reason"] = why[1].strip(" .")
    return found


def _moved(ask: Ask, today: dt.date) -> Found:
    """A day to go to, or a number of working days; a week has five."""
    text = ask.text
    moving = re.search(
        r"\b(?:move|push|shift|postpone|pull|delay|slips?|moves|reschedule|start)\b", text, re.IGNORECASE
    )
    shift = SHIFT.search(text)
    if moving and shift and not re.search(r"\bin (?:" + re.escape(shift[0]) + ")", text, re.IGNORECASE):
        word = shift["number"].casefold()
        days = (_COUNTS.get(word) or int(word)) * (5 if shift["unit"].lower().startswith("week") else 1)
        earlier = (shift["way"] or "").strip().lower() in ("earlier", "sooner", "forward") or "pull" in text.lower()
        return {"move_by_days": float(-days if earlier else days)}
    spans = find_dates(text, today)
    if not spans:
        return {}
    if re.search(r"\b(?:deadline|due date|due)\b", text, re.IGNORECASE):
        return {"deadline": spans[0].end.isoformat()}
    return {"move_to": spans[0].start.isoformat()} if moving else {}


def _status(text: str, words: tuple[tuple[str, str], ...]) -> str | None:
    return next((status for pattern, status in words if re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)), None)


def _person(ask: Ask) -> str | None:
    if known := ask.named.of("person"):
        return known[0]
    stranger = unknown_person(ask.text)
    projects = [ask.text[one.start : one.end] for one in ask.named.mentions if one.kind == "project"]
    return stranger if stranger and not any(stranger in name or name in stranger for name in projects) else None


def _effort(ask: Ask, unit: str) -> float | None:
    found = find_effort(ask.text)
    return found.amount if found and found.unit == unit else None


def _due(ask: Ask, today: dt.date) -> str | None:
    for span in find_dates(ask.text, today):
        before = ask.text[: ask.text.find(span.text)]
        if DUE.search(before) or ask.text.casefold().startswith("due"):
            return span.end.isoformat()
    return None


def _deed(ask: Ask, today: dt.date) -> str | None:
    """What somebody is to do, without who and by when."""
    text = _without_due(ask, today)
    pasted = content.pasted(text)
    told = pasted or text
    pattern = r"^.*?\b(?:should|has to|have to|must|will|needs to|is to|promised to|to)\s+(?=[a-z])"
    if pasted is None or _starts_with_person(ask, told):
        cut = re.sub(pattern, "", told, count=1, flags=re.IGNORECASE)
        if cut == told and pasted is None:
            return None
        told = cut
    return _tidy(_without_project(ask, told))


def _starts_with_person(ask: Ask, text: str) -> bool:
    return any(text.casefold().startswith(name.split()[0].casefold()) for name in ask.named.of("person"))


def _title(ask: Ask, today: dt.date) -> str | None:
    """The record in the person's words: quoted, after the colon, or after the word that names the register."""
    if quoted := content.quoted(ask.text):
        return quoted
    text = _without_due(ask, today) if ask.tool == "log_issue" else ask.text
    told = content.pasted(text)
    if told is None:
        lead = re.search(LEAD[ask.tool], text, re.IGNORECASE)
        told = text[lead.end() :] if lead else None
        if told is None:
            return None
        told = re.sub(r"^(?:that|to|saying)\s+", "", _without_project(ask, told).strip(), flags=re.IGNORECASE)
    else:
        told = _without_project(ask, told, only_end=True)
    return _tidy(told)


def _without_due(ask: Ask, today: dt.date) -> str:
    text = ask.text
    for span in find_dates(text, today):
        place = text.find(span.text)
        before = text[:place]
        if place >= 0 and (found := DUE.search(before)):
            return (before[: found.start()] + text[place + len(span.text) :]).strip()
    return text


def _without_project(ask: Ask, text: str, *, only_end: bool = False) -> str:
    """Without "on Atlas Billing": the project has its own argument."""
    for mention in ask.named.mentions:
        if mention.kind == "project":
            typed = re.escape(ask.text[mention.start : mention.end])
            end = r"\s*[.!]?$" if only_end else ""
            text = re.sub(
                rf",?\s*\b(?:on|for|in|to|at|of|from)\s+(?:the\s+)?(?:project\s+)?{typed}{end}", "", text, count=1
            )
    return re.sub(r"^\W*(?:that|:)\s+", "", text)


def _tidy(text: str) -> str | None:
    before = None
    while before != text:
        before = text
        text = TAIL.sub("", text).strip(" \t\n,;.:–-")
    if not text or len(text) < 3 or content.POINTING.match(text):
        return None
    return text[:1].upper() + text[1:]


_MAKERS: dict[str, Callable[[Ask, dt.date], Found]] = {
    "create_work_items": _items,
    "update_work_item": _item_change,
    "add_risk": _risk,
    "update_risk": _risk_change,
    "log_issue": _issue,
    "log_decision": _decision,
    "log_action": _action,
    "log_lesson": _lesson,
    "request_change": _change,
}
CHANGE_TOOLS = frozenset(_MAKERS)
