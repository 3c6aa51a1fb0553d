"""The colour of a project, by rules that are data (`health_rules.toml`). Thresholds are stated as "more than".

- Each dimension takes the worst colour of its rules. Without any measure it is unknown, never green.
- Progress behind plan is not a reason for amber while the late tasks have ample float: see `AMPLE_FLOAT`.
- Overall: red if schedule or cost is red, or two dimensions are; amber if schedule or cost is amber, if scope, quality or risk is
  red, or if two dimensions are not green; unknown if schedule and cost are both unknown; else green. Load warns ahead of the
  damage: alone, it is told but does not colour the project.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from leadline.projects.health_rules import Dimension, Rule, rules

__all__ = ["Colour", "Dimension", "Finding", "Health", "Measure", "Rule", "judge", "overall"]

AMPLE_FLOAT = 10  # working days; an overdue task with at least this float moves no date and gives no colour
EARLY = 0.10  # share complete below which CPI is noise and the rest is taken to cost what was planned


class Colour(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int:
        """How bad: unknown ranks below green, since it says nothing."""
        return ("unknown", "green", "amber", "red").index(self.value)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured value and whom or what it was found on; None with the reason why it is not known.

    `figures` are the numbers that `evidence` quotes: (what, value, unit).
    """

    value: float | None
    evidence: str = ""
    missing: str = ""
    figures: tuple[tuple[str, float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The colour of one dimension with the rule that decided it; `missing` says why a dimension is unknown."""

    dimension: Dimension
    colour: Colour
    rule: Rule | None = None
    value: float | None = None
    evidence: str = ""
    missing: str = ""
    figures: tuple[tuple[str, float, str], ...] = ()

    @property
    def threshold(self) -> float | None:
        """The limit that was passed; for green, the one that would make it amber (or red where there is no amber)."""
        if self.rule is None:
            return None
        if self.colour is Colour.RED:
            return self.rule.red
        return self.rule.amber if self.rule.amber is not None else self.rule.red


@dataclass(frozen=True, slots=True)
class Health:
    """`declared` is what the owner says, None if nothing was declared."""

    overall: Colour
    declared: Colour | None
    findings: tuple[Finding, ...]

    def __getitem__(self, dimension: Dimension) -> Finding:
        return next(one for one in self.findings if one.dimension is dimension)

    @property
    def watermelon(self) -> bool:
        """Declared better than the figures say."""
        return self.declared is not None and self.overall.rank > self.declared.rank

    @property
    def too_dark(self) -> bool:
        """Declared worse than the figures say."""
        return (
            self.declared is not None and self.overall is not Colour.UNKNOWN and self.overall.rank < self.declared.rank
        )


def judge(measures: Mapping[str, Measure], declared: str | None) -> Health:
    """Apply the rules to measures by name; a measure that is not given counts as unknown."""
    findings = tuple(_dimension(dimension, measures) for dimension in Dimension)
    return Health(
        overall({one.dimension: one.colour for one in findings}), Colour(declared) if declared else None, findings
    )


def _dimension(dimension: Dimension, measures: Mapping[str, Measure]) -> Finding:
    tried: list[Finding] = []
    missing: list[str] = []
    for rule in rules():
        if rule.dimension is not dimension:
            continue
        measure = measures.get(rule.measure, Measure(None))
        if measure.value is None:
            missing.append(measure.missing)
        else:
            colour, value = _colour(rule, measure.value), measure.value
            tried.append(Finding(dimension, colour, rule, value, measure.evidence, figures=measure.figures))
    if tried:
        return max(tried, key=lambda one: one.colour.rank)
    reason = next((reason for reason in missing if reason), "nothing measures it")
    return Finding(dimension, Colour.UNKNOWN, missing=reason)


def _colour(rule: Rule, value: float) -> Colour:
    shown = round(value, 6)
    if rule.red is not None and shown > rule.red:
        return Colour.RED
    if rule.amber is not None and shown > rule.amber:
        return Colour.AMBER
    return Colour.GREEN


def overall(colours: Mapping[Dimension, Colour]) -> Colour:
    """The colour of the project from those of its dimensions; dimensions that are left out are unknown."""
    core = {colours.get(one, Colour.UNKNOWN) for one in (Dimension.SCHEDULE, Dimension.COST)}
    red = sum(colour is Colour.RED for colour in colours.values())
    amber = sum(colour is Colour.AMBER for colour in colours.values())
    if Colour.RED in core or red >= 2:
        return Colour.RED
    damage = any(colour is Colour.RED for one, colour in colours.items() if one is not Dimension.RESOURCES)
    if damage or Colour.AMBER in core or red + amber >= 2:
        return Colour.AMBER
    return Colour.UNKNOWN if core == {Colour.UNKNOWN} else Colour.GREEN
