"""Fills a document template with the dates and figures of its project, so that paper and database agree.

`{day -40}` is a working day relative to the last report, `{date -40}` the calendar day; `{baseline GL}`, `{begin GL}`, `{planned GL}` and
`{actual GL}` are dates of an activity, `+14` behind them moves them by calendar days; `{late GL}` is in working days against the
baseline; `{money budget}` is an amount; `{name}` and the like are plain words.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from leadline.projects.sample.course import Course
from leadline.projects.sample.items import Items
from leadline.projects.sample.money import Money

_PLACEHOLDER = re.compile(r"\{(?P<word>[a-z]+)(?: (?P<argument>[^{}]+))?\}")
_ACTIVITY = re.compile(r"(?P<code>[A-Z0-9.]+)(?P<offset>[+-]\d+)?$")


@dataclass(frozen=True)
class Facts:
    """What a template may ask of a project."""

    items: Items
    money: Money

    @property
    def course(self) -> Course:
        return self.items.course

    def fill(self, text: str) -> str:
        """Raises ValueError for a placeholder that is not known."""
        return _PLACEHOLDER.sub(lambda match: self._value(match["word"], match["argument"] or ""), text)

    def _value(self, word: str, argument: str) -> str:
        dates: dict[str, Callable[[str], dt.date]] = {
            "day": lambda text: self.course.clock.day(int(text)),
            "date": lambda text: self.course.clock.reported + dt.timedelta(days=int(text)),
            "baseline": lambda text: self._moved(text, lambda code: self.course.baseline[code].finish),
            "begin": lambda text: self._moved(text, lambda code: self.course.truth[code].start),
            "planned": lambda text: self._moved(text, lambda code: self.items.schedule[code].finish),
            "actual": lambda text: self._moved(text, lambda code: self.course.truth[code].finish),
        }
        if word in dates:
            return date_in_words(dates[word](argument))
        if word == "late":
            planned = self.items.schedule[argument].finish
            return str(self.course.clock.working_days.between(self.course.baseline[argument].finish, planned))
        if word == "money":
            return amount_in_words(self.amount(argument))
        plain = {
            "start": lambda: date_in_words(self.course.start),
            "name": lambda: self.course.content.name,
            "key": lambda: self.course.content.key,
            "sponsor": lambda: self.course.content.sponsor,
            "manager": lambda: self.course.content.manager,
            "points": lambda: str(sum(s.story.points for s in self.course.stories if s.budget_cents is not None)),
            "over": lambda: f"{self.amount('cost') / self.amount('bac') * 100 - 100:.1f}",
        }
        if word not in plain:
            raise ValueError(f"{self.course.content.key}: unknown placeholder {{{word} {argument}}}")
        return plain[word]()

    def amount(self, name: str) -> int:
        """An amount of the project in cents."""
        bac = self.money.budget_at_completion
        budget = self.course.content.budget_cents or 0
        return {
            "budget": budget,
            "bac": bac,
            "contingency": budget - bac,
            "cost": self.money.actual_cost(self.course.clock.reported),
        }[name]

    def _moved(self, argument: str, date_of: Callable[[str], dt.date]) -> dt.date:
        match = _ACTIVITY.match(argument)
        if match is None:
            raise ValueError(f"{self.course.content.key}: cannot read the activity {argument!r}")
        day = date_of(match["code"]) + dt.timedelta(days=int(match["offset"] or 0))
        return self.course.clock.working_days.next_working_day(day) if match["offset"] else day


def date_in_words(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def amount_in_words(cents: int) -> str:
    return f"{round(cents / 100):,} EUR"
