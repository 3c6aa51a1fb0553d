"""The language-model path with the real OpenAI client, against a scripted server on the loopback."""

from pathlib import Path

import pytest

from leadline.assistant.models import ModelSettings, resolve_model
from leadline.assistant.patience import Patience, PatientChatOpenAI
from leadline.assistant.views import TurnView
from leadline.projects.access import LOCAL_USER
from tests.assistant.desk import desk
from tests.fakes import Call, Drop, Hang, Refusal, ScriptedServer

ANSWER = "ATL has a budget of 1.20 M EUR."
QUICK = Patience(connect=1, first=0.3, idle=0.3, total=2)


async def ask(folder: Path, server: ScriptedServer | str, patience: Patience | None = None) -> TurnView:
    url = server if isinstance(server, str) else server.url
    model = resolve_model("openai:tester", api_key="secret-key", base_url=url)
    assert isinstance(model, PatientChatOpenAI)
    if patience:
        model.patience = patience
    async with desk(folder, ModelSettings(model=model, tool_mode="native")) as chat:
        return await chat.ask(LOCAL_USER, None, "What is the budget of ATL?")


def failure(turn: TurnView) -> tuple[str, str]:
    assert turn.status == "failed"
    assert turn.question == "What is the budget of ATL?"
    assert turn.error is not None
    assert "Your message is kept" in turn.error["message"]
    assert "secret-key" not in str(turn.error)
    assert "Traceback" not in str(turn.error)
    return turn.error["code"], turn.error["message"] + turn.error["hint"]


async def test_tools_are_called_and_the_answer_is_streamed(tmp_path: Path) -> None:
    with ScriptedServer(Call("get_budget", project="ATL"), ANSWER) as server:
        turn = await ask(tmp_path, server)
    assert (turn.text, turn.status) == (ANSWER, "done")
    assert turn.claims[0]["status"] == "supported"
    assert turn.usage == {"input_tokens": 200, "output_tokens": 20, "total_tokens": 220}
    first, second = server.requests
    assert first["stream"] is True
    assert first["max_completion_tokens"] > 0
    assert {tool["function"]["name"] for tool in first["tools"]} == {"get_budget", "search_knowledge", "which_atlas"}
    assert "runtime" not in str(first["tools"])
    assert second["messages"][-1]["role"] == "tool"


async def test_the_prefix_that_a_server_caches_never_changes(tmp_path: Path) -> None:
    with ScriptedServer(Call("get_budget", project="ATL"), ANSWER) as server:
        await ask(tmp_path, server)
    first, second = server.requests
    assert first["messages"][0] == second["messages"][0]
    assert first["tools"] == second["tools"]
    assert "2026" not in first["messages"][0]["content"]


async def test_a_call_that_comes_as_text_is_repaired(tmp_path: Path) -> None:
    with ScriptedServer('```json\n{{"name": "get_budget", "arguments": {{"project": "ATL"}}}}\n```', ANSWER) as server:
        turn = await ask(tmp_path, server)
    assert turn.text == ANSWER
    assert turn.facts[0]["id"] == "f-ATL"


async def test_json_steps_travel_as_response_format(tmp_path: Path) -> None:
    with ScriptedServer(
        '{"step": {"action": "get_budget", "args": {"project": "ATL"}}}',
        f'{{"step": {{"action": "answer", "text": "{ANSWER}"}}}}',
    ) as server:
        settings = ModelSettings(model="openai:tester", base_url=server.url, tool_mode="json")
        async with desk(tmp_path, settings) as chat:
            turn = await chat.ask(LOCAL_USER, None, "Budget?")
    assert turn.text == ANSWER
    assert turn.model == "openai:tester"
    assert server.requests[0]["response_format"]["type"] == "json_schema"
    assert "tools" not in server.requests[0]


@pytest.mark.parametrize(
    ("status", "message", "code", "words"),
    [
        (401, "bad key", "model_refused", "OPENAI_API_KEY"),
        (404, "no such model", "model_unknown", "LEADLINE_MODEL"),
        (400, "This model's maximum context length is 4096 tokens", "context_too_long", "Start a new conversation"),
        (400, "temperature is not allowed", "model_error", "temperature is not allowed"),
    ],
)
async def test_a_refusal_is_told_in_words_and_not_repeated(
    tmp_path: Path, status: int, message: str, code: str, words: str
) -> None:
    with ScriptedServer(Refusal(status, message)) as server:
        found, told = failure(await ask(tmp_path, server))
    assert found == code
    assert words in told
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [429, 503])
async def test_an_overloaded_server_is_tried_once_more(tmp_path: Path, status: int) -> None:
    with ScriptedServer(Refusal(status), "Good morning.") as server:
        turn = await ask(tmp_path, server)
    assert turn.status == "done"
    assert len(server.requests) == 2


async def test_an_overloaded_server_is_given_up_after_the_second_try(tmp_path: Path) -> None:
    with ScriptedServer(Refusal(429), Refusal(429)) as server:
        assert failure(await ask(tmp_path, server))[0] == "model_overloaded"
    assert len(server.requests) == 2


async def test_nobody_listening_is_told(tmp_path: Path) -> None:
    with ScriptedServer() as closed:
        url = closed.url
    code, told = failure(await ask(tmp_path, url))
    assert code == "model_unreachable"
    assert "OPENAI_BASE_URL" in told
    assert "builtin" in told


async def test_a_silent_server_is_given_up_in_time(tmp_path: Path) -> None:
    with ScriptedServer(Hang()) as server:
        code, told = failure(await ask(tmp_path, server, QUICK))
    assert code == "model_timeout"
    assert "said nothing" in told
    assert len(server.requests) == 1


async def test_a_server_that_goes_silent_in_the_middle_keeps_its_words(tmp_path: Path) -> None:
    with ScriptedServer(Hang(after="The budget of ATL is ")) as server:
        turn = await ask(tmp_path, server, QUICK)
    assert failure(turn)[0] == "model_timeout"
    assert turn.text == "The budget of ATL is "
    assert len(server.requests) == 1


async def test_a_broken_connection_is_not_taken_for_an_answer(tmp_path: Path) -> None:
    with ScriptedServer(Drop(after="The budget of ATL is ")) as server:
        turn = await ask(tmp_path, server, QUICK)
    assert failure(turn)[0] == "model_unreachable"
    assert turn.text == "The budget of ATL is "
    assert len(server.requests) == 1
