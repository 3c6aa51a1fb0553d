"""Settings that every system has once: the session time-out, the length of a password. Two values for one of them contradict."""

import re
from collections.abc import Sequence

from leadline.tools.stories.source_map import Entry
from leadline.tools.stories.story_set import Conflict

_TIME = r"(?P<n>\d+(?:[.,]\d+)?)\s*(?P<unit>seconds?|secs?|minutes?|mins?|hours?|hrs?|days?)"
_SETTINGS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "when an idle session ends",
        re.compile(r"(?i)\b(?:sessions?|logged (?:in|out|off)|logs? .{0,20}\b(?:out|off)|time-?outs?|signed (?:in|out))\b"),
        re.compile(rf"(?i)\b{_TIME}\b"),
    ),
    (
        "the least length of a password",
        re.compile(r"(?i)\bpasswords?\b.*\b(?:characters?|length|long|digits)\b|\b(?:length|characters?)\b.*\bpasswords?\b"),
        re.compile(r"(?i)(?:at least|min(?:imum|\.)?|minimum .{0,25}?(?:is|of|:)|not (?:less|shorter) than|least)\s*(?P<n>\d+)(?P<unit>)"),
    ),
    (
        "how long data are kept",
        re.compile(r"(?i)\b(?:logs?|recordings?|backups?)\b.*\b(?:kept|retained|stored|retention|(?:deleted|removed) after)\b"),
        re.compile(r"(?i)\b(?P<n>\d+)\s*(?P<unit>days?|weeks?|months?|years?)\b"),
    ),
)  # fmt: skip
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def setting_conflicts(entries: Sequence[Entry]) -> list[Conflict]:
    """Pairs of requirements that give one setting two values; the first is compared with each later one."""
    out: list[Conflict] = []
    for name, about, value in _SETTINGS:
        first: tuple[Entry, str, object] | None = None
        for entry in entries:
            if entry.item.kind in {"background", "parked", "out of scope"} or not about.search(entry.item.text):
                continue
            found = list(value.finditer(entry.item.text))
            if len(found) != 1 or (
                name.startswith("when an idle") and "inactiv" not in entry.item.text and "idle" not in entry.item.text
            ):
                continue
            size = _size(found[0])
            if first is None:
                first = (entry, found[0].group(0), size)
            elif size != first[2]:
                explanation = f"“{first[1]}” against “{found[0].group(0)}” for {name}"
                out.append(
                    Conflict(
                        kind="contradiction", first=first[0].item.id, second=entry.item.id, explanation=explanation
                    )
                )
    return out


def _size(match: re.Match[str]) -> object:
    number, unit = float(match.group("n").replace(",", ".")), match.group("unit").lower()
    if unit.startswith(("sec", "min", "hour", "hr", "day")):
        return number * _SECONDS[unit[0]]
    return number, unit.rstrip("s")
