"""Which days each task can be worked on: its own calendar, else its assignees' common days, else the plan's."""

import datetime as dt

from leadline.projects.calculations.calendar import NoWorkingDaysError, WorkingDays
from leadline.projects.calculations.plan import Plan, Task, WorkingCalendar
from leadline.projects.calculations.problems import Problem, ProblemKind


class TaskCalendars:
    """Calendars of a plan by task, each built once and counted from the plan's start.

    A person's calendar is the entry of `plan.calendars` under the person's name. A calendar without working days is named in
    `problems`, and the plan's calendar (or Monday to Friday, if that is the broken one) is used in its place.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.problems: list[Problem] = []
        self._built: dict[tuple[str, ...], WorkingDays] = {}
        self._status: dict[int, float] = {}
        try:
            self.default = WorkingDays(plan.calendar, plan.start)
        except NoWorkingDaysError:
            self._say(
                (plan.calendar.name,), f"calendar {plan.calendar.name} has no working days; Monday to Friday is used"
            )
            self.default = WorkingDays(WorkingCalendar(), plan.start)

    def of(self, task: Task) -> WorkingDays:
        calendars = self._plan.calendars
        if task.calendar is not None:
            return self._get((task.calendar,), task.key)
        if not calendars or not task.assignees:
            return self.default
        people = tuple(sorted({person for person in task.assignees if person in calendars}))
        return self._get(people, task.key) if people else self.default

    def status_offset(self, days: WorkingDays, status: dt.date) -> float:
        offset = self._status.get(id(days))
        if offset is None:
            offset = self._status[id(days)] = days.offset_of_start(status)
        return offset

    def _get(self, names: tuple[str, ...], key: str) -> WorkingDays:
        days = self._built.get(names)
        if days is None:
            days = self._built[names] = self._build(names, key)
        return days

    def _build(self, names: tuple[str, ...], key: str) -> WorkingDays:
        missing = [name for name in names if name not in self._plan.calendars]
        if missing:
            if missing == [self._plan.calendar.name]:
                return self.default
            self._say((key, *missing), f"{key} works on calendar {missing[0]}, which is not given; the plan's is used")
            return self.default
        calendars = [self._plan.calendars[name] for name in names]
        if all(calendar == self._plan.calendar for calendar in calendars):
            return self.default
        try:
            return WorkingDays(calendars, self._plan.start)
        except NoWorkingDaysError:
            words = "have no working day in common" if len(names) > 1 else "has no working days"
            self._say((key, *names), f"{key}: {' and '.join(names)} {words}; the plan's calendar is used")
            return self.default

    def _say(self, keys: tuple[str, ...], message: str) -> None:
        self.problems.append(Problem(ProblemKind.CALENDAR, keys, message))
