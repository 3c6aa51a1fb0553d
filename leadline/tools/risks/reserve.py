"""How many days and how much money cover the risks in four of five cases: before and after the responses that were agreed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from leadline.projects.calculations.monte_carlo import Simulation, simulate
from leadline.projects.calculations.tornado import Sensitivity
from leadline.projects.calculations.uncertainty import RiskEvent
from leadline.projects.queries.registers import RiskRecord
from leadline.tools.risks.assessed import Assessment, Rated

CERTAINTY = 80.0
TRIALS = 10_000
SEED = 1


@dataclass(frozen=True, slots=True)
class Threat:
    """One uncertain event: `days` and `cents` if it happens, None = nobody estimated it."""

    key: str
    name: str
    probability: float
    days: float | None
    cents: float | None


@dataclass(frozen=True, slots=True)
class Amount:
    """`plain`: the expected value, sum of probability times impact. `reserve`: what covers four of five trials."""

    plain: float
    reserve: float


@dataclass(frozen=True, slots=True)
class Reserve:
    """Days are working days beyond the planned finish, with the ranges of the tasks; without a plan, of the events alone.
    `drivers` are the events that move the finish most, `by_money` those with the largest expected value. `silent`: threats that
    nobody priced, in neither figure."""

    days_before: float | None
    days_after: float | None
    simulation: Simulation | None
    money_before: Amount
    money_after: Amount
    drivers: tuple[Sensitivity, ...]
    by_money: tuple[Threat, ...]
    silent: tuple[str, ...]
    drafted: int


def reserve_of(assessment: Assessment) -> Reserve:
    """The open threats of the register and the drafts that are not on it. A drafted risk has no agreed response: after = before."""
    open_risks = [one for one in assessment.material.standing.open_risks if one.kind == "threat"]
    delays = assessment.material.delays_of_risks
    drafts = [_drafted(number, one) for number, one in enumerate(assessment.new, 1) if one.draft.reserved]
    before = [_registered(one, delays.get(one.key), residual=False) for one in open_risks] + drafts
    after = [_registered(one, delays.get(one.key), residual=True) for one in open_risks] + drafts
    first, second = _simulated(assessment, before), _simulated(assessment, after)
    return Reserve(
        days_before=_days(first),
        days_after=_days(second),
        simulation=first,
        money_before=_money(before),
        money_after=_money(after),
        drivers=tuple(one for one in first.tornado if one.kind == "risk") if first else (),
        by_money=tuple(
            sorted((one for one in before if one.cents), key=lambda one: -one.probability * (one.cents or 0))
        ),
        silent=tuple(one.key for one in before if one.days is None and one.cents is None),
        drafted=len(drafts),
    )


def _registered(one: RiskRecord, days: float | None, *, residual: bool) -> Threat:
    """After the responses: the residual probability, and the impact scaled down as its place on the scale was."""
    probability, share = one.probability, 1.0
    if residual and one.residual_probability is not None:
        probability = one.residual_probability
    if residual and one.residual_impact is not None:
        share = min(1.0, one.residual_impact / one.impact)
    cents = None if one.impact_cents is None else one.impact_cents * share
    return Threat(one.key, one.title, probability, None if days is None else days * share, cents)


def _drafted(number: int, one: Rated) -> Threat:
    return Threat(f"draft {number}", one.draft.title, one.draft.probability, one.draft.days, one.draft.cents)


def _simulated(assessment: Assessment, threats: Sequence[Threat]) -> Simulation | None:
    computed = assessment.material.standing.schedule
    if computed is None or computed.finish is None:
        return None
    events = [
        RiskEvent(one.key, one.name, one.probability, one.days, one.days, one.days) for one in threats if one.days
    ]
    return simulate(computed, trials=TRIALS, seed=SEED, risks=events)


def _days(found: Simulation | None) -> float | None:
    return None if found is None else max(0.0, round(found.offset(CERTAINTY) - found.planned, 1))


def _money(threats: Iterable[Threat]) -> Amount:
    """Each event happens or not in each trial; sums of money, independent of each other."""
    priced = [one for one in threats if one.cents]
    if not priced:
        return Amount(0.0, 0.0)
    chances = np.array([one.probability for one in priced])
    amounts = np.array([float(one.cents or 0) for one in priced])
    happened = np.random.Generator(np.random.SFC64(SEED)).random((TRIALS, len(priced))) < chances
    return Amount(float(chances @ amounts), float(np.percentile(happened @ amounts, CERTAINTY)))
