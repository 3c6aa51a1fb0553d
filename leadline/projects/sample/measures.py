"""The weekly measures of a sample project: what each Sunday's report said, from the same course as everything else."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leadline.projects.sample.draft import Draft
from leadline.projects.sample.items import Items
from leadline.projects.sample.money import Money

WEEKS_KEPT = 130
RED_INDEX, AMBER_INDEX = 0.85, 0.95  # CPI or SPI below
RED_SLIP, AMBER_SLIP = 20, 7  # working days by which the forecast finish is behind the baseline


@dataclass(frozen=True, slots=True)
class Measures:
    week_end: dt.date
    planned_value: int | None
    earned_value: int | None
    actual_cost: int | None
    forecast_finish: dt.date | None
    scope_items: int
    done_items: int
    scope_points: float | None
    done_points: float | None
    open_defects: int
    critical_defects: int
    open_risks: int
    risk_exposure: int | None
    declared_health: str | None
    computed_health: str | None


@dataclass(frozen=True)
class Reporting:
    items: Items
    money: Money

    def weeks(self) -> Iterator[Measures]:
        """One report a week from the start to the last report, or to the end of the project."""
        course = self.items.course
        last = course.finished_on
        until = course.clock.reported if last is None else min(course.clock.reported, last + dt.timedelta(days=7))
        for sunday in course.clock.sundays(course.start, until)[-WEEKS_KEPT:]:
            yield self._week(sunday)

    def baselines(self) -> list[dict[str, Any]]:
        return list(self.items.course.content.raw.get("baselines", []))

    def not_yet_in(self, baseline: dict[str, Any]) -> frozenset[str]:
        """Keys of the changes that a baseline does not hold yet."""
        return frozenset(baseline.get("without", []))

    def _planned_value(self, sunday: dt.date) -> int | None:
        approved = [b for b in self.baselines() if self.approved_on(b) <= sunday]
        return self.money.planned_value(sunday, self.not_yet_in(approved[-1])) if approved else None

    def approved_on(self, baseline: dict[str, Any]) -> dt.date:
        return self.items.course.clock.day(7 * baseline["week"] + 3)

    def _week(self, sunday: dt.date) -> Measures:
        course = self.items.course
        scope = [d for d in self.items.drafts if counts(d) and d.created <= sunday and not _cancelled(d, sunday)]
        pointed = [d for d in scope if d.points is not None]
        bugs = [d for d in scope if d.type == "bug" and not d.done_by(sunday)]
        planned, money = self._planned_value(sunday), bool(self.money.items)
        earned = self.money.earned_value(sunday) if money else None
        actual = self.money.actual_cost(sunday) if money else None
        forecast = course.forecast_on(sunday).finish if course.truth else None
        open_risks, exposure = self._risks(sunday)
        return Measures(
            week_end=sunday,
            planned_value=planned,
            earned_value=earned,
            actual_cost=actual,
            forecast_finish=forecast,
            scope_items=len(scope),
            done_items=sum(d.done_by(sunday) for d in scope),
            scope_points=sum(d.points or 0 for d in pointed) if pointed else None,
            done_points=sum(d.points or 0 for d in pointed if d.done_by(sunday)) if pointed else None,
            open_defects=len(bugs),
            critical_defects=sum(d.severity == "critical" for d in bugs),
            open_risks=open_risks,
            risk_exposure=exposure,
            declared_health=self.declared_on(sunday),
            computed_health=self._computed(planned, earned, actual, forecast),
        )

    def declared_on(self, day: dt.date) -> str | None:
        clock = self.items.course.clock
        declared = [colour for week, colour in self.items.course.content.health if clock.monday(week) <= day]
        return declared[-1] if declared else None

    def _risks(self, sunday: dt.date) -> tuple[int, int | None]:
        """How many threats are open, and their probability times impact in cents; None if no impact was estimated."""
        clock, number, amounts = self.items.course.clock, 0, list[float]()
        for risk in self.items.course.content.raw.get("risks", []):
            closed = risk.get("closed")
            if clock.day(risk["raised"]) > sunday or (closed is not None and clock.day(closed) <= sunday):
                continue
            if risk.get("kind", "threat") != "threat":
                continue
            number += 1
            known = [entry for entry in risk["history"] if clock.day(entry[0]) <= sunday]
            if known and "impact_eur" in risk:
                amounts.append(known[-1][1] * risk["impact_eur"] * 100)
        return number, None if number and not amounts else round(sum(amounts))

    def _computed(
        self, planned: int | None, earned: int | None, actual: int | None, forecast: dt.date | None
    ) -> str | None:
        """A plain rule on cost, schedule and finish, so that old weeks have a colour to compare with."""
        course = self.items.course
        finish = course.baseline_finish
        if not (planned and earned and actual and forecast and finish):
            return None
        index = min(earned / actual, earned / planned)
        slip = course.clock.working_days.between(finish, forecast)
        if index < RED_INDEX or slip > RED_SLIP:
            return "red"
        return "amber" if index < AMBER_INDEX or slip > AMBER_SLIP else "green"


def counts(draft: Draft) -> bool:
    """Scope is counted in leaves that somebody works on: no summaries, no milestones."""
    return draft.type not in ("epic", "milestone")


def _cancelled(draft: Draft, day: dt.date) -> bool:
    return draft.status == "cancelled" and draft.moves[-1][0].date() <= day
