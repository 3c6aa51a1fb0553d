"""Cuts what stands around a statement: words that open it, its condition, its purpose."""

import re

from leadline.tools.stories.grammar import (
    PREPOSITIONS,
)

_OPENERS = re.compile(
    r"^(?:ideally|optionally|also|additionally|in addition|furthermore|moreover|besides|finally|"
    r"first|second|third|then|next|lastly|"
    r"however|therefore|in general|generally|basically|as discussed|as agreed|please|and|but|"
    r"so|obviously|of course|at the same time|"
    r"if possible|preferably|in the future|later|for example|note that|in particular|ultimately|"
    r"currently|specifically|alternatively|similarly|likewise|consequently|thus|hence|yet|"
    r"otherwise|instead(?! of)|to this end|importantly|as a result|on the other hand)\b[,:]?\s+(?=\S)",
    re.I,
)


LEADING_CONDITION = re.compile(
    (
        r"^(?P<c>(?:when|whenever|where|otherwise|afterwards|if|once|after|as soon as|while|before|during|in case|until|unless|"
        r"upon|on|at|for|within|in|from|by|via|with|without|every|each|under|given|as)\b[^,]{0,140}),\s+(?P<rest>\S.+)$"
    ),
    re.I,
)


_TRAILING_CONDITION = re.compile(
    r"^(?P<main>.+?),?\s+(?P<c>(?:when|whenever|if|once|as soon as|unless|in case)\s+\S.+)$", re.I
)


_AFTER = re.compile(r"^(?P<main>.+?),?\s+(?P<c>(?:after|before|upon|on|every|during|at)\s+\S.+)$", re.I)


_PURPOSE = re.compile(
    (
        r"(?P<main>.+?),?\s+(?P<p>so that|so(?= (?:they|he|she|we|i(?!'d|’d| want| need| must|"
        r" would| should)|customers|users|people|nobody|no one|everyone|everybody)\b)|in "
        r"order to|in order that|to avoid|to make sure|to ensure|to prevent|to reduce|to save|"
        r"to help|thereby)\s+(?P<what>\S.+)$"
    ),
    re.I,
)


def strip_openers(text: str) -> str:
    for _ in range(3):
        shorter = _OPENERS.sub("", text, count=1)
        if shorter == text:
            break
        text = shorter
    return text


def split_purpose(text: str) -> tuple[str, str]:
    match = _PURPOSE.match(text)
    if not match or len(match.group("main").split()) < 3:
        return text, ""
    if re.search(
        r"(?i)\b(?:able|allowed|permitted|required|possible|possibility|ability|option|wants?|needs?|has|have|like|chance|used|shall|must)$",
        match.group("main"),
    ):
        return text, ""
    what, word = match.group("what").strip(), match.group("p").lower().strip()
    if word in {"so that", "so", "in order that"}:
        return match.group("main"), what
    if word == "thereby":
        return match.group("main"), what
    if word == "in order to":
        return match.group("main"), f"I can {what}"
    return match.group("main"), f"I can {word.removeprefix('to ')} {what}"


def trailing_condition(predicate: str, system_acts: bool) -> tuple[str, str]:
    match = _TRAILING_CONDITION.match(predicate)
    if (
        match
        and len(match.group("main").split()) >= 1
        and match.group("main").split()[-1].lower()
        not in {"see", "know", "check", "even", "verify", "only", "decide", "and", "or", "ask", "choose", "select"}
    ):
        return match.group("main"), match.group("c")
    timed = re.match(
        (
            r"^(?P<main>.+?)\s+(?P<c>(?:at least |at most |up to )?\d+ (?:days?|hours?|minutes?|weeks?|"
            r"months?|working days?|business days?) (?:before|after|prior to)\s+\S.+)$"
        ),
        predicate,
    )
    if system_acts and timed and timed.group("main").split()[-1].lower() not in PREPOSITIONS:
        return timed.group("main"), timed.group("c")
    lasting = re.match(
        r"^(?P<main>.+?) (?P<c>after \S.+?) (?P<for>for (?:at least |at most |up to )?\d+ \w+)$", predicate
    )
    if system_acts and lasting:
        return f"{lasting.group('main')} {lasting.group('for')}", lasting.group("c")
    if system_acts and (after := _AFTER.match(predicate)) and len(after.group("main").split()) > 1:
        word = after.group("c").split()[0].lower()
        if (
            word in {"after", "upon"}
            or re.match(
                r"every (?:\d|other|second|minute|hour|day|night|week|month|quarter|year|morning|evening)",
                after.group("c"),
            )
            or (
                word in {"on", "at", "before", "during"}
                and re.search(
                    r"\b(?:day|night|midnight|month|week|login|start|failure|expiry|deadline|\d{1,2}:\d\d)\b",
                    after.group("c"),
                )
            )
        ):
            return after.group("main"), after.group("c")
    return predicate, ""
