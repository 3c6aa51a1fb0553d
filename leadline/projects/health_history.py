"""Since when a dimension has its colour, and which way it goes: the same rules applied to the weekly snapshots."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.plan import WorkingCalendar
from leadline.projects.calculations.slippage import working_days_late
from leadline.projects.health import EARLY, Colour, Dimension, Measure, judge
from leadline.projects.health_rules import rules
from leadline.projects.measures import scope_growth
from leadline.projects.queries.money import SnapshotRecord
from leadline.projects.standing import Standing

TREND_WEEKS = 4
STEADY = 0.1  # of the first limit of the rule: less movement than that is noise


@dataclass(frozen=True, slots=True)
class Course:
    """`since`: end of the first week of the present colour, None where the snapshots do not show that colour; `from_start` if they
    show no other. `trend`: "worse", "better" or "steady" against four weeks ago; None where the deciding measure was not kept."""

    since: dt.date | None = None
    from_start: bool = False
    trend: str | None = None
    value_before: float | None = None


def courses(standing: Standing) -> dict[Dimension, Course]:
    """One for every dimension; computed from the snapshots under the baseline in force."""
    weeks = [(one.week_end, dict(weekly_measures(standing, one))) for one in _comparable(standing)]
    return {one.dimension: _course(standing, one.dimension, weeks) for one in standing.health.findings}


def overall_course(standing: Standing) -> Course:
    """From the colour that was computed and kept every week."""
    past = [(one.week_end, one.computed_health) for one in standing.file.snapshots if one.computed_health]
    since, from_start = _run(past, standing.health.overall.value)
    return Course(since, from_start)


def declared_better_since(standing: Standing) -> dt.date | None:
    """The end of the first of the unbroken weeks in which the owner declared better than was computed; None if not so now."""
    if not standing.health.watermelon:
        return None
    kept = [one for one in standing.file.snapshots if one.computed_health and one.declared_health]
    run = list(takewhile(_declared_better, reversed(kept)))
    return run[-1].week_end if run else None


def weekly_measures(standing: Standing, week: SnapshotRecord) -> Iterator[tuple[str, Measure]]:
    """What a snapshot holds, as measures of the rules."""
    file = standing.file
    bac, contingency = standing.bac_cents, file.project.contingency_cents
    if week.forecast_finish and standing.baseline_finish:
        calendar = file.plan.calendar if file.plan else WorkingCalendar()
        days = WorkingDays(calendar, file.project.start or standing.baseline_finish)
        yield "finish_slip", Measure(working_days_late(standing.baseline_finish, week.forecast_finish, days))
    earned, spent = week.earned_value_cents, week.actual_cost_cents
    if bac and earned and spent is not None:
        forecast = spent + bac - earned if earned / bac < EARLY else bac * spent / earned
        yield "overrun", Measure(100 * (forecast / bac - 1))
        yield "spent", Measure(100 * spent / bac)
    yield "unapproved_growth", scope_growth(file, until=week.week_end)
    if week.critical_defects is not None:
        yield "critical_defects", Measure(week.critical_defects)
    if week.risk_exposure_cents is not None and contingency:
        yield "exposure", Measure(100 * week.risk_exposure_cents / contingency)


def _comparable(standing: Standing) -> list[SnapshotRecord]:
    """An earlier baseline cannot be compared with: its weeks are left out."""
    approved = standing.file.baseline.approved_on if standing.file.baseline else None
    return [one for one in standing.file.snapshots if approved is None or one.week_end >= approved]


def _course(standing: Standing, dimension: Dimension, weeks: list[tuple[dt.date, dict[str, Measure]]]) -> Course:
    finding = standing.health[dimension]
    if finding.rule is None:
        return Course()
    colours = [(end, judge(measures, None)[dimension].colour.value) for end, measures in weeks]
    since, from_start = _run(colours, finding.colour.value)
    trend, before = _trend(finding.rule.measure, [measures for _, measures in weeks])
    return Course(since, from_start, trend, before)


def _run(past: list[tuple[dt.date, str]], now: str) -> tuple[dt.date | None, bool]:
    run = list(takewhile(lambda one: one[1] == now, reversed(past)))
    return (run[-1][0], len(run) == len(past)) if run else (None, False)


def _trend(
    measure: str, weeks: list[Mapping[str, Measure]] | list[dict[str, Measure]]
) -> tuple[str | None, float | None]:
    values = [found.value for week in weeks if (found := week.get(measure)) and found.value is not None]
    if len(values) <= TREND_WEEKS:
        return None, None
    before, now = values[-1 - TREND_WEEKS], values[-1]
    limit = next((one.amber or one.red for one in rules() if one.measure == measure), None) or 1.0
    if abs(now - before) < STEADY * limit:
        return "steady", before
    return ("worse" if now > before else "better"), before


def _declared_better(week: SnapshotRecord) -> bool:
    return Colour(week.computed_health or "unknown").rank > Colour(week.declared_health or "unknown").rank
