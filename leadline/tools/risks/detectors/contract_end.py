"""Contracts that end before the project does, or whose notice is due before anybody has decided."""

import datetime as dt
from collections.abc import Iterator

from leadline.projects.queries.relations import ContractRecord
from leadline.tools.risks.draft import Draft, Figure, Found, Told, found
from leadline.tools.risks.material import Material

SOON = dt.timedelta(days=30)


def detect(material: Material) -> Found:
    return found(
        "external", "end and notice dates of the active contracts against the forecast finish", _drafts(material)
    )


def _drafts(m: Material) -> Iterator[Draft]:
    for one in m.contracts:
        if one.status != "active" or one.end is None or one.end < m.today:
            continue
        asked = any(each.status == "needed" and _about(each.title, one) for each in m.decisions)
        short = m.standing.finish is not None and one.end < m.standing.finish
        if one.notice_by and m.today <= one.notice_by <= m.today + SOON and (asked or not short):
            yield _notice(m, one, one.notice_by, one.end)
        elif m.standing.finish and short:
            yield _gap(m, one, one.end, m.standing.finish)


def _named(m: Material, one: ContractRecord) -> tuple[Figure, Figure, Figure]:
    subject = f"{m.name} {one.key}"
    return (
        Figure("key", f"{subject}: contract", one.key),
        Figure("name", f"{subject}: title", one.title),
        Figure("name", f"{subject}: vendor", one.vendor),
    )


def _notice(m: Material, one: ContractRecord, notice: dt.date, end: dt.date) -> Draft:
    subject = f"{m.name} {one.key}"
    asked = [each for each in m.decisions if each.status == "needed" and _about(each.title, one)]
    return Draft(
        fingerprint=f"contract-notice:{one.key}",
        category="external",
        title=f"The notice for “{one.title}” is missed",
        cause=Told(
            "notice for {} {} with {} is due on {}, in {}" + (", and decision {} is open" if asked else ""),
            (
                *_named(m, one),
                Figure("date", f"{subject}: notice by", notice),
                Figure("days", f"{subject}: days until notice is due", (notice - m.today).days),
                *(Figure("key", f"{m.name} {each.key}: decision", each.key) for each in asked[:1]),
            ),
        ),
        event=Told("the day passes without a decision"),
        effect=Told(
            "no choice any more about what happens after {}", (Figure("date", f"{subject}: contract end", end),)
        ),
        probability=0.5 if asked else 0.3,
        why_probability="the decision is still open" if asked else "no decision is recorded as needed",
        why_impact="value of the present term, as if another one had to be paid (assumption)",
        strategy="avoid",
        response="Decide before the notice date and have the notice sent with proof of receipt",
        trigger=Told(
            "no decision recorded on {}",
            (Figure("date", f"{subject}: a week before notice", notice - dt.timedelta(days=7)),),
        ),
        evidence=(
            Told(
                "{} ends {}, value {}",
                (
                    Figure("key", f"{subject}: contract", one.key),
                    Figure("date", f"{subject}: contract end", end),
                    Figure("money", f"{subject}: contract value", one.value_cents),
                ),
            ),
        ),
        words=f"{one.title} {one.vendor} contract renews notice",
        cents=one.value_cents,
    )


def _gap(m: Material, one: ContractRecord, end: dt.date, finish: dt.date) -> Draft:
    subject = f"{m.name} {one.key}"
    weeks = max(1, round((finish - end).days / 7))
    term = max(1, (end - one.start).days)
    cents = round(one.value_cents * (finish - end).days / term) if one.value_cents is not None else None
    return Draft(
        fingerprint=f"contract-gap:{one.key}",
        category="external",
        title=f"The contract “{one.title}” ends before the project",
        cause=Told(
            "{} {} with {} ends on {} and the finish is forecast for {}",
            (
                *_named(m, one),
                Figure("date", f"{subject}: contract end", end),
                Figure("date", f"{m.name}: forecast finish", finish),
            ),
        ),
        event=Told(
            "the service is missing for the last {}",
            (Figure("count", f"{subject}: weeks without contract", weeks, "week"),),
        ),
        effect=Told("an extension that nobody has budgeted, or work without it"),
        probability=0.5,
        why_probability="the end date is fixed and the forecast lies after it; whether it is needed until the end is not recorded",
        why_impact="value a day of the contract times the days it is missing",
        strategy="mitigate",
        response="Ask the vendor for an extension option now, while there is a choice",
        trigger=Told("no signed extension on {}", (Figure("date", f"{subject}: notice by", one.notice_by or end),)),
        evidence=(
            Told(
                "{} runs from {} to {}",
                (
                    Figure("key", f"{subject}: contract", one.key),
                    Figure("date", f"{subject}: contract start", one.start),
                    Figure("date", f"{subject}: contract end", end),
                ),
            ),
        ),
        words=f"{one.title} {one.vendor} contract ends extension",
        cents=cents,
        confidence="medium",
    )


def _about(title: str, one: ContractRecord) -> bool:
    return one.vendor.split()[0].casefold() in title.casefold()
