"""What follows from a proposal, computed on a copy of the plan: finish, certainty, critical path, cost, load, who is concerned."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.proposals import rows
from leadline.projects.proposals.operations import Operation
from leadline.projects.proposals.plan_changes import plan_consequences
from leadline.projects.proposals.records import RECORDS
from leadline.projects.queries.scope import visible
from leadline.projects.tables import Allocation, Person, Project, Proposal, WorkItem

Json = dict[str, Any]
_CENTS = ("budget_cents", "impact_cents", "cost_cents", "effect_cents", "contingency_cents")
_PEOPLE = ("assignee", "owner", "decider", "requester", "manager", "sponsor", "person")


def consequences_of(session: Session, access: Access, operations: Sequence[Operation], today: dt.date) -> list[Json]:
    """`{kind, project, label, before, after, unit, text}`; kinds: finish, p50, p80, critical_path, money, exposure, load, stale,
    concerns. Only what changes is told."""
    found: list[Json] = []
    for project in sorted({one.project for one in operations}):
        own = [one for one in operations if one.project == project]
        found += plan_consequences(session, access, project, own, today)
        found += _money(project, own)
        found += _exposure(session, access, project, own)
        found += _loads(session, access, project, own, today)
        found += _concerned(session, access, project, own)
    return [*found, *_stale(session, operations)]


def consequence(
    kind: str, project: str, label: str, text: str, before: Any = None, after: Any = None, unit: str | None = None
) -> Json:
    return {
        "kind": kind,
        "project": project,
        "label": label,
        "before": before,
        "after": after,
        "unit": unit,
        "text": text,
    }


def _money(project: str, operations: Sequence[Operation]) -> list[Json]:
    """Sums of money fields that change, in cents."""
    found = []
    for name in _CENTS:
        touched = [one for one in operations if name in one.after or name in one.before]
        before = sum(one.before.get(name) or 0 for one in touched)
        after = sum(one.after.get(name) or 0 for one in touched)
        if after != before:
            label = next(RECORDS[one.record].fields[name].label for one in touched)
            found.append(
                consequence(
                    "money",
                    project,
                    label,
                    f"{label.capitalize()} changes by {(after - before) / 100:+,.2f}.",
                    before,
                    after,
                    "cents",
                )
            )
    return found


def _exposure(session: Session, access: Access, project: str, operations: Sequence[Operation]) -> list[Json]:
    """Probability times impact in money of the risks that change; nothing where no money was estimated."""
    before = after = 0.0
    for one in operations:
        if one.record != "risk":
            continue
        row = rows.find(session, access, "risk", project, one.key) if one.op != "create" else None
        fields = ("probability", "impact_cents", "status", "kind")
        now = {name: getattr(row, name) for name in fields} if row is not None else {}
        before += _expected(now)
        after += _expected(now | {name: value for name, value in one.after.items() if name in fields})
    if round(before) == round(after):
        return []
    text = f"Risk exposure changes from {before / 100:,.2f} to {after / 100:,.2f}."
    return [consequence("exposure", project, "risk exposure", text, round(before), round(after), "cents")]


def _expected(risk: Json) -> float:
    if risk.get("status") != "open" or risk.get("kind") != "threat":
        return 0.0
    return (risk.get("probability") or 0.0) * (risk.get("impact_cents") or 0)


def _loads(
    session: Session, access: Access, project: str, operations: Sequence[Operation], today: dt.date
) -> list[Json]:
    """Who is booked beyond the full week by a changed allocation, and how many open items a new assignee then has."""
    found = []
    for one in operations:
        if one.record == "allocation":
            found += _booked(session, access, project, one, today)
        elif one.record == "work_item" and one.after.get("assignee"):
            person = one.after["assignee"]
            count = len(
                session.scalars(
                    select(WorkItem.id)
                    .join(Project, WorkItem.project_id == Project.id)
                    .join(Person, WorkItem.assignee_id == Person.id)
                    .where(visible(access), Person.name == person, WorkItem.status.not_in(("done", "cancelled")))
                ).all()
            )
            text = f"{person} has {count} open items now, {count + 1} with this one."
            found.append(consequence("load", project, f"open items of {person}", text, count, count + 1, "count"))
    return found


def _booked(session: Session, access: Access, project: str, one: Operation, today: dt.date) -> list[Json]:
    """The highest booked share on the days from `today` on, in percent, before and after."""
    row = rows.find(session, access, "allocation", project, one.key) if one.op != "create" else None
    old = {name: rows.read(session, row, field) for name, field in RECORDS["allocation"].fields.items()} if row else {}
    new = {} if one.op == "delete" else old | one.after
    person = (new or old)["person"]
    query = (
        select(Allocation.percent, Allocation.start, Allocation.finish)
        .join(Person, Allocation.person_id == Person.id)
        .join(Project, Allocation.project_id == Project.id)
        .where(visible(access), Person.name == person)
    )
    if row is not None:
        query = query.where(Allocation.id != row.id)
    others = [(percent, start, finish) for percent, start, finish in session.execute(query)]
    peaks = []
    for version in (old, new):
        booked = list(others)
        if version:
            dates = [dt.date.fromisoformat(version[name]) for name in ("start", "finish")]
            booked.append((version["percent"], dates[0], dates[1]))
        days = {max(start, today) for _, start, finish in booked if finish >= today}
        peaks.append(max((sum(share for share, a, z in booked if a <= day <= z) for day in days), default=0.0))
    before, after = peaks
    over = " That is more than a full week." if after > 100 else ""
    text = f"{person} is booked for {after:g} % at the highest, {before:g} % before.{over}"
    return [consequence("load", project, f"highest load of {person}", text, before, after, "%")]


def _concerned(session: Session, access: Access, project: str, operations: Sequence[Operation]) -> list[Json]:
    people: list[str] = []
    for one in operations:
        kind = RECORDS[one.record]
        row = rows.find(session, access, one.record, project, one.key) if one.op != "create" else None
        for name in _PEOPLE:
            if name in kind.fields:
                now = rows.read(session, row, kind.fields[name]) if row is not None else None
                people += [person for person in (one.before.get(name), one.after.get(name), now) if person]
    lead = select(Person.name).join(Project, Project.manager_id == Person.id).where(visible(access))
    people += session.scalars(lead.where(Project.key == project)).all()
    names = list(dict.fromkeys(people))
    if not names:
        return []
    return [consequence("concerns", project, "whom it concerns", f"It concerns {', '.join(names)}.", None, names)]


def _stale(session: Session, operations: Sequence[Operation]) -> list[Json]:
    """Other pending proposals on the same records: approving this one makes them stale."""
    touched = {(one.record, one.project, one.key) for one in operations if one.op != "create"}
    if not touched:
        return []
    found = []
    for other in session.scalars(select(Proposal).where(Proposal.state == "pending").limit(500)):
        keys = {(one["record"], one["project"], one["key"]) for one in other.operations}
        for record, project, key in sorted(touched & keys):
            text = f"The pending proposal “{other.title}” on the same {RECORDS[record].label} {key} becomes stale."
            found.append(consequence("stale", project, "becomes stale", text, None, other.id))
    return found
