"""A vendor that breaks its dates: open promises that are late, and how often this vendor kept its word before."""

from collections.abc import Iterator

from leadline.projects.queries.relations import ContractRecord, ObligationRecord
from leadline.tools.risks.draft import Draft, Figure, Found, Told, found
from leadline.tools.risks.material import Material

OPEN = ("open", "late")


def detect(material: Material) -> Found:
    return found("external", "promises in the active contracts of the project", _drafts(material))


def _drafts(m: Material) -> Iterator[Draft]:
    for contract in m.contracts:
        late = [one for one in contract.obligations if one.status in OPEN and one.days_late(m.today)]
        if late and contract.status == "active":
            yield _draft(m, contract, late)


def _draft(m: Material, contract: ContractRecord, late: list[ObligationRecord]) -> Draft:
    vendor = contract.vendor
    dated = [one for each in m.all_contracts if each.vendor == vendor for one in each.obligations if one.due]
    broken = [one for one in dated if one.days_late(m.today)]
    next_one = min(late, key=lambda one: (one.forecast or one.due or m.today, one.title))
    overdue = next_one.days_late(m.today) or 0
    working = round(overdue * 5 / 7 / max(1, len(broken)), 1)
    subject = f"{m.name} {contract.key}"
    return Draft(
        fingerprint=f"vendor:{vendor}",
        category="external",
        title=f"{vendor} delivers late again",
        cause=Told(
            "{} has been late with {} of {}; open past the due date: {}",
            (
                Figure("name", f"{subject}: vendor", vendor),
                Figure("number", f"{vendor}: promises kept late", len(broken), "count"),
                Figure("count", f"{vendor}: promises with a date", len(dated), "promise"),
                Figure("count", f"{vendor}: open promises that are late", len(late), "delivery"),
            ),
        ),
        event=Told(
            "{} does not arrive on {}",
            (
                Figure("name", f"{subject}: next late delivery", next_one.title),
                Figure("date", f"{subject}: forecast of the next late delivery", next_one.forecast or next_one.due),
            ),
        ),
        effect=Told(
            "about {} more of waiting for the work that builds on it",
            (Figure("working_days", f"{vendor}: mean lateness a promise", working),),
        ),
        probability=round(min(0.9, (len(broken) + 1) / (len(dated) + 2)), 2),
        why_probability="late promises among all dated ones of this vendor, smoothed (rule of succession)",
        why_impact="lateness so far spread over its late promises",
        strategy="transfer",
        response="Get a dated recovery plan and the penalty in writing, and prepare a way without the delivery",
        trigger=Told(
            "no delivery accepted by {}",
            (Figure("date", f"{subject}: forecast of the next late delivery", next_one.forecast or next_one.due),),
        ),
        evidence=tuple(
            Told(
                "{}: due {}, forecast {}, {} late",
                (
                    Figure("name", f"{subject}: promise", one.title),
                    Figure("date", f"{subject} {one.title}: due", one.due),
                    Figure("date", f"{subject} {one.title}: forecast", one.forecast),
                    Figure("days", f"{subject} {one.title}: days late", one.days_late(m.today) or 0),
                ),
            )
            for one in late
        ),
        names=(vendor, vendor.split()[0]),
        words=f"{vendor} delivers late",
        days=max(1.0, working),
        cents=m.cost_of(max(1.0, working)),
    )
