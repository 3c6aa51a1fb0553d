"""Limits as a client meets them."""

import asyncio
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from leadline.api.app import create_app
from leadline.api.wiring import build
from leadline.assistant.limits import Limits
from leadline.assistant.models import ModelSettings
from leadline.assistant.tables import Allowance
from leadline.projects.access import LOCAL_USER, Access
from tests.api.conftest import settings
from tests.assistant.desk import desk
from tests.fakes import ScriptedModel


async def test_a_turn_that_takes_too_long_is_ended_and_says_so(tmp_path: Path) -> None:
    async with desk(tmp_path, ScriptedModel(replies=["one two three"], gate=asyncio.Event())) as chat:
        chat._limits = Limits(turn_seconds=0.2)
        turn = await chat.ask(LOCAL_USER, None, "Count")
    assert turn.status == "failed"
    assert turn.error is not None
    assert turn.error["code"] == "turn_too_long"


async def test_the_third_question_at_once_has_to_wait(tmp_path: Path) -> None:
    ana, gate = Access("ana", "Ana"), asyncio.Event()
    async with desk(tmp_path, ScriptedModel(replies=["a b", "a b", "a b"], gate=gate)) as chat:
        first = [await chat.start_turn(ana, None, "Count") for _ in range(2)]
        with pytest.raises(Exception, match="2 of your questions"):
            await chat.start_turn(ana, None, "Count")
        for handle in first:
            await chat.stop(ana, handle.turn_id)
        assert (await chat.start_turn(ana, None, "Count")).turn_id


def test_an_exhausted_day_is_429_with_when_to_come_again_and_builtin_still_answers(home: Path) -> None:
    limited = settings(home).model_copy(update={"daily_tokens": 10, "turn_tokens": 1000})
    wired = build(limited, ModelSettings(model=ScriptedModel(replies=["never asked"])))
    with TestClient(create_app(wired)) as client:
        refused = client.post("/api/ask", json={"message": "budget of Harbor"})
        assert (refused.status_code, refused.json()["error"]["code"]) == (429, "limit")
        assert 0 < int(refused.headers["retry-after"]) <= 86_400
        assert client.get("/api/threads").json()["total"] == 0
        assert client.post("/api/ask", json={"message": "budget of Harbor", "model": "builtin"}).status_code == 200
        with wired.sessions() as session:
            assert session.query(Allowance).count() == 0
    wired.close()


def test_with_the_model_down_everything_but_its_answers_works(home: Path) -> None:
    down = ModelSettings(model="openai:nobody", api_key="none", base_url="http://127.0.0.1:9/v1")
    wired = build(settings(home), down)
    with TestClient(create_app(wired)) as client:
        failed = client.post("/api/ask", json={"message": "budget of Harbor"}).json()
        assert (failed["status"], failed["error"]["code"]) == ("failed", "model_unreachable")
        assert client.get("/").status_code == 200
        assert client.get("/api/projects").json()["total"] == 8
        assert client.get(f"/api/threads/{failed['thread_id']}").json()["turns"][0]["question"] == "budget of Harbor"
        assert client.post("/api/ask", json={"message": "budget of Harbor", "model": "builtin"}).json()["text"]
    wired.close()
