"""Rules are data, and the weekly snapshots tell since when a colour holds."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from leadline.projects.access import LOCAL_USER
from leadline.projects.health import Colour, Dimension, Measure, judge, overall
from leadline.projects.health_history import courses, declared_better_since, overall_course
from leadline.projects.health_rules import RULES, read_rules, rules, use_rules
from leadline.projects.queries.money import SnapshotRecord
from leadline.projects.queries.registers import ActionRecord, IssueRecord
from leadline.projects.queries.standing import load_project_files
from leadline.projects.signals import record_signals
from leadline.projects.standing import Standing, stand
from tests.projects.small_portfolio import TODAY, small_portfolio

STRICT = """
[[rule]]
dimension = "cost"
measure = "overrun"
text = "forecast cost over budget at completion"
unit = "%"
amber = 1
red = 2
"""


@pytest.fixture
def package_rules() -> Iterator[None]:
    yield
    use_rules(Path("no such file"))


@pytest.fixture(scope="module")
def atlas() -> Standing:
    with small_portfolio()() as session:
        [file] = load_project_files(session, LOCAL_USER, TODAY, ["ATL"])
    return stand(file, TODAY)


def week(
    end: dt.date, earned: int, spent: int, finish: dt.date, computed: str, declared: str = "green"
) -> SnapshotRecord:
    return SnapshotRecord(
        week_end=end, planned_value_cents=None, earned_value_cents=earned, actual_cost_cents=spent, forecast_finish=finish,
        scope_items=None, done_items=None, scope_points=None, done_points=None, open_defects=None, critical_defects=None,
        open_risks=None, risk_exposure_cents=None, declared_health=declared, computed_health=computed,
    )  # fmt: skip


def with_weeks(standing: Standing) -> Standing:
    """Baseline finish Friday 27 March. Forecasts: on time, 3 days late, then 5 days late (amber) in the last two weeks; cost 25 % over
    (red) from the second week on, 2 % before."""
    weeks = (
        week(dt.date(2026, 2, 22), 5_000_000, 5_100_000, dt.date(2026, 3, 27), "green"),
        week(dt.date(2026, 3, 1), 5_000_000, 6_250_000, dt.date(2026, 4, 1), "red"),
        week(dt.date(2026, 3, 8), 5_000_000, 6_250_000, dt.date(2026, 4, 3), "red"),
        week(dt.date(2026, 3, 15), 5_000_000, 6_250_000, dt.date(2026, 4, 3), "red"),
    )
    return replace(standing, file=replace(standing.file, snapshots=weeks))


def test_rules_of_the_data_folder_take_the_place_of_the_package(tmp_path: Path, package_rules: None) -> None:
    slightly_over = {"overrun": Measure(3.0)}
    assert judge(slightly_over, None)[Dimension.COST].colour is Colour.GREEN
    path = tmp_path / "health_rules.toml"
    path.write_text(STRICT, encoding="utf-8")
    use_rules(path)
    assert judge(slightly_over, None)[Dimension.COST].colour is Colour.RED
    assert (
        judge({"finish_slip": Measure(90.0)}, None)[Dimension.SCHEDULE].colour is Colour.UNKNOWN
    )  # no rule, no colour
    use_rules(tmp_path / "absent.toml")
    assert rules() == RULES


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (STRICT.replace("overrun", "overun"), "there is no such measure"),
        (STRICT.replace("red = 2", "red = 0.5"), "amber not above red"),
        (STRICT.replace('"cost"', '"costs"'), "costs"),
        ("[[rule]", "not readable"),
    ],
)
def test_a_wrong_rule_is_named(wrong: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_rules(wrong)


def test_nothing_measured_is_unknown_for_benefits_too() -> None:
    health = judge({"finish_slip": Measure(0.0), "overrun": Measure(0.0)}, "green")
    assert health[Dimension.BENEFITS].colour is Colour.UNKNOWN
    assert health.overall is Colour.GREEN
    assert overall({}) is Colour.UNKNOWN


def test_since_when_and_which_way_comes_from_the_snapshots(atlas: Standing) -> None:
    past = courses(with_weeks(atlas))
    assert (past[Dimension.COST].since, past[Dimension.COST].from_start) == (dt.date(2026, 3, 1), False)
    assert past[Dimension.SCHEDULE].since == dt.date(2026, 3, 8)
    assert past[Dimension.SCHEDULE].trend is None  # four weeks are not enough to compare with four weeks ago
    assert past[Dimension.BENEFITS].since is None
    assert overall_course(with_weeks(atlas)).since == dt.date(2026, 3, 1)
    assert declared_better_since(with_weeks(atlas)) == dt.date(2026, 3, 1)


def test_without_snapshots_nothing_is_said_of_the_past(atlas: Standing) -> None:
    assert all(one.since is None and one.trend is None for one in courses(atlas).values())
    assert declared_better_since(atlas) is None


def test_records_witness_slips_urgent_issues_and_overdue_actions(atlas: Standing) -> None:
    issue = IssueRecord("ATL", "I-9", "Sandbox closed", None, "high", None, None, TODAY, None, None, "open")
    late = ActionRecord("ATL", "A-1", "Sign", None, TODAY, TODAY - dt.timedelta(days=6), None, "open", None)
    due = replace(late, key="A-2", due=TODAY)
    standing = with_weeks(replace(atlas, file=replace(atlas.file, issues=(issue,))))
    found = record_signals(standing, [late, due], [])
    assert [(one.kind, one.key, one.count) for one in found] == [
        ("slip", None, 2), ("issue", "I-9", None), ("action", "A-1", 6),
    ]  # fmt: skip
    assert record_signals(replace(atlas, file=replace(atlas.file, issues=())), [due], []) == ()
