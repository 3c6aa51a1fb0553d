"""What changed since the last published report: its facts against today's, by label."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leadline.tools.answer import Fact, Value
from leadline.tools.recheck import equal

MOST = 25


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    unit: str | None
    before: Value
    now: Value


def changes(before: Iterable[Mapping[str, Any]], now: Sequence[Fact]) -> list[Change]:
    """Only what both reports state once under the same label and unit."""
    old = _once((one["label"], one.get("unit"), one["value"]) for one in before)
    new = _once((one.label, one.unit, one.value) for one in now)
    return [
        Change(label, unit, old[label, unit], value)
        for (label, unit), value in new.items()
        if (label, unit) in old and not equal(old[label, unit], value)
    ]


def _once(facts: Iterable[tuple[str, str | None, Value]]) -> dict[tuple[str, str | None], Value]:
    found: dict[tuple[str, str | None], list[Value]] = {}
    for label, unit, value in facts:
        found.setdefault((label, unit), []).append(value)
    return {key: values[0] for key, values in found.items() if len(values) == 1}
