"""Lists of words kept as data beside the code."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(files(__package__).joinpath("word_lists.toml").read_text(encoding="utf-8"))


def word_list(name: str) -> frozenset[str]:
    """The words of one list; KeyError if there is none of that name."""
    return frozenset(_lists()[name].split())
