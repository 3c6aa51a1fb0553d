"""The final cost is told with its range, from the project's own four-week periods."""

import math
from statistics import stdev

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from leadline.api.wiring import Leadline
from leadline.projects.tables import Project, Snapshot
from tests.api.test_ask import ask

Z80 = 1.2815515655446004  # 80 % two-sided, from a table of the normal distribution


def test_the_range_is_that_of_the_published_formula(client: TestClient, leadline: Leadline) -> None:
    facts = {fact["label"]: fact["value"] for fact in ask(client, "budget of Harbor")["facts"]}
    bac = facts["Harbor: budget at completion (BAC)"]
    ev, ac = periods(leadline.sessions, "HRB")
    steps = zip(zip([0, *ev], ev, strict=False), zip([0, *ac], ac, strict=False), strict=True)
    logs = [math.log((e1 - e0) / (a1 - a0)) for (e0, e1), (a0, a1) in steps if e1 > e0 and a1 > a0]
    margin = Z80 * stdev(logs) / math.sqrt(len(logs)) * math.sqrt((bac - ev[-1]) / (bac - ev[-1] / len(logs)))
    cpi = ev[-1] / ac[-1]
    assert facts["Harbor: forecast cost, low end"] == pytest.approx(bac / (cpi * math.exp(margin)), abs=0.02)
    assert facts["Harbor: forecast cost, high end"] == pytest.approx(bac / (cpi * math.exp(-margin)), abs=0.02)
    assert facts["Harbor: certainty of the cost range"] == pytest.approx(80)


def test_a_closed_project_has_no_range(client: TestClient) -> None:
    assert "goes on as in its" not in ask(client, "budget of Quayside")["text"]


def periods(sessions: sessionmaker[Session], key: str) -> tuple[list[float], list[float]]:
    with sessions() as session:
        rows = session.scalars(
            select(Snapshot).join(Project).where(Project.key == key, Snapshot.earned_value_cents.is_not(None))
        )
        weeks = sorted(
            (row.week_end, (row.earned_value_cents or 0) / 100, (row.actual_cost_cents or 0) / 100) for row in rows
        )
    chosen = weeks[::-4][::-1]
    return [ev for _, ev, _ in chosen], [ac for _, _, ac in chosen]
