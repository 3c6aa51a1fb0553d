"""A project in order, as material for the detectors; each test spoils one thing.

Monday 16 March 2026. Build (Ana, ten days, half done) ends on Friday 20 March, Test (Ben) follows until 27 March; Manual (Cy) needs
three of these ten days. All as in the baseline. The weeks earned what they cost,
few defects, a tended register, a vendor that kept its word.
"""

import datetime as dt
from dataclasses import replace
from typing import Any

from leadline.projects.access import LOCAL_USER
from leadline.projects.calculations.plan import Link, Plan, Task, WorkingCalendar
from leadline.projects.queries.capacity import PersonRecord
from leadline.projects.queries.money import SnapshotRecord
from leadline.projects.queries.registers import AssumptionRecord, RiskRecord
from leadline.projects.queries.relations import ContractRecord, LessonRecord, ObligationRecord
from leadline.projects.queries.standing import ProjectFile, load_project_files
from leadline.projects.standing import stand
from leadline.tools.risks.material import Material
from tests.projects.small_portfolio import TODAY, small_portfolio

FRIDAY, LATER = dt.date(2026, 3, 20), dt.date(2026, 3, 27)


def task(key: str, name: str, start: dt.date, finish: dt.date, days: float, who: str, **more: Any) -> Task:
    fields: dict[str, Any] = {"baseline_start": start, "baseline_finish": finish, "assignees": (who,)} | more
    return Task(key=key, name=name, duration=days, **fields)


BUILD = task(
    "P-1",
    "Build",
    dt.date(2026, 3, 9),
    FRIDAY,
    10.0,
    "Ana",
    progress=0.5,
    actual_start=dt.date(2026, 3, 9),
    remaining=5.0,
)
TEST = task("P-2", "Test", dt.date(2026, 3, 23), LATER, 5.0, "Ben")
MANUAL = task("P-3", "Manual", TODAY, dt.date(2026, 3, 18), 3.0, "Cy")


def week(number: int, **more: Any) -> SnapshotRecord:
    """`number` 0 is the last week before today."""
    cents = 5_000_000 - 500_000 * number
    fields: dict[str, Any] = {
        "week_end": dt.date(2026, 3, 15) - dt.timedelta(weeks=number), "planned_value_cents": cents, "earned_value_cents": cents,
        "actual_cost_cents": cents, "forecast_finish": LATER, "scope_items": 10, "done_items": 5, "scope_points": 100.0,
        "done_points": 50.0 - 5 * number, "open_defects": 1, "critical_defects": 0, "open_risks": 1, "risk_exposure_cents": 0,
        "declared_health": "green", "computed_health": "green",
    }  # fmt: skip
    return SnapshotRecord(**fields | more)


def risk(key: str = "R-1", **more: Any) -> RiskRecord:
    fields: dict[str, Any] = {
        "project": "ATL", "key": key, "kind": "threat", "category": "technical", "title": "Printer does not fit", "cause": None,
        "event": None, "effect": None, "probability": 0.5, "impact": 4, "impact_cents": 100_000, "residual_probability": None,
        "residual_impact": None, "strategy": "mitigate", "trigger": None, "owner": "Ana", "status": "open",
        "raised_on": TODAY - dt.timedelta(days=30), "last_review": TODAY - dt.timedelta(days=10),
        "next_review": TODAY + dt.timedelta(days=10), "closed_on": None, "issue_key": None, "trend": None, "open_responses": 1,
        "responses": 1,
    }  # fmt: skip
    return RiskRecord(**fields | more)


def contract(end: dt.date, *promises: ObligationRecord, notice_days: int | None = 30) -> ContractRecord:
    return ContractRecord(
        "ATL", "C-1", "Acme Parts", None, None, "Labels", dt.date(2026, 1, 1), end, notice_days, 1_000_000, "active", promises
    )  # fmt: skip


def person(name: str, *skills: str) -> PersonRecord:
    return PersonRecord(name, None, None, 40.0, False, skills, WorkingCalendar(), ())


KEPT = ObligationRecord("Sample labels", dt.date(2026, 2, 2), None, dt.date(2026, 2, 2), "met")
CHECKED = AssumptionRecord("ATL", "AS-1", "The labels stick", "Ana", TODAY - dt.timedelta(days=9), "confirmed")
LESSON = LessonRecord(
    "MER", "L-1", "technical", "Labels fell off", None, "Glue was never tried on wet parcels", "Try glue on wet parcels for a week",
    "Parcels are labelled outdoors in winter rain", "accepted", dt.date(2025, 12, 1),
)  # fmt: skip


def file_of(**more: Any) -> ProjectFile:
    with small_portfolio()() as session:
        [own] = load_project_files(session, LOCAL_USER, TODAY, ["ATL"])
    assert own.baseline is not None
    baseline = replace(own.baseline, finish=LATER, approved_on=dt.date(2026, 1, 1))
    work = replace(own.work, defects=5, open_defects=1, critical_defects=0, points=100.0, done_points=50.0)
    weeks = tuple(week(number) for number in range(9, -1, -1))
    calm = replace(
        own, plan=plan(), baseline=baseline, work=work, snapshots=weeks, risks=(risk(),), issues=(), loads=()
    )
    return replace(calm, **more)


def plan(build: Task = BUILD, test: Task = TEST, manual: Task = MANUAL) -> Plan:
    links = (Link("P-1", "P-2"),)
    return Plan(
        tasks=(build, test, manual),
        links=links,
        start=dt.date(2026, 3, 9),
        status_date=TODAY,
        calendar=WorkingCalendar(),
    )


def material(file: ProjectFile | None = None, **more: Any) -> Material:
    own = file or file_of()
    fields: dict[str, Any] = {
        "standing": stand(own, TODAY), "files": (own,), "actions": (), "assumptions": (CHECKED,), "decisions": (),
        "contracts": (contract(dt.date(2026, 12, 31), KEPT),), "lessons": (LESSON,),
        "people": (person("Ana", "java"), person("Ben", "java", "tests"), person("Cy", "java")),
    }  # fmt: skip
    fields |= more
    return Material(**{"all_contracts": fields["contracts"]} | fields)
