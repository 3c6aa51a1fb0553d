"""The change in a what-if: who leaves or joins, what slips, what is added or cut, which date is wanted."""

import datetime as dt
import re
from typing import Any

from leadline.assistant.builtin.understanding.extractors.dates import find_dates
from leadline.assistant.builtin.understanding.text import SLOT

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "another": 1, "single": 1, "two": 2, "couple": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
_N = rf"(?P<n>\d+(?:[.,]\d+)?|{'|'.join(_NUMBERS)})"
_PEOPLE = (
    r"(?:people|persons?|developers?|devs?|testers?|engineers?|analysts?|designers?|architects?|members?|colleagues?|heads?|"
    r"folks|programmers?|consultants?|freelancers?|hands|pair of hands)"
)
DURATION = re.compile(
    rf"\b{_N}(?: of)?(?: more| extra| additional)?[ -]?(?:working |business |calendar )?(?P<unit>day|week|month|sprint)s?\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:los(?:e|es|ing)|loss of|lost|without|leaves?|leaving|left|quits?|resigns?|is (?:out|away|off|gone|sick|ill|unavailable)|"
    r"goes|falls ill|drops out|absent|absence of|taken off|pulled off)\b",
    re.IGNORECASE,
)
_FEWER = re.compile(
    rf"\b(?:los(?:e|ing)|without|cut|remove|take away|minus)\s+{_N}\s+(?:of (?:our|the) )?(?:[\w-]+ ){{0,2}}?{_PEOPLE}\b",
    re.IGNORECASE,
)
_LESS = re.compile(rf"\b{_N}\s+(?:fewer|less)\s+(?:[\w-]+ )?{_PEOPLE}\b", re.IGNORECASE)
_MORE = re.compile(
    rf"\b(?:{_N}\s+(?:more|extra|additional|further|new)|(?P<another>another))\s+(?:[\w-]+ )?{_PEOPLE}\b"
    rf"|\b(?:add|adding|hire|hiring|get|bring in|take on|put on)\s+(?P<k>\d+|{'|'.join(_NUMBERS)})\s+(?:[\w-]+ )?{_PEOPLE}\b",
    re.IGNORECASE,
)
_STORIES = re.compile(
    rf"\b{_N}\s+(?:more |extra |new |additional )?(?:user )?(?:stories|story|items?|tickets?|features?|backlog items)\s+"
    r"(?:of|with|at|à|worth|each)\s+(?:about )?(?P<points>\d+(?:[.,]\d+)?)\s*(?:story )?(?:points?|pts|sp)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(?P<points>\d+(?:[.,]\d+)?)\s*(?:more |extra |story )*(?:points?|pts|sp)\b", re.IGNORECASE)
_TAKEN_OUT = re.compile(
    r"\b(?:cut|cutting|drop|dropping|remov\w+|descop\w+|fewer|less|take out|without)\b", re.IGNORECASE
)
_LATER = re.compile(
    r"\b(?:slip\w*|late|later|delay\w*|postpon\w*|mov(?:e|es|ing)|longer|behind|push\w*|overruns?|miss(?:es)?)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\b(?:earlier|sooner|faster|shorter|ahead|(?:cut|shorten)\w* .{0,40}\bby)\b", re.IGNORECASE)
_BACK = re.compile(r"\b(?:win|gain|recover|get|save|catch up|pull in|bring forward)\b", re.IGNORECASE)
_TIMES = re.compile(
    r"\b(?:(?P<twice>twice|double)|(?P<thrice>three times|triple)|(?P<half>half)|(?P<percent>\d{1,3}) ?(?:%|percent) longer)\b"
    r"(?: as long| the time)?",
    re.IGNORECASE,
)
_SUBJECT = (
    re.compile(
        r"\b(?:delaying|slipping|postponing|moving|pushing|delay|slip|cut|cutting|shorten|shortening)(?: of)?\s+(?:the |our )?"
        r"(?P<task>.+?)\s+(?:by|for|of)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:if|suppose|when|assume|assuming|say|scenario:?|that)\s+(?:the |our )?(?P<task>.+?)\s+"
        r"(?:is|are|was|gets?|comes?|arrives?|takes?|slips?|slipped|delivers?|runs?|moves?|misses|needs?)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:in|of)\s+(?:the |our )?(?P<task>.+?)(?:\s+(?:do|mean|cost)\b|\s*[?.!]*$)", re.IGNORECASE),
    re.compile(r"^\W*(?:and |what about |or )?(?:the )?(?P<task>.+?)\s+(?:slips?|is|takes?|comes?)\b", re.IGNORECASE),
)
_CUT = re.compile(
    r"\b(?:cut|cutting|drop|dropping|remov(?:e|ing)|skip|skipping|descop(?:e|ing)|leav(?:e|ing) out|cancel(?:ling)?)\s+(?:the |our )?"
    r"(?P<cut>.+?)(?=\s+(?:from|on|of|in|by|for|do|does|save|mean|bring|and|to)\b|\s*[?.,!]|\s*$)",
    re.IGNORECASE,
)
_NOT_CUT = re.compile(rf"^(?:scope|budget|it|that|{_N}|\d.*|.*\b{_PEOPLE}|.*points?.*|.*%.*|{{[A-Z]}})$", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:mov(?:e|ing)|pull(?:ing)?|bring(?:ing)?|shift(?:ing)?|postpon(?:e|ing)|push(?:ing)?|reschedul(?:e|ing))\s+(?:the |our )?"
    r"(?P<task>.*?)\s*(?:of \{P\}\s*|on \{P\}\s*)?(?:forward |back |out |up |in )?(?:to|until|on)\s",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"\b(?:true|take|need|needs|necessary|required?|happen|change|how (?:can|could|do) we|make it possible|must|ways?|options?|"
    r"finish|done|ready|complete|end|deliver|launch|live)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    rf"\b(?:add(?:ing)?|extra|additional|another|a change of|absorb|swallow|take)\s+(?:another |about |an? (?:extra |additional )?)?{_N}"
    r"[ -](?:more |extra |working |person )?days?(?: of)?(?: new)?(?: (?:work|effort|change|scope))?\b",
    re.IGNORECASE,
)
WHY = re.compile(
    r"^\W*(?:but |and |ok )?(?:why|how come|how so|what moves|explain(?: that)?|which tasks move)\b[\w ]{0,20}\W*$",
    re.IGNORECASE,
)
INSTEAD = re.compile(r"\b(?:instead|rather|only|just)\b", re.IGNORECASE)
ADDED = re.compile(
    r"^\W*(?:and|also|plus|what if|what about|how about|with|together with|or|now|then|if|ok)\b", re.IGNORECASE
)


