"""The machine-checkable part of the Quality User Story framework (Lucassen, Dalpiaz, van der Werf, Brinkkemper 2016; tool: AQUSA).

Check names follow AQUSA: well_formed.*, atomic.*, minimal.*, unique.*, uniform.*.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from leadline.tools.stories.story_set import Finding, Severity

_ROLE = re.compile(r"^\s*as\s+(?:an?\s+|the\s+|any\s+)?(?P<role>.+?)(?=\s*,|\s+(?:I|we)\b|\s*$)", re.I)
_MEANS = re.compile(
    (
        r"\b(?:I|we)(?:'m| am| are)\s+able to\b|\b(?:I|we)\s+(?:also |really |still |only |do "
        r"not |don't |don’t )?(?:want|need|wish|would like|can|could|must|should|have to|would "
        r"love|expect|may|will|require|like)\b(?:\s+(?:to be able to|to|not to))?|\bI'd like\b(?:\s+to)?|"
        r"(?<=, )would like (?:the ability )?(?:to )?|\bable to\b"
    ),
    re.I,
)
_ENDS = re.compile(
    (
        r"\b(?:so that|so(?=,? (?:I|we|the|that|my|our|it|they|people|users|patrons|others)\b)|"
        r"in order to|in order that|because|to (?:ensure|allow|avoid|gain|locate|support|facilitate|"
        r"report|keep|know)(?= ))\b"
    ),
    re.I,
)
_TEMPLATE = re.compile(
    (
        r"\b(?:I'm able to|I am able to|I want to be able to|I want to|I want|I need to|I need|"
        r"I would like to|I'd like to|I can|I must|I should|I wish)\b"
    ),
    re.I,
)
_LABELS: dict[str, tuple[str, Severity]] = {
    "well_formed.no_role": ("no role: start with “As a ...,”", "high"),
    "well_formed.no_means": ("no means: say “I want to ...”", "high"),
    "well_formed.no_comma": ("no comma after the role", "minor"),
    "well_formed.ends_one_comma": ("no comma before “so that”", "minor"),
    "well_formed.no_ends": ("no benefit: nothing says “so that ...”", "medium"),
    "well_formed.content_means": ("the means has no verb with an object", "medium"),
    "atomic.conjunctions": ("more than one thing is asked for; split it", "high"),
    "minimal.punctuation": ("more than one sentence; keep the extra text elsewhere", "medium"),
    "minimal.brackets": ("text in brackets; keep it elsewhere", "minor"),
    "minimal.indicator_repetition": ("the same part stands in it twice", "high"),
    "unique.identical": ("another story says exactly the same", "high"),
    "uniform.uniform": ("another form than most stories of the set", "medium"),
}


@dataclass(frozen=True)
class Parts:
    """Role, means and ends as written; None = missing."""

    role: str | None
    means: str | None
    ends: str | None


def parse(story: str) -> Parts:
    """Splits a story text into role, means and ends."""
    text = " ".join(story.split())
    role = _ROLE.match(text)
    rest = text[role.end() :] if role else text
    means = _MEANS.search(rest)
    if means is None and not role:
        return Parts(None, None, None)
    body = rest[means.end() :] if means else rest
    ends = _ENDS.search(body)
    wanted = body[: ends.start()] if ends else body
    return Parts(
        role.group("role").strip(" ,") if role else None,
        (wanted.strip(" ,.") or None) if means else None,
        (body[ends.start() :].removeprefix(ends.group(0)).strip(" ,.") or None) if ends else None,
    )


def check(stories: Sequence[str]) -> list[tuple[Finding, ...]]:
    """The findings of each story, in order; uniqueness and uniformity look at the whole list."""
    same = Counter(" ".join(story.split()).lower().rstrip(".") for story in stories)
    forms = Counter(_form(story) for story in stories)
    usual, times = forms.most_common(1)[0] if forms else ("", 0)
    out = []
    for story in stories:
        names = _single(story)
        if same[" ".join(story.split()).lower().rstrip(".")] > 1:
            names.append("unique.identical")
        if len(stories) > 1 and _form(story) != usual and times > 1:
            names.append("uniform.uniform")
        out.append(tuple(finding(name) for name in names))
    return out


def finding(name: str) -> Finding:
    message, severity = _LABELS[name]
    return Finding(check=name, severity=severity, message=message)


def _single(story: str) -> list[str]:
    text = " ".join(story.split())
    parts = parse(text)
    names = []
    if not parts.role:
        names.append("well_formed.no_role")
    if parts.role and not parts.means:
        names.append("well_formed.no_means")
    if parts.role and parts.means:
        names += _commas(text)
    if parts.means and not parts.ends:
        names.append("well_formed.no_ends")
    if any(_conjoined(part) for part in (parts.means, parts.ends) if part):
        names.append("atomic.conjunctions")
    body = re.sub(r"\b(?:e\.g|i\.e|etc|vs|approx)\.|\d\.\d", " ", text)
    if re.search(r"[.;:?!]\s+\S", body):
        names.append("minimal.punctuation")
    if re.search(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}|<[^>]*>", text):
        names.append("minimal.brackets")
    if len(re.findall(r"\bso that\b", text, re.I)) > 1 or len(re.findall(r"\bI want\b", text, re.I)) > 1:
        names.append("minimal.indicator_repetition")
    return names


def _commas(text: str) -> list[str]:
    role = _ROLE.match(text)
    after_role = bool(role and re.match(r"\s*,", text[role.end() :]))
    benefit = re.search(r"(.)\s*\bso that\b", text, re.I)
    if not after_role:
        return ["well_formed.no_comma"]
    return ["well_formed.ends_one_comma"] if benefit and benefit.group(1) != "," else []


def _conjoined(part: str) -> bool:
    return bool(re.search(r"\s(?:and|or|&)\s|\s\+\s|\w\s?/\s?\w", re.sub(r"\bbetween .{1,40}? and ", " ", part)))


def _form(story: str) -> str:
    means = _TEMPLATE.search(story)
    form = means.group(0).lower().replace("i am", "i'm").replace(" to be able", "") if means else ""
    return {"i want to": "i want", "i need to": "i need", "i would like to": "i'd like", "i'd like to": "i'd like"}.get(
        form, form
    )
