"""The records of every register in one shape, so that they are listed, filtered and told alike."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.queries import registers, relations
from leadline.projects.queries.registers import Keys
from leadline.tools.cards import units


@dataclass(frozen=True, slots=True)
class Detail:
    """Something said of a record: `said` is its place in the sentence, "{}" stands for the value. Kinds as in the FactBook."""

    label: str
    value: Any
    kind: str = "name"
    said: str = "{}"


@dataclass(frozen=True, slots=True)
class Entry:
    """`active`: still needs someone. `due`: when; `cells`: the columns of the table; `story`: what stands in the record, as sentences."""

    project: str
    key: str
    title: str
    owner: str | None
    status: str
    active: bool
    due: dt.date | None = None
    details: tuple[Detail, ...] = ()
    cells: Mapping[str, Any] = field(default_factory=dict)
    story: tuple[str, ...] = ()
    record: Any = None

    def overdue(self, today: dt.date) -> bool:
        return self.active and self.due is not None and self.due < today


Loader = Callable[[Session, Access, Keys, dt.date], list[Entry]]


def _risks(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    found = []
    for one in registers.load_risks(session, access, keys):
        details = [
            Detail("risk score (of 25)", one.score, "number", "score {}"),
            Detail("probability", 100 * one.probability, "percent", "{} likely"),
            _owner(one.owner),
        ]
        if one.exposure_cents:
            worth = "opportunity worth {}" if one.kind == "opportunity" else "{} of exposure"
            details.append(Detail("exposure", one.exposure_cents, "money", worth))
        if one.trend in ("worse", "better"):
            details.append(Detail("trend", one.trend, "word", "getting {}"))
        if one.status == "occurred":
            details.append(Detail("became issue", one.issue_key, "key", "came true as {}"))
        cells = {
            "score": one.score,
            "probability": round(100 * one.probability),
            "impact": one.impact,
            "exposure": units(one.exposure_cents),
            "response": one.strategy,
            "review": one.next_review,
        }
        parts = (("Cause", one.cause), ("Event", one.event), ("Effect", one.effect), ("Trigger", one.trigger))
        story = [f"{label}: {text.strip().rstrip('.')}." for label, text in parts if text]
        found.append(
            Entry(
                one.project,
                one.key,
                one.title,
                one.owner,
                one.status,
                one.status == "open",
                one.next_review,
                tuple(details),
                cells,
                tuple(story),
                one,
            )
        )
    return found


def _issues(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    return [
        Entry(
            one.project, one.key, one.title, one.owner, one.status, one.status == "open", one.due,
            (Detail("severity", one.severity, "word"), _owner(one.owner), *_due(one.due), *_on("resolved", one.resolved_on)),
            {"severity": one.severity, "raised": one.raised_on, "resolved": one.resolved_on},
            _texts(one.description, one.impact), one,
        )
        for one in registers.load_issues(session, access, keys)
    ]  # fmt: skip


def _decisions(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    found = []
    for one in registers.load_decisions(session, access, keys):
        needed = one.status == "needed"
        who = Detail("decider", one.decider, "name", "{} to decide" if needed else "{}")
        details = [who if one.decider else Detail("decider", None, "text", "no decider named")]
        details += _due(one.due) if needed else _on("made", one.made_on)
        if needed and one.recommendation:
            details.append(Detail("recommendation", one.recommendation, "text", "recommended: {}"))
        cells = {"made": one.made_on, "options": "; ".join(one.options) or None, "recommendation": one.recommendation}
        story = _texts(one.rationale, one.cost_of_delay)
        due = one.due if needed else None
        found.append(
            Entry(
                one.project, one.key, one.title, one.decider, one.status, needed, due, tuple(details), cells, story, one
            )
        )
    return found


def _changes(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    found = []
    for one in registers.load_changes(session, access, keys):
        details = [Detail("status", one.status, "word")]
        if one.effect_days:
            details.append(Detail("effect on the finish", one.effect_days, "signed_days"))
        if one.effect_cents:
            details.append(Detail("effect on cost", one.effect_cents, "signed_money"))
        if one.effect_points:
            details.append(Detail("effect on scope", one.effect_points, "signed_points"))
        details.append(Detail("raised", one.raised_on, "date", "raised {}"))
        details += _on("decided", one.decided_on)
        cells = {
            "raised": one.raised_on,
            "decided": one.decided_on,
            "days": one.effect_days,
            "cost": units(one.effect_cents),
            "points": one.effect_points,
        }
        found.append(
            Entry(
                one.project, one.key, one.title, one.requester, one.status, one.pending, None,
                tuple(details), cells, _texts(one.reason), one,
            )
        )  # fmt: skip
    return found


def _actions(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    return [
        Entry(
            one.project, one.key, one.title, one.owner, one.status, one.status == "open", one.due,
            (_owner(one.owner), *(_due(one.due) if one.status == "open" else _on("done", one.done_on))),
            {"raised": one.raised_on, "done": one.done_on, "origin": one.origin},
            _texts(one.origin), one,
        )
        for one in registers.load_actions(session, access, keys)
    ]  # fmt: skip


def _assumptions(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    return [
        Entry(
            one.project, one.key, one.title, one.owner, one.status, one.status == "open", one.check_by,
            (_owner(one.owner), *([Detail("check by", one.check_by, "date", "to be checked by {}")] if one.check_by else [])),
            {}, (), one,
        )
        for one in registers.load_assumptions(session, access, keys)
    ]  # fmt: skip


def _stakeholders(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
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
                _texts(one.needs),
                one,
            )
        )
    return found


def _vendors(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
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


def _releases(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    found = []
    for one in relations.load_releases(session, access, keys):
        planned = one.state == "planned"
        details = list(_on("released", one.released)) if not planned else []
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


def _lessons(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    return [
        Entry(
            one.project, one.key, one.event, None, one.status, one.status != "applied", None,
            (Detail("category", one.category, "word"), Detail("recommendation", one.recommendation, "text", "do: {}")),
            {"category": one.category, "cause": one.cause, "recommendation": one.recommendation, "when": one.applies_when},
            _texts(one.effect, one.cause, one.applies_when), one,
        )
        for one in relations.load_lessons(session, access, keys)
    ]  # fmt: skip


LOADERS: dict[str, Loader] = {
    "risks": _risks,
    "issues": _issues,
    "decisions": _decisions,
    "changes": _changes,
    "actions": _actions,
    "assumptions": _assumptions,
    "stakeholders": _stakeholders,
    "vendors": _vendors,
    "releases": _releases,
    "lessons": _lessons,
}


def _owner(owner: str | None) -> Detail:
    return Detail("owner", owner) if owner else Detail("owner", None, "text", "no owner")


def _due(due: dt.date | None) -> tuple[Detail, ...]:
    return (Detail("due", due, "date", "due {}"),) if due else (Detail("due", None, "text", "no due date"),)


def _on(what: str, on: dt.date | None) -> tuple[Detail, ...]:
    return (Detail(what, on, "date", f"{what} {{}}"),) if on else ()


def _texts(*texts: str | None) -> tuple[str, ...]:
    return tuple(f"{text.strip().rstrip('.')}." for text in texts if text and text.strip())


def within(entries: Iterable[Entry], text: str) -> list[Entry]:
    """Entries in which every word of `text` occurs."""
    words = text.casefold().split()
    return [
        one
        for one in entries
        if all(word in " ".join([one.key, one.title, one.owner or "", *one.story]).casefold() for word in words)
    ]
