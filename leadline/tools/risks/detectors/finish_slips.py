"""A finish that has moved before will move again: the base rate of the project's own weeks."""

from collections.abc import Iterator

from leadline.projects.calculations.slippage import working_days_late
from leadline.projects.signals import finish_slips
from leadline.tools.risks.draft import Draft, Figure, Found, Told, found
from leadline.tools.risks.material import Material

AHEAD = 8  # weeks for which the chance is told
OFTEN = 2


def detect(material: Material) -> Found:
    return found("schedule", "the forecast finish in the weekly snapshots", _drafts(material))


def _drafts(m: Material) -> Iterator[Draft]:
    slips, weeks, computed = finish_slips(m.standing), len(m.weeks), m.standing.schedule
    behind = m.standing.finish_slip or 0
    if len(slips) < OFTEN or behind <= 0 or weeks < AHEAD or computed is None:
        return
    said = [one.forecast_finish for one in m.weeks if one.forecast_finish]
    moved = max(working_days_late(said[0], said[-1], computed.network.default_days) or 0, 1)
    each = moved / len(slips)
    again = 1 - (1 - len(slips) / weeks) ** AHEAD
    times = Figure("count", f"{m.name}: slips of the forecast finish", len(slips), "time")
    yield Draft(
        fingerprint="finish-slips",
        category="schedule",
        title="The finish slips again",
        cause=Told(
            "the forecast finish moved {} in {} and is now {} behind its baseline",
            (
                times,
                Figure("count", f"{m.name}: weeks under the baseline", weeks, "week"),
                Figure("working_days", f"{m.name}: finish slip against baseline", behind),
            ),
        ),
        event=Told("it moves once more"),
        effect=Told(
            "a finish later than {} by about {}",
            (
                Figure("date", f"{m.name}: forecast finish", m.standing.finish),
                Figure("working_days", f"{m.name}: mean slip of the finish", round(each, 1)),
            ),
        ),
        probability=round(again, 2),
        why_probability="share of the weeks so far in which it slipped, over the coming weeks",
        why_impact="mean of the slips so far; money at the present weekly cost",
        strategy="mitigate",
        response="Replan the critical path with the people who do it and put one reserve at its end, then hold the new date",
        trigger=Told(
            "the forecast finish of a weekly snapshot lies after {}",
            (Figure("date", f"{m.name}: forecast finish", m.standing.finish),),
        ),
        evidence=tuple(
            Told(
                "week to {}: forecast moved to {}",
                (
                    Figure("date", f"{m.name}: week of a slip", week),
                    Figure("date", f"{m.name}: forecast finish then", now),
                ),
            )
            for week, now in slips
        ),
        words="finish date slips again schedule delay",
        reserved=False,
        days=round(each, 1),
        cents=m.cost_of(each),
    )
