"""Lessons that fire: which recorded lesson is a running project about to repeat, by conditions over its records.

The conditions are data (`lesson_conditions.toml`). A lesson that was followed does not fire; nothing is guessed from prose that no
condition describes.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import median

from leadline.projects.calculations.critical_path import ScheduledTask
from leadline.projects.queries.registers import ActionRecord
from leadline.projects.queries.relations import ContractRecord, LessonRecord
from leadline.projects.standing import Standing

LEAST_FOR_A_RATE = 3  # finished projects; two of three is a rate, one of two is an anecdote


@dataclass(frozen=True, slots=True)
class Condition:
    id: str
    says: str
    lesson: re.Pattern[str]
    signs: re.Pattern[str]
    ahead: re.Pattern[str] | None
    heeded: re.Pattern[str]
    similar: re.Pattern[str]
    days_before: int | None


@dataclass(frozen=True, slots=True)
class Sign:
    """A record that shows the condition. `kind`: task, risk, issue or obligation; `date` is its finish, due or review day."""

    kind: str
    key: str
    text: str
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class BaseRate:
    """How finished projects ended: `late` of `n`; `median_days` in working days against baseline, negative = early.

    `similar` tells whether they are those with such work, or all that are finished.
    """

    n: int
    late: int
    median_days: float
    similar: bool


@dataclass(frozen=True, slots=True)
class Warned:
    """A lesson about to be repeated. `rate` is None where fewer than three finished projects can be compared."""

    lesson: LessonRecord
    condition: Condition
    signs: tuple[Sign, ...]
    rate: BaseRate | None
    finished: int


@dataclass(frozen=True, slots=True)
class Followed:
    """A lesson of the past that this project already acts on, and the record that shows it."""

    lesson: LessonRecord
    by: Sign


def lessons_that_fire(
    standing: Standing,
    lessons: Sequence[LessonRecord],
    *,
    finished: Sequence[Standing] = (),
    contracts: Sequence[ContractRecord] = (),
    actions: Sequence[ActionRecord] = (),
) -> tuple[Warned, ...]:
    """Lessons of other projects whose condition the records of this one meet today, one warning for each condition.

    `finished` are the organisation's closed projects for the base rate; contracts and actions are those of the project.
    """
    if standing.file.project.closed:
        return ()
    warned = []
    for condition in conditions():
        lesson = next((one for one in lessons if _speaks(one, condition) and one.project != _key(standing)), None)
        if lesson is None or _heeded(standing, condition, lesson, actions) is not None:
            continue
        signs = tuple(_signs(standing, condition, contracts))
        if signs and _matters(standing, condition, signs):
            warned.append(Warned(lesson, condition, signs, base_rate(finished, condition), len(finished)))
    return tuple(warned)


def lessons_followed(
    standing: Standing, lessons: Sequence[LessonRecord], actions: Sequence[ActionRecord]
) -> tuple[Followed, ...]:
    """Lessons of other projects that an action of this one names as its origin."""
    found = []
    for lesson in lessons:
        action = next((one for one in actions if _names(one, lesson)), None)
        if action is not None and lesson.project != _key(standing):
            found.append(Followed(lesson, Sign("action", action.key, action.title, action.due)))
    return tuple(found)


def base_rate(finished: Sequence[Standing], condition: Condition) -> BaseRate | None:
    """Of the finished projects with such work if there are three, else of all that are finished; None below three."""
    ended = [one for one in finished if one.finish_slip is not None]
    alike = [one for one in ended if any(condition.similar.search(task.name) for task in _tasks(one))]
    group = alike if len(alike) >= LEAST_FOR_A_RATE else ended
    if len(group) < LEAST_FOR_A_RATE:
        return None
    slips = [one.finish_slip or 0 for one in group]
    return BaseRate(len(group), sum(slip > 0 for slip in slips), median(slips), similar=group is alike)


def _speaks(lesson: LessonRecord, condition: Condition) -> bool:
    return bool(condition.lesson.search(f"{lesson.applies_when or ''}. {lesson.recommendation}"))


def _signs(standing: Standing, condition: Condition, contracts: Sequence[ContractRecord]) -> Iterator[Sign]:
    for task in _tasks(standing):
        if not task.finished and not task.summary and condition.signs.search(task.name):
            yield Sign("task", task.key, task.name, task.finish)
    for risk in standing.open_risks:
        said = next(
            (text for text in (risk.cause, risk.title, risk.event) if text and condition.signs.search(text)), None
        )
        if said:
            yield Sign("risk", risk.key, said, risk.next_review)
    for issue in standing.open_issues:
        if condition.signs.search(issue.title):
            yield Sign("issue", issue.key, issue.title, issue.due)
    for contract in contracts:
        for promise in contract.obligations:
            if contract.status == "active" and promise.met_on is None and condition.signs.search(promise.title):
                yield Sign("obligation", contract.key, f"{contract.vendor}: {promise.title}", promise.due)


def _matters(standing: Standing, condition: Condition, signs: Sequence[Sign]) -> bool:
    """Whether work is still ahead for which it matters, and near enough."""
    if condition.ahead is None:
        return True
    ahead = [
        one for one in _tasks(standing) if not one.finished and not one.summary and condition.ahead.search(one.name)
    ]
    shown = {sign.key for sign in signs}
    starts = [one.start for one in ahead if one.key not in shown]
    if not starts or condition.days_before is None:
        return bool(starts)
    return standing.today >= min(starts) - dt.timedelta(days=condition.days_before)


def _heeded(
    standing: Standing, condition: Condition, lesson: LessonRecord, actions: Sequence[ActionRecord]
) -> Sign | None:
    for task in _tasks(standing):
        if condition.heeded.search(task.name):
            return Sign("task", task.key, task.name)
    for change in standing.file.changes:
        if change.accepted and condition.heeded.search(change.title):
            return Sign("change", change.key, change.title)
    for action in actions:
        if _names(action, lesson) or condition.heeded.search(action.title):
            return Sign("action", action.key, action.title)
    return None


def _names(action: ActionRecord, lesson: LessonRecord) -> bool:
    """ "Lesson BCN L-1" """
    return bool(action.origin and re.search(rf"\b{re.escape(lesson.project)} {re.escape(lesson.key)}\b", action.origin))


def _tasks(standing: Standing) -> tuple[ScheduledTask, ...]:
    return tuple(standing.schedule.tasks) if standing.schedule is not None else ()


def _key(standing: Standing) -> str:
    return standing.file.project.key


@cache
def conditions() -> tuple[Condition, ...]:
    given = tomllib.loads(files(__package__).joinpath("lesson_conditions.toml").read_text(encoding="utf-8"))
    return tuple(
        Condition(
            id=row["id"],
            says=row["says"],
            lesson=_any(row["lesson"]),
            signs=_any(row["signs"]),
            ahead=_any(row["ahead"]) if row["ahead"] else None,
            heeded=_any(row["heeded"]),
            similar=_any(row["similar"]),
            days_before=row.get("days_before"),
        )
        for row in given["condition"]
    )


def _any(pieces: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{piece})" for piece in pieces), re.IGNORECASE)
