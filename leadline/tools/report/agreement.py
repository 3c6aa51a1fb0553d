"""One truth for every audience, and nothing in it that its readers are not cleared for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from leadline.tools.recheck import equal

# Amounts that come from a budget, and rates; "differences up to 2 EUR" in the title of an item is a requirement.
_MONEY = re.compile(
    r"(?:\d[\d,.\u00a0]{3,}|\d[\d.,]*\s?[MkK])\s?(?:EUR|USD|GBP|CHF)\b|[€$£]\s?\d|"
    r"\d\s?(?:EUR|USD|GBP|CHF)\s?(?:/|an?\b|per\b)\s?(?:h\b|hour|day)"
)


def disagreements(versions: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    """Facts (by audience) that bear one label and unit but say different things: colours, dates, totals."""
    said: dict[tuple[str, str | None], list[tuple[str, Any]]] = {}
    for audience, facts in versions.items():
        for fact in facts:
            said.setdefault((fact["label"], fact.get("unit")), []).append((audience, fact["value"]))
    found = []
    for (label, _), values in said.items():
        sets = [{str(value) for audience, value in values if audience == name} for name in {name for name, _ in values}]
        if any(one != sets[0] for one in sets) and not all(equal(values[0][1], value) for _, value in values):
            found.append(f"{label}: " + ", ".join(f"{audience} {value}" for audience, value in values))
    return found


def leaks(sections: Iterable[Mapping[str, Any]], *, people: Iterable[str], others: Iterable[str]) -> list[str]:
    """What a client must not read: money, names of people, other projects (`others`: their names and keys)."""
    parts = list(sections)
    text = "\n".join(_strings(parts))
    columns = [column for part in parts for block in part["blocks"] for column in block.get("columns", ())]
    found = [f"money: {one['label']}" for one in columns if one.get("kind") == "money"]
    found += [f"money: {match[0]}" for match in _MONEY.finditer(text)][:1]
    found += [f"a person: {name}" for name in people if _says(text, name)]
    return found + [f"another project: {name}" for name in others if _says(text, name)]


def _says(text: str, name: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for one in value.values() for text in _strings(one)]
    return [text for one in value for text in _strings(one)] if isinstance(value, list | tuple) else []
