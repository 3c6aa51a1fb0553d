"""Every route of the running application against every kind of person. The list of routes is read from the application itself."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from leadline.api.app import create_app
from leadline.api.wiring import Leadline, build
from leadline.knowledge.scope import EVERYTHING
from leadline.projects.access import Role
from leadline.projects.tables import Project, Risk, StorySetRecord, WorkItem
from tests.api.access_matrix import MATRIX, Entry
from tests.api.conftest import settings
from tests.api.signed_in import OWN_PAGE, member, serving

MARKER = "MARKER"
METHODS = {"get", "post", "put", "patch", "delete"}
Headers = dict[str, str]


class World:
    """One project's manager with one of everything, a viewer of the same project, and a stranger to it."""

    def __init__(self, leadline: Leadline, client: TestClient) -> None:
        self.client = client
        with leadline.sessions.begin() as session:
            session.execute(update(Project).where(Project.key == "HRB").values(summary=MARKER, objectives=[MARKER]))
            harbor = session.query(Project.id).filter(Project.key == "HRB").scalar_subquery()
            session.execute(update(WorkItem).where(WorkItem.project_id == harbor).values(description=MARKER))
            session.execute(update(Risk).where(Risk.project_id == harbor).values(cause=MARKER))
        self.owner = member(leadline, "owner", HRB=Role.MANAGER)
        self.viewer = member(leadline, "viewer", HRB=Role.VIEWER)
        self.stranger = member(leadline, "stranger", LTN=Role.ADMIN)
        paper = {"file": (f"{MARKER}.md", f"# {MARKER}\n\n## Decision\nThe {MARKER} steering group met.\n".encode())}
        document = self._post("/api/documents", files=paper, data={"project": "HRB"})
        passage = leadline.library.search(EVERYTHING, MARKER, limit=1).hits[0].passage
        asked = {"message": f"write user stories for: {MARKER} clerks can print labels", "project": "HRB"}
        stories = self._post("/api/ask", json=asked)
        with leadline.sessions.begin() as session:
            session.execute(update(StorySetRecord).values(title=MARKER))
        sets = self.client.get("/api/story-sets", headers=self.owner).json()["items"]
        chart = self._post("/api/ask", json={"message": "gantt of Harbor", "thread_id": stories["thread_id"]})
        pictures = [
            place for place, card in enumerate(chart["cards"]) if card["kind"] in ("timeline", "chart", "heat_map")
        ]
        self.ids = {
            "key": "HRB",
            "thread_id": stories["thread_id"],
            "turn_id": stories["message_id"],
            "run_id": stories["message_id"],
            "document_id": document["document_id"],
            "passage_id": passage.id,
            "set_id": sets[0]["id"],
            "number": str(pictures[0]),
            "token": "nobody",
            "project_key": "HRB",
            "record": "work_item",
            "record_key": "HRB-9",
        }
        self.proposals = {
            action: self._post("/api/ask", json={"message": f"set HRB-{number} to blocked"})["proposals"][0]
            for action, number in (("approve", 9), ("reject", 10), ("edit", 11))
        }
        self.proposals["undo"] = self.proposals["approve"]
        if "GET /api/reports" in MATRIX:
            kept = self._post("/api/reports", json={"project": "HRB", "audience": "team"})
            self.ids["report_id"] = str(kept["id"])
            self.report = self._post("/api/ask", json={"message": "write a status report for Harbor"})
        self.picture_turn = chart["message_id"]

    def send(self, route: str, entry: Entry, headers: Headers) -> tuple[int, str]:
        method, path = route.split(" ")
        ids = self.ids | ({"turn_id": self.picture_turn} if "/cards/" in path else {})
        if path.endswith("{number}/export"):
            kinds = [card["kind"] for card in self.report["cards"]]
            ids |= {"turn_id": self.report["message_id"], "number": str(kinds.index("report"))}
        if "{proposal_id}" in path:
            proposal = self.proposals.get(path.rsplit("/", 1)[-1], self.proposals["approve"])
            ids |= {"proposal_id": proposal["id"], "hash": proposal["hash"]}
        for name, value in ids.items():
            path = path.replace("{" + name + "}", value)
        assert "{" not in path, f"no id for {route}: add one to World.ids"
        filled = json.dumps(entry.json)
        for name, value in ids.items():
            filled = filled.replace("{" + name + "}", value)
        form = {name: value.format(**ids) for name, value in entry.form.items()} if entry.form else None
        files = {"file": ("note.md", f"# Note\n\n{route} {headers}".encode())} if entry.file else None
        mcp = {"Accept": "application/json, text/event-stream"} if path == "/mcp" else {}
        response = self.client.request(
            method,
            path,
            json=json.loads(filled),
            data=form,
            files=files,
            params=entry.query,
            headers=headers | mcp | OWN_PAGE,
        )
        return response.status_code, response.text

    def _post(self, path: str, **more: Any) -> dict[str, Any]:
        response = self.client.post(path, headers=self.owner, **more)
        assert response.is_success, response.text
        answer: dict[str, Any] = response.json()
        return answer


