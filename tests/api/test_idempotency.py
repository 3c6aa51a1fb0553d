"""A POST with an `Idempotency-Key` is done once and answered the same each time."""

import threading
from pathlib import Path

from starlette.testclient import TestClient

from leadline.projects.access import Role
from tests.api.signed_in import member, serving

QUESTION = {"message": "budget of Harbor"}


def test_the_same_request_again_is_answered_the_same_and_done_once(client: TestClient) -> None:
    headers = {"Idempotency-Key": "one"}
    first = client.post("/api/ask", json=QUESTION, headers=headers)
    second = client.post("/api/ask", json=QUESTION, headers=headers)
    assert second.content == first.content
    assert second.headers["idempotency-replayed"] == "true"
    assert client.get("/api/threads").json()["total"] == 1


def test_a_key_is_good_for_one_request_only(client: TestClient) -> None:
    headers = {"Idempotency-Key": "one"}
    client.post("/api/ask", json=QUESTION, headers=headers)
    reused = client.post("/api/ask", json={"message": "risks of Harbor"}, headers=headers)
    assert (reused.status_code, reused.json()["error"]["code"]) == (422, "key_reused")
    assert client.post("/api/ask", json=QUESTION, headers={"Idempotency-Key": "k" * 201}).status_code == 422


def test_of_many_at_once_one_is_done(client: TestClient) -> None:
    statuses: list[int] = []

    def send() -> None:
        statuses.append(client.post("/api/ask", json=QUESTION, headers={"Idempotency-Key": "race"}).status_code)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) <= {200, 409}
    assert 200 in statuses
    assert client.get("/api/threads").json()["total"] == 1


def test_a_refused_form_is_answered_the_same_again(client: TestClient) -> None:
    headers = {"Idempotency-Key": "bad"}
    first = client.post("/api/ask", json={"message": ""}, headers=headers)
    assert first.status_code == 422
    assert client.post("/api/ask", json={"message": ""}, headers=headers).content == first.content


def test_a_stream_is_not_kept_but_its_turn_is(client: TestClient) -> None:
    run = {
        "threadId": "t",
        "runId": "r",
        "messages": [{"id": "m", "role": "user", "content": "budget of Harbor"}],
        "tools": [],
        "context": [],
        "state": {},
        "forwardedProps": {},
    }
    headers = {"Idempotency-Key": "stream"}
    stream = client.post("/api/agent", json=run, headers=headers)
    assert stream.headers["content-type"].startswith("text/event-stream")
    again = client.post("/api/agent", json=run, headers=headers)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "already_done")
    assert client.get("/api/agent/r/events").content == stream.content


def test_a_key_belongs_to_its_asker(home: Path) -> None:
    with serving(home) as (leadline, client):
        ana, ben = (member(leadline, name, HRB=Role.VIEWER) for name in ("ana", "ben"))
        key = {"Idempotency-Key": "shared"}
        first = client.post("/api/ask", json=QUESTION, headers=ana | key).json()
        other = client.post("/api/ask", json=QUESTION, headers=ben | key)
        assert "idempotency-replayed" not in other.headers
        assert other.json()["thread_id"] != first["thread_id"]
