import datetime as dt

import pytest

from leadline.projects.calculations.burn import ScopeItem, burn
from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.calculations.flow import (
    Durations,
    ItemFlow,
    Move,
    Stage,
    cumulative_flow,
    cycle_times,
    lead_times,
    reopen_rate,
    standup_digest,
    throughput,
)
from leadline.projects.calculations.plan import WorkingCalendar
from leadline.projects.calculations.velocity import (
    Candidate,
    SprintResult,
    Velocity,
    fit_sprint,
    sprint_capacity,
    velocity,
)


def day(number: int) -> dt.date:
    """March 2026; the 2nd and 9th are Mondays."""
    return dt.date(2026, 3, number)


def at(number: int, hour: int = 12) -> dt.datetime:
    return dt.datetime(2026, 3, number, hour, tzinfo=dt.UTC)


def item(key: str, created: int, *moves: tuple[int, Stage]) -> ItemFlow:
    return ItemFlow(key, at(created), tuple(Move(at(when), stage) for when, stage in moves))


TODO, BUSY, DONE = Stage.TODO, Stage.IN_PROGRESS, Stage.DONE
ITEMS = [
    item("A", 2, (3, BUSY), (5, DONE)),
    item("B", 2, (4, BUSY), (10, DONE), (11, BUSY), (13, DONE)),
    item("C", 2, (6, DONE)),
    item("D", 3, (4, BUSY)),
    item("E", 9),
]


def completed(*points: float) -> list[SprintResult]:
    return [SprintResult(f"S{n}", 30, done) for n, done in enumerate(points, 1)]


def test_velocity_of_the_last_sprints_with_spread() -> None:
    result = velocity(completed(99, 20, 24, 28), last=3)
    assert isinstance(result, Velocity)
    assert (result.mean, result.median, result.low, result.high) == (24, 24, 20, 28)
    assert [result.spread, result.trend] == [4, 4]
    assert result.sprints == ("S2", "S3", "S4")


def test_velocity_without_or_with_one_sprint() -> None:
    assert "no sprint" in str(velocity([]))
    one = velocity(completed(20))
    assert isinstance(one, Velocity)
    assert isinstance(one.spread, Undefined)


def test_carry_over_and_predictability() -> None:
    sprint = SprintResult("S", committed=30, completed=24, added=5, removed=3)
    assert (sprint.carry_over, sprint.predictability) == (8, 0.8)
    assert "nothing was committed" in str(SprintResult("S", 0, 3).predictability)


def test_what_fits_the_next_sprint() -> None:
    past = velocity(completed(20, 22, 24, 26, 28))
    assert isinstance(past, Velocity)
    capacity = sprint_capacity(past, availability=0.5)
    assert (capacity.safe, capacity.likely) == (10, 12)
    backlog = [Candidate("A", 8), Candidate("B", 5), Candidate("C", None), Candidate("D", 2), Candidate("E", 1, True)]
    fit = fit_sprint(backlog, capacity.safe)
    assert (fit.taken, fit.skipped, fit.unready, fit.points) == (("A", "D"), ("B",), ("C", "E"), 10)


def test_lead_and_cycle_times() -> None:
    lead = lead_times(ITEMS)
    assert isinstance(lead, Durations)
    assert (lead.count, lead.p50, lead.p85, lead.mean) == (3, 4, 11, 6)  # 3, 4 and 11 days
    cycle = cycle_times(ITEMS)
    assert isinstance(cycle, Durations)
    assert (cycle.count, cycle.p50, cycle.p95) == (2, 2, 9)
    assert "no finished item" in str(lead_times(ITEMS[3:]))


def test_reopened_items_count_once_done_for_good() -> None:
    assert ITEMS[1].done_at == at(13)
    assert reopen_rate(ITEMS) == pytest.approx(1 / 3)
    assert isinstance(reopen_rate([]), Undefined)


def test_throughput_of_whole_weeks_keeps_empty_weeks() -> None:
    assert throughput(ITEMS, weeks=3, until=day(16)) == (0, 2, 1)


def test_cumulative_flow() -> None:
    rows = cumulative_flow(ITEMS, [day(2), day(5), day(10)])
    assert [tuple(row.counts[stage] for stage in (TODO, BUSY, DONE)) for row in rows] == [
        (3, 0, 0),
        (1, 2, 1),
        (1, 1, 3),
    ]


def test_standup_digest() -> None:
    digest = standup_digest(ITEMS, since=at(10, 13), now=at(11, 13))
    assert (digest.finished, digest.reopened, digest.stuck) == ((), ("B",), (("D", 7),))
    assert standup_digest(ITEMS, since=at(4, 13), now=at(5, 13)).finished == ("A",)


def test_burndown_with_scope_line() -> None:
    items = [
        ScopeItem("A", 5, day(2), done=day(4)),
        ScopeItem("B", 3, day(2)),
        ScopeItem("C", 2, day(5)),
        ScopeItem("D", 2, day(2), removed=day(4)),
    ]
    result = burn(items, start=day(2), finish=day(8), today=day(5), calendar=WorkingDays(WorkingCalendar(), day(2)))
    assert [row.scope for row in result.days] == [10, 10, 8, 10, None, None, None]
    assert [row.remaining for row in result.days[:4]] == [10, 10, 3, 5]
    assert [round(row.ideal, 6) for row in result.days] == [8, 6, 4, 2, 0, 0, 0]  # the weekend does not burn
    assert (result.started_with, result.scope_change, result.remaining) == (10, 0, 5)


def test_a_sprint_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        burn([], start=day(9), finish=day(2), today=day(9), calendar=WorkingDays(WorkingCalendar(), day(2)))
