"""What the records witness beside the figures: slips of the date, overdue actions, urgent issues, broken promises of vendors."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from leadline.projects.health import Dimension
from leadline.projects.queries.registers import ActionRecord
from leadline.projects.queries.relations import ContractRecord
from leadline.projects.standing import Standing

OFTEN = 3  # a date that moved three times is no longer a surprise
RECENT = dt.timedelta(days=60)  # what people said or wrote longer ago speaks of another situation


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that somebody saw or left undone. `weight`: 1 or 2 against the project, below 0 in its favour.

    `dimension` is None where only its words can tell. `key` is the record's; `days` how late, if it is late.
    """

    kind: str
    title: str
    weight: int
    dimension: Dimension | None = None
    key: str | None = None
    date: dt.date | None = None
    count: int | None = None


def record_signals(
    standing: Standing, actions: Sequence[ActionRecord], contracts: Sequence[ContractRecord]
) -> tuple[Signal, ...]:
    """In the order slips, promises of vendors, issues, actions."""
    return (*_slips(standing), *_promises(standing, contracts), *_issues(standing), *_actions(standing, actions))


def finish_slips(standing: Standing) -> list[tuple[dt.date, dt.date]]:
    """(week, new forecast) of every week since the baseline in force in which the forecast finish moved to a later day."""
    approved = standing.file.baseline.approved_on if standing.file.baseline else None
    said = [
        (one.week_end, one.forecast_finish)
        for one in standing.file.snapshots
        if one.forecast_finish and (approved is None or one.week_end >= approved)
    ]
    return [(week, now) for (_, before), (week, now) in pairwise(said) if now > before]


def _slips(standing: Standing) -> Iterator[Signal]:
    slips = finish_slips(standing)
    if len(slips) >= 2 and (standing.finish_slip or 0) > 0:
        weight = 2 if len(slips) >= OFTEN else 1
        yield Signal("slip", "the forecast finish", weight, Dimension.SCHEDULE, date=slips[0][0], count=len(slips))


def _promises(standing: Standing, contracts: Sequence[ContractRecord]) -> Iterator[Signal]:
    for contract in contracts:
        late = [one for one in contract.obligations if one.status in ("open", "late") and one.days_late(standing.today)]
        if late and contract.status == "active":
            worst = max(late, key=lambda one: one.days_late(standing.today) or 0)
            days = worst.days_late(standing.today)
            yield Signal(
                "promise", f"{contract.vendor}: {worst.title}", 1, Dimension.SCHEDULE, contract.key, worst.due, days
            )


def _issues(standing: Standing) -> Iterator[Signal]:
    for one in standing.open_issues:
        if one.severity in ("critical", "high"):
            yield Signal("issue", one.title, 2 if one.severity == "critical" else 1, key=one.key, date=one.due)


def _actions(standing: Standing, actions: Sequence[ActionRecord]) -> Iterator[Signal]:
    for one in actions:
        if one.status == "open" and one.due and one.due < standing.today:
            late = (standing.today - one.due).days
            yield Signal("action", one.title, 1, key=one.key, date=one.due, count=late)
