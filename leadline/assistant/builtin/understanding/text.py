"""Text as the matcher sees it: lower case, straight quotes, contractions opened, words and their stems."""

import re
import unicodedata
from functools import lru_cache

import Stemmer  # type: ignore[import-not-found]

QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})
CONTRACTIONS = (
    (re.compile(r"\b(what|who|how|where|when|why|that|it|there|here|he|she)'?s\b(?!')"), r"\1 is"),
    (re.compile(r"\b(can)'?t\b"), r"can not"),
    (re.compile(r"\b(wo)n'?t\b"), r"will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"\b(i)'?m\b"), r"i am"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"\b(u)\b"), "you"),
    (re.compile(r"\b(pls|plz)\b"), "please"),
    (re.compile(r"\bgonna\b"), "going to"),
    (re.compile(r"\bwanna\b"), "want to"),
    (re.compile(r"\b(gimme)\b"), "give me"),
    (re.compile(r"\b(w/)"), "with "),
)
UNITED = (
    (re.compile(r"\bpost[ -]?mortem"), "postmortem"),
    (re.compile(r"\bstand[ -]?up\b"), "standup"),
    (re.compile(r"\bburn[ -]?down\b"), "burndown"),
    (re.compile(r"\bburn[ -]?up\b"), "burnup"),
    (re.compile(r"\bgo[ -]?live\b"), "golive"),
    (re.compile(r"\bgoes live\b|\bgoing live\b"), "golive"),
    (re.compile(r"\bno[ -]?go\b"), "nogo"),
    (re.compile(r"\bhand[ -]?over\b"), "handover"),
    (re.compile(r"\bwork[ -]?load\b"), "workload"),
    (re.compile(r"\btime[ -]?line\b"), "timeline"),
    (re.compile(r"\bback[ -]?log\b"), "backlog"),
    (re.compile(r"\bpre[ -]?mortem\b"), "premortem"),
    (re.compile(r"\bcarry[ -]?over\b"), "carryover"),
    (re.compile(r"\bto[ -]do\b"), "todo"),
    (re.compile(r"\bchange requests?\b"), "changerequest"),
    (re.compile(r"\buser[ -]?stor(y|ies)\b"), "userstory"),
    (re.compile(r"\baction (item|point)s?\b"), "actionitem"),
    (re.compile(r"\bwork items?\b"), "workitem"),
)
SLOT = re.compile(r"\{([A-Z])\}")
WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|%|\?|:")
_stem = Stemmer.Stemmer("english")
_stem.maxCacheSize = 20_000

# "slotp" and the like are ordinary words from here on: a name that was recognised counts as its kind, not as itself
SLOT_WORDS = {"P": "slotp", "Q": "slotp", "N": "slotn", "W": "slotw", "R": "slotr"}
SPOKEN = {"P": "the project", "Q": "the project", "N": "Sam", "W": "the ticket", "R": "the risk"}


def plain(text: str) -> str:
    """Lower case without accents, straight quotes, contractions opened, spellings united; slots become words."""
    text = SLOT.sub(lambda match: f" {SLOT_WORDS.get(match.group(1), 'slotx')} ", text.translate(QUOTES))
    text = unicodedata.normalize("NFKD", text.lower())
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    for expression, replacement in (*CONTRACTIONS, *UNITED):
        text = expression.sub(replacement, text)
    return text


def words(text: str) -> list[str]:
    """The words of a text in `plain` form."""
    return WORD.findall(plain(text))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    return str(_stem.stemWord(word))


def spoken(text: str) -> str:
    """A sentence with slots as a person would say it, for the embedding."""
    return SLOT.sub(lambda match: SPOKEN.get(match.group(1), "it"), text)
