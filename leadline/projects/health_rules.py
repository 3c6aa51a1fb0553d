"""The rules of health as data: `health_rules.toml`, or a file of the same shape in the data folder that takes its place."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any

FILE = "health_rules.toml"


class Dimension(StrEnum):
    SCHEDULE = "schedule"
    COST = "cost"
    SCOPE = "scope"
    RESOURCES = "resources"
    QUALITY = "quality"
    RISK = "risk"
    BENEFITS = "benefits"


@dataclass(frozen=True, slots=True)
class Rule:
    """`measure` more than `amber` is amber, more than `red` is red; None = this rule has no such colour."""

    dimension: Dimension
    measure: str
    text: str
    unit: str
    amber: float | None
    red: float | None


def read_rules(text: str) -> tuple[Rule, ...]:
    """The rules written in TOML. Raises ValueError that names the rule at fault."""
    try:
        given = tomllib.loads(text).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"the health rules are not readable TOML: {error}") from None
    return tuple(_rule(place, one) for place, one in enumerate(given, start=1))


def _rule(place: int, given: dict[str, Any]) -> Rule:
    name = f"health rule {place} ({given.get('measure', 'no measure')})"
    try:
        dimension = Dimension(given["dimension"])
        rule = Rule(dimension, given["measure"], given["text"], given["unit"], given.get("amber"), given.get("red"))
    except (KeyError, ValueError) as error:
        raise ValueError(f"{name} is missing or has a wrong value: {error}") from None
    if rule.measure not in MEASURES:
        raise ValueError(f"{name}: there is no such measure; there are {', '.join(sorted(MEASURES))}")
    limits = [limit for limit in (rule.amber, rule.red) if limit is not None]
    if not limits or any(not isinstance(limit, int | float) for limit in limits) or limits != sorted(limits):
        raise ValueError(f"{name}: give amber, red or both as numbers, amber not above red")
    return rule


MEASURES = frozenset(
    {
        *("finish_slip", "milestone_slip", "pace_slip", "overdue_share", "overrun", "spent", "unapproved_growth"),
        *("peak_load", "critical_defects", "critical_issues", "top_score", "exposure"),
    }
)
"""What can be measured, see `measures.py`."""
RULES = read_rules(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
_in_force = RULES


def rules() -> tuple[Rule, ...]:
    """Those in force in this process."""
    return _in_force


def use_rules(path: Path) -> None:
    """Put the rules of `path` in force; without such a file those of the package. Raises ValueError if it cannot be read."""
    global _in_force  # like the locale: set once at start, before anything is judged
    _in_force = read_rules(path.read_text(encoding="utf-8")) if path.is_file() else RULES
