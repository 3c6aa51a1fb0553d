"""A change to a plan computed on a copy: today's figures and the changed ones side by side, for plans and for backlogs."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leadline.projects.calculations.changes import Change
from leadline.projects.calculations.critical_path import Schedule, schedule
from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.calculations.monte_carlo import Simulation, simulate
from leadline.projects.calculations.plan import Plan
from leadline.projects.calculations.throughput_forecast import ThroughputForecast, throughput_forecast
from leadline.projects.calculations.uncertainty import RiskEvent
from leadline.projects.standing import Standing
from leadline.tools.workload_parts import Staff, loads

LOAD_WEEKS = 8
NEWCOMER = 2 / 3  # of a full pair of hands, as in `staffing`
_NOT_LABOUR = re.compile(
    r"hardware|licen[cs]e|software|hosting|cloud|travel|material|equipment|platform|fees?", re.IGNORECASE
)
_WEEKS_OF_COST = 12


@dataclass(frozen=True, slots=True)
class Team:
    """`people` in full-time equivalents booked on the project over the next weeks; `day_rate` in cents, own cost per booked day.

    `available` and `booked` are days of the project's people on all projects over `LOAD_WEEKS` weeks.
    """

    people: float
    day_rate: float | None
    available: float
    booked: float


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison. `team_cost` in cents: the team from today to P50; `load` booked / available."""

    finish: dt.date | None
    p50: dt.date | None
    p80: dt.date | None
    chance: float | None
    work: float
    team_cost: float | None
    load: float | None
    path: tuple[str, ...]
    computed: Schedule | None
    simulation: Simulation | None


@dataclass(frozen=True, slots=True)
class Staffing:
    """How a change moves the team: `more` people for good (negative: fewer), `away_days` lost once, `extra_work` days to be done.

    `capacity` is what that adds to the available days of the next `LOAD_WEEKS` weeks (negative: takes away); `elsewhere` are days
    that lost people were booked on other projects, which nobody takes over here.
    """

    more: float = 0.0
    away_days: float = 0.0
    extra_work: float = 0.0
    capacity: float = 0.0
    elsewhere: float = 0.0


def team_of(standing: Standing, staff: Staff, past_days: float) -> Team:
    """`past_days`: full-time days booked on the project in the weeks that the cost is taken from."""
    rows = loads(staff, staff.people)
    key = standing.file.project.key
    own = sum(days for one in rows for project, days in one.shares if project == key)
    span = sum(1 for at in range((staff.last - staff.first).days + 1) if (staff.first + dt.timedelta(at)).weekday() < 5)
    since = standing.today - dt.timedelta(weeks=_WEEKS_OF_COST)
    cost = sum(
        row.cents
        for row in standing.file.costs
        if row.kind == "actual"
        and row.vendor is None
        and since < row.booked_on <= standing.today
        and not _NOT_LABOUR.search(row.category)
    )
    return Team(
        people=own / span if span else 0.0,
        day_rate=cost / past_days if cost and past_days else None,
        available=sum(one.available for one in rows),
        booked=sum(one.booked for one in rows),
    )


def cost_span(today: dt.date) -> tuple[dt.date, dt.date]:
    """The days that the day rate is taken from."""
    return today - dt.timedelta(weeks=_WEEKS_OF_COST) + dt.timedelta(days=1), today


def plan_side(
    plan: Plan, standing: Standing, team: Team, risks: Sequence[RiskEvent], staffing: Staffing | None = None
) -> Side:
    """Computed and simulated with the register's open risks, as the forecast of today is."""
    computed = schedule(plan)
    simulation = simulate(computed, risks=risks) if computed.finish is not None else None
    network = computed.network
    p50 = simulation.p50 if simulation else None
    target = standing.baseline_finish
    return Side(
        finish=computed.finish,
        p50=p50,
        p80=simulation.p80 if simulation else None,
        chance=100 * simulation.chance_by(target) if simulation and target else None,
        work=float(sum(network.work[: network.leaves])),
        team_cost=_team_cost(standing, team, p50, staffing or Staffing()),
        load=_load(team, staffing or Staffing()),
        path=tuple(task.key for task in computed.critical_tasks),
        computed=computed,
        simulation=simulation,
    )


def flow_side(
    standing: Standing,
    team: Team,
    past: ThroughputForecast | None,
    weeks: Sequence[tuple[float, float]],
    *,
    remaining: float,
    pace: float = 1.0,
    staffing: Staffing | None = None,
) -> Side:
    """The backlog at the team's own pace, times `pace`; the scope grows as it did. `work` is in points."""
    found = past or flow_forecast(standing, weeks, remaining=remaining, pace=pace)
    dates = [None, None] if found is None else [_date(found.date_at(percent)) for percent in (50, 80)]
    target = standing.baseline_finish
    return Side(
        finish=dates[0],
        p50=dates[0],
        p80=dates[1],
        chance=100 * found.chance_by(target) if found and target else None,
        work=remaining,
        team_cost=_team_cost(standing, team, dates[0], staffing or Staffing()),
        load=_load(team, staffing or Staffing()),
        path=(),
        computed=None,
        simulation=None,
    )


def flow_forecast(
    standing: Standing,
    weeks: Sequence[tuple[float, float]],
    *,
    remaining: float,
    pace: float = 1.0,
    frozen: bool = False,
) -> ThroughputForecast | None:
    done = [max(0.0, one) * pace for one, _ in weeks]
    added = [] if frozen else [one for _, one in weeks]
    found = throughput_forecast(
        remaining=max(0.0, remaining), throughput=done, growth=added, start=standing.today, trials=10_000
    )
    return None if isinstance(found, Undefined) else found


def changed_plan(plan: Plan, changes: Sequence[Change]) -> Plan:
    for change in changes:
        plan = change.apply(plan)
    return plan


def working_days_between(standing: Standing, first: dt.date, last: dt.date) -> float:
    """Signed, on the project's calendar."""
    plan = standing.file.plan
    if plan is None:
        return float(np.busday_count(first, last))
    days = schedule(plan).network.default_days if standing.schedule is None else standing.schedule.network.default_days
    return float(days.offset_of_finish(last) - days.offset_of_finish(first))


def _date(found: dt.date | Undefined) -> dt.date | None:
    return None if isinstance(found, Undefined) else found


def _team_cost(standing: Standing, team: Team, until: dt.date | None, staffing: Staffing) -> float | None:
    """Everybody who is booked now, until the work is done; people who join are paid from today, days away are not."""
    if team.day_rate is None or until is None:
        return None
    days = max(0.0, float(np.busday_count(standing.today, until + dt.timedelta(days=1))))
    return ((team.people + staffing.more) * days - staffing.away_days) * team.day_rate


def _load(team: Team, staffing: Staffing) -> float | None:
    available = team.available + staffing.capacity
    work = team.booked + staffing.extra_work - staffing.elsewhere
    return work / available if available > 0 else None
