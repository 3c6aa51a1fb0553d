"""What a sentence of a post-mortem does: tells a cause, an effect, what worked, or what to do.

A heading decides where there is one ("Root cause", "What went well"); else the sentence's own words do. The cues and their weights
are data in `cues.toml`; the role with the highest sum wins, and a sentence without any cue has none.
"""

import re
import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("cues.toml")
IMPERATIVE_WEIGHT = 3  # "Rehearse the migration twice": an instruction without any "should"


class Role(StrEnum):
    """In order of what teaches most, which decides at equal weight."""

    ACTION = "action"
    CAUSE = "cause"
    WORKED = "worked"
    EFFECT = "effect"
    EVENT = "event"


_RESOLVED = re.compile(
    r"^(?:to (?:resolve|mitigate|restore|fix)\b|the (?:immediate |final )?(?:fix|remediation|resolution) (?:involved|was)\b"
    r"|(?:full )?recovery\b|the rollout of (?:this|the) fix|initial mitigation)",
    re.IGNORECASE,
)  # how it was repaired is neither what it did nor why
_TOLD = re.compile(r"\b(?:was|were|had|did|came|took|cost|went|held|failed|got|made)\b", re.IGNORECASE)
_Cue = tuple[Role, int, re.Pattern[str]]

_IMPERATIVE = re.compile(
    r"^(?:add|agree|always|ask|assign|automate|book|budget|build|check|confirm|create|define|do not|document|don't|ensure|escalate|"
    r"freeze|give|get|hold|include|introduce|involve|keep|limit|make|measure|monitor|move|name|never|order|plan|prepare|put|raise|"
    r"rehearse|renew|require|reserve|review|run|schedule|set|share|split|start|stop|test|track|train|treat|use|validate|verify|write)\b",
    re.IGNORECASE,
)


def roles(sentence: str, section: str) -> dict[Role, int]:
    """The weight of every role that the sentence may play; empty = plain narrative. `section`: heading path joined by " > "."""
    headings, cues = _cues()
    weights: dict[Role, int] = {}
    for heading in section.split(" > "):
        for role, weight, pattern in headings:
            if pattern.search(heading):
                weights[role] = max(weights.get(role, 0), weight)
                break
    resolved = bool(_RESOLVED.search(sentence))
    for role, weight, pattern in cues:
        if not (resolved and role in (Role.EFFECT, Role.CAUSE)) and pattern.search(sentence):
            weights[role] = weights.get(role, 0) + weight
    advised = weights.get(Role.ACTION, 0)
    if advised and advised == _heading_weight(section, Role.ACTION) and _TOLD.search(sentence):
        del weights[Role.ACTION]  # under "Lessons", what is told in the past is the story, not the advice
    if _IMPERATIVE.match(sentence):
        weights[Role.ACTION] = weights.get(Role.ACTION, 0) + IMPERATIVE_WEIGHT
    return weights


def _heading_weight(section: str, role: Role) -> int:
    headings, _ = _cues()
    return max((weight for named, weight, pattern in headings if named is role and pattern.search(section)), default=0)


def main_role(weights: dict[Role, int]) -> Role | None:
    """The strongest role; at equal weight the one that teaches more."""
    return max((role for role in Role if weights.get(role, 0) > 0), key=lambda role: weights[role], default=None)


@cache
def _cues() -> tuple[tuple[_Cue, ...], tuple[_Cue, ...]]:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(map(_cue, data["heading"])), tuple(map(_cue, data["sentence"]))


def _cue(row: dict[str, object]) -> _Cue:
    role, weight, cues = row["role"], row["weight"], row["cues"]
    assert isinstance(weight, int)
    assert isinstance(cues, list)
    return Role(str(role)), weight, re.compile("|".join(cues), re.IGNORECASE)
