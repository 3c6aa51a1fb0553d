"""Tables of money: the estimates at completion by their assumption, and the portfolio."""

from collections.abc import Sequence
from typing import Any

from leadline.projects.calculations.earned_value import EarnedValue, Figure, Undefined
from leadline.projects.standing import Standing
from leadline.tools.answer import Card
from leadline.tools.cards import Column, table, units

_PORTFOLIO = (
    Column("project", "Project"),
    Column("budget", "Budget with contingency", "money"),
    Column("bac", "Budget at completion", "money"),
    Column("actual", "Actual", "money"),
    Column("committed", "Committed", "money"),
    Column("forecast", "Forecast", "money"),
    Column("over", "Over budget", "percent"),
    Column("cpi", "CPI", "number"),
    Column("state", "State", "status"),
)


def estimates_table(standing: Standing) -> Card | None:
    """EAC, ETC and VAC under each assumption; None without earned value or for a closed project, whose cost is known."""
    earned = standing.earned
    if earned is None or standing.file.project.closed:
        return None
    currency = standing.file.project.currency
    money = (("eac", "At completion (EAC)"), ("etc", "To go (ETC)"), ("vac", "Variance (VAC)"))
    columns = [
        Column("assumption", "If the rest of the work …"),
        Column("formula", "Formula"),
        *(Column(key, label, "money", currency) for key, label in money),
    ]
    note = None if not isinstance(earned.eac_cpi, Undefined) else f"not provided: {earned.eac_cpi.reason}"
    return table(f"Forecast cost of {standing.file.project.name}", columns, _estimates(earned), note=note)


def portfolio_table(standings: Sequence[Standing]) -> Card:
    return table("Budget by project", _PORTFOLIO, [_project(one) for one in standings])


def _estimates(earned: EarnedValue) -> list[dict[str, Any]]:
    rows = (
        ("costs as much as so far", "BAC / CPI", earned.eac_cpi, earned.etc_cpi, earned.vac_cpi),
        ("costs what was planned", "AC + (BAC − EV)", earned.eac_atypical, earned.etc_atypical, earned.vac_atypical),
        (
            "follows cost and schedule performance",
            "AC + (BAC − EV) / (CPI × SPI)",
            earned.eac_combined,
            earned.etc_combined,
            earned.vac_combined,
        ),
    )
    return [
        {"assumption": what, "formula": formula, "eac": _units(eac), "etc": _units(etc), "vac": _units(vac)}
        for what, formula, eac, etc, vac in rows
    ]


def _project(one: Standing) -> dict[str, Any]:
    project = one.file.project
    return {
        "project": project.name,
        "budget": units(project.budget_cents),
        "bac": units(one.bac_cents),
        "actual": units(one.actual_cents),
        "committed": units(one.committed_cents),
        "forecast": units(one.forecast_cents),
        "over": None if one.overrun is None else round(100 * one.overrun, 1),
        "cpi": None if one.earned is None or isinstance(one.earned.cpi, Undefined) else round(one.earned.cpi, 2),
        "state": "closed" if project.closed else project.phase,
    }


def _units(figure: Figure) -> float | None:
    return None if isinstance(figure, Undefined) else units(figure)
