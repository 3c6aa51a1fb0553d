"""Earned value analysis (PMI, Practice Standard for Earned Value Management, 2011) with earned schedule (Lipke 2003).

Money is in one unit throughout (integer cents or decimal amounts): differences of integers stay exact. Every figure is a number or an
`Undefined` that says why; never 0 for "not applicable". Estimates at completion are named by what they assume:

- `eac_cpi` = BAC / CPI: the rest costs as much per earned value as the work so far;
- `eac_atypical` = AC + (BAC - EV): the rest costs what was planned;
- `eac_combined` = AC + (BAC - EV) / (CPI * SPI): the rest is driven by cost and schedule performance together.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from leadline.projects.calculations.earned_schedule import earned_schedule, planned_duration, planned_value_at


@dataclass(frozen=True, slots=True)
class Undefined:
    """A figure that does not exist here, and why. False in conditions, so that `if cpi:` never takes it for a number."""

    reason: str

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return f"n/a ({self.reason})"


Figure = float | Undefined


@dataclass(frozen=True, slots=True)
class EarnedValueInput:
    """Status of a project or of a part of it.

    `pv_series`: cumulative planned value at the end of each period; `at`: status time in periods (whole or not). Without a series
    `pv` at the status date may be given alone. `pd` is the planned duration in periods if it differs from where the series reaches
    its end. `ac` is None where actual cost is not recorded.
    """

    bac: float
    ev: float
    ac: float | None = None
    pv_series: tuple[float, ...] = ()
    at: float | None = None
    pv: float | None = None
    pd: float | None = None


@dataclass(frozen=True, slots=True)
class EarnedValue:
    """All indicators. Money in the input's unit, times in periods, indices as ratios; `problems` are contradictions in the input."""

    bac: float
    ev: float
    ac: Figure
    pv: Figure
    percent_complete: Figure
    percent_spent: Figure
    sv: Figure
    spi: Figure
    cv: Figure
    cpi: Figure
    eac_cpi: Figure
    eac_atypical: Figure
    eac_combined: Figure
    etc_cpi: Figure
    etc_atypical: Figure
    etc_combined: Figure
    vac_cpi: Figure
    vac_atypical: Figure
    vac_combined: Figure
    tcpi_bac: Figure
    tcpi_eac_cpi: Figure
    pd: Figure
    at: Figure
    es: Figure
    sv_t: Figure
    spi_t: Figure
    ieac_t: Figure
    eac_t_plan: Figure
    problems: tuple[str, ...] = ()


def earned_value(given: EarnedValueInput) -> EarnedValue:
    """Compute every indicator that the input allows. Never raises on missing figures; problems of the input are listed."""
    bac, ev = given.bac, given.ev
    ac: Figure = Undefined("actual cost not provided") if given.ac is None else given.ac
    pv = _planned_value(given)
    sv, cv = _minus(ev, pv), _minus(ev, ac)
    spi = _ratio(ev, pv, "nothing was planned by the status date")
    cpi = _ratio(ev, ac, "no cost has been booked")
    left = bac - ev
    nothing_earned = "nothing has been earned yet, so there is no performance to project"
    eac_cpi = _plus(ac, _ratio(left, cpi, nothing_earned))
    eac_combined = _plus(ac, _ratio(left, _times(cpi, spi), nothing_earned))
    eac_atypical = _plus(ac, left)
    if not isinstance(cpi, Undefined) and cpi > 0:
        eac_cpi = bac / cpi
    pd, es, sv_t, spi_t, ieac_t, eac_t_plan = _in_time(given)
    return EarnedValue(
        bac=bac,
        ev=ev,
        ac=ac,
        pv=pv,
        percent_complete=_ratio(ev, bac, "the budget at completion is 0"),
        percent_spent=_ratio(ac, bac, "the budget at completion is 0"),
        sv=sv,
        spi=spi,
        cv=cv,
        cpi=cpi,
        eac_cpi=eac_cpi,
        eac_atypical=eac_atypical,
        eac_combined=eac_combined,
        etc_cpi=_minus(eac_cpi, ac),
        etc_atypical=_minus(eac_atypical, ac),
        etc_combined=_minus(eac_combined, ac),
        vac_cpi=_minus(bac, eac_cpi),
        vac_atypical=_minus(bac, eac_atypical),
        vac_combined=_minus(bac, eac_combined),
        tcpi_bac=_to_complete(left, _minus(bac, ac), "the whole budget is spent"),
        tcpi_eac_cpi=_to_complete(left, _minus(eac_cpi, ac), "no work is left to pay for"),
        pd=pd,
        at=Undefined("status time not provided") if given.at is None else given.at,
        es=es,
        sv_t=sv_t,
        spi_t=spi_t,
        ieac_t=ieac_t,
        eac_t_plan=eac_t_plan,
        problems=tuple(_problems(given)),
    )


