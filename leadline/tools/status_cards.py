"""What a screen shows beside the status of a project: health by rule, milestones, the S-curve."""

from typing import Any

from leadline.projects.health import Colour, Finding
from leadline.projects.standing import Standing
from leadline.tools.answer import Card
from leadline.tools.cards import Column, s_curve, table
from leadline.tools.phrasing import day, number, percent

_HEALTH = (
    Column("dimension", "Dimension"),
    Column("colour", "Health", "colour"),
    Column("rule", "Rule"),
    Column("value", "Value"),
    Column("limit", "Limit"),
    Column("evidence", "Evidence"),
)
_MILESTONES = (
    Column("key", "Key", "key"),
    Column("milestone", "Milestone"),
    Column("baseline", "Baseline", "date"),
    Column("forecast", "Forecast / actual", "date"),
    Column("slip", "Late (working days)", "number"),
    Column("state", "State", "status"),
)


def status_cards(standing: Standing) -> list[Card]:
    """At most three; none that would be empty."""
    name = standing.file.project.name
    cards = [] if standing.file.project.closed else [health_table(f"Health of {name}", standing)]
    if standing.milestones:
        cards.append(milestone_table(f"Milestones of {name}", standing))
    curve = s_curve(f"Planned, earned and spent: {name}", standing)
    return [*cards, curve] if curve else cards


def health_table(title: str, standing: Standing) -> Card:
    """One row a dimension, the overall colour first, each with the rule that decided it."""
    health, project = standing.health, standing.file.project
    declared = "nothing declared"
    if health.declared:
        on = f" on {day(project.declared_health_on)}" if project.declared_health_on else ""
        declared = f"declared {health.declared}{on}"
    overall = {
        "dimension": "Overall",
        "colour": health.overall.value,
        "rule": "declared and computed disagree" if health.watermelon or health.too_dark else "worst of the dimensions",
        "value": declared,
        "threshold": "–",
        "evidence": project.declared_health_note or "–",
    }
    return table(title, _HEALTH, [overall, *(_finding(one) for one in health.findings)])


def milestone_table(title: str, standing: Standing) -> Card:
    rows = [
        {
            "key": one.key,
            "milestone": one.name,
            "baseline": one.baseline,
            "forecast": one.date,
            "slip": one.slip,
            "state": _state(one.done, one.slip, overdue=not one.done and one.date < standing.today),
        }
        for one in standing.milestones
    ]
    return table(title, _MILESTONES, rows)


def _state(done: bool, slip: int | None, *, overdue: bool) -> str:
    if done:
        return "done late" if slip and slip > 0 else "done"
    if overdue:
        return "overdue"
    return "late" if slip and slip > 0 else "on time" if slip is not None else "no baseline"


def _finding(finding: Finding) -> dict[str, Any]:
    row: dict[str, Any] = {"dimension": finding.dimension.value.capitalize(), "colour": finding.colour.value}
    if finding.rule is None or finding.value is None:
        return row | {"evidence": f"not provided: {finding.missing}"}
    limit = finding.threshold
    word = "over" if finding.colour in (Colour.RED, Colour.AMBER) else "limit"
    return row | {
        "rule": finding.rule.text,
        "value": _shown(finding.value, finding.rule.unit),
        "limit": None if limit is None else f"{word} {_shown(limit, finding.rule.unit)}",
        "evidence": finding.evidence,
    }


def _shown(value: float, unit: str) -> str:
    if unit == "%":
        return percent(value)
    return number(value) if unit == "count" else f"{number(value)} {unit}"
