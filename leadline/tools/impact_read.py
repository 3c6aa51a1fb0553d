"""What a change means for the plan and the team: the records it touches, as changes that the engine can apply to a copy."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from leadline.projects.calculations.changes import AddTask, Change, CutTask, Delay, Rescale
from leadline.projects.calculations.critical_path import Schedule, ScheduledTask
from leadline.projects.calculations.plan import Link, Task
from leadline.projects.calculations.staffing import AddPerson, Away
from leadline.projects.standing import Standing
from leadline.tools.facts import FactBook
from leadline.tools.impact_parts import LOAD_WEEKS, NEWCOMER, Staffing, Team
from leadline.tools.phrasing import clipped, listing
from leadline.tools.workload_parts import Staff, loads, relief
from leadline.tools.workload_words import helpers

REPLACED_AFTER = 4  # weeks until somebody takes over from a person who leaves, where nothing else is said
_ENDINGS = re.compile(r"(?:ing|ance|s)$")
_WHOLE = re.compile(
    r"\b(?:go-?\s?live|launch|finish|end|completion|project|delivery|release|deadline|date)\b", re.IGNORECASE
)
_VENDOR = re.compile(r"^(?:the |our )?(?:vendors?|suppliers?|contractors?|partners?)$", re.IGNORECASE)
_EMPTY = frozenset({"the", "a", "an", "of", "our", "phase", "task", "to", "in", "for", "and"})


@dataclass(frozen=True, slots=True)
class Wish:
    """The change as it was asked for. `people`: more (negative: fewer); `factor`: of the duration of `task`."""

    person: str | None = None
    people: float | None = None
    away_weeks: float | None = None
    task: str | None = None
    delay_days: float | None = None
    factor: float | None = None
    cut: str | None = None
    add_points: float | None = None
    add_days: float | None = None

    @property
    def empty(self) -> bool:
        return not any(getattr(self, name) is not None for name in Wish.__slots__)

    @property
    def of_plan(self) -> bool:
        """It names work of the schedule, so that the pace of a backlog cannot answer it."""
        return any(one is not None for one in (self.task, self.delay_days, self.factor, self.cut, self.add_days))


@dataclass(slots=True)
class Reading:
    """`said` are the changes in words, `assumed` what nobody told, `helpers` who could take over; `points` and `pace` move a backlog."""

    changes: list[Change] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    helpers: list[str] = field(default_factory=list)
    staffing: Staffing = field(default_factory=Staffing)
    points: float = 0.0
    pace: float = 1.0


class UnclearError(ValueError):
    """What was meant cannot be told; `choices` are nearest."""

    def __init__(self, question: str, choices: Sequence[str]) -> None:
        super().__init__(question)
        self.choices = list(choices)


def read(
    book: FactBook, standing: Standing, wish: Wish, team: Team, staff: Staff, *, throughput: float, flow: bool
) -> Reading:
    """`throughput` in points a week (0: unknown); `flow`: the backlog is changed, not the plan. Raises `UnclearError`."""
    found = Reading()
    computed = standing.schedule
    if wish.person:
        _lose(book, standing, wish.person, wish.away_weeks, team, staff, throughput, found)
    if wish.people:
        _people(book, standing, wish, team, found, flow=flow)
    if wish.cut:
        _cut(book, _plan_of(standing), wish.cut, standing, found)
    if wish.delay_days is not None or wish.factor is not None:
        _later(book, _plan_of(standing), replace(wish, task=delivery(standing, wish.task or "")), found)
    if wish.add_points:
        _points(book, standing, wish, team, throughput, found, flow=flow)
    if wish.add_days:
        _work(book, _plan_of(standing), wish.add_days, wish.task if wish.delay_days is None else None, found)
    if not found.said:
        raise UnclearError("By how much does it change? Give days, weeks or a date", [])
    if found.changes and computed is None:
        raise UnclearError(
            f"{standing.file.project.name} has no schedule to change. What shall I look at instead", ["its backlog"]
        )
    return found


def open_tasks(computed: Schedule) -> list[ScheduledTask]:
    return [task for task in computed.tasks if not task.summary and not task.finished]


def find_task(computed: Schedule, words: str, *, milestone: bool = False) -> ScheduledTask:
    """The open task meant by key or words; of several the one that comes first. Raises `UnclearError`."""
    tasks = open_tasks(computed)
    by_key = {task.key.casefold(): task for task in tasks}
    if words.strip().casefold() in by_key:
        return by_key[words.strip().casefold()]
    wanted = {_ENDINGS.sub("", word) for word in re.findall(r"[a-z0-9]+", words.casefold()) if word not in _EMPTY}
    fitting = [
        task for task in tasks if wanted and all(word in task.name.casefold().replace("-", " ") for word in wanted)
    ]
    if milestone:
        fitting = [task for task in fitting if task.milestone] or fitting
    if fitting:
        return min(fitting, key=lambda task: (task.start, task.finish))
    nearest = [f"{task.key} {task.name}" for task in computed.critical_tasks if not task.milestone][:4]
    raise UnclearError(f"I find no open task “{words.strip()}” in the plan. Which one is meant", nearest)


def delivery(standing: Standing, words: str) -> str:
    """ "The vendor" of a project: the first word of the one whose open task comes next, as tasks are named after vendors."""
    if standing.schedule is None or not _VENDOR.match(words.strip()):
        return words
    names = {row.vendor.split(" ")[0] for row in standing.file.costs if row.vendor}
    tasks = sorted(open_tasks(standing.schedule), key=lambda task: (task.start, task.key))
    found = next((name for task in tasks for name in names if name.casefold() in task.name.casefold()), None)
    if found is None:
        nearest = [f"{task.key} {task.name}" for task in standing.schedule.critical_tasks if not task.milestone][:4]
        raise UnclearError("No open task of the plan is named after a vendor. Which one is meant", nearest)
    return found


def named(book: FactBook, task: ScheduledTask) -> str:
    key = book.key(f"{task.key}: task", task.key)
    return f"**{key}** {book.name(f'{task.key}: title', clipped(task.name, 60))}"


def _plan_of(standing: Standing) -> Schedule:
    if standing.schedule is None or standing.schedule.finish is None:
        name = standing.file.project.name
        raise UnclearError(
            f"{name} has no schedule that could change. What shall I look at instead", [f"Status of {name}"]
        )
    return standing.schedule


def _lose(
    book: FactBook,
    standing: Standing,
    person: str,
    weeks: float | None,
    team: Team,
    staff: Staff,
    throughput: float,
    found: Reading,
) -> None:
    given = weeks if weeks is not None else float(REPLACED_AFTER)
    first = standing.today
    last = first + dt.timedelta(days=max(1, round(7 * given)) - 1)
    who = book.name(f"{person}: person", person)
    span = f"{book.date(f'{person}: away from', first)} to {book.date(f'{person}: away until', last)}"
    found.said.append(f"{who} is away from {span}, and nobody takes over")
    if weeks is None:
        told = book.number("weeks until somebody takes over", REPLACED_AFTER, "weeks")
        found.assumed.append(f"{who} is replaced after {told} weeks; say another number if you know it")
    found.changes.append(Away(person, first, last))
    row = next((one for one in loads(staff, [one for one in staff.people if one.name == person])), None)
    key = standing.file.project.key
    if row is None:
        found.assumed.append(f"no allocation of {who} on this project is recorded, so load and cost do not change")
        return
    found.helpers.append(helpers(book, row, relief(staff, row).helpers).strip())
    horizon = min(last, staff.last)
    away = row.person.days_between(first, horizon)
    share = dict(row.shares).get(key, 0.0) / row.available if row.available else 0.0
    elsewhere = (row.booked - dict(row.shares).get(key, 0.0)) / row.available * away if row.available else 0.0
    all_away = row.person.days_between(first, last) * share
    found.staffing = Staffing(away_days=all_away, capacity=-away, elsewhere=elsewhere)
    if throughput and team.people:
        found.points += throughput * given * min(1.0, share / team.people)


def _people(book: FactBook, standing: Standing, wish: Wish, team: Team, found: Reading, *, flow: bool) -> None:
    count = wish.people or 0.0
    how_many = book.count("people more or fewer", abs(count), "person")
    side = "more" if count > 0 else "fewer"
    found.said.append(f"{how_many} {side} from today")
    days = 5.0 * LOAD_WEEKS * count
    found.staffing = replace(found.staffing, more=count, capacity=found.staffing.capacity + days)
    if team.people:
        worth = count * (NEWCOMER if count > 0 else 1.0)
        found.pace = max(0.05, (team.people + worth) / team.people)
    if standing.schedule is not None and not flow:
        found.changes += _on_critical_work(book, standing, wish, count, found)
    if count > 0:
        share = book.percent("share of a full pair of hands that a newcomer is", round(100 * NEWCOMER))
        found.assumed.append(
            f"a newcomer counts {share} of a full pair of hands, for hand-over and coordination (Brooks)"
        )


def _on_critical_work(book: FactBook, standing: Standing, wish: Wish, count: float, found: Reading) -> list[Change]:
    """More people help the open critical tasks one after the other; fewer slow all open tasks by their share of the team."""
    assert standing.schedule is not None
    vendors = {row.vendor.split(" ")[0].casefold() for row in standing.file.costs if row.vendor}
    tasks = [task for task in open_tasks(standing.schedule) if not task.milestone]
    own = [task for task in tasks if not any(name in task.name.casefold() for name in vendors)]
    if wish.task:
        own = [find_task(standing.schedule, wish.task)]
    elif count > 0:
        own = [task for task in own if task.critical and task.duration >= 2]
    if count < 0:
        crew = len({person for task in standing.schedule.plan.tasks for person in task.assignees}) or 1
        factor = crew / max(1.0, crew + count)
        size = book.count("people with tasks in the plan", crew, "person")
        found.assumed.append(
            f"the work is spread over the {size} with tasks, so that each open task takes as much longer"
        )
        return [Rescale(task.key, factor) for task in own]
    if not wish.task:
        told = book.count("critical tasks that they help", len(own), "open critical task")
        found.assumed.append(f"they work on the {told} of at least two days that no vendor delivers")
    return [AddPerson(f"extra person {at + 1}", tuple(task.key for task in own)) for at in range(round(count))]


def _cut(book: FactBook, computed: Schedule, words: str, standing: Standing, found: Reading) -> None:
    """One task, or everything open below an epic or summary."""
    plan = computed.plan
    summaries = {task.key: task.name for task in computed.tasks if task.summary and not task.finished}
    above = next(
        (key for key, name in summaries.items() if words.casefold() in (key.casefold(), name.casefold())), None
    )
    if above:
        parents = {task.key: task.parent for task in plan.tasks}
        tasks = [task for task in open_tasks(computed) if _below(task.key, above, parents)]
    else:
        tasks = [find_task(computed, words)]
    found.changes += [CutTask(task.key) for task in tasks]
    found.said.append(f"cut {listing([named(book, task) for task in tasks[:4]])}")


def _below(key: str, above: str, parents: dict[str, str | None]) -> bool:
    at, seen = parents.get(key), set[str]()
    while at is not None and at not in seen:
        if at == above:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def _later(book: FactBook, computed: Schedule, wish: Wish, found: Reading) -> None:
    if not wish.task:
        raise UnclearError("What slips? Name the task, the delivery or the vendor", [])
    task = find_task(computed, wish.task)
    if wish.factor is not None:
        found.changes.append(Rescale(task.key, wish.factor))
        percent = book.percent(f"{task.key}: of its duration", round(100 * wish.factor))
        found.said.append(f"{named(book, task)} takes {percent} of its time")
        return
    days = wish.delay_days or 0.0
    told = book.working_days(f"{task.key}: change of its date", days)
    if days < 0:
        left = max(0.0, task.duration + days)
        found.changes.append(Rescale(task.key, left / task.duration if task.duration else 1.0))
        found.said.append(f"{named(book, task)} takes {told} less")
        return
    found.changes.append(Delay(task.key, days))
    found.said.append(f"{named(book, task)} slips by {told}")


def _points(
    book: FactBook, standing: Standing, wish: Wish, team: Team, throughput: float, found: Reading, *, flow: bool
) -> None:
    points = wish.add_points or 0.0
    side = "more" if points > 0 else "fewer"
    found.said.append(f"{book.points('change of scope', abs(points))} {side} in the backlog")
    found.points += points
    name = standing.file.project.name
    if not throughput:
        raise UnclearError(f"{name} has no throughput in points yet. How many working days is the new work", [])
    days = 5 * points / throughput
    if flow or days < 0:
        found.staffing = replace(found.staffing, extra_work=days * team.people)
        return
    pace = book.number(f"{name}: points a week", round(throughput, 1), "points")
    found.assumed.append(f"points become working days at the {pace} points a week that the team finished of late")
    _work(book, _plan_of(standing), round(days, 1), wish.task, found)


def _work(book: FactBook, computed: Schedule, days: float, before: str | None, found: Reading) -> None:
    """More work for the present team: it stands in front of the first critical task that has not begun."""
    if before:
        at = find_task(computed, before)
    else:
        waiting = [
            task for task in computed.critical_tasks if not task.milestone and task.progress == 0 and not task.finished
        ]
        at = waiting[0] if waiting else computed.critical_tasks[-1]
    links = [
        Link(link.predecessor, "NEW-1", link.type, link.lag, link.lag_unit)
        for link in computed.plan.links
        if link.successor == at.key
    ]
    new = Task("NEW-1", "New work", days)
    found.changes.append(AddTask(new, (*links, Link("NEW-1", at.key))))
    told = book.working_days("new work", days)
    found.said.append(f"{told} of new work in front of {named(book, at)}")
    found.assumed.append(
        "the present team does the new work on the critical path; done by others beside it, it moves nothing until their hand-over"
    )
    found.staffing = replace(found.staffing, extra_work=found.staffing.extra_work + days)


def milestone_meant(computed: Schedule, words: str) -> ScheduledTask:
    """The milestone that shall move; "the go-live" of a plan without one of that name is its end. Raises `UnclearError`."""
    try:
        return find_task(computed, words, milestone=True)
    except UnclearError:
        last = [task for task in open_tasks(computed) if task.finish == computed.finish]
        if not last or not _WHOLE.search(words):
            raise
        return max(last, key=lambda task: (task.milestone, task.finish_offset))
