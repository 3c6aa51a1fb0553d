from starlette.testclient import TestClient


def test_projects_are_listed_with_their_total(client: TestClient) -> None:
    page = client.get("/api/projects", params={"limit": 3, "offset": 2}).json()
    assert (len(page["items"]), page["total"], page["offset"], page["limit"]) == (3, 8, 2, 3)
    assert {"key", "name", "method", "phase", "declared_health"} <= set(page["items"][0])


def test_a_project_comes_with_its_people(client: TestClient) -> None:
    project = client.get("/api/projects/HRB").json()
    assert project["name"] == "Harbor"
    assert any(person["name"] == project["manager"] for person in project["people"]) or project["people"]


def test_work_items_and_risks_of_a_project_have_the_same_list_shape(client: TestClient) -> None:
    for path in ("work-items", "risks"):
        page = client.get(f"/api/projects/ATB/{path}", params={"limit": 2}).json()
        assert len(page["items"]) == 2
        assert page["total"] > 2
        assert page["items"][0]["key"]
    blocked = client.get("/api/projects/ATB/work-items", params={"status": "done"}).json()
    assert {item["status"] for item in blocked["items"]} == {"done"}


def test_an_unknown_project_is_not_found(client: TestClient) -> None:
    for path in ("/api/projects/NOPE", "/api/projects/NOPE/risks", "/api/projects/NOPE/work-items"):
        response = client.get(path)
        assert response.status_code == 404
        assert response.json()["error"]["code"] == "not_found"


def test_a_citation_leads_to_its_passage_with_the_text_around_it(client: TestClient) -> None:
    turn = client.post("/api/ask", json={"message": "what was the root cause of the payment outage?"}).json()
    citation = turn["citations"][0]
    found = client.get(f"/api/documents/{citation['document_id']}/passages/{citation['passage_id']}").json()
    assert citation["quote"] in found["passage"]["text"]
    assert "Recommendations" in found["after"]


def test_documents_are_taken_in_once(client: TestClient) -> None:
    files = {"file": ("charter.md", b"# Charter of the loyalty programme\n\nThe sponsor is Ada Bell.", "text/markdown")}
    first = client.post("/api/documents", files=files)
    again = client.post("/api/documents", files=files)
    assert (first.status_code, first.json()["status"], again.json()["status"]) == (201, "added", "unchanged")
    assert client.get("/api/documents", params={"kind": "charter"}).json()["total"] >= 1


def test_what_was_guessed_about_a_document_is_corrected(client: TestClient) -> None:
    files = {"file": ("notes.md", b"# Notes\n\nThe sponsor of the loyalty programme is Ada Bell.", "text/markdown")}
    address = f"/api/documents/{client.post('/api/documents', files=files).json()['document_id']}"
    corrected = client.patch(address, json={"kind": "SOW", "date": "2026-05-04", "language": "de", "project": "HRB"})
    assert corrected.status_code == 200
    read = client.get(address).json()
    assert (read["kind"], read["date"], read["language"], read["project_key"]) == (
        "contract",
        "2026-05-04",
        "de",
        "HRB",
    )
    assert client.patch(address, json={"kind": "poem"}).json()["error"]["code"] == "unknown_kind"
    assert client.patch("/api/documents/nothing", json={"version": 2}).status_code == 404


def test_a_broken_file_is_named_and_refused(client: TestClient) -> None:
    before = client.get("/api/documents").json()["total"]
    for path in ("/api/documents", "/api/attachments"):
        response = client.post(path, files={"file": ("plan.pdf", b"%PDF-1.7 broken", "application/pdf")})
        assert response.status_code == 422
        assert "plan.pdf" in response.json()["error"]["message"]
    assert client.get("/api/documents").json()["total"] == before


def test_attached_requirements_become_stories(client: TestClient) -> None:
    text = b"The portal shall let a supplier upload an invoice as PDF. Invoices above 10,000 EUR need two approvals."
    attached = client.post("/api/attachments", files={"file": ("requirements.txt", text, "text/plain")}).json()
    asked = {"message": "turn the attached requirements into user stories", "attachments": [attached["id"]]}
    turn = client.post("/api/ask", json=asked).json()
    stories = next(card for card in turn["cards"] if card["kind"] == "story_set")["data"]["stories"]
    assert any("supplier" in story["role"].lower() for story in stories)
    assert "10,000 EUR" in str(stories)


def test_threads_are_listed_renamed_and_deleted(client: TestClient) -> None:
    thread = client.post("/api/ask", json={"message": "how is Harbor doing?"}).json()["thread_id"]
    assert client.get("/api/threads", params={"q": "harbor"}).json()["items"][0]["id"] == thread
    assert client.patch(f"/api/threads/{thread}", json={"title": "Harbor weekly"}).status_code == 200
    read = client.get(f"/api/threads/{thread}").json()
    assert (read["title"], len(read["turns"])) == ("Harbor weekly", 1)
    assert client.delete(f"/api/threads/{thread}").status_code == 204
    assert client.get(f"/api/threads/{thread}").status_code == 404


def test_a_chart_is_drawn_from_the_stored_card(client: TestClient) -> None:
    turn = client.post("/api/ask", json={"message": "how is Harbor doing?"}).json()
    number = next(index for index, card in enumerate(turn["cards"]) if card["kind"] == "chart")
    svg = client.get(f"/api/turns/{turn['message_id']}/cards/{number}.svg", params={"theme": "dark"})
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert svg.text.startswith("<svg")
    png = client.get(f"/api/turns/{turn['message_id']}/cards/{number}.png")
    assert png.content.startswith(b"\x89PNG")
    table = next(index for index, card in enumerate(turn["cards"]) if card["kind"] == "table")
    assert client.get(f"/api/turns/{turn['message_id']}/cards/{table}.svg").status_code == 404


def test_the_server_says_that_it_is_ready(client: TestClient) -> None:
    health = client.get("/healthz")
    assert (health.status_code, health.json()["status"]) == (200, "ok")


def test_the_session_tells_the_page_what_it_needs(client: TestClient) -> None:
    session = client.get("/api/session").json()
    assert (session["model"], session["today"]) == ("builtin", "2026-11-23")
    assert session["limits"]["message_characters"] == 20_000
