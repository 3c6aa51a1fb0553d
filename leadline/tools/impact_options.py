"""What can be done to keep a date: minimal sets of measures, each computed again by the engine that gives today's dates."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from leadline.projects.calculations.changes import Change, CutTask, Overlap, Rescale
from leadline.projects.calculations.critical_path import Schedule
from leadline.projects.calculations.goal_seek import GoalSeek, Option, goal_seek
from leadline.projects.calculations.monte_carlo import simulate
from leadline.projects.calculations.plan import Plan
from leadline.projects.calculations.uncertainty import RiskEvent
from leadline.projects.standing import Standing
from leadline.tools.facts import FactBook
from leadline.tools.impact_parts import NEWCOMER, Team, flow_forecast
from leadline.tools.impact_read import named
from leadline.tools.phrasing import listing

TRIALS = 2_000


@dataclass(frozen=True, slots=True)
class Way:
    """One set of measures in words with the dates it leads to; `chance` of the target in percent."""

    text: str
    finish: dt.date
    p80: dt.date | None
    chance: float | None
    levers: tuple[str, ...]


def up_to(plan: Plan, key: str) -> Plan:
    """The part of the plan that leads to `key`, with it."""
    before: dict[str, list[str]] = {}
    for link in plan.links:
        before.setdefault(link.successor, []).append(link.predecessor)
    needed, stack = {key}, [key]
    while stack:
        for one in before.get(stack.pop(), ()):
            if one not in needed:
                needed.add(one)
                stack.append(one)
    links = tuple(link for link in plan.links if link.predecessor in needed and link.successor in needed)
    tasks = tuple(replace(task, parent=None) for task in plan.tasks if task.key in needed)
    return replace(plan, tasks=tasks, links=links)


def seek(standing: Standing, plan: Plan, target: dt.date, optional: Sequence[str], *, most: int) -> GoalSeek:
    """People do not speed up what a vendor delivers."""
    vendors = {row.vendor.split(" ")[0].casefold() for row in standing.file.costs if row.vendor}
    fixed = [task.key for task in plan.tasks if any(name in task.name.casefold() for name in vendors)]
    return goal_seek(plan, target, optional=optional, fixed=fixed, most=most)


def ways(book: FactBook, found: GoalSeek, computed: Schedule, risks: Sequence[RiskEvent]) -> list[Way]:
    """With the chance of the target when the uncertainty of the tasks and the open risks are simulated."""
    told = []
    for option in found.options:
        drawn = simulate(option.schedule, risks=risks, trials=TRIALS)
        told.append(
            Way(
                text=listing([_measure(book, computed, option, one.change) for one in option.measures]),
                finish=option.finish,
                p80=drawn.p80,
                chance=100 * drawn.chance_by(found.target),
                levers=tuple(dict.fromkeys(one.lever.value for one in option.measures)),
            )
        )
    return told


def flow_ways(
    book: FactBook,
    standing: Standing,
    team: Team,
    weeks: Sequence[tuple[float, float]],
    target: dt.date,
    *,
    remaining: float,
    pace: float,
) -> list[Way]:
    """For a backlog: no new scope, less scope, more people; the least of each with which four of five trials make the date."""

    def reaches(points: float, speed: float, *, frozen: bool) -> Way | None:
        drawn = flow_forecast(standing, weeks, remaining=points, pace=speed, frozen=frozen)
        if drawn is None or drawn.chance_by(target) < 0.8:
            return None
        finish, late = drawn.date_at(50), drawn.date_at(80)
        if not isinstance(finish, dt.date) or not isinstance(late, dt.date):
            return None
        return Way("", finish, late, 100 * drawn.chance_by(target), ())

    told: list[Way] = []
    still = reaches(remaining, pace, frozen=True)
    no_more = "accept no new scope from now on"
    if still:
        told.append(replace(still, text=no_more, levers=("scope",)))
    for people in range(1, max(2, round(team.people)) + 1 if team.people else 1):
        speed = pace * (team.people + NEWCOMER * people) / team.people
        if way := reaches(remaining, speed, frozen=False):
            count = book.count("people to add", people, "person")
            told.append(replace(way, text=f"add {count} to the team today", levers=("people",)))
            break
    if cut := _least_cut(remaining, lambda points: reaches(points, pace, frozen=False)):
        points = book.points("points to cut", cut[0])
        told.append(replace(cut[1], text=f"cut {points} from the backlog", levers=("scope",)))
    if not still and (cut := _least_cut(remaining, lambda points: reaches(points, pace, frozen=True))):
        points = book.points("points to cut without new scope", cut[0])
        told.append(replace(cut[1], text=f"cut {points} from the backlog and {no_more}", levers=("scope",)))
    return told


def _least_cut(remaining: float, reaches: Callable[[float], Way | None]) -> tuple[float, Way] | None:
    low, high = 0, int(remaining)
    best: tuple[float, Way] | None = None
    while low < high:
        middle = (low + high) // 2
        way = reaches(remaining - middle)
        if way:
            best, high = (float(middle), way), middle
        else:
            low = middle + 1
    return best


def _measure(book: FactBook, computed: Schedule, option: Option, change: Change) -> str:
    match change:
        case Overlap(predecessor=before, successor=after, share=share):
            percent = book.percent("share of a task after which the next begins", round(100 * share))
            return f"start {named(book, computed[after])} when {percent} of {named(book, computed[before])} is done"
        case Rescale(key=key):
            return f"put one more person on {named(book, computed[key])}"
        case CutTask(key=key):
            return f"cut {named(book, computed[key])}"
        case _:
            return change.text
