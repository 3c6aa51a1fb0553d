"""The money of a project by category, vendor, expenditure or month."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.projects.queries.money import CostRow
from leadline.projects.standing import Standing
from leadline.tools.answer import Card
from leadline.tools.cards import Column, table, units

INTERNAL = "without vendor"


@dataclass(frozen=True, slots=True)
class Part:
    """Cents of one part; None = nothing of that kind was ever booked for it. `planned_to_date` stops at the month of the last booking."""

    name: str
    planned: int | None
    planned_to_date: int | None
    committed: int | None
    actual: int | None

    @property
    def over(self) -> int | None:
        """Actual less what was planned to date; None where either is missing."""
        if self.actual is None or self.planned_to_date is None:
            return None
        return self.actual - self.planned_to_date


def breakdown(standing: Standing, by: str) -> list[Part]:
    """Parts by the actual cost, largest first; months in the order of time."""
    rows = standing.file.costs
    last = max((row.period for row in rows if row.kind == "actual"), default=None)
    names = sorted({_name(row, by) for row in rows})
    parts = []
    for name in names:
        own = [row for row in rows if _name(row, by) == name]
        to_date = [row for row in own if last is not None and row.period <= last]
        parts.append(
            Part(
                name,
                _sum(own, "planned"),
                _sum(to_date, "planned"),
                _sum(own, "committed"),
                _sum(own, "actual"),
            )
        )
    if by == "month":
        return parts
    return sorted(parts, key=lambda part: (-(part.actual or 0), -(part.planned or 0), part.name))


def breakdown_table(standing: Standing, parts: Sequence[Part], by: str) -> Card | None:
    if not parts:
        return None
    currency = standing.file.project.currency
    heads = (
        ("planned", "Planned"),
        ("to_date", "Planned to date"),
        ("committed", "Committed"),
        ("actual", "Actual"),
        ("over", "Over plan to date"),
    )
    columns = [Column("name", by.capitalize()), *(Column(key, label, "money", currency) for key, label in heads)]
    rows = [
        {
            "name": part.name,
            "planned": units(part.planned),
            "to_date": units(part.planned_to_date),
            "committed": units(part.committed),
            "actual": units(part.actual),
            "over": units(part.over),
        }
        for part in parts
    ]
    return table(f"Cost by {by}: {standing.file.project.name}", columns, rows)


def _name(row: CostRow, by: str) -> str:
    if by == "vendor":
        return row.vendor or INTERNAL
    if by == "month":
        return f"{row.period:%Y-%m}"
    return row.expenditure if by == "expenditure" else row.category


def _sum(rows: Sequence[CostRow], kind: str) -> int | None:
    amounts = [row.cents for row in rows if row.kind == kind]
    return sum(amounts) if amounts else None