def total(parts: Iterable[EarnedValueInput]) -> EarnedValueInput:
    """The sum of parts (work packages, categories, vendors, projects) at one status date: amounts are added, never indices.

    Actual cost is missing in the sum if it is missing in any part; the series is kept only if all parts have one (a finished series
    stays level), and the time is that of the first part.
    """
    rows = list(parts)
    if not rows:
        raise ValueError("nothing to add up: give at least one part")
    values = [planned for row in rows if not isinstance(planned := _planned_value(row), Undefined)]
    actual = [row.ac for row in rows if row.ac is not None]
    same_time = len({row.at for row in rows}) == 1
    series: tuple[float, ...] = ()
    if same_time and all(row.pv_series for row in rows):
        length = max(len(row.pv_series) for row in rows)
        padded = [row.pv_series + row.pv_series[-1:] * (length - len(row.pv_series)) for row in rows]
        series = tuple(sum(period) for period in zip(*padded, strict=True))
    return EarnedValueInput(
        bac=sum(row.bac for row in rows),
        ev=sum(row.ev for row in rows),
        ac=sum(actual) if len(actual) == len(rows) else None,
        pv_series=series,
        at=rows[0].at if same_time else None,
        pv=sum(values) if len(values) == len(rows) else None,
    )


def _planned_value(given: EarnedValueInput) -> Figure:
    if given.pv is not None:
        return given.pv
    if not given.pv_series:
        return Undefined("planned value not provided")
    if given.at is None:
        return Undefined("status time not provided")
    return planned_value_at(given.pv_series, given.at)


def _in_time(given: EarnedValueInput) -> tuple[Figure, Figure, Figure, Figure, Figure, Figure]:
    """Planned duration, ES, SV(t), SPI(t), IEAC(t) and the atypical estimate AT + (PD - ES)."""
    if not given.pv_series or given.pv_series[-1] <= 0:
        missing = Undefined("planned value over time not provided")
        return (given.pd if given.pd is not None else missing, missing, missing, missing, missing, missing)
    pd = float(planned_duration(given.pv_series)) if given.pd is None else given.pd
    if any(after < before for before, after in pairwise((0, *given.pv_series))):
        wrong = Undefined("planned value falls over time, it must be cumulative")
        return (pd, wrong, wrong, wrong, wrong, wrong)
    es = earned_schedule(given.pv_series, given.ev, given.bac, pd)
    if given.at is None:
        unknown = Undefined("status time not provided")
        return (pd, es, unknown, unknown, unknown, unknown)
    spi_t = _ratio(es, given.at, "no time has passed")
    ieac_t = _ratio(pd, spi_t, "no schedule has been earned yet")
    return (pd, es, es - given.at, spi_t, ieac_t, given.at + pd - es)


def _problems(given: EarnedValueInput) -> Iterable[str]:
    if given.bac <= 0:
        yield f"the budget at completion is {given.bac:g}; give the approved budget"
    if given.ev > given.bac:
        yield f"earned value {given.ev:g} exceeds the budget at completion {given.bac:g}"
    if given.ev < 0:
        yield f"earned value {given.ev:g} is negative"
    if given.ac is not None and given.ac < 0:
        yield f"actual cost {given.ac:g} is negative"
    if given.ac == 0 and given.ev > 0:
        yield "value is earned but no cost is booked"
    if given.ac is not None and given.ac > 0 and given.at is not None and given.at <= 0:
        yield "cost is booked before the start"
    if given.pv_series and not math.isclose(given.pv_series[-1], given.bac, rel_tol=1e-9):
        yield f"planned value ends at {given.pv_series[-1]:g}, not at the budget at completion {given.bac:g}"


def _minus(left: Figure, right: Figure) -> Figure:
    if isinstance(left, Undefined):
        return left
    return right if isinstance(right, Undefined) else left - right


def _plus(left: Figure, right: Figure) -> Figure:
    if isinstance(left, Undefined):
        return left
    return right if isinstance(right, Undefined) else left + right


def _times(left: Figure, right: Figure) -> Figure:
    if isinstance(left, Undefined):
        return left
    return right if isinstance(right, Undefined) else left * right


def _ratio(over: Figure, under: Figure, reason: str) -> Figure:
    if isinstance(over, Undefined):
        return over
    if isinstance(under, Undefined):
        return under
    return over / under if under else Undefined(reason)


def _to_complete(work: float, funds: Figure, reason: str) -> Figure:
    """To-complete index; without funds left (or with more than spent) no efficiency can reach the target."""
    if isinstance(funds, Undefined):
        return funds
    return work / funds if funds > 1e-9 * max(1.0, abs(work)) else Undefined(reason)


def cumulative(periods: Sequence[float]) -> tuple[float, ...]:
    """Running total of planned value per period, as `EarnedValueInput.pv_series` wants it."""
    running: list[float] = []
    for amount in periods:
        running.append((running[-1] if running else 0) + amount)
    return tuple(running)
