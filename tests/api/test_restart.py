import datetime as dt
from pathlib import Path

from sqlalchemy import update
from starlette.testclient import TestClient

from leadline.api.app import create_app
from leadline.api.settings import Settings
from leadline.api.wiring import build
from leadline.assistant.tables import Turn


def start(home: Path) -> TestClient:
    return TestClient(create_app(build(Settings(home=home, today=dt.date(2026, 11, 23), model="builtin"))))


def left_running(client: TestClient) -> str:
    """A turn as a server leaves it that is killed in the middle of answering."""
    turn = client.post("/api/ask", json={"message": "hello"}).json()
    with client.app.state.leadline.sessions.begin() as session:  # type: ignore[attr-defined]
        session.execute(update(Turn).where(Turn.id == turn["message_id"]).values(status="running", finished_at=None))
    return str(turn["message_id"])


def test_a_turn_of_a_dead_server_is_marked_and_its_message_kept(tmp_path: Path) -> None:
    with start(tmp_path) as client:
        turn_id = left_running(client)
    with start(tmp_path) as client:
        turn = client.get(f"/api/turns/{turn_id}").json()
    assert (turn["status"], turn["question"]) == ("interrupted", "hello")
    assert turn["error"]["hint"]


def test_a_second_server_leaves_the_turns_of_the_first_alone(tmp_path: Path) -> None:
    with start(tmp_path) as first:
        turn_id = left_running(first)
        with start(tmp_path) as second:
            assert second.get(f"/api/turns/{turn_id}").json()["status"] == "running"
