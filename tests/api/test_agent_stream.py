import json
from typing import Any
from uuid import uuid4

from starlette.testclient import TestClient


def run(client: TestClient, message: str, run_id: str | None = None, **forwarded: Any) -> tuple[str, str]:
    """(run id, the raw stream)"""
    run_id = run_id or str(uuid4())
    body = {
        "threadId": str(uuid4()),
        "runId": run_id,
        "messages": [{"id": "1", "role": "user", "content": message}],
        "tools": [],
        "context": [],
        "state": {},
        "forwardedProps": forwarded,
    }
    response = client.post("/api/agent", json=body)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/event-stream")
    return run_id, response.text


def parsed(stream: str) -> list[tuple[str, dict[str, Any]]]:
    """(id, event) of each block of the stream."""
    events = []
    for block in stream.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        events.append((fields["id"], json.loads(fields["data"])))
    return events


def test_a_run_is_told_in_ag_ui_events(client: TestClient) -> None:
    run_id, stream = run(client, "how is Harbor doing?")
    events = [event for _, event in parsed(stream)]
    types = [event["type"] for event in events]
    assert types[0] == "RUN_STARTED"
    assert types[-1] == "RUN_FINISHED"
    assert types.index("TOOL_CALL_START") < types.index("TOOL_CALL_RESULT") < types.index("TEXT_MESSAGE_START")
    assert types.index("TEXT_MESSAGE_END") > types.index("TEXT_MESSAGE_CONTENT")
    text = "".join(event["delta"] for event in events if event["type"] == "TEXT_MESSAGE_CONTENT")
    assert text == events[-1]["result"]["text"]
    assert events[-1]["result"]["message_id"] == run_id
    activities = {event["activityType"] for event in events if event["type"] == "ACTIVITY_SNAPSHOT"}
    assert {"leadline.card", "leadline.claims", "leadline.suggestions"} <= activities


def test_a_cut_stream_is_resumed_to_the_byte(client: TestClient) -> None:
    run_id, stream = run(client, "how is Harbor doing?")
    blocks = [block + "\n\n" for block in stream.split("\n\n") if block.strip()]
    for cut in range(0, len(blocks), 3):
        last = parsed(blocks[cut])[0][0]
        rest = client.get(f"/api/agent/{run_id}/events", headers={"Last-Event-ID": last}).text
        assert rest == "".join(blocks[cut + 1 :])


def test_the_same_run_cannot_be_sent_twice(client: TestClient) -> None:
    run_id, _ = run(client, "hello")
    body = {"threadId": "", "runId": run_id, "messages": [{"id": "1", "role": "user", "content": "hello"}]}
    response = client.post("/api/agent", json=body)
    assert response.status_code == 409
    assert response.json()["error"]["code"] == "busy"


def test_what_is_wrong_with_a_request_is_said_before_any_stream(client: TestClient) -> None:
    for change, words in (
        ({"messages": []}, "no user message"),
        ({"runId": "a b"}, "runId"),
        ({"forwardedProps": {"attachments": "x"}}, "forwardedProps"),
        ({"forwardedProps": {"attachments": ["unknown"]}}, "attachment"),
    ):
        body = {"threadId": "", "runId": str(uuid4()), "messages": [{"id": "1", "role": "user", "content": "hello"}]}
        response = client.post("/api/agent", json=body | change)
        assert response.status_code in (404, 422)
        assert words in response.json()["error"]["message"]


def test_an_unknown_run_has_no_events(client: TestClient) -> None:
    assert client.get(f"/api/agent/{uuid4()}/events").status_code == 404
