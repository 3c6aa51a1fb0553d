"""Story sets over the real application: kept, listed, compared, restored, exported; never shown to somebody else."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import leadline as leadline_package
from leadline.api.wiring import Leadline
from leadline.projects.access import Access
from leadline.tools.stories.drafting import draft_story_set
from leadline.tools.story_sets import keep_draft

PORTAL = (
    "User stories for: The portal shall let a supplier upload an invoice as PDF. "
    "Approvers can approve or reject invoices. The accountant should be able to export all approved invoices."
)


def _ask(client: TestClient, message: str, thread: str | None = None, **more: Any) -> dict[str, Any]:
    turn: dict[str, Any] = client.post("/api/ask", json={"message": message, "thread_id": thread, **more}).json()
    assert turn["status"] == "done", turn
    return turn


def _saved(turn: dict[str, Any]) -> dict[str, Any]:
    saved: dict[str, Any] = turn["cards"][0]["data"]["saved"]
    return saved


def test_a_draft_is_kept_listed_and_read(client: TestClient) -> None:
    turn = _ask(client, PORTAL)
    saved = _saved(turn)
    assert saved["version"] == 1
    listed = client.get("/api/story-sets").json()
    assert (listed["total"], listed["items"][0]["id"]) == (1, saved["id"])
    assert client.get("/api/story-sets", params={"thread": turn["thread_id"]}).json()["total"] == 1
    assert client.get("/api/story-sets", params={"thread": "another"}).json()["total"] == 0
    read = client.get(f"/api/story-sets/{saved['id']}").json()
    assert read["thread_id"] == turn["thread_id"]
    assert read["counts"]["stories"] == len(read["story_set"]["stories"]) == 3


def test_lists_are_paged_with_their_total(client: TestClient) -> None:
    for _ in range(3):
        _ask(client, PORTAL)
    page = client.get("/api/story-sets", params={"limit": 2, "offset": 2}).json()
    assert (page["total"], len(page["items"]), page["offset"], page["limit"]) == (3, 1, 2, 2)


@pytest.mark.parametrize(
    "path", ["", "/versions", "/diff?before=1&after=1", "/export?format=xlsx", "/export", "?version=1"]
)
def test_a_set_of_somebody_else_is_404_like_one_that_is_not_there(
    client: TestClient, leadline: Leadline, path: str
) -> None:
    stranger = Access(user_id="ana", name="Ana", everything=True)
    with leadline.sessions.begin() as session:
        foreign = keep_draft(session, stranger, draft_story_set(PORTAL), thread_id="t", project=None).id
    assert client.get("/api/story-sets").json()["total"] == 0
    answers = [client.get(f"/api/story-sets/{name}{path}") for name in (foreign, "ss-0000000000")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()
    restored = client.post(f"/api/story-sets/{foreign}/restore", json={"version": 1})
    assert restored.status_code == 404


def test_unknown_version_is_404_and_says_which_there_are(client: TestClient) -> None:
    saved = _saved(_ask(client, PORTAL))
    answer = client.get(f"/api/story-sets/{saved['id']}", params={"version": 9})
    assert answer.status_code == 404
    assert "versions 1 to 1" in answer.json()["error"]["hint"]


BEGINS = (("md", "md", b"# "), ("gherkin", "feature", b"Feature: "), ("jira", "csv", b"Summary,"))
OFFICE = (("xlsx", "xlsx", b"PK"), ("docx", "docx", b"PK"))


@pytest.mark.parametrize(("format", "ending", "begins"), [*BEGINS, *OFFICE])
def test_export_is_a_file_with_a_name(client: TestClient, format: str, ending: str, begins: bytes) -> None:
    saved = _saved(_ask(client, PORTAL))
    answer = client.get(f"/api/story-sets/{saved['id']}/export", params={"format": format})
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert f'-v1.{ending}"' in answer.headers["content-disposition"]


def test_unknown_format_is_refused(client: TestClient) -> None:
    saved = _saved(_ask(client, PORTAL))
    assert client.get(f"/api/story-sets/{saved['id']}/export", params={"format": "pdf"}).status_code == 422


def _leadline(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LEADLINE_")}
    environment |= {"LEADLINE_HOME": str(home), "PYTHONPATH": str(Path(leadline_package.__file__).parents[1])}
    command = [sys.executable, "-m", "leadline.api.cli", *arguments]
    return subprocess.run(command, env=environment, text=True, capture_output=True, timeout=60, check=False)


def test_command_line_writes_the_file(home: Path, tmp_path: Path, client: TestClient) -> None:
    saved = _saved(_ask(client, PORTAL))
    target = tmp_path / "stories.xlsx"
    done = _leadline(home, "export", "story-set", saved["id"], "--format", "xlsx", "-o", str(target))
    assert done.returncode == 0, done.stderr
    assert target.read_bytes().startswith(b"PK")
    missing = _leadline(home, "export", "story-set", "ss-nothing")
    assert missing.returncode == 1
    assert "Nothing was written" in missing.stderr
