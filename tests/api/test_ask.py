from starlette.testclient import TestClient

FIELDS = {
    "thread_id",
    "message_id",
    "text",
    "tools",
    "facts",
    "claims",
    "citations",
    "cards",
    "proposals",
    "model",
    "usage",
    "ms",
}


def ask(client: TestClient, message: str, **more: object) -> dict:  # type: ignore[type-arg]
    response = client.post("/api/ask", json={"message": message, **more})
    assert response.status_code == 200, response.text
    turn: dict = response.json()  # type: ignore[type-arg]
    return turn


def test_a_status_question_is_answered_with_computed_and_sourced_figures(client: TestClient) -> None:
    turn = ask(client, "how is Atlas Billing doing?")
    assert set(turn) >= FIELDS
    assert turn["text"].startswith("**Atlas Billing is red, not green as declared.**")
    assert [tool["name"] for tool in turn["tools"]] == ["get_project_status"]
    facts = {fact["id"]: fact for fact in turn["facts"]}
    supported = [claim for claim in turn["claims"] if claim["status"] == "supported"]
    assert len(supported) >= 5
    assert all(turn["text"][claim["start"] : claim["end"]] == claim["text"] for claim in turn["claims"])
    assert all(facts[claim["fact_id"]]["source"]["tool"] == "get_project_status" for claim in supported)
    assert [claim["text"] for claim in turn["claims"] if claim["status"] == "unsupported"] == []


def test_requirements_become_stories_with_criteria(client: TestClient) -> None:
    message = (
        "write user stories for: employees can request leave, managers approve or reject it, HR sees a yearly summary"
    )
    turn = ask(client, message)
    card = next(card for card in turn["cards"] if card["kind"] == "story_set")
    roles = {story["role"].lower() for story in card["data"]["stories"]}
    assert any("employee" in role for role in roles)
    assert any("manager" in role for role in roles)
    assert any("hr" in role for role in roles)
    assert all(story["criteria"] for story in card["data"]["stories"])


def test_lessons_are_quoted_from_the_post_mortem(client: TestClient) -> None:
    turn = ask(client, "what did past certificate problems teach us?")
    quotes = [citation["quote"] for citation in turn["citations"]]
    assert "The outage was caused by an expired certificate on the payment gateway." in quotes
    assert all(quote in turn["text"] for quote in quotes)


def test_a_follow_up_keeps_the_project_in_mind(client: TestClient) -> None:
    first = ask(client, "how is Harbor doing?")
    second = ask(client, "and its risks?", thread_id=first["thread_id"])
    assert second["thread_id"] == first["thread_id"]
    assert second["tools"][0]["name"] == "get_register"
    assert "Harbor" in str(second["tools"][0]["args"]) or "HRB" in str(second["tools"][0]["args"])


def test_a_name_that_fits_several_projects_is_asked_back(client: TestClient) -> None:
    turn = ask(client, "status of Atlas")
    assert "Atlas Billing" in turn["text"]
    assert "Atlas Data Platform" in turn["text"]
    assert "Which Atlas" in turn["text"]


def test_an_unknown_project_gets_the_nearest_names(client: TestClient) -> None:
    turn = ask(client, "what is the status of project Zanzibar?")
    assert "Zanzibar" in turn["text"]
    assert turn["cards"] == []


def test_a_project_without_costs_says_not_provided_and_never_zero_percent(client: TestClient) -> None:
    turn = ask(client, "budget of Kestrel")
    assert "not provided" in turn["text"].lower() or "no approved budget" in turn["text"].lower()
    assert "0 %" not in turn["text"]


def test_bad_messages_are_refused_in_words(client: TestClient) -> None:
    for message, words in (("   ", "empty"), ("x" * 30_000, "limit")):
        response = client.post("/api/ask", json={"message": message})
        assert response.status_code == 422
        assert words in response.json()["error"]["message"]
        assert response.json()["error"]["hint"]


def test_a_field_that_does_not_exist_is_named(client: TestClient) -> None:
    response = client.post("/api/ask", json={"message": "hello", "projekt": "Harbor"})
    assert response.status_code == 422
    assert "projekt" in response.json()["error"]["message"]


def test_the_project_in_view_may_be_named(client: TestClient) -> None:
    turn = ask(client, "open risks", project="harbor")
    assert "Harbor" in turn["text"]
    refused = client.post("/api/ask", json={"message": "open risks", "project": "Zanzibar"})
    assert refused.status_code == 404


def test_a_day_that_has_not_come_is_not_answered_as_if_it_had(client: TestClient) -> None:
    turn = ask(client, "status of Harbor on 3 March 2031")
    assert turn["text"].startswith("*That day has not come: these are today's figures.")
    assert "Harbor is" in turn["text"]
    assert "has not come" not in ask(client, "status of Harbor on 3 March 2026")["text"]
