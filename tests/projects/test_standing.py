import datetime as dt
from dataclasses import replace

import pytest

from leadline.projects.access import LOCAL_USER, Access, Role
from leadline.projects.health import Colour, Dimension, Measure, judge
from leadline.projects.queries.standing import load_project_files
from leadline.projects.standing import Standing, stand
from tests.projects.small_portfolio import TODAY, small_portfolio


@pytest.fixture(scope="module")
def standings() -> dict[str, Standing]:
    with small_portfolio()() as session:
        files = load_project_files(session, LOCAL_USER, TODAY)
    return {file.project.key: stand(file, TODAY) for file in files}


def test_earned_value_is_what_hand_computation_gives(standings: dict[str, Standing]) -> None:
    earned = standings["ATL"].earned
    assert earned is not None
    assert (earned.ev, earned.pv, earned.ac) == (5_000_000, 6_400_000, 6_250_000)
    assert earned.cpi == pytest.approx(0.8)
    assert earned.spi == pytest.approx(0.78125)
    assert earned.tcpi_bac == pytest.approx(50_000 / 37_500)
    assert standings["ATL"].forecast_cents == pytest.approx(12_500_000)
    assert standings["ATL"].overrun == pytest.approx(0.25)


def test_the_plan_is_recomputed_from_what_is_left(standings: dict[str, Standing]) -> None:
    atlas = standings["ATL"]
    assert atlas.finish == dt.date(2026, 4, 3)
    assert atlas.finish_slip == 5
    assert [(one.name, one.slip, one.done) for one in atlas.milestones] == [("Go-live", 5, False)]


def test_declared_green_and_red_by_its_figures_is_a_watermelon(standings: dict[str, Standing]) -> None:
    health = standings["ATL"].health
    assert health.overall is Colour.RED
    assert health.watermelon
    cost = health[Dimension.COST]
    assert (cost.colour, cost.threshold) == (Colour.RED, 15)
    assert cost.value == pytest.approx(25)
    assert health[Dimension.SCHEDULE].colour is Colour.AMBER
    assert health[Dimension.QUALITY].colour is Colour.AMBER
    assert health[Dimension.RESOURCES].value == 140  # 80 % on Atlas Billing and 60 % on Atlas Data


def test_missing_data_is_unknown_and_never_green(standings: dict[str, Standing]) -> None:
    idea = standings["ADP"]
    assert idea.health.overall is Colour.UNKNOWN
    assert idea.bac_cents is None
    assert idea.actual_cents is None
    assert idea.overrun is None
    assert {one.colour for one in idea.health.findings if one.dimension is not Dimension.RESOURCES} == {Colour.UNKNOWN}


def test_a_closed_project_is_told_by_its_outcome(standings: dict[str, Standing]) -> None:
    closed = standings["MER"]
    assert closed.finish == dt.date(2025, 12, 19)
    assert closed.finish_slip == 5
    assert closed.overrun == pytest.approx(0.10)


def test_load_counts_only_projects_that_may_be_seen() -> None:
    guest = Access(user_id="g", name="Guest", roles={"ADP": Role.VIEWER})
    with small_portfolio()() as session:
        files = load_project_files(session, guest, TODAY)
    assert [file.project.key for file in files] == ["ADP"]
    assert [(load.person, load.percent) for load in files[0].loads] == [("Ben Okoro", 60)]


@pytest.mark.parametrize(
    ("measures", "overall"),
    [
        ({"finish_slip": 0, "overrun": 0}, Colour.GREEN),
        ({"finish_slip": 4, "overrun": 5}, Colour.GREEN),  # limits are "more than"
        ({"finish_slip": 5, "overrun": 0}, Colour.AMBER),
        ({"finish_slip": 11, "overrun": 0}, Colour.RED),
        ({"finish_slip": 0, "overrun": 15.1}, Colour.RED),
        ({"finish_slip": 0, "overrun": 0, "peak_load": 150}, Colour.GREEN),  # load warns, alone it does not colour
        ({"finish_slip": 0, "overrun": 0, "unapproved_growth": 25}, Colour.AMBER),
        ({"finish_slip": 0, "overrun": 0, "unapproved_growth": 25, "critical_defects": 3}, Colour.RED),
        ({}, Colour.UNKNOWN),
    ],
)
def test_the_overall_colour_follows_the_rules(measures: dict[str, float], overall: Colour) -> None:
    assert judge({name: Measure(value) for name, value in measures.items()}, None).overall is overall


def test_without_booked_costs_the_cost_is_unknown_not_on_budget() -> None:
    with small_portfolio()() as session:
        [file] = load_project_files(session, LOCAL_USER, TODAY, ["ATL"])
    silent = stand(replace(file, costs=()), TODAY)
    assert silent.actual_cents is None
    assert silent.overrun is None
    assert silent.health[Dimension.COST].colour is Colour.UNKNOWN
    assert silent.health[Dimension.COST].missing == "no actual costs booked"
    unplanned = stand(replace(file, baseline=None), TODAY)
    assert unplanned.earned is None
    assert unplanned.health[Dimension.COST].missing == "no approved budget at completion"
