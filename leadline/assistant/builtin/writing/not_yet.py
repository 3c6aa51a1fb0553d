"""A wish that was understood but has no tool here: said plainly, with the nearest things that there are."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from leadline.assistant.builtin.understanding.ask import Ask
from leadline.projects.vocabulary import Vocabulary


def say(ask: Ask, tools: Sequence[str], project: str | None, vocabulary: Vocabulary) -> str:
    """One sentence, then numbered sentences to choose from; a choice is understood as if it had been typed."""
    entry = _entries().get(ask.tool) or {"what": ask.tool.replace("_", " ").capitalize(), "instead": []}
    kind = f"a {ask.subject.replace('_', ' ')}" if ask.subject else "documents"
    what = entry["what"].format(kind=kind)
    name = project or (vocabulary.projects[0][1] if vocabulary.projects else "the project")
    offers = [sentence.format(project=name) for sentence in entry["instead"]] if tools else []
    if not offers:
        return f"{what} is not part of this Leadline yet."
    listed = "\n".join(f"{place}. {offer}" for place, offer in enumerate(offers, start=1))
    lead = f"{what} is not part of this Leadline yet, and I changed nothing."
    return f"{lead} What I can do right away – is one of these what you need?\n\n{listed}"


@cache
def _entries() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("not_yet.toml").read_text(encoding="utf-8"))
