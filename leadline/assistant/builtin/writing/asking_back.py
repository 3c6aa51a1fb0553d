"""A message that could mean several things: asked back with two or three concrete choices."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from leadline.assistant.builtin.understanding.ask import Ask
from leadline.assistant.builtin.understanding.extractors.content import topic
from leadline.projects.vocabulary import Vocabulary

CHOICES = 3


def which(ask: Ask, vocabulary: Vocabulary, tools: Sequence[str], project: str | None) -> str:
    """The likeliest readings that there are tools for, as sentences to choose from by number."""
    named = ask.named.of("project")
    name = (
        (named[0] if named else None)
        or project
        or (vocabulary.projects[0][1] if vocabulary.projects else "the project")
    )
    subject = topic(ask.named.masked) or ask.text.strip()[:60]
    offers = [
        _offers()[match.intent].format(project=name, words=subject)
        for match in ask.matches
        if match.intent in _offers() and match.intent.partition(":")[0] in tools
    ]
    if not offers:
        return "I did not understand that. Please say it in other words, or name the project and what you want to know."
    listed = "\n".join(f"{place}. {offer}" for place, offer in enumerate(dict.fromkeys(offers[:CHOICES]), start=1))
    return f"I am not sure what you need. Is it one of these?\n\n{listed}"


@cache
def _offers() -> dict[str, str]:
    return tomllib.loads(files(__package__).joinpath("asking_back.toml").read_text(encoding="utf-8"))
