"""What a change brings with it, written into the proposal so that the person sees it too: a finished task has a finish date."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

# (record, status) -> the date that is set with it
_DATED = {
    ("risk", "closed"): "closed_on",
    ("risk", "rejected"): "closed_on",
    ("risk", "occurred"): "closed_on",
    ("issue", "resolved"): "resolved_on",
    ("issue", "closed"): "resolved_on",
    ("decision", "made"): "made_on",
    ("change_request", "approved"): "decided_on",
    ("change_request", "rejected"): "decided_on",
    ("action", "done"): "done_on",
}
_REOPENED = {"risk": "closed_on", "issue": "resolved_on", "action": "done_on"}


def follow_ups(record: str, now: Mapping[str, Any], wished: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """Fields that change with the wished ones and that nobody named. `now`: the record as it is, empty for a new one."""
    status = wished.get("status")
    if status is None or status == now.get("status"):
        more: dict[str, Any] = {}
    elif record == "work_item":
        more = _moved_item(now, status, today.isoformat())
    elif (record, status) in _DATED:
        more = {_DATED[record, status]: today.isoformat()}
    elif status == "open" and record in _REOPENED and now:
        more = {_REOPENED[record]: None}
    else:
        more = {}
    if record == "risk" and now and {"probability", "impact"} & set(wished):
        more.setdefault("last_review", today.isoformat())
    if record == "project" and "declared_health" in wished:
        more["declared_health_on"] = today.isoformat()
    return {name: value for name, value in more.items() if name not in wished}


def _moved_item(now: Mapping[str, Any], status: str, today: str) -> dict[str, Any]:
    if status == "done":
        more: dict[str, Any] = {"progress": 1.0, "actual_finish": today}
        if now.get("remaining_days"):
            more["remaining_days"] = 0.0
        return more | ({} if now.get("actual_start") else {"actual_start": today})
    more = {}
    if now.get("actual_finish"):
        more["actual_finish"] = None
    if now.get("status") == "done" and now.get("progress") == 1.0:
        more["progress"] = 0.0
    if status in ("in_progress", "in_review") and not now.get("actual_start"):
        more["actual_start"] = today
    if now.get("blocked_reason") and status != "blocked":
        more["blocked_reason"] = None
    return more
