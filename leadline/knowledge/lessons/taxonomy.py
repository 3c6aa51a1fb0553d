"""The causes that lessons are counted under: data in `taxonomy.toml`, editable."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("taxonomy.toml")


@dataclass(frozen=True, slots=True)
class Cause:
    id: str
    name: str
    applies_when: str
    pattern: re.Pattern[str]

    def strength(self, sentence: str) -> int:
        """How many different terms of this cause the sentence uses."""
        return len({match[0].lower() for match in self.pattern.finditer(sentence)})


@cache
def causes(file: Path = FILE) -> tuple[Cause, ...]:
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["cause"]
    return tuple(Cause(row["id"], row["name"], row["applies_when"], _pattern(row["terms"])) for row in rows)


def cause(cause_id: str) -> Cause:
    """KeyError for an id that the taxonomy does not have."""
    return {each.id: each for each in causes()}[cause_id]


def name_like(text: str) -> Cause | None:
    """The cause whose name or id the text uses first ("configuration changes" -> configuration), if any."""
    for word in re.findall(r"[a-z]+", text.lower()):
        for each in causes():
            names = set(re.findall(r"[a-z]+", each.name.lower())) - {"and", "or"} | {each.id}
            if {word, word.rstrip("s")} & names:
                return each
    return None


def _pattern(terms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(terms) + ")", re.IGNORECASE)
