"""Finish forecasts of one project: simulation of the plan, bootstrap of the throughput, the outcome of finished projects."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from leadline.projects.calculations.backtest import Backtest, backtest_throughput
from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.calculations.monte_carlo import Simulation, simulate
from leadline.projects.calculations.reference_class import FinishedProject, ReferenceClass, reference_class
from leadline.projects.calculations.throughput_forecast import ThroughputForecast, throughput_forecast
from leadline.projects.calculations.uncertainty import RiskEvent
from leadline.projects.queries.standing import ProjectFile
from leadline.projects.standing import Standing

HISTORY = 12  # weeks of throughput that are drawn from
BASES = ("plan", "throughput")


@dataclass(frozen=True, slots=True)
class Basis:
    """One way to forecast: `name` is the word for a sentence."""

    name: str
    source: Simulation | ThroughputForecast

    def at(self, percent: float) -> dt.date | None:
        """The day by which that share of the trials is done; None where the scope grows faster than it is done."""
        if isinstance(self.source, Simulation):
            return self.source.percentile(percent)
        found = self.source.date_at(percent)
        return None if isinstance(found, Undefined) else found

    def chance(self, by: dt.date) -> float:
        """In percent."""
        return 100 * self.source.chance_by(by)

    @property
    def certain(self) -> bool:
        """Nothing was drawn: all trials end on one day."""
        return self.at(0) == self.at(100)

    def days(self) -> dict[dt.date, int]:
        """Trials by the day on which they are done."""
        if isinstance(self.source, Simulation):
            return {day: count for day, _, count in self.source.histogram(bars=1_000_000) if count}
        ends = self.source.weeks[np.isfinite(self.source.weeks)].astype(int).tolist()
        return {self.source.start + dt.timedelta(days=max(0, 7 * week - 1)): n for week, n in Counter(ends).items()}


@dataclass(frozen=True, slots=True)
class Forecast:
    """`plan` is None without a schedule, `flow` without points or with too little history (`too_little_done`). `frozen` is `flow`
    without further growth of the scope, None where it did not grow. `unpriced` are open risks without a delay."""

    standing: Standing
    plan: Basis | None
    flow: Basis | None
    frozen: Basis | None
    too_little_done: bool
    backtest: Backtest | None
    outside: ReferenceClass | None
    risks: tuple[RiskEvent, ...]
    unpriced: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.standing.file.project.name

    def main(self, wanted: str | None) -> Basis | None:
        """The one asked for; else throughput for an agile backlog, the network for a plan."""
        if wanted:
            return self.plan if wanted == "plan" else self.flow
        agile = self.standing.file.project.method == "agile"
        return (self.flow or self.plan) if agile else (self.plan or self.flow)

    @property
    def network(self) -> Simulation | None:
        return self.plan.source if self.plan and isinstance(self.plan.source, Simulation) else None

    @property
    def throughput(self) -> ThroughputForecast | None:
        return self.flow.source if self.flow and isinstance(self.flow.source, ThroughputForecast) else None


def forecast(
    standing: Standing, finished: Sequence[ProjectFile], risks: tuple[RiskEvent, ...], unpriced: tuple[str, ...]
) -> Forecast:
    """`finished` are closed projects, for the outside view."""
    computed = standing.schedule
    plan = Basis("simulation of the plan", simulate(computed, risks=risks)) if computed and computed.finish else None
    weeks = past_weeks(standing)
    done, added = [max(0.0, one[0]) for one in weeks], [one[1] for one in weeks]
    flow = _flow(standing, done[-HISTORY:], added[-HISTORY:])
    frozen = _flow(standing, done[-HISTORY:], ()) if flow and sum(added[-HISTORY:]) > 0 else None
    back = backtest_throughput(done)
    outside = reference_class([_outcome(one) for one in finished])
    return Forecast(
        standing=standing,
        plan=plan,
        flow=flow,
        frozen=frozen,
        too_little_done=flow is None and bool(standing.file.work.points),
        backtest=back if isinstance(back, Backtest) else None,
        outside=outside if isinstance(outside, ReferenceClass) else None,
        risks=risks,
        unpriced=unpriced,
    )


def _flow(standing: Standing, done: Sequence[float], added: Sequence[float]) -> Basis | None:
    """None for a project without points, or where fewer than three weeks are measured or nothing was finished in them."""
    work = standing.file.work
    if not work.points:
        return None
    left = work.points - work.done_points
    found = throughput_forecast(remaining=left, throughput=done, growth=added, start=standing.today)
    return None if isinstance(found, Undefined) else Basis("throughput of the last weeks", found)


def _outcome(file: ProjectFile) -> FinishedProject:
    """Planned and actual duration in calendar days; 0 where a date is missing, which leaves the project out."""
    project, planned = file.project, file.baseline.finish if file.baseline else None
    if project.start is None:
        return FinishedProject(project.key, 0.0, 0.0)
    days = [float((day - project.start).days) if day else 0.0 for day in (planned, project.actual_finish)]
    return FinishedProject(project.key, *days)


def past_weeks(standing: Standing) -> list[tuple[float, float]]:
    """(points done, points of scope added) in each past week between two snapshots a week apart, oldest first."""
    past = [one for one in standing.file.snapshots if one.week_end <= standing.today]
    return [
        (after.done_points - before.done_points, after.scope_points - before.scope_points)
        for before, after in pairwise(past)
        if (after.week_end - before.week_end).days == 7
        and after.done_points is not None and before.done_points is not None
        and after.scope_points is not None and before.scope_points is not None
    ]  # fmt: skip