def find_change(
    text: str, masked: str, people: tuple[str, ...], items: tuple[str, ...], today: dt.date
) -> dict[str, Any]:
    """Arguments of `assess_change`; `masked` is the sentence with names of projects, people and items as slots."""
    found: dict[str, Any] = {}
    duration = _duration(text)
    if people and _GONE.search(text):
        found["person"] = people[0]
        if duration:
            found["away_weeks"] = round(duration / 5, 2)
    elif (count := _head_count(text)) is not None:
        found["people"] = count
    if points := _points(text):
        found["add_points"] = points
    found |= _dates(text, masked, today)
    if "person" not in found and "move_to" not in found:
        found |= _slip(text, masked, items, duration)
    if "add_points" not in found and "delay_days" not in found and (cut := _cut(masked, text, items)):
        found["cut"] = cut
    if not found and (work := _WORK.search(text)):
        found["add_days"] = _number(work.group("n"))
    return found


def _duration(text: str) -> float | None:
    """Working days."""
    found = DURATION.search(text)
    if not found:
        return None
    return (
        _number(found.group("n"))
        * {"day": 1.0, "week": 5.0, "month": 21.0, "sprint": 10.0}[found.group("unit").lower()]
    )


def _head_count(text: str) -> float | None:
    if less := (_FEWER.search(text) or _LESS.search(text)):
        return -_number(less.group("n"))
    if more := _MORE.search(text):
        return _number(more.group("n") or more.group("another") or more.group("k"))
    return None


def _points(text: str) -> float | None:
    sign = -1.0 if _TAKEN_OUT.search(text) else 1.0
    if stories := _STORIES.search(text):
        return sign * _number(stories.group("n")) * _number(stories.group("points"))
    found = _POINTS.search(text)
    return sign * _number(found.group("points")) if found else None


def _dates(text: str, masked: str, today: dt.date) -> dict[str, Any]:
    spans = find_dates(text, today)
    if not spans:
        return {}
    date = spans[0].end if not spans[0].is_day else spans[0].start
    if DURATION.search(spans[0].text) and not re.search(r"\b(?:in|by|within)\s*$", text[: text.find(spans[0].text)]):
        return {}
    if date <= today:
        return {}
    if moved := _MOVED.search(masked):
        task = _clean(moved.group("task"))
        return {"move_to": date.isoformat(), **({"task": task} if task else {"task": "finish"})}
    before = text[: text.find(spans[0].text)]
    if re.search(
        r"\b(?:by|before|until|on|in|for|at|till)\s+(?:the )?(?:end of )?$", before, re.IGNORECASE
    ) and _GOAL.search(text):
        return {"finish_by": date.isoformat()}
    return {}


def _slip(text: str, masked: str, items: tuple[str, ...], duration: float | None) -> dict[str, Any]:
    times = _TIMES.search(text)
    if times and re.search(r"\btakes?|long|time\b", text, re.IGNORECASE) and not duration:
        factor = 2.0 if times.group("twice") else 3.0 if times.group("thrice") else 0.5
        if times.group("percent"):
            factor = 1 + int(times.group("percent")) / 100
        task = _task(masked, items)
        return {"factor": factor, "task": task} if task else {}
    if duration and _BACK.search(text):
        return {"delay_days": -round(duration, 1)}
    if duration is None or not (_LATER.search(text) or _EARLIER.search(text)):
        return {}
    task = _task(masked, items)
    days = -duration if _EARLIER.search(text) and not _LATER.search(text) else duration
    return {"delay_days": round(days, 1), "task": task} if task else {}


def _task(masked: str, items: tuple[str, ...]) -> str | None:
    if items:
        return items[0]
    for pattern in _SUBJECT:
        found = pattern.search(masked)
        if found and (task := _clean(found.group("task"))):
            return task
    return None


def _cut(masked: str, text: str, items: tuple[str, ...]) -> str | None:
    found = _CUT.search(masked)
    if not found:
        return None
    if items:
        return items[0]
    cut = _clean(found.group("cut"))
    return cut if cut and not _NOT_CUT.match(cut) else None


def _clean(words: str) -> str | None:
    """Without slots and the words around them."""
    plain = DURATION.sub(" ", SLOT.sub(" ", words))
    plain = re.sub(
        r"\b(?:of|on|in|from|for|at|the|our|a|an|we|project)\s*$", "", plain.strip(), flags=re.IGNORECASE
    ).strip()
    plain = re.sub(r"^(?:the|our|a|an|in|of|on)\s+", "", plain, flags=re.IGNORECASE).strip(" ,.?!")
    return (
        plain
        if len(plain) > 2 and plain.lower() not in ("we", "you", "they", "it", "this", "that", "date", "the date")
        else None
    )


def _number(text: str) -> float:
    return float(_NUMBERS.get(text.lower(), 0) or text.replace(",", "."))
