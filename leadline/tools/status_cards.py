"""What a screen shows beside the status of a project: health by rule, milestones, the S-curve."""

from typing import Any

from leadline.projects.health import Colour, Finding
from leadline.projects.health_history import Course, courses, overall_course
from leadline.projects.signals import Signal
from leadline.projects.standing import Standing
from leadline.tools.answer import Card
from leadline.tools.cards import Column, s_curve, table
from leadline.tools.phrasing import clipped, count, day, number, percent
from leadline.tools.witness import Testimony, Witnessed

_HEALTH = (
    Column("dimension", "Dimension"),
    Column("declared", "Declared", "colour"),
    Column("colour", "Computed", "colour"),
    Column("witnessed", "Witnessed", "colour"),
    Column("rule", "Rule: value (limit)"),
    Column("course", "Since and trend"),
    Column("evidence", "Evidence"),
    Column("heard", "Heard and seen"),
)
_MILESTONES = (
    Column("key", "Key", "key"),
    Column("milestone", "Milestone"),
    Column("baseline", "Baseline", "date"),
    Column("forecast", "Forecast / actual", "date"),
    Column("slip", "Late (working days)", "number"),
    Column("state", "State", "status"),
)


def status_cards(standing: Standing, heard: Witnessed | None) -> list[Card]:
    """At most three; none that would be empty. `heard` is None for a closed project, which has no health any more."""
    name = standing.file.project.name
    cards = [] if heard is None else [health_table(f"Health of {name}", standing, heard)]
    if standing.milestones:
        cards.append(milestone_table(f"Milestones of {name}", standing))
    curve = s_curve(f"Planned, earned and spent: {name}", standing)
    return [*cards, curve] if curve else cards


def health_table(title: str, standing: Standing, heard: Witnessed) -> Card:
    """One row a dimension, the overall colour first, each with the rule that decided it and what people and records say."""
    health, project = standing.health, standing.file.project
    on = f" on {day(project.declared_health_on)}" if health.declared and project.declared_health_on else ""
    colours = {health.declared, health.overall, heard.overall} - {None, Colour.UNKNOWN}
    agree = "the verdicts disagree" if len(colours) > 1 else "no verdict contradicts another"
    whole = {
        "dimension": "Overall",
        "declared": health.declared.value if health.declared else None,
        "colour": health.overall.value,
        "witnessed": heard.overall.value,
        "rule": f"{agree}; {f'declared{on}' if health.declared else 'nothing declared'}",
        "course": course_words(overall_course(standing), health.overall),
        "evidence": project.declared_health_note,
        "heard": f"{count(len(heard.documents), 'recent document')} read",
    }
    past = courses(standing)
    rows = [
        _finding(one)
        | {"witnessed": heard[one.dimension].colour.value, "heard": told(heard[one.dimension])}
        | {"course": course_words(past[one.dimension], one.colour)}
        for one in health.findings
    ]
    return table(title, _HEALTH, [whole, *rows])


def course_words(course: Course, colour: Colour) -> str | None:
    """ "red since 11 Oct 2026, worse"; None where the snapshots do not tell."""
    since = ""
    if course.since and colour is not Colour.UNKNOWN:
        since = f"{colour.value} {'since the first snapshot,' if course.from_start else 'since'} {day(course.since)}"
    trend = f"{course.trend} than 4 weeks ago" if course.trend in ("worse", "better") else course.trend or ""
    return ", ".join(part for part in (since, trend) if part) or None


def told(testimony: Testimony) -> str:
    """The two heaviest testimonies in short, or that there is none."""
    words = [f"“{clipped(one.quote, 100)}” ({day(one.passage.date)})" for one in testimony.said[:1]]
    words += [signal_words(one) for one in testimony.signals[: 2 - len(words)]]
    return "; ".join(words) or "nobody says anything"


def signal_words(one: Signal) -> str:
    """A signal without facts, for a cell."""
    match one.kind:
        case "slip":
            return f"{one.title} moved {one.count} times"
        case "promise":
            return f"{one.title} is {count(one.count or 0, 'day')} late"
        case "action":
            return f"action {one.key} is {count(one.count or 0, 'day')} overdue"
        case _:
            return f"issue {one.key} {one.title}"


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
    within = "" if limit is None else f" ({word} {_shown(limit, finding.rule.unit)})"
    return row | {
        "rule": f"{finding.rule.text}: {_shown(finding.value, finding.rule.unit)}{within}",
        "evidence": finding.evidence,
    }


def _shown(value: float, unit: str) -> str:
    if unit == "%":
        return percent(value)
    return number(value) if unit == "count" else f"{number(value)} {unit}"
