"""What people type, by intent: data, one file a tool (or a few small neighbours).

A key is an intent: a tool's name, `tool:register` or `tool:kind`, or `small_talk:subject`. A line is a pattern: `(a|b|)` stands for any
one of its alternatives, `{P}` and `{Q}` for projects, `{N}` for a person, `{W}` for an item key, `{R}` for a risk id.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files

MOST_PER_PATTERN = 14  # enough to see every alternative of nearly all patterns once, without drowning short ones
CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")


def patterns() -> dict[str, list[str]]:
    """Intent -> patterns, in the order of the files."""
    found: dict[str, list[str]] = {}
    for file in sorted(files(__package__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            for intent, lines in tomllib.loads(file.read_text(encoding="utf-8")).items():
                found[intent] = [line.strip() for line in lines.splitlines() if line.strip()]
    return found


def expand(pattern: str, most: int = MOST_PER_PATTERN) -> Iterator[str]:
    """Sentences of a pattern: every alternative at least once (up to `most`), not every combination."""
    parts = CHOICE.split(pattern)  # text, alternatives, text, alternatives, ...
    choices = [part.split("|") for part in parts[1::2]]
    rounds = min(max((len(options) for options in choices), default=1), most)
    seen: set[str] = set()
    for turn in range(rounds):
        picked = [
            options[(turn + turn // len(options) * place) % len(options)] for place, options in enumerate(choices)
        ]
        sentence = parts[0] + "".join(option + text for option, text in zip(picked, parts[2::2], strict=True))
        sentence = re.sub(r"\s+", " ", sentence).strip(" ,")
        if sentence and sentence not in seen:
            seen.add(sentence)
            yield sentence


def fingerprint() -> str:
    """Changes when an example changes: tells whether the trained weights are still those of these examples."""
    text = repr(sorted(patterns().items())) + str(MOST_PER_PATTERN)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
