"""Closed sets of words as tool arguments: a model sees them as an enum, a person may still say them in the plural or with a synonym."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import WithJsonSchema


def one_of(values: Sequence[str], *, optional: bool = True) -> WithJsonSchema:
    """The JSON schema of a word out of `values`; what is said is checked by `fold`, which can answer better."""
    word: dict[str, Any] = {"type": "string", "enum": list(values)}
    return WithJsonSchema({"anyOf": [word, {"type": "null"}]} if optional else word)


def fold(said: str, allowed: Sequence[str], synonyms: Mapping[str, str] | None = None) -> str | None:
    """The allowed word that is meant: case, hyphens, plural and known synonyms do not matter. None if there is none."""
    plain = said.strip().casefold().replace("-", "_").replace(" ", "_")
    table = {**{word.casefold(): word for word in allowed}, **(synonyms or {})}
    singular = plain.removesuffix("s")
    stories = f"{plain.removesuffix('ies')}y" if plain.endswith("ies") else plain
    for form in (plain, singular, stories, f"{plain}s"):
        if form in table:
            return table[form]
    return None
