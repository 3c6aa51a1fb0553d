"""MoSCoW from what the source says: a stated priority first, then urgency words, then shall/should/may."""

import re

from leadline.tools.stories.clause import Clause
from leadline.tools.stories.sentences import Fragment
from leadline.tools.stories.story_set import Priority

_STATED: tuple[tuple[str, Priority], ...] = (
    (r"must|m|high(?:est)?|critical|mandatory|essential|1|p0|p1|a|very high|blocker|muss", "Must"),
    (r"should|s|medium|important|2|p2|b|normal|major|soll", "Should"),
    (r"could|c|low(?:est)?|nice[- ]to[- ]have|optional|3|4|5|p3|p4|minor|trivial|kann", "Could"),
)
_SECTIONS: tuple[tuple[str, Priority], ...] = (
    (r"nice[- ]to[- ]have|could[- ]have|\bcould\b|optional|later|wish ?list|stretch", "Could"),
    (r"should[- ]have|^should$", "Should"),
    (r"must[- ]have|^must$|mandatory|\bmvp\b|essential", "Must"),
)
_URGENCY: tuple[tuple[str, Priority], ...] = (
    (
        (
            r"not (?:that |very |so )?(?:urgent|important)|ideally|nice[- ]to[- ]have|optional(?:ly)?|would "
            r"be (?:nice|great|good)|if possible|low priority|perhaps|maybe|one day(?! (?:before|after|prior|in advance|later|of))|"
            r"preferably|some "
            r"day"
        ),
        "Could",
    ),
    (
        (
            r"urgent(?:ly)?|critical|mandatory(?! (?:field|parameter|data|attribute|detail|value))|"
            r"legal(?:ly)? required|by law|essential|absolutely|top priority|high priority|at all "
            r"costs|show-?stopper"
        ),
        "Must",
    ),
)


def prioritise(fragment: Fragment | None, clause: Clause) -> tuple[Priority, str]:
    stated = fragment.fields.get("priority", "").strip().lower() if fragment else ""
    for pattern, priority in _STATED:
        if stated and re.fullmatch(rf"(?:{pattern})(?:[- ]have)?", stated):
            return priority, f"stated priority “{stated}”"
    text = fragment.text if fragment else clause.text
    for pattern, priority in _URGENCY:
        if found := re.search(rf"\b(?:{pattern})\b", text, re.I):
            return priority, f"the source says “{found.group(0).lower()}”"
    place = " > ".join(filter(None, [fragment.section, fragment.stem])) if fragment else ""
    for pattern, priority in _SECTIONS:
        if found := re.search(pattern, place.split(" > ")[-1] if place else "", re.I):
            return priority, f"stands under “{place.split(' > ')[-1].rstrip(':')}”"
    modal = clause.modal.strip().lower()
    if modal in {"shall", "must", "has to", "have to", "must not"} or re.match(
        r"(?:need|are required|is required)", modal
    ):
        return "Must", f"the source says “{modal}”"
    if modal in {"should", "want", "wants", "want to", "wants to", "would like to", "ought to"}:
        return "Should", f"the source says “{modal}”"
    if modal in {"could", "might", "would"}:
        return "Could", f"the source says “{modal}”"
    return "Should", "no urgency stated; to confirm"
