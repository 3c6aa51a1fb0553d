"""The doors for other programs: OpenAI's protocol, the Model Context Protocol, Prometheus."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from openai import OpenAI
from starlette.testclient import TestClient

from leadline.projects.access import Role
from leadline.tools.registry import PROPOSING, TOOLS
from tests.api.signed_in import member, serving

BUDGET = "what is the budget of Harbor?"


def rpc(
    client: TestClient, method: str, params: dict[str, Any], headers: dict[str, str] | None = None
) -> dict[str, Any]:
    accept = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    response = client.post("/mcp", json=body, headers=accept | (headers or {}))
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()["result"]
    return answer


def completion(client: TestClient, *messages: tuple[str, str], **more: Any) -> dict[str, Any]:
    body = {"model": "leadline", "messages": [{"role": role, "content": text} for role, text in messages], **more}
    response = client.post("/v1/chat/completions", json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_a_completion_is_the_same_answer_as_a_question(client: TestClient) -> None:
    asked = client.post("/api/ask", json={"message": BUDGET}).json()
    answer = completion(client, ("system", "You are a pirate."), ("user", BUDGET))
    assert answer["object"] == "chat.completion"
    assert answer["choices"][0]["message"] == {"role": "assistant", "content": asked["text"]}
    assert [fact["value"] for fact in answer["leadline"]["facts"]] == [fact["value"] for fact in asked["facts"]]


def test_a_conversation_goes_on_in_its_thread(client: TestClient) -> None:
    first = completion(client, ("user", BUDGET))
    text = first["choices"][0]["message"]["content"]
    second = completion(client, ("user", BUDGET), ("assistant", text), ("user", "and its risks?"))
    assert second["leadline"]["thread_id"] == first["leadline"]["thread_id"]
    assert "Harbor" in second["choices"][0]["message"]["content"]
    invented = completion(client, ("user", BUDGET), ("assistant", "It is 1 EUR."), ("user", "thanks"))
    assert invented["leadline"]["thread_id"] != first["leadline"]["thread_id"]


def test_a_streamed_completion_adds_up_to_the_whole(client: TestClient) -> None:
    whole = completion(client, ("user", BUDGET))
    body = {"model": "leadline", "messages": [{"role": "user", "content": BUDGET}], "stream": True}
    lines = client.post("/v1/chat/completions", json=body).text.strip().split("\n\n")
    assert lines[-1] == "data: [DONE]"
    chunks = [json.loads(line.removeprefix("data: ")) for line in lines[:-1]]
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    text = "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks)
    assert text == whole["choices"][0]["message"]["content"]
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop"


def test_the_official_client_understands_it(client: TestClient) -> None:
    def through(request: httpx2.Request) -> httpx2.Response:
        answer = client.request(
            request.method, request.url.path, content=request.content, headers=dict(request.headers)
        )
        return httpx2.Response(
            answer.status_code, content=answer.content, headers={"content-type": answer.headers["content-type"]}
        )

    http = httpx2.Client(transport=httpx2.MockTransport(through))
    with OpenAI(api_key="none", base_url="http://testserver/v1", http_client=http) as openai:
        assert "leadline" in [model.id for model in openai.models.list()]
        answer = openai.chat.completions.create(model="leadline", messages=[{"role": "user", "content": BUDGET}])
        assert "Harbor" in (answer.choices[0].message.content or "")
        stream = openai.chat.completions.create(
            model="builtin", messages=[{"role": "user", "content": BUDGET}], stream=True
        )
        assert "".join(chunk.choices[0].delta.content or "" for chunk in stream) == answer.choices[0].message.content


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"model": "gpt-99"}, 422),
        ({"messages": []}, 422),
        ({"messages": [{"role": "assistant", "content": "hi"}]}, 422),
        ({"n": 2}, 422),
    ],
)
def test_what_cannot_be_done_is_said(client: TestClient, change: dict[str, Any], status: int) -> None:
    body = {"model": "leadline", "messages": [{"role": "user", "content": BUDGET}]} | change
    response = client.post("/v1/chat/completions", json=body)
    assert response.status_code == status
    assert response.json()["error"]["message"]


def test_every_tool_is_offered_and_reading_ones_are_marked(client: TestClient) -> None:
    tools = {tool["name"]: tool for tool in rpc(client, "tools/list", {})["tools"]}
    assert set(tools) == {tool.name for tool in TOOLS}
    for name, tool in tools.items():
        assert tool["annotations"]["readOnlyHint"] is (name not in PROPOSING)
        assert "runtime" not in tool["inputSchema"].get("properties", {})


def test_a_tool_answers_with_text_and_facts(client: TestClient) -> None:
    answer = rpc(client, "tools/call", {"name": "get_budget", "arguments": {"project": "Harbor"}})
    assert "Harbor" in answer["content"][0]["text"]
    assert any("budget" in fact["label"].lower() for fact in answer["structuredContent"]["facts"])


@pytest.mark.parametrize(
    "call",
    [
        {"name": "drop_tables", "arguments": {}},
        {"name": "get_budget", "arguments": {"access": "everything"}},
        {"name": "get_budget", "arguments": {"runtime": {"context": {}}}},
    ],
)
def test_a_wrong_call_is_told_to_the_model(client: TestClient, call: dict[str, Any]) -> None:
    assert rpc(client, "tools/call", call)["isError"] is True


def test_a_foreign_host_gets_421_from_mcp_too(client: TestClient) -> None:
    assert client.post("/mcp", json={}, headers={"Host": "evil.example"}).status_code == 421


def test_programs_see_what_their_user_sees(home: Path) -> None:
    with serving(home) as (leadline, client):
        assert client.post("/mcp", json={}).status_code == 401
        assert client.get("/v1/models").status_code == 401
        assert client.get("/metrics").status_code == 401
        ana = member(leadline, "ana", HRB=Role.VIEWER)
        hidden = rpc(client, "tools/call", {"name": "get_budget", "arguments": {"project": "Lantern"}}, ana)
        assert hidden["structuredContent"]["status"] == "not_found"
        shown = rpc(client, "tools/call", {"name": "list_projects", "arguments": {}}, ana)["structuredContent"]
        assert (shown["total"], shown["withheld"]) == (1, 7)


async def test_mcp_over_stdio_with_the_official_client(home: Path) -> None:
    env = {"LEADLINE_HOME": str(home), "LEADLINE_TODAY": "2026-11-23", "PATH": ""}
    server = StdioServerParameters(command=sys.executable, args=["-m", "leadline.api.cli", "mcp"], env=env)
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        assert len((await session.list_tools()).tools) == len(TOOLS)
        answer = await session.call_tool("get_project_status", {"project": "Harbor"})
        assert "Harbor" in answer.content[0].text  # type: ignore[union-attr]


def test_stdio_asks_for_a_token_where_people_sign_in(home: Path) -> None:
    env = {"LEADLINE_HOME": str(home), "LEADLINE_AUTH": "token", "PATH": ""}
    command = [sys.executable, "-m", "leadline.api.cli", "mcp"]
    ended = subprocess.run(command, env=env, input=b"", capture_output=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert b"LEADLINE_TOKEN" in ended.stderr


def test_metrics_count_turns_tools_and_requests(client: TestClient) -> None:
    client.post("/api/ask", json={"message": BUDGET})
    client.get("/api/projects/NOSUCH")
    text = client.get("/metrics").text
    assert 'leadline_turns_total{model="builtin",status="done"} 1.0' in text
    assert 'leadline_tool_calls_total{status="ok",tool="get_budget"} 1.0' in text
    assert 'leadline_turn_seconds_count{model="builtin"} 1.0' in text
    assert 'leadline_http_requests_total{method="GET",route="/api/projects/{key}",status="404"} 1.0' in text
    assert "Harbor" not in text
