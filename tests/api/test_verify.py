"""A stored answer asked again: what holds, what changed, what cannot be checked; never for somebody else."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from leadline.api.wiring import Leadline
from leadline.projects.access import Role
from leadline.projects.tables import Risk
from tests.api.signed_in import member, serving


def _verified(client: TestClient, question: str, change: Any = lambda: None) -> dict[str, Any]:
    turn = client.post("/api/ask", json={"message": question}).json()
    assert turn["claims"] or turn["citations"], turn["text"]
    change()
    answer = client.post(f"/api/turns/{turn['message_id']}/verify")
    assert answer.status_code == 200, answer.text
    return dict(answer.json()) | {"turn": turn}


def test_nothing_changed_so_everything_holds(client: TestClient) -> None:
    found = _verified(client, "budget of Atlas Billing")
    supported = [one for one in found["claims"] if one["fact_id"]]
    assert supported
    assert all(one["outcome"] == "holds" for one in supported)
    assert found["counts"]["changed"] == 0
    assert [(one["start"], one["end"]) for one in found["claims"]] == [
        (one["start"], one["end"]) for one in found["turn"]["claims"]
    ]


def test_a_changed_record_is_told_with_old_and_new(client: TestClient, leadline: Leadline) -> None:
    def raise_one() -> None:
        with leadline.sessions.begin() as session:
            for risk in session.scalars(select(Risk)):
                risk.probability, risk.impact = 1, 1

    found = _verified(client, "how is Atlas Billing doing?", raise_one)
    changed = [one for one in found["claims"] if one["outcome"] == "changed"]
    assert changed, found["counts"]
    assert all(one["old"] != one["new"] for one in changed)
    assert any(one["outcome"] == "holds" for one in found["claims"])


def test_a_quote_holds_until_its_document_is_gone(client: TestClient, leadline: Leadline) -> None:
    question = "what caused the payment outage?"
    first = _verified(client, question)
    assert {one["outcome"] for one in first["citations"]} == {"holds"}

    def remove() -> None:
        leadline.library.remove(first["turn"]["citations"][0]["document_id"])

    again = _verified(client, question, remove)
    assert "cannot_be_checked" in {one["outcome"] for one in again["citations"]}


def test_a_foreign_turn_does_not_exist(home: Path) -> None:
    with serving(home) as (leadline, client):
        ana = member(leadline, "ana", HRB=Role.VIEWER)
        ben = member(leadline, "ben", admin=True)
        turn = client.post("/api/ask", json={"message": "budget of Harbor"}, headers=ana).json()
        path = f"/api/turns/{turn['message_id']}/verify"
        assert client.post(path, headers=ana).status_code == 200
        assert client.post(path, headers=ben).status_code == 404
        assert client.post("/api/turns/nothing/verify", headers=ben).status_code == 404


@pytest.mark.parametrize(
    "question", ["what if we lose Priya for 3 weeks on Atlas Billing?", "write the post-mortem of Quayside"]
)
def test_whatever_only_reads_is_asked_again(client: TestClient, question: str) -> None:
    counts = _verified(client, question)["counts"]
    assert counts["holds"] > 0
    assert counts["changed"] == counts["cannot_be_checked"] == 0
