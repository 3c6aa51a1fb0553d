"""A proposal carried out on a copy of the plan, and what that does to the finish."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.calculations.critical_path import Schedule, schedule
from leadline.projects.calculations.monte_carlo import simulate
from leadline.projects.calculations.plan import Constraint, LagUnit, Link, LinkType, Plan, Task
from leadline.projects.calculations.uncertainty import RiskEvent
from leadline.projects.proposals.operations import Operation
from leadline.projects.queries.plans import load_plan
from leadline.projects.queries.risk_delays import load_risk_delays

TRIALS = 2_000
_NUMBERS = {
    "duration_days": "duration",
    "optimistic_days": "optimistic",
    "most_likely_days": "most_likely",
    "pessimistic_days": "pessimistic",
    "remaining_days": "remaining",
    "progress": "progress",
}
_DATES = ("actual_start", "actual_finish", "deadline", "constraint_date")


def plan_consequences(
    session: Session, access: Access, project: str, operations: Sequence[Operation], today: dt.date
) -> list[dict[str, Any]]:
    """What the finish, its P50 and P80 (Monte Carlo, the same draws on both sides) and the critical path become."""
    risks, _ = load_risk_delays(session, access, project)
    plan = load_plan(session, access, project, today)
    if plan is None:
        return []
    changed = changed_plan(plan, operations)
    delays = changed_risks(risks, operations)
    if changed == plan and delays == risks:
        return []
    before, after = schedule(plan), schedule(changed)
    if before.finish is None or after.finish is None:
        return []
    told = []
    pairs = {"finish": (before.finish, after.finish)}
    was, now = simulate(before, trials=TRIALS, risks=risks), simulate(after, trials=TRIALS, risks=delays)
    pairs |= {"p50": (was.percentile(50), now.percentile(50)), "p80": (was.percentile(80), now.percentile(80))}
    names = {"finish": "planned finish", "p50": "finish with 50 % certainty", "p80": "finish with 80 % certainty"}
    for kind, (old, new) in pairs.items():
        label = names[kind]
        moved = f"moves from {old} to {new}" if old != new else f"stays {new}"
        told.append(_told(kind, project, label, f"The {label} {moved}.", old.isoformat(), new.isoformat(), "date"))
    return told + _critical(project, before, after)


def _critical(project: str, before: Schedule, after: Schedule) -> list[dict[str, Any]]:
    was, now = list(before.critical_path), list(after.critical_path)
    entered, left = [key for key in now if key not in was], [key for key in was if key not in now]
    if not entered and not left:
        return []
    parts = [f"{', '.join(entered)} enter it"] if entered else []
    parts += [f"{', '.join(left)} leave it"] if left else []
    text = f"The critical path changes: {'; '.join(parts)}."
    return [_told("critical_path", project, "critical path", text, was, now, None)]


def _told(kind: str, project: str, label: str, text: str, before: Any, after: Any, unit: str | None) -> dict[str, Any]:
    told = {"kind": kind, "project": project, "label": label, "before": before, "after": after}
    return told | {"unit": unit, "text": text}


def changed_risks(risks: tuple[RiskEvent, ...], operations: Sequence[Operation]) -> tuple[RiskEvent, ...]:
    """The open threats with a delay, as they would be."""
    found = {risk.key: risk for risk in risks}
    for one in operations:
        if one.record != "risk":
            continue
        if one.after.get("status", "open") != "open" or one.after.get("kind", "threat") != "threat":
            found.pop(one.key, None)
            continue
        old = found.get(one.key)
        days = one.after.get("impact_days", old.likely if old else None)
        chance = one.after.get("probability", old.probability if old else None)
        key = one.key or one.title
        if days is not None and chance is not None:
            found[key] = RiskEvent(key, one.title, chance, days, days, days)
    return tuple(found.values())


def changed_plan(plan: Plan, operations: Sequence[Operation]) -> Plan:
    tasks = {task.key: task for task in plan.tasks}
    links = list(plan.links)
    for one in operations:
        if one.record == "work_item":
            _change_task(tasks, links, one)
        elif one.record == "dependency":
            links = _change_links(links, one)
    kept = [link for link in links if link.predecessor in tasks and link.successor in tasks]
    return replace(plan, tasks=tuple(tasks.values()), links=tuple(kept))


def _change_task(tasks: dict[str, Task], links: Sequence[Link], one: Operation) -> None:
    key = one.key or f"new: {one.title}"
    old = tasks.get(key)
    if one.after.get("status") == "cancelled":
        tasks.pop(key, None)
        return
    if old is None:
        if (one.op == "update" and "duration_days" not in one.after) or one.after.get("duration_days") is None:
            return
        old = Task(key, one.title, one.after["duration_days"])
    more: dict[str, Any] = {}
    for name, own in _NUMBERS.items():
        if name in one.after:
            more[own] = one.after[name]
    if one.after.get("status") == "done":
        more["progress"] = 1.0
    for name in _DATES:
        if name in one.after:
            more[name] = dt.date.fromisoformat(one.after[name]) if one.after[name] else None
    if "assignee" in one.after:
        more["assignees"] = (one.after["assignee"],) if one.after["assignee"] else ()
    if one.after.get("constraint_type"):
        more["constraint"] = Constraint(one.after["constraint_type"])
    elif not any(link.successor == key for link in links):
        more |= _as_planned(old, one.after)
    if one.after.get("parent") in tasks:
        more["parent"] = one.after["parent"]
    changed = replace(old, **more)
    tasks[key] = replace(changed, milestone=changed.duration == 0)


def _as_planned(task: Task, after: Mapping[str, Any]) -> dict[str, Any]:
    """A task that nothing precedes starts when it is planned to, as where the plan is read."""
    milestone = task.duration == 0 and after.get("planned_finish")
    day = after.get("planned_finish") if milestone else after.get("planned_start")
    if not day:
        return {}
    kind = Constraint.FINISH_NO_EARLIER_THAN if milestone else Constraint.START_NO_EARLIER_THAN
    return {"constraint": kind, "constraint_date": dt.date.fromisoformat(day)}


def _change_links(links: list[Link], one: Operation) -> list[Link]:
    before, after = one.before, one.after
    if one.op == "create":
        unit = LagUnit(after.get("lag_unit", "working_days"))
        kind = LinkType(after.get("type", "FS"))
        return [*links, Link(after["predecessor"], after["successor"], kind, after.get("lag", 0.0), unit)]
    first, _, rest = one.key.partition(">")
    last, _, kind_name = rest.partition(":")
    own = [link for link in links if (link.predecessor, link.successor, link.type) == (first, last, kind_name)]
    others = [link for link in links if link not in own]
    if one.op == "delete" or before.keys() & {"predecessor", "successor"}:
        return others
    changed = [
        replace(
            link,
            lag=after.get("lag", link.lag),
            type=LinkType(after.get("type", link.type)),
            lag_unit=LagUnit(after.get("lag_unit", link.lag_unit)),
        )
        for link in own
    ]
    return [*others, *changed]
