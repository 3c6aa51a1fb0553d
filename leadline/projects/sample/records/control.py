"""Rows of control: baselines with their planned value by week, cost lines, weekly snapshots."""

import datetime as dt

from sqlalchemy.orm import Session

from leadline.projects.sample.measures import Reporting
from leadline.projects.sample.records.organisation import Directory
from leadline.projects.tables import Baseline, BaselinePeriod, CostLine, Snapshot


def write_control(session: Session, reporting: Reporting, project_id: int, directory: Directory) -> None:
    _write_baselines(session, reporting, project_id)
    session.add_all(
        CostLine(
            project_id=project_id,
            kind=line.kind,
            category=line.category.name,
            expenditure=line.category.expenditure,
            vendor_id=None if line.category.vendor is None else directory.vendors[line.category.vendor],
            period=line.period,
            booked_on=line.booked_on,
            amount_cents=line.cents,
            description=line.description,
        )
        for line in reporting.money.lines
    )
    session.add_all(
        Snapshot(
            project_id=project_id,
            week_end=week.week_end,
            planned_value_cents=week.planned_value,
            earned_value_cents=week.earned_value,
            actual_cost_cents=week.actual_cost,
            forecast_finish=week.forecast_finish,
            scope_items=week.scope_items,
            done_items=week.done_items,
            scope_points=week.scope_points,
            done_points=week.done_points,
            open_defects=week.open_defects,
            critical_defects=week.critical_defects,
            open_risks=week.open_risks,
            risk_exposure_cents=week.risk_exposure,
            declared_health=week.declared_health,
            computed_health=week.computed_health,
        )
        for week in reporting.weeks()
    )


def _write_baselines(session: Session, reporting: Reporting, project_id: int) -> None:
    course = reporting.items.course
    finish = course.baseline_finish
    if finish is None:
        return
    last_sunday = finish + dt.timedelta(days=6 - finish.weekday())
    for number, raw in enumerate(reporting.baselines(), start=1):
        without = reporting.not_yet_in(raw)
        row = Baseline(
            project_id=project_id,
            number=number,
            name=raw["name"],
            approved_on=reporting.approved_on(raw),
            finish=finish,
            budget_at_completion_cents=reporting.money.planned_value(finish, without),
            reason=raw["reason"],
        )
        session.add(row)
        session.flush()
        session.add_all(
            BaselinePeriod(
                baseline_id=row.id,
                period_end=sunday,
                planned_value_cents=reporting.money.planned_value(sunday, without),
            )
            for sunday in course.clock.sundays(course.start, last_sunday)
        )
