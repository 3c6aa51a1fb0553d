"""A proposal as plain JSON: the contract of the HTTP API, of turns, and of the page. Always made from the stored operations."""

import datetime as dt
from typing import Any

from leadline.projects.proposals.finding import state_of
from leadline.projects.proposals.records import RECORDS
from leadline.projects.tables import Proposal


def view(proposal: Proposal, now: dt.datetime | None = None) -> dict[str, Any]:
    moment = now or dt.datetime.now(dt.UTC)
    keys = iter(entry["key"] for entry in proposal.written)
    operations = []
    for number, one in enumerate(proposal.operations, 1):
        decision = proposal.decisions[number - 1] if proposal.decisions else None
        key = next(keys, one["key"]) if decision == "applied" else one["key"]
        fields = RECORDS[one["record"]].fields
        labels = {name: fields[name].label for name in {**one["before"], **one["after"]}}
        operations.append({**one, "key": key, "number": number, "decision": decision, "labels": labels})
    return {
        "id": proposal.id,
        "state": state_of(proposal, moment),
        "hash": proposal.hash,
        "title": proposal.title,
        "reason": proposal.reason,
        "operations": operations,
        "consequences": proposal.consequences,
        "duplicates": proposal.duplicates,
        "derived_from": proposal.derived_from,
        "conflicts": proposal.conflicts,
        "proposed_by": proposal.proposed_by_name,
        "thread_id": proposal.thread_id,
        "turn_id": proposal.turn_id,
        "model": proposal.model,
        "created_at": proposal.created_at.isoformat(),
        "expires_at": proposal.expires_at.isoformat(),
        "decided_at": proposal.decided_at.isoformat() if proposal.decided_at else None,
        "decided_by": proposal.decided_by_name,
    }
