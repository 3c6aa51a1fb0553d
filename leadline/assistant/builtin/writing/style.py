"""How long and in which shape the person wants it."""

import re
from dataclasses import dataclass

from leadline.assistant.builtin.understanding.text import words
from leadline.assistant.builtin.understanding.word_lists import word_list

SHORTER = re.compile(
    r"\b(?:shorter|short|shorten|brief(?:ly|er)?|in (?:one|two|a) (?:sentences?|lines?|nutshell)|"
    r"one[- ]liner?|one line|tl;?dr|in short|too long|less detail|no fluff|no details|nutshell|"
    r"30 second|elevator|condense|summar(?:y|ise|ize) (?:that|it))\b",
    re.IGNORECASE,
)
LONGER = re.compile(
    r"\b(?:longer|more details?|in (?:more |full )?detail|details|detailed|elaborate|expand(?: on)?|"
    r"tell me more|go deeper|dig deeper|drill down|full version|everything you have|say more|"
    r"more please)\b",
    re.IGNORECASE,
)
WHY = re.compile(
    r"^\W*(?:but |and |ok |so )*(?:why(?: is that| so| not)?|how come|how so|"
    r"what'?s? (?:is )?the reason|reasons|for what reason|explain (?:that|it|this)|what makes (?:it|"
    r"that) so|based on what|says who)\b",
    re.IGNORECASE,
)
TABLE = re.compile(
    r"\b(?:as|in|into|make it|show it as|give it as) (?:a |an )?(?:table|tabular form|spreadsheet|"
    r"grid)\b|\btable (?:please|view|form)\b|\btabular\b",
    re.IGNORECASE,
)
PLAIN = re.compile(
    r"\b(?:in plain (?:words|english)|simpler|simple (?:words|terms)|no jargon|for a layman|non[- ]technical)\b",
    re.IGNORECASE,
)
FILLER = word_list("about_the_answer")


@dataclass(frozen=True, slots=True)
class Style:
    short: bool = False
    long: bool = False
    table: bool = False
    plain: bool = False
    why: bool = False
    only_style: bool = False  # the message says nothing else: it is about the answer before


def style_of(text: str) -> Style:
    """Read from the request itself, not from what is pasted after it."""
    text = re.split(r":\s|\n", text, maxsplit=1)[0][:200]
    hits = {
        name: pattern.search(text)
        for name, pattern in (("short", SHORTER), ("long", LONGER), ("table", TABLE), ("plain", PLAIN), ("why", WHY))
    }
    rest = text
    for hit in hits.values():
        if hit:
            rest = rest.replace(hit.group(), " ")
    left = [word for word in words(rest) if word not in FILLER and word.isalpha()]
    return Style(**{name: hit is not None for name, hit in hits.items()}, only_style=any(hits.values()) and not left)
