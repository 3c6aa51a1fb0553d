"""Which language is a message in, and what do its project words mean in English?"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from leadline.assistant.builtin.understanding.names import Named

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
ENGLISH = frozenset(
    ["the", "of", "and", "is", "are", "was", "what", "how", "who", "when", "where", "why", "which", "for", "to", "in", "on", "at", "with", "do", "does", "did", "can", "could", "would", "should", "we", "i", "you", "it", "its", "my", "our", "their", "this", "that", "a", "an", "be", "been", "have", "has", "from", "by", "not", "me", "us", "show", "list", "give", "write", "draft", "status", "please", "all", "any", "open", "there", "will", "about", "as", "or", "if"]
)
ENOUGH = 2  # give-away words; fewer than that is a name or a loan word


@dataclass(frozen=True, slots=True)
class Foreign:
    language: str
    english: str  # the sentence with its project words in English, other words dropped


@cache
def _languages() -> dict[str, tuple[frozenset[str], dict[str, str]]]:
    text = files(__package__).joinpath("languages.toml").read_text(encoding="utf-8")
    return {
        name: (frozenset(entry["marks"].split()), _meanings(entry["words"]))
        for name, entry in tomllib.loads(text).items()
    }


def _meanings(text: str) -> dict[str, str]:
    pairs = [pair.split(" = ") for pair in re.split(r"[;\n]\s*", text.strip())]
    return {word: meaning for word, meaning in pairs}


def foreign(named: Named) -> Foreign | None:
    """The language of a sentence if it is one of the known ones and not English; names do not count."""
    typed = WORD.findall(re.sub(r"\{[A-Z]\}", " ", named.masked).lower())
    english = sum(word in ENGLISH for word in typed)
    scored = []
    for language, (marks, meanings) in _languages().items():
        own = {word for word in typed if (word in marks or word in meanings) and word not in ENGLISH}
        scored.append((len(own), language))
    best, language = max(scored)
    if best < ENOUGH or best <= english:
        return None
    meanings = _languages()[language][1]
    kept = [
        slot or meanings.get(word.lower(), "")
        for slot, word in re.findall(r"(\{[A-Z]\})|([^\W\d_]+(?:'[^\W\d_]+)?)", named.masked)
    ]
    return Foreign(language, " ".join(part for part in kept if part))
