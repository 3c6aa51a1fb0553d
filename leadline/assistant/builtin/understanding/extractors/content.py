"""What a sentence is about: quoted text, pasted requirements, the topic that is left when wish and names are taken away."""

import re

from leadline.assistant.builtin.understanding.text import words
from leadline.assistant.builtin.understanding.word_lists import word_list

QUOTED = re.compile(r"[\"“„']([^\"“”„']{3,300})[\"”']")
AFTER_COLON = re.compile(r"(?::\s|\n|\s-\s)(?P<tail>\S.*)$", re.DOTALL)
REQUEST = re.compile(
    r"^\W*(?:(?:please|pls|can|could|would|you|i|we|me|us|need|want|have|hey|hi|so|ok|now|also|then|"
    r"and|some|a|an|the|few|nice|good|proper|help|with|to|what|would|should|does|look|like|"
    r"write|draft|create|make|generate|give|produce|prepare|derive|turn|convert|break|split|slice|do|"
    r"describe|list|show|detail)\b[ ,]*)*"
    r"(?:(?:user|agile|gherkin|invest|usr)[ -]?)*(?:stor(?:y|ies)|acceptance(?: criteria| tests?)?|"
    r"criteria|ac|acs|gherkin(?: scenarios)?|backlog(?: items)?|epic|requirements?|feature)\b"
    r"(?:(?: and| with| plus|\+| &|,)?(?: the| their| good| proper| gherkin)* ?(?:acceptance criteria|"
    r"criteria|ac|acs|gherkin|user stories|stories|scenarios)\b)*"
    r"[ ,]*(?:please |pls )?(?:for the story|for|from this|from|about|on|of|out of|based on|covering|"
    r"around|into (?:user )?stories|look like for|:|-|\W*$)\s*",
    re.IGNORECASE,
)
ATTACHED = re.compile(
    r"\b(?:attach(?:ed|ment|ments)|the file|the document|uploaded|this (?:pdf|docx|file|document))\b", re.IGNORECASE
)
STATES = re.compile(
    r"\b(?:shall|must|should|may|can|needs? to|has to|have to|is able to)\b.*[.;]\s*$|^\s*[-*•]\s", re.I | re.S
)
ASKED_FOR = re.compile(
    r"\b(?:stor(?:y|ies)|criteria|backlog|requirements?|gherkin|epic|scenarios?|can you|could you|please)\b", re.I
)
POINTING = re.compile(
    r"^\W*(?:this|these|that|it|them|the following|the above|below|the (?:requirements|text|spec) below)?\W*$",
    re.IGNORECASE,
)
ASKING = word_list("asking")
ABOUT_ITEMS = word_list("about_items")
ABOUT_LESSONS = word_list("about_lessons")


def quoted(text: str) -> str | None:
    found = QUOTED.search(text)
    return found.group(1).strip() if found else None


def pasted(text: str) -> str | None:
    """What stands after the first colon or line break, whole and verbatim."""
    found = AFTER_COLON.search(text)
    return found.group("tail").strip() if found else None


def requirements(text: str) -> str | None:
    """The requirements in a request for stories, verbatim; None if it only points at something ("the attached file")."""
    tail = pasted(text)
    head = text[: len(text) - len(tail)] if tail else ""
    if tail and len(words(tail)) > 2 and len(words(head)) <= 25 and not _states(head):
        return tail
    rest = text[match.end() :].strip() if (match := REQUEST.match(text)) else text.strip()
    if POINTING.match(rest) or (ATTACHED.search(rest) and len(words(rest)) < 12):
        return None
    return rest or None


def _states(head: str) -> bool:
    """Whether the line before the first break is a requirement itself and no request: "The portal shall ... .", a line of a list."""
    return bool(STATES.search(head)) and not ASKED_FOR.search(head)


def points_at_attachment(text: str) -> bool:
    return bool(ATTACHED.search(text))


def topic(masked: str, noise: frozenset[str] = frozenset()) -> str | None:
    """The words that carry the subject, in their order; None if nothing is left."""
    kept = [
        word
        for word in words(masked.replace("post-mortem", "postmortem"))
        if word not in ASKING and word not in noise and word not in "?:%"
    ]
    return " ".join(kept) or None