@pytest.fixture(scope="module")
def world(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    home = shutil.copytree(sample_home, tmp_path_factory.mktemp("matrix") / "home")
    with serving(Path(home)) as (leadline, client):
        yield World(leadline, client)


def routes_of(leadline: Leadline) -> set[str]:
    app = create_app(leadline)
    found = {
        f"{method.upper()} {path}"
        for path, item in app.openapi()["paths"].items()
        for method in item
        if method in METHODS
    }
    hidden = {"GET /", "GET /sign-in", "GET /openapi.json", "POST /mcp", "GET /page"}  # pages, not in the document
    plain = {getattr(route, "path", None) for route in app.routes} - {None}
    assert plain == {"/openapi.json", "/mcp", "/page"}, "a route outside the document: give it an entry by hand"
    return found | hidden


def test_every_route_has_an_entry_and_every_entry_a_route(leadline: Leadline) -> None:
    routes = routes_of(leadline)
    assert sorted(routes - set(MATRIX)) == [], "new routes: say in tests/api/access_matrix.py who may use them"
    assert sorted(set(MATRIX) - routes) == []


def test_a_new_route_without_an_entry_is_noticed(home: Path) -> None:
    wired = build(settings(home))
    app = create_app(wired)
    app.get("/api/leak")(lambda: "everything")
    app.openapi_schema = None
    assert "/api/leak" in app.openapi()["paths"]
    assert "GET /api/leak" not in MATRIX
    wired.close()


CLOSED = sorted(
    (route for route, entry in MATRIX.items() if entry.rule != "open"), key=lambda route: route.startswith("DELETE")
)


@pytest.mark.parametrize("route", CLOSED)
def test_who_gets_what(world: World, route: str) -> None:
    entry = MATRIX[route]
    status, text = world.send(route, entry, {})
    assert (status, MARKER in text) == (401, False)
    status, text = world.send(route, entry, world.stranger)
    if entry.rule in ("list", "self"):
        assert (status, MARKER in text) == (200, False)
    else:
        assert status == entry.stranger, text[:300]
        assert MARKER not in text.replace(f"{MARKER}.md", "")
    status, text = world.send(route, entry, world.viewer)
    if entry.rule == "personal":
        assert status == 404, text[:300]
    elif entry.role != "viewer":
        assert status == 403, text[:300]
    status, text = world.send(route, entry, world.owner)  # the positive control: the same request, from whoever may
    assert 200 <= status < 300, text[:300]
    assert not entry.shows or entry.rule == "self" or MARKER in text


@pytest.mark.parametrize("route", [route for route, entry in MATRIX.items() if entry.rule == "open"])
def test_what_is_open_shows_nothing_of_the_portfolio(world: World, route: str) -> None:
    status, text = world.send(route, MATRIX[route], {})
    assert status in (200, 204, 303, 401, 404)  # 401: a wrong token; 404: the folder of the page itself
    assert MARKER not in text
