"""Cost that runs ahead of the work, and whether the last weeks are better or worse than the whole."""

from collections.abc import Iterator

from leadline.tools.risks.draft import Draft, Figure, Found, Told, found
from leadline.tools.risks.material import WEEKS, Material

POOR = 0.95  # earned a unit spent, below which the rest will cost more than planned


def detect(material: Material) -> Found:
    if material.standing.bac_cents is None or material.standing.actual_cents is None:
        return Found("cost", "earned value against cost", missing="no budget at completion or no costs booked")
    return found("cost", "earned value against cost, over all and over the last weeks", _drafts(material))


def _drafts(m: Material) -> Iterator[Draft]:
    weeks = [
        one for one in m.weeks[-WEEKS - 1 :] if one.earned_value_cents is not None and one.actual_cost_cents is not None
    ]
    bac, contingency = m.standing.bac_cents or 0, m.standing.file.project.contingency_cents or 0
    if len(weeks) < WEEKS:
        return
    earned = (weeks[-1].earned_value_cents or 0) - (weeks[0].earned_value_cents or 0)
    spent = (weeks[-1].actual_cost_cents or 0) - (weeks[0].actual_cost_cents or 0)
    done, cost = weeks[-1].earned_value_cents or 0, weeks[-1].actual_cost_cents or 0
    if spent <= 0 or earned <= 0 or cost <= 0 or earned / spent >= POOR or done / cost >= POOR:
        return
    forecast = round(cost + (bac - done) / (earned / spent))
    over = forecast - bac
    if over <= 0:
        return
    beyond = over > contingency
    name = m.name
    yield Draft(
        fingerprint="cost-trend",
        category="cost",
        title="The budget does not last to the end" if beyond else "The contingency is used up by running cost",
        cause=Told(
            "over the last {} a unit of money spent earned {}, over all {}",
            (
                Figure("count", f"{name}: weeks of the cost trend", len(weeks) - 1, "week"),
                Figure("ratio", f"{name}: cost performance over the last weeks", earned / spent),
                Figure("ratio", f"{name}: cost performance index (CPI)", done / cost),
            ),
        ),
        event=Told("the rest of the work costs as much as the last weeks did"),
        effect=Told(
            "a cost at completion of {}, {} over the budget; the contingency is {}",
            (
                Figure("money", f"{name}: cost at completion at the rate of the last weeks", forecast),
                Figure("money", f"{name}: overrun at the rate of the last weeks", over),
                Figure("money", f"{name}: contingency", contingency or None),
            ),
        ),
        probability=0.7 if beyond else 0.5,
        why_probability="both the whole and the last weeks earn too little for what they cost"
        + ("; the overrun exceeds the contingency" if beyond else ""),
        why_impact="cost at completion at the rate of the last weeks less the budget",
        strategy="escalate" if beyond else "mitigate",
        response="Agree with the sponsor now what is left out or paid for, before the money is spent",
        trigger=Told(
            "the cost performance of a month stays below {}",
            (Figure("ratio", f"{name}: limit of cost performance", POOR),),
        ),
        evidence=(
            Told(
                "last weeks: {} earned for {} spent",
                (
                    Figure("money", f"{name}: earned over the last weeks", earned),
                    Figure("money", f"{name}: spent over the last weeks", spent),
                ),
            ),
            Told(
                "in all: {} earned for {} spent",
                (
                    Figure("money", f"{name}: earned value (EV)", done),
                    Figure("money", f"{name}: actual cost (AC)", cost),
                ),
            ),
        ),
        words="budget overrun cost performance contingency exhausted",
        cents=over,
        reserved=False,
    )
