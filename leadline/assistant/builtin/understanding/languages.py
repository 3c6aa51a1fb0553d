"""Which language is a message in, and what do its project words mean in English?"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from leadline.assistant.builtin.understanding.names import Named
from leadline.assistant.builtin.understanding.word_lists import word_list

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
ENGLISH = word_list("english")
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
    pairs = (pair.partition(" = ") for pair in re.split(r"[;\n]\s*", text.strip()))
    return {word: meaning for word, _, meaning in pairs}


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
