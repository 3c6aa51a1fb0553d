"""Words that cannot be tested as they stand, each with the question that would make them testable."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Vague:
    word: str
    question: str
    why: str


_SPEED = (
    "How fast exactly: which response time, at which load, measured where?",
    "without a figure nobody can test it",
)
_EASE = (
    "How will we know it is easy enough: which task, by whom, in what time, with how few errors?",
    "ease of use is judged differently by everyone without a measure",
)
_OPEN = (
    "What else belongs to the list? Please name every item or say that the list is complete.",
    "an open list cannot be estimated or accepted",
)
_AMOUNT = ("How many exactly, or which of them?", "the limit decides design, effort and tests")
_OFTEN = ("How often, or within which time exactly?", "the timing decides design and tests")
_QUALITY = ("Which measurable property is meant, with which value?", "two readers will expect two different things")
_OPTION = ("Is it wanted or not, and under which condition?", "an optional wish cannot be accepted or rejected")
_TBD = ("What is the missing value or decision?", "the requirement is not complete")

_VAGUE: tuple[tuple[str, tuple[str, str]], ...] = (
    (
        (
            r"fast(?:er)?|quick(?:ly)?|performant|responsive(?! design)|rapid(?:ly)?|snappy|high[- ]performance|"
            r"acceptable (?:speed|performance)|without (?:noticeable )?delay|low latency|good performance"
        ),
        _SPEED,
    ),
    (
        (
            r"user[- ]friendly|easy to use|easy|easily|intuitive(?:ly)?|simple to use|simple|simply|"
            r"convenient(?:ly)?|ergonomic|self-explanatory|straightforward|hassle-free|seamless(?:ly)?|"
            r"smooth(?:ly)?"
        ),
        _EASE,
    ),
    (
        (
            r"etc\.?|and so on|and so forth|and more|such as|for example|e\.g\.|among others|and/or "
            r"similar|or similar|and the like"
        ),
        _OPEN,
    ),
    (
        (
            r"many|several|various|numerous|large amounts? of|a lot of|lots of|few|a number of|high "
            r"volumes?|some|different kinds of|multiple|large (?:files?|numbers?|volumes?)"
        ),
        _AMOUNT,
    ),
    (
        (
            r"as soon as possible|asap|soon|regularly|frequently|often|sometimes|occasionally|periodically|"
            r"in (?:near )?real[- ]?time|promptly|timely|in time|in due time|up-to-date|up to date|"
            r"usually|normally|typically|from time to time"
        ),
        _OFTEN,
    ),
    (
        (
            r"good|nice|modern|robust|flexible|scalable|reliable|secure(?:ly)?|efficient(?:ly)?|effective(?:ly)?|"
            r"adequate(?:ly)?|appropriate(?:ly)?|suitable|sufficient(?:ly)?|reasonable|reasonably|"
            r"proper(?:ly)?|correct(?:ly)?|state[- ]of[- ]the[- ]art|optimal(?:ly)?|high[- ]quality|"
            r"better|best|attractive|powerful|smart|clean|lightweight|comprehensive|maintainable|stable|"
            r"world[- ]class|meaningful|relevant|minimal"
        ),
        _QUALITY,
    ),
    (
        (
            r"if possible|where possible|as far as possible|if needed|if necessary|where appropriate|"
            r"as appropriate|possibly|perhaps|maybe|as required|when needed"
        ),
        _OPTION,
    ),
    (
        (
            r"tbd|tbc|to be (?:defined|decided|determined|confirmed|discussed|clarified)|\?\?+|xxx|"
            r"somehow|something like|n/a yet"
        ),
        _TBD,
    ),
)
_COMPILED = tuple((re.compile(rf"(?<![\w/-])(?:{pattern})(?![\w-])", re.I), answer) for pattern, answer in _VAGUE)
_HARMLESS = re.compile(
    r"(?i)\b(?:at (?:least|most|best)|best (?:practice|before|regards)|some(?:one|body|thing|"
    r"where)|different (?:from|to|than)|secure(?:ly)? (?:http|sockets?)|good(?:s|will)|multiple[- ]choice|"
    r"multi-line|easy[- ]?pay|clean[- ]?(?:room|up)|stable (?:id|release|channel|version)|"
    r"simple mail|smart[- ]?(?:lock|phone|watch|meter|home|card|tv|device)s?|fast(?:ener|ing)|"
    r"correct(?:ed|ion)|few(?:er)? than|no more|and more than|relevant authorit|state of the "
    r"art report)\b"
)
UNTESTABLE = re.compile(
    r"(?i)\b(?:properly|correctly|fast|quickly|appropriately|adequately|user-friendly|as expected|successfully)\b"
)
"""Words that must not stand in a Then."""


def vague_words(text: str) -> tuple[Vague, ...]:
    """The vague words of a sentence in order, one entry per kind of question."""
    masked = _HARMLESS.sub(lambda m: "_" * len(m.group(0)), text)
    found: list[tuple[int, Vague]] = []
    for pattern, (question, why) in _COMPILED:
        match = pattern.search(masked)
        if match:
            found.append((match.start(), Vague(match.group(0).rstrip("."), question, why)))
    return tuple(vague for _, vague in sorted(found, key=lambda pair: pair[0]))


def is_undecided(text: str) -> bool:
    return bool(_COMPILED[-1][0].search(text))
