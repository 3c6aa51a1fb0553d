"""Words that narrow a list: colours, states, types, priorities, phases, methods, flags; how many and in which order."""

import re
from collections.abc import Mapping
from typing import Any

WORDS: Mapping[str, Mapping[str, str]] = {
    "health": {
        "red": r"red|off track|in trouble|failing|on fire|burning|bleeding",
        "amber": r"amber|yellow|at risk",
        "green": r"green|healthy|on track|fine",
    },
    "method": {"agile": r"agile|scrum|kanban", "waterfall": r"waterfall|classic|predictive", "hybrid": r"hybrid"},
    "phase": {
        "initiation": r"initiation|starting up",
        "planning": r"in planning|planned phase|planning phase",
        "execution": r"in execution|execution phase",
        "running": r"running|active|ongoing|in flight|in progress|current(?:ly)?|right now|going on|under way",
        "closing": r"closing",
        "closed": r"closed|finished|completed|past projects|done",
    },
    "type": {
        "bug": r"bugs?|defects?",
        "story": r"(?:user )?(?:story|stories)",
        "task": r"tasks?",
        "epic": r"epics?",
        "milestone": r"milestones?",
        "spike": r"spikes?",
    },
    "status": {
        "blocked": r"block(?:ed|ing)|stuck|on hold",
        "in_progress": r"in progress|started|being worked on|underway",
        "in_review": r"in review|review",
        "done": r"done|finished|completed|closed|delivered|fixed",
        "cancelled": r"cancell?ed|dropped",
        "todo": r"not started|todo|unstarted",
        "open": r"open|unresolved|remaining|pending|outstanding|left|unfinished",
    },
    "register_status": {
        "pending": r"pending|undecided|waiting|needed|outstanding|not decided|to be decided|need to decide|deciding",
        "approved": r"approved|accepted",
        "rejected": r"rejected|declined|turned down",
        "made": r"made|taken|decided",
        "occurred": r"occurred|came true|materiali[sz]ed|happened",
        "closed": r"closed|resolved|done|finished|completed|mitigated",
        "open": r"open|unresolved|active|current|overdue|unsolved",
        "all": r"all|every|full|complete list",
    },
    "by": {
        "category": r"categor(?:y|ies)|cost type|breakdown|broken down|split",
        "vendor": r"vendors?|suppliers?|contractors?|agency|externals?",
        "month": r"(?:by|per|each|every|month by) month|monthly|over time",
        "expenditure": r"capex|opex",
    },
    "view": {
        "critical_path": r"critical path|critical chain|longest (?:path|chain)|drives?|driving|determine",
        "float": r"float|slack|buffer|wiggle room|can (?:slip|wait|move)|leeway",
        "milestones": r"milestones?",
        "slippage": r"slippage|slipped|slips?|moved|behind|late",
        "timeline": r"gantt|timeline|time axis|roadmap",
        "levelled": r"level(?:l?ed|l?ing)?(?: out)?|double[- ]booked|two places at once",
    },
    "risk_view": {
        "reserve": r"reserves?|contingency|buffer|how much (?:money|time)",
        "new": r"new risks|overlooked|not on the register|missing risks|unregistered|forgot|nobody (?:has )?(?:logged|written)",
    },
    "sprint_view": {
        "planning": (
            r"next (?:sprint|iteration)|sprint planning|(?:fits?|take|pull|commit to|load|take on|goes|should go) (?:in|into|for)"
        ),
        "standup": r"dail(?:y|ies)|stand-?ups?|scrum|digest|yesterday|who did what",
        "velocity": r"velocit(?:y|ies)|said versus done|predictability",
        "carry_over": r"carry-?over|carried over|spill(?:ed|s)?[ -]?over|roll(?:ed|s)?[ -]?over|leftovers|not finish",
        "burndown": r"burn-?(?: )?down|burn-?up",
    },
    "kpi": {
        "budget_variance": r"budget variances?|cost variances?|keep (?:our |the )?budgets?",
        "schedule_adherence": r"(?:schedule )?adherence|on[- ]time delivery|keep (?:our |the )?dates",
        "velocity": r"velocit(?:y|ies)",
        "lead_time": (
            r"lead[- ]times?|(?:how long|how many days) does an? (?:item|ticket|story|task)|time to resolve|resolution time|"
            r"time to fix|(?:how|get) (?:fast|quick|quickly|soon) (?:are|do|we|is)[\w ]* (?:bugs|defects|tickets|incidents)"
        ),
        "defects": r"defects?(?: (?:trends?|rates?|density|numbers|count))?|bugs?|quality|escaped",
        "throughput": (
            r"throughput|(?:items|tickets|stories|tasks) (?:a|per|each) (?:week|month)|how many (?:items|tickets|stories)|"
            r"wip|work in progress"
        ),
        "cycle_time": r"cycle[- ]times?",
        "reopen_rate": r"re-?open(?:ed|s|ing)?(?: rate)?",
    },
    "audience": {
        "executive": r"exec(?:utive)?s?|board|management|ceo|cfo|cto|cio|director|c-level|leadership|boss|vp",
        "steering": r"steering(?: committee)?|steerco|sponsor",
        "client": r"clients?|customers?|customer-facing",
        "technical": r"technical|developers|engineering|engineers|architects",
        "team": r"team",
    },
}
FLAGS: Mapping[str, str] = {
    "unassigned": (
        r"unassigned|unowned|orphaned|nobody|no (?:owner|assignee|one assigned)|without (?:an )?(?:owner|assignee)"
        r"|no ?one (?:owns|has)"
    ),
    "blocked": r"blocked|stuck|on hold",
    "overdue": r"overdue|past (?:its|their|the)? ?due|late|past due|behind",
    "late": r"late|delayed|behind(?: schedule| plan)?|slipping|slipped|overdue",
    "over_budget": r"over[- ]budget|over (?:their|its|the) budgets?|overspen[dt]|overspending|too expensive|overrun(?:ning)?",
    "unestimated": r"unestimated|no estimates?|without (?:an )?estimates?",
    "duplicates": r"duplicates?|doubles",
}
NEGATED = r"(?:not|no|never|without|except|excluding|but not)(?: the| any)? "
NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "dozen": 12,
    "twenty": 20,
}
COUNTED = rf"(\d{{1,3}}|{'|'.join(NUMBERS)})"
TOP = re.compile(
    rf"\b(?:top|first|biggest|largest|worst|highest|best|smallest|latest|last|only|the) {COUNTED}\b"
    r"(?! ?(?:%|days?|weeks?|months?|quarters?|years?|sprints?|of))",
    re.IGNORECASE,
)
TOP_AFTER = re.compile(
    rf"\b{COUNTED} (?:most|biggest|largest|worst|highest|costliest|latest|longest|riskiest)\b", re.IGNORECASE
)
SORTS = (
    ("budget", r"budget|expensive|cost(?:ly|liest)?|priciest|money|largest|biggest|size"),
    ("finish", r"(?:end|finish|due|completion) dates?|deadline|finish|ending|soonest"),
    ("overrun", r"over[- ]?runs?|over budget|overspen\w+"),
    ("delay", r"delay(?:ed)?|late(?:st)?|behind|slip\w*"),
    ("health", r"health|worst|trouble|riskiest|rag|attention"),
)


