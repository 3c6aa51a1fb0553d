from starlette.testclient import TestClient


def test_the_page_may_load_nothing_from_another_origin(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "http" not in policy


def test_a_foreign_host_is_not_answered(client: TestClient) -> None:
    assert client.get("/api/projects", headers={"Host": "evil.example"}).status_code == 421


def test_another_origin_cannot_write(client: TestClient) -> None:
    response = client.post("/api/ask", json={"message": "hello"}, headers={"Origin": "http://evil.example"})
    assert response.status_code == 403


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client: TestClient) -> None:
    response = client.post("/api/ask", content=b"{}", headers={"Content-Length": str(10**9)})
    assert response.status_code == 413


def test_an_unknown_path_is_said_in_the_common_shape(client: TestClient) -> None:
    response = client.get("/api/nothing")
    assert response.status_code == 404
    assert set(response.json()["error"]) == {"code", "message", "hint"}
