"""The records that a proposal can touch, with the fields a person may change and what each takes. One entry a kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leadline.projects.proposals import values as v
from leadline.projects.proposals.values import Field
from leadline.projects.tables import (
    ActionItem,
    Allocation,
    Assumption,
    ChangeRequest,
    Decision,
    Dependency,
    Issue,
    Lesson,
    Person,
    Project,
    Release,
    Response,
    Risk,
    Sprint,
    WorkItem,
)

ITEM_STATUS = ("todo", "in_progress", "in_review", "blocked", "done", "cancelled")
PRIORITIES = ("critical", "high", "medium", "low")
RISK_STATUS = ("draft", "open", "closed", "occurred", "rejected")
STRATEGIES = ("avoid", "mitigate", "transfer", "accept", "escalate", "exploit", "enhance", "share")


@dataclass(frozen=True, slots=True)
class RecordKind:
    """`prefix`: how keys of new records begin, None = the kind has no key of its own. `defaults`: for a new record;
    "today" stands for the day of the proposal. `dated`: (field, when it becomes, this date field is set)."""

    label: str
    model: type[Any]
    fields: Mapping[str, Field]
    prefix: str | None = None
    titled: str = "title"
    defaults: Mapping[str, Any] = ()  # type: ignore[assignment]
    may: tuple[str, ...] = ("create", "update")


def _title() -> Field:
    return Field("title", "title", v.text(200), required=True)


def _text(label: str, column: str, limit: int = 10_000, required: bool = False) -> Field:
    return Field(label, column, v.text(limit), required=required)


def _date(label: str, column: str) -> Field:
    return Field(label, column, v.date)


def _number(label: str, column: str, low: float = 0, high: float = 1_000_000, whole: bool = False) -> Field:
    return Field(label, column, v.number(low, high, whole=whole))


def _owner(label: str = "owner", column: str = "owner_id") -> Field:
    return Field(label, column, v.person, refers=Person)


def _cents(label: str, column: str) -> Field:
    return Field(label, column, v.number(-(10**12), 10**12, whole=True))


_WORK_ITEM = {
    "title": _title(),
    "type": Field("type", "type", v.word("epic", "story", "task", "bug", "milestone", "spike"), required=True),
    "description": _text("description", "description"),
    "acceptance_criteria": Field("acceptance criteria", "acceptance_criteria", v.texts),
    "status": Field("status", "status", v.word(*ITEM_STATUS)),
    "blocked_reason": _text("reason of the block", "blocked_reason"),
    "priority": Field("priority", "priority", v.word(*PRIORITIES)),
    "severity": Field("severity", "severity", v.word(*PRIORITIES)),
    "assignee": _owner("assignee", "assignee_id"),
    "parent": Field("parent", "parent_id", v.item, refers=WorkItem),
    "sprint": Field("sprint", "sprint_id", v.sprint, refers=Sprint),
    "release": Field("release", "release_id", v.release, refers=Release),
    "points": _number("points", "points", 0, 1000),
    "hours": _number("hours", "hours", 0, 100_000),
    "duration_days": _number("duration", "duration_days", 0, 5000),
    "optimistic_days": _number("optimistic duration", "optimistic_days", 0, 5000),
    "most_likely_days": _number("most likely duration", "most_likely_days", 0, 5000),
    "pessimistic_days": _number("pessimistic duration", "pessimistic_days", 0, 5000),
    "remaining_days": _number("remaining days", "remaining_days", 0, 5000),
    "progress": _number("progress", "progress", 0, 1),
    "planned_start": _date("planned start", "planned_start"),
    "planned_finish": _date("planned finish", "planned_finish"),
    "actual_start": _date("actual start", "actual_start"),
    "actual_finish": _date("actual finish", "actual_finish"),
    "deadline": _date("deadline", "deadline"),
    "constraint_type": Field(
        "constraint",
        "constraint_type",
        v.word("asap", "alap", "snet", "fnet", "snlt", "fnlt", "mso", "mfo"),
    ),
    "constraint_date": _date("constraint date", "constraint_date"),
    "budget_cents": _cents("budget", "budget_cents"),
    "labels": Field("labels", "labels", v.texts),
    "created_on": _date("created on", "created_on"),
}
_RISK = {
    "title": _title(),
    "kind": Field("kind", "kind", v.word("threat", "opportunity")),
    "category": _text("category", "category", 32, required=True),
    "cause": _text("cause", "cause"),
    "event": _text("event", "event"),
    "effect": _text("effect", "effect"),
    "probability": Field("probability", "probability", v.number(0, 1), required=True),
    "impact": Field("impact", "impact", v.number(1, 5, whole=True), required=True),
    "impact_cents": _cents("impact in money", "impact_cents"),
    "impact_days": _number("impact in days", "impact_days", 0, 5000),
    "residual_probability": _number("residual probability", "residual_probability", 0, 1),
    "residual_impact": _number("residual impact", "residual_impact", 1, 5, whole=True),
    "strategy": Field("strategy", "strategy", v.word(*STRATEGIES)),
    "trigger": _text("trigger", "trigger"),
    "contingency_plan": _text("contingency plan", "contingency_plan"),
    "owner": _owner(),
    "status": Field("status", "status", v.word(*RISK_STATUS)),
    "raised_on": _date("raised on", "raised_on"),
    "last_review": _date("last review", "last_review"),
    "next_review": _date("next review", "next_review"),
    "closed_on": _date("closed on", "closed_on"),
    "issue_key": _text("issue", "issue_key", 32),
}
_ISSUE = {
    "title": _title(),
    "description": _text("description", "description"),
    "severity": Field("severity", "severity", v.word(*PRIORITIES), required=True),
    "impact": _text("impact", "impact"),
    "owner": _owner(),
    "raised_on": _date("raised on", "raised_on"),
    "due": _date("due", "due"),
    "resolved_on": _date("resolved on", "resolved_on"),
    "status": Field("status", "status", v.word("open", "resolved", "closed")),
}
_DECISION = {
    "title": _title(),
    "rationale": _text("rationale", "rationale"),
    "options": Field("options", "options", v.texts),
    "recommendation": _text("recommendation", "recommendation"),
    "cost_of_delay": _text("cost of delay", "cost_of_delay"),
    "decider": _owner("decider", "decider_id"),
    "due": _date("due", "due"),
    "made_on": _date("made on", "made_on"),
    "status": Field("status", "status", v.word("needed", "made", "superseded")),
}
_CHANGE = {
    "title": _title(),
    "description": _text("description", "description"),
    "reason": _text("reason", "reason"),
    "requester": _owner("requester", "requester_id"),
    "raised_on": _date("raised on", "raised_on"),
    "decided_on": _date("decided on", "decided_on"),
    "effect_days": _number("effect in days", "effect_days", -5000, 5000),
    "effect_cents": _cents("effect in money", "effect_cents"),
    "effect_points": _number("effect in points", "effect_points", -10_000, 10_000),
    "status": Field("status", "status", v.word("raised", "assessed", "approved", "rejected", "implemented")),
}
_ACTION = {
    "title": _title(),
    "owner": _owner(),
    "raised_on": _date("raised on", "raised_on"),
    "due": _date("due", "due"),
    "done_on": _date("done on", "done_on"),
    "status": Field("status", "status", v.word("open", "done", "cancelled")),
    "origin": _text("origin", "origin", 200),
}
_LESSON = {
    "category": _text("category", "category", 32, required=True),
    "event": _text("what happened", "event", required=True),
    "effect": _text("effect", "effect"),
    "cause": _text("cause", "cause"),
    "recommendation": _text("recommendation", "recommendation", required=True),
    "applies_when": _text("applies when", "applies_when"),
    "evidence": _text("evidence", "evidence"),
    "status": Field("status", "status", v.word("proposed", "accepted", "applied")),
    "recorded_on": _date("recorded on", "recorded_on"),
}
_ASSUMPTION = {
    "text": _text("text", "text", required=True),
    "owner": _owner(),
    "check_by": _date("check by", "check_by"),
    "status": Field("status", "status", v.word("open", "confirmed", "false")),
}
_RESPONSE = {
    "risk": Field("risk", "risk_id", v.text(40), refers=Risk, required=True),
    "action": _text("action", "action", required=True),
    "owner": _owner(),
    "due": _date("due", "due"),
    "cost_cents": _cents("cost", "cost_cents"),
    "status": Field("status", "status", v.word("open", "done", "cancelled")),
}
_DEPENDENCY = {
    "predecessor": Field("predecessor", "predecessor_id", v.item, refers=WorkItem, required=True),
    "successor": Field("successor", "successor_id", v.item, refers=WorkItem, required=True),
    "type": Field("type", "type", lambda _asking, value: _link(value)),
    "lag": _number("lag", "lag", -5000, 5000),
    "lag_unit": Field("unit of the lag", "lag_unit", v.word("working_days", "elapsed_days", "percent")),
}
_ALLOCATION = {
    "person": Field("person", "person_id", v.person, refers=Person, required=True),
    "role": _text("role", "role", 200),
    "percent": Field("percent", "percent", v.number(0, 200), required=True),
    "start": Field("start", "start", v.date, required=True),
    "finish": Field("finish", "finish", v.date, required=True),
}
_PROJECT = {
    "name": _text("name", "name", 200),
    "start": _date("start", "start"),
    "planned_finish": _date("planned finish", "planned_finish"),
    "phase": Field("phase", "phase", v.word("initiation", "planning", "execution", "closing", "closed")),
    "declared_health": Field("declared health", "declared_health", v.word("green", "amber", "red")),
    "declared_health_on": _date("health declared on", "declared_health_on"),
    "declared_health_note": _text("note on health", "declared_health_note"),
    "manager": _owner("manager", "manager_id"),
    "sponsor": _owner("sponsor", "sponsor_id"),
    "budget_cents": _cents("budget", "budget_cents"),
    "contingency_cents": _cents("contingency", "contingency_cents"),
}


def _link(value: Any) -> str:
    if str(value).upper() not in ("FS", "SS", "FF", "SF"):
        raise ValueError(f"can be FS, SS, FF or SF, not “{value}”")
    return str(value).upper()


RECORDS: dict[str, RecordKind] = {
    "work_item": RecordKind(
        "work item", WorkItem, _WORK_ITEM, prefix="", defaults={"status": "todo", "created_on": "today"}
    ),
    "risk": RecordKind("risk", Risk, _RISK, "R", defaults={"kind": "threat", "status": "open", "raised_on": "today"}),
    "issue": RecordKind("issue", Issue, _ISSUE, "I", defaults={"status": "open", "raised_on": "today"}),
    "decision": RecordKind("decision", Decision, _DECISION, "D", defaults={"status": "made"}),
    "change_request": RecordKind(
        "change request", ChangeRequest, _CHANGE, "CR", defaults={"status": "raised", "raised_on": "today"}
    ),
    "action": RecordKind("action", ActionItem, _ACTION, "A", defaults={"status": "open", "raised_on": "today"}),
    "lesson": RecordKind(
        "lesson", Lesson, _LESSON, "L", titled="event", defaults={"status": "proposed", "recorded_on": "today"}
    ),
    "assumption": RecordKind("assumption", Assumption, _ASSUMPTION, "AS", titled="text", defaults={"status": "open"}),
    "response": RecordKind("risk response", Response, _RESPONSE, titled="action", defaults={"status": "open"}),
    "dependency": RecordKind(
        "dependency",
        Dependency,
        _DEPENDENCY,
        titled="",
        defaults={"type": "FS", "lag": 0.0, "lag_unit": "working_days"},
        may=("create", "update", "delete"),
    ),
    "allocation": RecordKind("allocation", Allocation, _ALLOCATION, titled="", may=("create", "update", "delete")),
    "project": RecordKind("project", Project, _PROJECT, titled="name", may=("update",)),
}
