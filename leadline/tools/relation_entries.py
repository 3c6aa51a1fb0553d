"""Stakeholders, vendor contracts, releases and lessons as entries."""

import datetime as dt

from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.queries import relations
from leadline.projects.queries.registers import Keys
from leadline.tools.cards import units
from leadline.tools.entries import Detail, Entry, happened, texts


def stakeholders(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    found = []
    for one in relations.load_stakeholders(session, access, keys):
        details = [Detail("role", one.role, "text")] if one.role else []
        details += [Detail("organisation", one.organisation, "text")] if one.organisation else []
        details += [
            Detail("influence", one.influence, "word", "influence {}"),
            Detail("interest", one.interest, "word", "interest {}"),
        ]
        cells = {
            name: getattr(one, name)
            for name in ("role", "organisation", "influence", "interest", "needs", "channel", "frequency")
        }
        found.append(
            Entry(
                one.project,
                one.name,
                one.name,
                one.name,
                one.influence,
                True,
                None,
                tuple(details),
                cells,
                texts(one.needs),
                one,
            )
        )
    return found


def vendors(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    found = []
    for one in relations.load_contracts(session, access, keys):
        late = [
            promise
            for promise in one.obligations
            if promise.status in ("open", "late") and (promise.days_late(today) or 0) > 0
        ]
        details = [Detail("contract", one.title, "text")]
        if one.value_cents is not None:
            details.append(Detail("contract value", one.value_cents, "money"))
        if one.end:
            details.append(Detail("contract end", one.end, "date", "ends {}" if one.end >= today else "ended {}"))
        if one.status == "active" and one.notice_by and one.notice_by >= today:
            details.append(Detail("notice by", one.notice_by, "date", "notice by {}"))
        if late:
            worst = max(late, key=lambda promise: promise.days_late(today) or 0)
            details.append(Detail("late deliveries", len(late), "count", "{} late"))
            details.append(
                Detail(
                    f"{worst.title}: days late", worst.days_late(today), "days", f"the worst, {worst.title}, by {{}}"
                )
            )
        cells = {
            "contract": one.title,
            "service": one.service,
            "value": units(one.value_cents),
            "end": one.end,
            "notice": one.notice_by,
            "late": len(late),
        }
        active = one.status == "active"
        story = tuple(
            f"{promise.title}: {promise.status}{f', due {promise.due.isoformat()}' if promise.due else ''}."
            for promise in one.obligations
        )
        found.append(
            Entry(
                one.project,
                one.key,
                one.vendor,
                one.contact,
                one.status,
                active,
                one.notice_by,
                tuple(details),
                cells,
                story,
                one,
            )
        )
    return found


def releases(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    found = []
    for one in relations.load_releases(session, access, keys):
        planned = one.state == "planned"
        details = list(happened("released", one.released)) if not planned else []
        if planned:
            details.append(
                Detail("planned", one.planned, "date", "planned {}")
                if one.planned
                else Detail("planned", None, "text", "no date")
            )
        for state, said in (("failed", "{} failed"), ("open", "{} open"), ("waived", "{} waived")):
            if one.checks_in(state) and planned:
                details.append(Detail(f"exit criteria {state}", one.checks_in(state), "criteria", said))
        cells = {
            "planned": one.planned,
            "released": one.released,
            "passed": one.checks_in("passed"),
            "open": one.checks_in("open"),
            "failed": one.checks_in("failed"),
            "waived": one.checks_in("waived"),
        }
        story = tuple(f"{name}: {state}." for name, state in one.checks)
        due = one.planned if planned else None
        found.append(
            Entry(one.project, one.name, one.name, None, one.state, planned, due, tuple(details), cells, story, one)
        )
    return found


def lessons(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    return [
        Entry(
            one.project, one.key, one.event, None, one.status, one.status != "applied", None,
            (Detail("category", one.category, "word"), Detail("recommendation", one.recommendation, "text", "do: {}")),
            {"category": one.category, "cause": one.cause, "recommendation": one.recommendation, "when": one.applies_when},
            texts(one.effect, one.cause, one.applies_when), one,
        )
        for one in relations.load_lessons(session, access, keys)
    ]  # fmt: skip