def find_filters(text: str) -> dict[str, str]:
    """Filter -> value, the first that the sentence names outside a negation."""
    lowered = text.lower()
    found: dict[str, str] = {}
    for name, values in WORDS.items():
        hits = [
            (match.start(), value) for value, words in values.items() for match in [_plainly(words, lowered)] if match
        ]
        if hits:
            found[name] = min(hits)[1]
    return found


def all_of(name: str, text: str) -> list[str]:
    """Every value of one filter that the sentence names, in its order: "red or amber"."""
    lowered = text.lower()
    hits = [
        (match.start(), value) for value, words in WORDS[name].items() for match in [_plainly(words, lowered)] if match
    ]
    return [value for _, value in sorted(hits)]


def find_flags(text: str) -> dict[str, bool]:
    lowered = text.lower()
    return {name: True for name, words in FLAGS.items() if re.search(rf"\b(?:{words})\b", lowered)}


def _plainly(words: str, lowered: str) -> re.Match[str] | None:
    for match in re.finditer(rf"\b(?:{words})\b", lowered):
        if not re.search(NEGATED + "$", lowered[: match.start()]):
            return match
    return None


def find_ranking(text: str) -> dict[str, Any]:
    """`limit` ("top 3", "five most ...") and `sort_by` (budget | finish | delay | health)."""
    found: dict[str, Any] = {}
    top = TOP.search(text) or TOP_AFTER.search(text)
    if top:
        number = top.group(1).lower()
        found["limit"] = int(number) if number.isdigit() else NUMBERS[number]
    if top or re.search(r"\b(?:sort|rank|order|most|biggest|largest|smallest|worst|by)\b", text, re.IGNORECASE):
        for name, words in SORTS:
            if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE):
                found["sort_by"] = name
                break
    return found
