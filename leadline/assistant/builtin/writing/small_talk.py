"""Greetings, help, thanks, and what lies outside: one useful sentence, in the names of this portfolio. The words are data."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from leadline.assistant.builtin.understanding.ask import Ask
from leadline.projects.vocabulary import Vocabulary


def reply(ask: Ask, vocabulary: Vocabulary) -> str:
    """The answer to small talk; what is unknown counts as out of scope."""
    lowered = ask.text.lower()
    for entry in _texts().get(f"{ask.subject}_about", ()):
        if any(word in lowered for word in entry["words"]):
            return _filled(entry["say"], vocabulary)
    return _filled(_texts().get(ask.subject, _texts()["out_of_scope"]), vocabulary)


def empty(*, attached: bool) -> str:
    return str(_texts()["only_attached" if attached else "empty"])


def in_english(language: str) -> str:
    """The note before an answer to a message in another language."""
    return str(_texts()["foreign"]).format(language=language, switch=_texts()["switch"])


def _filled(text: str, vocabulary: Vocabulary) -> str:
    names = [name for _, name in vocabulary.projects] or ["your project"]
    known = {"first": names[0], "second": names[1] if len(names) > 1 else names[0], "switch": _texts()["switch"]}
    return text.strip().format(**known, offer=_texts()["offer"].format(**known))


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("small_talk.toml").read_text(encoding="utf-8"))
