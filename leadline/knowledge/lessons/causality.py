"""The half of a sentence that names the cause: behind "caused by", before "led to"."""

import re

_BEHIND = re.compile(
    r"(?:caused by|because(?: of)?|due to|triggered by|stem(?:med|s) from|result(?:ed|s|ing) (?:from|of)|traced (?:back )?to|"
    r"attribut(?:ed|able) to|as a (?:result|consequence) of|owing to|originated (?:in|from)|the reason (?:was|is)|"
    r"(?:root cause|culprit|underlying (?:problem|issue|cause)|contributing factors?|trigger)s?\b[^.:]{0,60}?"
    r"(?:was|were|is|:|lay in|included?))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:led to|leading to|result(?:ed|ing) in|caus(?:ed|es|ing)(?! by)|trigger(?:ed|ing)(?! by)|exacerbated|compounded|prevented|"
    r"meant that|which meant)\b",
    re.IGNORECASE,
)


def causal_side(sentence: str) -> str:
    """The words that name the cause; empty if the sentence does not say which half is the cause.

    "The outage was caused by an expired certificate" -> " an expired certificate"; "A typo led to the outage" -> "A typo ".
    """
    behind = [sentence[match.end() :] for match in _BEHIND.finditer(sentence)]
    if behind:
        first = behind[0]
        cut = _BEFORE.search(first)
        return first[: cut.start()] if cut else first
    before = _BEFORE.search(sentence)
    return sentence[: before.start()] if before else ""
