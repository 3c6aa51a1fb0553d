"""Rows of a project that the asker may not see reach neither them, nor the model, nor the log: 0 of N."""

import io
from pathlib import Path

import structlog

from leadline.api.tool_calls import ToolCallError, call
from leadline.assistant.tables import Event, Turn
from leadline.projects.access import LOCAL_USER, Access, Role
from leadline.tools.registry import TOOLS
from tests.api.signed_in import member, serving
from tests.canaries import CANARY, QUESTIONS, SHOWN, calls, plant

SHOWS_ROWS = {
    *("list_projects", "get_project_status", "get_schedule", "forecast_completion", "get_budget", "get_workload"),
    *("get_sprint", "search_work_items", "get_register", "search_knowledge"),
}
STRANGER = Access("stranger", "Stranger", roles={"LTN": Role.ADMIN})


def test_no_tool_call_returns_a_foreign_row(home: Path) -> None:
    with serving(home) as (leadline, _):
        assert plant(leadline, "HRB") > 500
        tried, seen_by_owner, leaks = 0, set(), []
        for name, args in calls():
            tried += 1
            try:
                answer = call(leadline, STRANGER, name, args).model_dump_json()
            except ToolCallError as error:
                answer = str(error)
            if CANARY in answer:
                leaks.append((name, args, answer[max(0, answer.index(CANARY) - 80) :][:160]))
        for tool in TOOLS:  # positive control: the same tools do show the rows to whoever may see them
            forms = [args for name, args in calls() if name == tool.name and "Harbor" in args.values()]
            for args in [*forms, {}, *SHOWN.get(tool.name, ())]:
                try:
                    if CANARY in call(leadline, LOCAL_USER, tool.name, args).model_dump_json():
                        seen_by_owner.add(tool.name)
                        break
                except ToolCallError:
                    continue
    assert leaks == [], f"{len(leaks)} of {tried} calls leaked"
    assert tried > 400
    assert seen_by_owner >= SHOWS_ROWS


def test_no_conversation_shows_a_foreign_row_to_user_model_or_log(home: Path) -> None:
    log = io.StringIO()
    structlog.configure(
        processors=[structlog.processors.JSONRenderer(default=str)], logger_factory=structlog.WriteLoggerFactory(log)
    )
    try:
        with serving(home) as (leadline, client):
            plant(leadline, "HRB")
            stranger = member(leadline, "stranger", LTN=Role.ADMIN)
            leaks = []
            for question in QUESTIONS:
                answer = client.post("/api/ask", json={"message": question}, headers=stranger)
                assert answer.status_code == 200
                if CANARY in answer.text:
                    leaks.append((question, answer.text[max(0, answer.text.index(CANARY) - 80) :][:160]))
            with leadline.sessions() as session:
                kept = [str(row.messages) for row in session.query(Turn)]  # what the model saw and said
                kept += [str(row.payload) for row in session.query(Event)]
            assert kept
            assert not [row for row in kept if CANARY in row]
    finally:
        structlog.reset_defaults()
    assert leaks == [], f"{len(leaks)} of {len(QUESTIONS)} questions leaked"
    assert CANARY not in log.getvalue()


def test_an_answer_says_that_something_was_withheld(home: Path) -> None:
    with serving(home) as (leadline, client):
        leadline.library.ingest(
            "harbor-charter.md", b"# Harbor charter\n\n## Scope\nThe scope is one warehouse.\n", project_key="HRB"
        )
        stranger = member(leadline, "stranger", LTN=Role.VIEWER)
        listed = client.post("/api/ask", json={"message": "list all projects"}, headers=stranger).json()
        assert listed["tools"][0]["withheld"] == 7
        assert "7 projects are not visible to you and were not counted." in listed["text"]
        assert [claim for claim in listed["claims"] if claim["status"] == "unsupported"] == []
        found = client.post(
            "/api/ask", json={"message": "what do the charters say about scope?"}, headers=stranger
        ).json()
        searched = [tool for tool in found["tools"] if tool["name"] == "search_knowledge"]
        assert searched
        assert searched[0]["withheld"] == 1
        assert "1 document is not visible to you and was not searched." in found["text"]
        named = client.post("/api/ask", json={"message": "budget of Lantern"}, headers=stranger).json()
        assert "not visible" not in named["text"]
