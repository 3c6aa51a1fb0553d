"""Changes from the chat to the record and back, over HTTP."""

from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from leadline.api.wiring import Leadline
from leadline.projects.proposals import audit
from leadline.projects.tables import Risk, WorkItem


def ask(client: TestClient, message: str, thread: str | None = None) -> dict[str, Any]:
    answer = client.post("/api/ask", json={"message": message, "thread_id": thread})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    assert [one["text"] for one in told["claims"] if one["status"] == "unsupported"] == []
    return told


def title_of(leadline: Leadline, key: str) -> list[str]:
    with leadline.sessions() as session:
        return list(session.scalars(select(Risk.title).where(Risk.key == key, Risk.title == "Tessera delivers late")))


def test_a_risk_is_asked_for_proposed_approved_and_undone_in_the_chat(client: TestClient, leadline: Leadline) -> None:
    first = ask(client, "log a risk on Atlas Billing that Tessera delivers late, 40 %")
    assert "How bad would it be" in first["text"]
    assert first["proposals"] == []
    thread = first["thread_id"]
    second = ask(client, "high", thread)
    [proposal] = second["proposals"]
    assert proposal["state"] == "pending"
    assert proposal["operations"][0]["after"]["probability"] == 0.4
    assert title_of(leadline, "R-9") == []
    vague = ask(client, "ok", thread)
    assert "did not take that as a decision" in vague["text"]
    assert title_of(leadline, "R-9") == []
    done = ask(client, "approve", thread)
    assert done["text"] == "Applied: R-9 created."
    assert done["proposals"][0]["state"] == "applied"
    assert title_of(leadline, "R-9") == ["Tessera delivers late"]
    shown = client.get(f"/api/threads/{thread}").json()
    assert shown["turns"][1]["proposals"][0]["state"] == "applied"
    back = ask(client, "undo that", thread)
    assert back["text"] == "Undone: R-9 removed again."
    assert title_of(leadline, "R-9") == []
    with leadline.sessions() as session:
        assert audit.verify(session).bad is None


def test_the_routes_list_show_edit_approve_and_refuse(client: TestClient, leadline: Leadline) -> None:
    asked = ask(client, "set HRB-9 to blocked")
    [proposal] = asked["proposals"]
    path = f"/api/proposals/{proposal['id']}"
    listed = client.get("/api/proposals?state=pending&project=HRB").json()
    assert (listed["total"], listed["items"][0]["id"]) == (1, proposal["id"])
    assert client.get("/api/proposals?project=ATB").json()["total"] == 0
    edited = client.post(f"{path}/edit", json={"hash": proposal["hash"], "changes": {"1": {"priority": "high"}}})
    assert edited.status_code == 200, edited.text
    old = client.post(f"{path}/approve", json={"hash": proposal["hash"]})
    assert (old.status_code, old.json()["error"]["code"]) == (409, "conflict")
    new_hash = edited.json()["hash"]
    headers = {"Idempotency-Key": "one"}
    done = [client.post(f"{path}/approve", json={"hash": new_hash}, headers=headers) for _ in range(2)]
    assert [one.status_code for one in done] == [200, 200]
    assert done[0].json() == done[1].json()
    again = client.post(f"{path}/approve", json={"hash": new_hash})
    assert again.status_code == 409
    history = client.get("/api/projects/HRB/history/work_item/HRB-9").json()
    assert history["items"][-1]["changes"]["status"] == ["todo", "blocked"]
    assert history["items"][-1]["turn_id"] == asked["message_id"]
    assert client.post(f"{path}/undo", json={"hash": new_hash}).status_code == 200
    with leadline.sessions() as session:
        assert session.scalars(select(WorkItem.status).where(WorkItem.key == "HRB-9")).one() == "todo"


def test_stale_is_told_with_both_values(client: TestClient) -> None:
    first = ask(client, "assign HRB-9 to Noor")["proposals"][0]
    second = ask(client, "assign HRB-9 to Priya Raman")["proposals"][0]
    assert client.post(f"/api/proposals/{second['id']}/approve", json={"hash": second["hash"]}).status_code == 200
    stale = client.post(f"/api/proposals/{first['id']}/approve", json={"hash": first["hash"]})
    assert stale.status_code == 409
    [conflict] = stale.json()["error"]["conflicts"]
    assert (conflict["field"], conflict["now"]) == ("assignee", "Priya Raman")
    assert stale.json()["proposal"]["state"] == "stale"


@pytest.mark.parametrize(
    ("message", "record", "values"),
    [
        ("create a bug in Harbor: export hangs on large files, high", "work_item",
         {"title": "Export hangs on large files", "type": "bug", "priority": "high"}),
        ("log an action for Noor on Harbor: call the vendor by Friday", "action",
         {"title": "Call the vendor", "owner": "Noor Haddad", "due": "2026-11-27"}),
        ("close risk R-3 on Harbor", "risk", {"status": "closed", "closed_on": "2026-11-23"}),
        ("HRB-9 is blocked by the vendor", "work_item", {"status": "blocked", "blocked_reason": "the vendor"}),
        ("HRB-20 depends on HRB-12", "dependency", {"predecessor": "HRB-12", "successor": "HRB-20"}),
        ("assign HRB-7 to Noor", "work_item", {"assignee": "Noor Haddad"}),
        ("move HRB-9 to 3 March", "work_item", {"planned_start": "2027-03-03"}),
        ("blocker on Harbor: staging database is down", "issue",
         {"title": "Staging database is down", "severity": "critical"}),
        ("we decided on Harbor to postpone the pilot to March", "decision",
         {"title": "Postpone the pilot to March", "made_on": "2026-11-23"}),
        ("change request for Harbor: support two more languages, 15 days", "change_request",
         {"title": "Support two more languages", "effect_days": 15.0}),
        ("log a lesson on Harbor: the load test came too late, plan it before the pilot", "lesson",
         {"event": "The load test came too late", "recommendation": "plan it before the pilot"}),
    ],
)  # fmt: skip
def test_plain_words_become_proposals(client: TestClient, message: str, record: str, values: dict[str, Any]) -> None:
    [proposal] = ask(client, message)["proposals"]
    operation = proposal["operations"][-1]
    assert operation["record"] == record
    assert operation["after"].items() >= values.items()


def test_a_tool_cannot_write_even_where_it_tries(leadline: Leadline) -> None:
    from leadline.projects.proposals.guard import ReadOnlyError, agent_sessions

    with agent_sessions(leadline.sessions)() as session:
        item = session.scalars(select(WorkItem).where(WorkItem.key == "HRB-9")).one()
        item.title = "Changed by a tool"
        with pytest.raises(ReadOnlyError, match="work_item"):
            session.flush()
