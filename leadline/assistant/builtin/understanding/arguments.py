"""Arguments of a tool call from one wish: everything the sentence says, kept to what the bound tool takes."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from leadline.assistant.builtin.understanding.ask import Ask
from leadline.assistant.builtin.understanding.changes import CHANGE_TOOLS, change_arguments
from leadline.assistant.builtin.understanding.extractors import content
from leadline.assistant.builtin.understanding.extractors.amounts import (
    find_effort,
    find_level,
    find_money,
    find_percent,
)
from leadline.assistant.builtin.understanding.extractors.changes import WHY, find_change
from leadline.assistant.builtin.understanding.extractors.dates import find_dates
from leadline.assistant.builtin.understanding.extractors.filters import (
    WORDS,
    all_of,
    find_filters,
    find_flags,
    find_ranking,
)
from leadline.assistant.builtin.understanding.extractors.spans import Span
from leadline.assistant.builtin.understanding.names import Named, unknown_person
from leadline.assistant.builtin.understanding.schemas import Properties, fitted
from leadline.assistant.builtin.understanding.text import SLOT
from leadline.assistant.builtin.understanding.word_lists import word_list

BACKWARD = frozenset(
    {"get_project_status", "get_kpis", "get_budget", "draft_status_report", "summarize_lessons", "search_knowledge"}
)
PAST_WORDS = re.compile(
    r"\b(?:last|past|previous|since|ago|yesterday|did|was|were|happened|spent|closed|decided|changed)\b", re.IGNORECASE
)
ALL_PROJECTS = frozenset({"get_budget", "get_kpis", "get_register", "search_work_items"})
REGISTER_OF = {
    "R": "risks",
    "I": "issues",
    "D": "decisions",
    "CR": "changes",
    "A": "actions",
    "AS": "assumptions",
    "C": "vendors",
}
DEADLINE = re.compile(r"\b(?:by|until|before|due|no later than)\b", re.IGNORECASE)
SINCE = re.compile(r"\b(?:since|from|after|changed|new|happened)\b", re.IGNORECASE)
SPRINT = re.compile(r"\b(?:sprint|iteration) (?:no\.? ?|number |#)?(\d{1,3})\b", re.IGNORECASE)
WHICH_SPRINT = re.compile(r"\b(last|previous|next|current|running|this|active) (?:sprint|iteration)\b", re.IGNORECASE)
RELEASE = re.compile(r"\b(?:release|version|v)\.? ?(\d+(?:\.\d+)*)\b", re.IGNORECASE)
WHOLE_PORTFOLIO = re.compile(
    r"\b(?:all (?:the |our |my )?projects|portfolio|across|everywhere|every project|each project|"
    r"company[- ]wide|overall|all teams)\b",
    re.IGNORECASE,
)
TASK_MEANT = re.compile(
    r"\b(?:when|why) (?:does|do|is|are|will|was|did|has|have)(?: the| our)? (?P<task>[\w -]{3,40}?)"
    r" (?:of|for|on|in|start|begin|end|finish|planned|scheduled|due|late|slip|slipped|slipping|move|"
    r"moved|kick|delayed|happen|take place|fall)\b",
    re.IGNORECASE,
)
NO_TASK = word_list("no_task")
ABOUT_WORDS = r"about|mention(?:s|ing)?|regarding|concerning|related to|to do with"
ABOUT = re.compile(rf"\b(?:{ABOUT_WORDS})\s+(.+)$", re.IGNORECASE)
ABOUT_ITEMS = re.compile(rf"\b(?:{ABOUT_WORDS}|for|with|containing|labelled)\s+(.+)$", re.IGNORECASE)
TIME_WORDS = frozenset({"due", "before", "after", "since", "week", "today", "right"})
DUE = re.compile(r"\b(?:due|deadline|finish|until|by|before|planned|scheduled|coming up|overdue)\b", re.IGNORECASE)
LABELLED = re.compile(r"\b(?:labell?ed|tagged|with (?:the )?label)\s+[\"“']?([\w-]+)", re.IGNORECASE)
MINE = re.compile(r"\b(?:my|mine|assigned to me|for me to do)\b", re.IGNORECASE)
ELSE = {"running": "execution"}  # where a tool does not know the wider word
# one meaning, the names that tools give it
SAME = {
    "person": ("person", "assignee", "owner", "who", "manager", "lead"),
    "item": ("item", "key", "item_key", "work_item", "task"),
    "risk": ("risk", "key", "risk_key", "risk_id"),
    "start": ("start", "since", "from_date", "due_from", "period_start", "after"),
    "end": (
        "end",
        "until",
        "to_date",
        "due_to",
        "due_before",
        "period_end",
        "before",
        "by",
        "by_date",
        "date",
        "deadline",
        "finish_by",
        "due",
    ),
    "since": ("since", "start", "from_date"),
    "level": ("priority", "severity", "impact", "level"),
    "words": ("text", "query", "question", "topic", "about", "title", "change", "idea", "description"),
}


def arguments(ask: Ask, properties: Properties, today: dt.date, *, project: str | None = None) -> dict[str, Any]:
    """Only arguments of `properties`, each of a value that fits; `project` is taken where the sentence names none."""
    offered: dict[str, Any] = change_arguments(ask, today) if ask.tool in CHANGE_TOOLS else {}
    for source in () if ask.tool in CHANGE_TOOLS else (_names, _filters, _times, _amounts, _contents):
        for name, value in source(ask, today).items():
            offered.setdefault(name, value)
    if "project" not in offered:
        offered["project"] = _unnamed_project(ask, project)
    if ask.tool == "search_work_items":
        offered = _items(ask, offered)
    if ask.tool == "assess_change":
        offered = {"project": offered["project"], **change_in(ask.named, today)}
    found = {name: _fitting(value, properties[name]) for name, value in offered.items() if name in properties}
    return {name: value for name, value in found.items() if value is not None}


def change_in(named: Named, today: dt.date) -> dict[str, Any]:
    """What a what-if changes; `why` for a question about what was computed."""
    if WHY.match(named.text):
        return {"why": True}
    found = find_change(named.text, named.masked, named.of("person"), named.of("item"), today)
    unknown = unknown_person(named.text)
    if "person" not in found and unknown and not named.of("project") and re.search(r"\blos(?:e|ing)\b", named.text):
        found["person"] = unknown
    return found


def _fitting(value: Any, wanted: Mapping[str, Any]) -> Any | None:
    found = fitted(value, wanted)
    return fitted(ELSE.get(value), wanted) if found is None and isinstance(value, str) else found


def _items(ask: Ask, offered: dict[str, Any]) -> dict[str, Any]:
    """One key needs no filter; a defect has a severity, other work a priority; a date counts only as when it is due."""
    if keys := ask.named.of("item"):
        return {"text": keys[0]}
    kept = dict(offered)
    kept.pop("priority" if kept.get("type") == "bug" else "severity", None)
    if kept.get("blocked") and kept.get("status") == "blocked":
        kept.pop("status")
    if not DUE.search(ask.text):
        kept = {name: value for name, value in kept.items() if not name.startswith("due_")}
    if label := LABELLED.search(ask.text):
        kept |= {"label": label.group(1).lower(), "text": None}
    if MINE.search(ask.text):
        kept["assignee"] = "me"
    return kept


def _unnamed_project(ask: Ask, carried: str | None) -> str | None:
    """ "all" says to the tools that know it that the project in use is not meant."""
    if WHOLE_PORTFOLIO.search(ask.text):
        return "all" if ask.tool in ALL_PROJECTS else None
    return carried


def _spread(meaning: str, value: Any) -> dict[str, Any]:
    return dict.fromkeys(SAME[meaning], value)


def _names(ask: Ask, today: dt.date) -> dict[str, Any]:
    found: dict[str, Any] = {}
    projects = ask.named.of("project")
    if projects:
        found["project"] = projects[0]
        found["projects"] = list(projects)
    person = next(iter(ask.named.of("person")), None) or (unknown_person(ask.text) if not projects else None)
    if person:
        found |= _spread("person", person)
    if items := ask.named.of("item"):
        found |= _spread("item", items[0]) | {"keys": list(items), "items": list(items), "text": items[0]}
    if records := ask.named.of("risk"):
        found |= _spread("risk", records[0])
        if register := REGISTER_OF.get(records[0].rpartition("-")[0]):
            found["register"] = register
    return found


def _filters(ask: Ask, today: dt.date) -> dict[str, Any]:
    text = SLOT.sub(" ", ask.named.masked)
    found: dict[str, Any] = {"register": ask.subject, "kind": ask.subject} if ask.subject else {}
    single = find_filters(text)
    for name in single:
        every = all_of(name, text)
        found[name] = every if len(every) > 1 and name in ("health", "type", "status") else single[name]
    if ask.tool == "search_work_items" and single.get("type") == "milestone" and "bug" in all_of("type", text):
        found["type"] = "bug"
    found |= find_flags(text) | find_ranking(text)
    if ask.tool == "get_register":
        found["status"] = single.get("register_status")
    if ask.tool == "get_sprint":
        found["view"] = single.get("sprint_view")
    if ask.tool == "assess_risks":
        found["view"] = single.get("risk_view")
    if ask.tool == "get_kpis":
        figures = all_of("kpi", text)
        found["measure"] = figures[0] if len(figures) == 1 else None
    if level := find_level(text):
        found |= _spread("level", level)
    return found


def _times(ask: Ask, today: dt.date) -> dict[str, Any]:
    text = ask.text if ask.tool not in ("draft_user_stories", "review_user_stories") else ""
    found: dict[str, Any] = {}
    if number := SPRINT.search(text):
        found |= {"sprint": number.group(1), "number": int(number.group(1))}
    elif which := WHICH_SPRINT.search(text):
        word = which.group(1).lower()
        found["sprint"] = {"previous": "last", "running": "current", "this": "current", "active": "current"}.get(
            word, word
        )
    if release := RELEASE.search(text):
        found["release"] = release.group(1)
    spans = find_dates(text, today, past=ask.tool in BACKWARD or bool(PAST_WORDS.search(text)))
    return found | (_bounds(ask, text, spans[0], today) if spans else {})


def _bounds(ask: Ask, text: str, span: Span, today: dt.date) -> dict[str, Any]:
    """A deadline gives only the end, "since" only the start, a period both (and its words, for tools that read them)."""
    if DEADLINE.search(text[: text.find(span.text)][-20:]) and not ask.tool.startswith("draft_status"):
        return _spread("end", span.end.isoformat()) | {"since": None}
    if SINCE.search(text) and span.start <= today:
        return _spread("since", span.start.isoformat())
    if span.is_day:
        return {
            "date": span.start.isoformat(),
            "week": span.start.isoformat(),
            **({"since": span.start.isoformat()} if span.start < today else _spread("end", span.end.isoformat())),
        }
    return {
        **_spread("start", span.start.isoformat()),
        **_spread("end", span.end.isoformat()),
        "period": span.text.lower(),
        "month": f"{span.start:%Y-%m}",
    }


def _amounts(ask: Ask, today: dt.date) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if (percent := find_percent(ask.text)) is not None:
        found |= {"percent": percent, "probability": percent / 100, "progress": percent / 100}
    if money := find_money(ask.text):
        found |= {"amount": float(money.amount), "cost": float(money.amount)}
    if effort := find_effort(ask.text):
        found |= {"effort": effort.amount, effort.unit: effort.amount, f"effort_{effort.unit}": effort.amount}
    return found


def _contents(ask: Ask, today: dt.date) -> dict[str, Any]:
    match ask.tool:
        case "draft_user_stories":
            return _stories(ask)
        case "review_user_stories":
            pasted = content.pasted(ask.text)
            return {"stories": pasted} if pasted else {}
        case "search_knowledge":
            return _spread("words", ask.text.strip()) | {"kind": _document_kind(ask.text)}
        case "summarize_lessons":
            return {"topic": content.topic(ask.named.masked, content.ABOUT_LESSONS), "query": ask.text.strip()}
        case "search_work_items":
            subject = content.quoted(ask.text) or _subject(ask, ABOUT_ITEMS)
            return {"text": subject, "query": subject}
        case "get_schedule":
            return {"task": next(iter(ask.named.of("item")), None) or _task_meant(ask)}
        case "get_register":
            return {"text": content.quoted(ask.text) or _subject(ask, ABOUT)}
        case "list_projects" | "get_project_status" | "get_budget":
            return {}
        case _:
            words = content.pasted(ask.text) or ask.text.strip()
            return _spread("words", words) | {"request": ask.text.strip()}


def _stories(ask: Ask) -> dict[str, Any]:
    text = content.requirements(ask.text)
    return {"requirements": text, "text": text} if text else {}


def _subject(ask: Ask, about: re.Pattern[str]) -> str | None:
    """What stands behind "about" and the like, without the words that are filters already."""
    filters = frozenset(word for words in WORDS["type"].values() for word in re.findall(r"[a-z]+", words))
    spelled_dates = " ".join(span.text for span in find_dates(ask.text, dt.date(2000, 1, 1))).lower()
    noise = content.ABOUT_ITEMS | filters | frozenset(re.findall(r"[a-z0-9]+", spelled_dates)) | TIME_WORDS
    found = about.search(ask.named.masked)
    return content.topic(found.group(1) if found else "", noise)


def _task_meant(ask: Ask) -> str | None:
    """ "When does acceptance testing start?", "why did the pilot slip?": the task or milestone in the middle."""
    found = TASK_MEANT.search(ask.named.masked)
    return content.topic(found.group("task"), NO_TASK) if found else None


def _document_kind(text: str) -> str | None:
    kinds: Mapping[str, str] = {
        "charter": r"charters?",
        "post_mortem": r"post[ -]?mortems?|incident reports?",
        "minutes": r"minutes",
        "contract": r"contracts?|sow|statement of work",
        "retrospective": r"retrospectives?",
    }
    return next((kind for kind, words in kinds.items() if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)), None)
