"""The registers of control as entries, and how each register is loaded."""

import datetime as dt
from collections.abc import Callable

from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.queries import registers
from leadline.projects.queries.registers import Keys
from leadline.tools.cards import units
from leadline.tools.entries import Detail, Entry, due_on, happened, owned_by, texts
from leadline.tools.relation_entries import lessons, releases, stakeholders, vendors

Loader = Callable[[Session, Access, Keys, dt.date], list[Entry]]


def _risks(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    found = []
    for one in registers.load_risks(session, access, keys):
        details = [
            Detail("risk score (of 25)", one.score, "number", "score {}"),
            Detail("probability", 100 * one.probability, "percent", "{} likely"),
            owned_by(one.owner),
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
            (Detail("severity", one.severity, "word"), owned_by(one.owner), *due_on(one.due), *happened("resolved", one.resolved_on)),
            {"severity": one.severity, "raised": one.raised_on, "resolved": one.resolved_on},
            texts(one.description, one.impact), one,
        )
        for one in registers.load_issues(session, access, keys)
    ]  # fmt: skip


def _decisions(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    found = []
    for one in registers.load_decisions(session, access, keys):
        needed = one.status == "needed"
        who = Detail("decider", one.decider, "name", "{} to decide" if needed else "{}")
        details = [who if one.decider else Detail("decider", None, "text", "no decider named")]
        details += due_on(one.due) if needed else happened("made", one.made_on)
        if needed and one.recommendation:
            details.append(Detail("recommendation", one.recommendation, "text", "recommended: {}"))
        cells = {"made": one.made_on, "options": "; ".join(one.options) or None, "recommendation": one.recommendation}
        story = texts(one.rationale, one.cost_of_delay)
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
        details += happened("decided", one.decided_on)
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
                tuple(details), cells, texts(one.reason), one,
            )
        )  # fmt: skip
    return found


def _actions(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    return [
        Entry(
            one.project, one.key, one.title, one.owner, one.status, one.status == "open", one.due,
            (owned_by(one.owner), *(due_on(one.due) if one.status == "open" else happened("done", one.done_on))),
            {"raised": one.raised_on, "done": one.done_on, "origin": one.origin},
            texts(one.origin), one,
        )
        for one in registers.load_actions(session, access, keys)
    ]  # fmt: skip


def _assumptions(session: Session, access: Access, keys: Keys, today: dt.date) -> list[Entry]:
    return [
        Entry(
            one.project, one.key, one.title, one.owner, one.status, one.status == "open", one.check_by,
            (owned_by(one.owner), *([Detail("check by", one.check_by, "date", "to be checked by {}")] if one.check_by else [])),
            {}, (), one,
        )
        for one in registers.load_assumptions(session, access, keys)
    ]  # fmt: skip


LOADERS: dict[str, Loader] = {
    "risks": _risks,
    "issues": _issues,
    "decisions": _decisions,
    "changes": _changes,
    "actions": _actions,
    "assumptions": _assumptions,
    "stakeholders": stakeholders,
    "vendors": vendors,
    "releases": releases,
    "lessons": lessons,
}
