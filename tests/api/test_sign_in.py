"""Signing in with a token: as a program (Bearer) and on the page (cookie)."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from leadline.api.authentication import COOKIE
from leadline.api.wiring import Leadline
from leadline.projects import members
from leadline.projects.access import Role
from leadline.projects.tables import ApiToken, SignIn, User
from tests.api.signed_in import OWN_PAGE, bearer, member, serving

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def served(home: Path) -> Iterator[tuple[Leadline, TestClient]]:
    with serving(home) as pair:
        yield pair


def test_nobody_sees_anything_without_a_token(served: tuple[Leadline, TestClient]) -> None:
    _, client = served
    refused = client.get("/api/projects")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert client.get("/", follow_redirects=False).headers["location"] == "/sign-in"
    assert client.get("/healthz").status_code == 200


def test_a_token_opens_what_its_user_may_see_and_nothing_else(served: tuple[Leadline, TestClient]) -> None:
    leadline, client = served
    ana = member(leadline, "ana", HRB=Role.VIEWER)
    projects = client.get("/api/projects", headers=ana).json()
    assert [each["key"] for each in projects["items"]] == ["HRB"]
    unknown = client.get("/api/projects/NOSUCH", headers=ana)
    foreign = client.get("/api/projects/LTN", headers=ana)
    assert unknown.status_code == foreign.status_code == 404
    assert unknown.text.replace("NOSUCH", "X") == foreign.text.replace("LTN", "X")


@pytest.mark.parametrize("spoil", ["wrong", "expired", "revoked", "disabled"])
def test_a_token_that_is_no_longer_good_opens_nothing(served: tuple[Leadline, TestClient], spoil: str) -> None:
    leadline, client = served
    headers = member(leadline, "ana", HRB=Role.VIEWER)
    assert client.get("/api/projects", headers=headers).status_code == 200
    with leadline.sessions.begin() as session:
        token = session.query(ApiToken).one()
        if spoil == "wrong":
            headers = bearer("lead_" + "x" * 43)
        elif spoil == "expired":
            token.expires_at = NOW - dt.timedelta(seconds=1)
        elif spoil == "revoked":
            members.revoke(session, "ana", None, now=NOW)
        else:
            session.get_one(User, "ana").disabled = True
    assert client.get("/api/projects", headers=headers).status_code == 401


def test_the_database_keeps_no_secret(served: tuple[Leadline, TestClient]) -> None:
    leadline, client = served
    token = member(leadline, "ana")["Authorization"].removeprefix("Bearer ")
    cookie = client.post("/api/sign-in", json={"token": token}, headers=OWN_PAGE).cookies[COOKIE]
    kept = b"".join(path.read_bytes() for path in leadline.settings.home.glob("leadline.db*"))
    assert members.digest(token).encode() in kept
    assert token.encode() not in kept
    assert cookie.encode() not in kept


def test_a_scope_is_the_limit_of_a_token(served: tuple[Leadline, TestClient]) -> None:
    leadline, client = served
    member(leadline, "ana", HRB=Role.MANAGER)
    with leadline.sessions.begin() as session:
        reader = bearer(members.issue_token(session, "ana", "reader", now=NOW, scopes=["read"]))
    assert client.get("/api/projects", headers=reader).status_code == 200
    refused = client.post("/api/ask", json={"message": "status of Harbor"}, headers=reader)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "token_scope")


def test_the_page_signs_in_with_a_cookie_that_scripts_cannot_read(served: tuple[Leadline, TestClient]) -> None:
    leadline, client = served
    token = member(leadline, "ana", HRB=Role.VIEWER)["Authorization"].removeprefix("Bearer ")
    assert client.post("/api/sign-in", json={"token": "lead_nonsense"}, headers=OWN_PAGE).status_code == 401
    signed_in = client.post("/api/sign-in", json={"token": token}, headers=OWN_PAGE)
    assert signed_in.json() == {"user": {"name": "Ana"}}
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(signed_in.headers["set-cookie"].split("; "))
    assert client.get("/api/session").json()["user"] == {"id": "ana", "name": "Ana"}
    assert client.get("/").status_code == 200
    assert client.post("/api/sign-out", headers=OWN_PAGE).status_code == 204
    assert client.get("/api/session").status_code == 401
    with leadline.sessions() as session:
        assert session.query(SignIn).count() == 0


def test_a_foreign_page_cannot_use_the_cookie(served: tuple[Leadline, TestClient]) -> None:
    leadline, client = served
    token = member(leadline, "ana", HRB=Role.VIEWER)["Authorization"].removeprefix("Bearer ")
    client.post("/api/sign-in", json={"token": token}, headers=OWN_PAGE)
    question = {"message": "status of Harbor"}
    assert client.post("/api/ask", json=question).status_code == 403  # a form post: neither Origin nor Sec-Fetch-Site
    assert client.post("/api/ask", json=question, headers={"Origin": "http://evil.example"}).status_code == 403
    assert client.post("/api/ask", json=question, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post("/api/ask", json=question, headers=OWN_PAGE).status_code == 200


def test_revoking_a_token_ends_the_sign_in_that_it_opened(served: tuple[Leadline, TestClient]) -> None:
    leadline, client = served
    token = member(leadline, "ana")["Authorization"].removeprefix("Bearer ")
    client.post("/api/sign-in", json={"token": token}, headers=OWN_PAGE)
    with leadline.sessions.begin() as session:
        assert members.revoke(session, "ana", "test", now=NOW) == 1
    assert client.get("/api/session").status_code == 401


def test_threads_belong_to_whoever_began_them(served: tuple[Leadline, TestClient]) -> None:
    leadline, client = served
    ana, ben = (member(leadline, name, HRB=Role.VIEWER) for name in ("ana", "ben"))
    turn = client.post("/api/ask", json={"message": "status of Harbor"}, headers=ana).json()
    for path in (f"/api/threads/{turn['thread_id']}", f"/api/turns/{turn['message_id']}"):
        assert client.get(path, headers=ana).status_code == 200
        assert client.get(path, headers=ben).status_code == 404
    again = {"message": "and its risks?", "thread_id": turn["thread_id"]}
    assert client.post("/api/ask", json=again, headers=ben).status_code == 404
    assert client.get("/api/threads", headers=ben).json()["total"] == 0


def test_a_document_is_added_by_a_contributor_of_its_project(served: tuple[Leadline, TestClient]) -> None:
    leadline, client = served
    viewer, contributor = member(leadline, "ana", HRB=Role.VIEWER), member(leadline, "ben", HRB=Role.CONTRIBUTOR)

    def add(headers: dict[str, str], project: str) -> int:
        file = {"file": ("minutes.md", b"# Minutes\n\nThe steering group met.\n")}
        return client.post("/api/documents", files=file, data={"project": project}, headers=headers).status_code

    assert add(viewer, "HRB") == 403
    assert add(contributor, "LTN") == 404
    assert add(contributor, "") == 403
    assert add(contributor, "HRB") == 201
