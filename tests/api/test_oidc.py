"""Signing in at an identity provider: a small real one on the loopback, with real keys, that can be told to cheat."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from leadline.api.app import create_app
from leadline.api.settings import Settings
from leadline.api.wiring import build
from leadline.projects.access import Role
from leadline.projects.members import add_user, grant
from leadline.projects.tables import User
from tests.api.conftest import TODAY

CLIENT, SECRET = "leadline-test", "client-secret"


class TestProvider:
    """Checks PKCE and the client's secret as a real one does. `cheat` replaces claims; `key` may be a foreign one."""

    __test__ = False

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})
        self.signing = self.key
        self.claims: dict[str, Any] = {"sub": "u-1", "email": "Ana@Example.com", "email_verified": True}
        self.cheat: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: Any) -> None:
                return

            def do_GET(self) -> None:
                found = (
                    provider.discovery()
                    if "well-known" in self.path
                    else {"keys": [provider.key.as_dict(private=False)]}
                )
                self.answer(200, found)

            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
                basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
                trusted = self.headers.get("authorization") == f"Basic {basic}"
                token = provider.exchange({name: values[0] for name, values in form.items()}) if trusted else None
                self.answer(200 if token else 400, token or {"error": "invalid_grant"})

            def answer(self, status: int, value: dict[str, Any]) -> None:
                body = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def discovery(self) -> dict[str, Any]:
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {"issuer": self.issuer} | {name: f"{self.issuer}/{path}" for name, path in ends.items()}

    def consent(self, url: str) -> str:
        """What the person's browser does there: the query to come back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return urlencode({"code": code, "state": asked["state"]})

    def exchange(self, form: dict[str, str]) -> dict[str, Any] | None:
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if asked is None or base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        times = {"iat": int(time.time()), "exp": int(time.time()) + 60}
        claims = {"iss": self.issuer, "aud": CLIENT, "nonce": asked["nonce"]} | times | self.claims | self.cheat
        token = jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self.signing)
        return {"access_token": "a", "token_type": "Bearer", "id_token": token}


@pytest.fixture
def provider() -> Iterator[TestProvider]:
    made = TestProvider()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def client(home: Path, provider: TestProvider) -> Iterator[TestClient]:
    oidc = {"auth": "oidc", "oidc_issuer": provider.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
    fixed = {"home": home, "today": TODAY, "model": "builtin", "database_url": None, "chroma_url": None}
    wired = build(Settings.model_validate(fixed | oidc | {"public_url": "http://testserver"}))
    with wired.sessions.begin() as session:
        add_user(session, "ana", "Ana", email="ana@example.com")
        grant(session, "ana", "HRB", Role.VIEWER)
    with TestClient(create_app(wired), follow_redirects=False) as client:
        yield client
    wired.close()


def sign_in(client: TestClient, provider: TestProvider) -> str:
    there = client.get("/auth/login")
    assert there.status_code == 303
    return client.get(f"/auth/callback?{provider.consent(there.headers['location'])}").headers["location"]


def test_a_known_person_signs_in_and_sees_their_projects(client: TestClient, provider: TestProvider) -> None:
    assert client.get("/api/projects").status_code == 401
    assert sign_in(client, provider) == "/"
    assert [each["key"] for each in client.get("/api/projects").json()["items"]] == ["HRB"]
    provider.claims["email"] = "renamed@example.com"  # from now on the account's own id counts
    client.cookies.clear()
    assert sign_in(client, provider) == "/"


def test_an_unknown_or_unverified_account_gets_in_nowhere(client: TestClient, provider: TestProvider) -> None:
    provider.claims["email_verified"] = False
    assert sign_in(client, provider) == "/sign-in?problem=unknown"
    provider.claims.update(email="ben@example.com", email_verified=True)
    assert sign_in(client, provider) == "/sign-in?problem=unknown"
    assert client.get("/api/session").status_code == 401


@pytest.mark.parametrize(
    "cheat",
    [
        {"nonce": "another"},
        {"aud": "another-client"},
        {"iss": "http://evil.example"},
        {"exp": 1_000_000_000},
        {"nonce": None},
    ],
)
def test_a_token_that_was_made_for_something_else_is_refused(
    client: TestClient, provider: TestProvider, cheat: dict[str, Any]
) -> None:
    provider.cheat = cheat
    assert sign_in(client, provider) == "/sign-in?problem=failed"
    assert client.get("/api/session").status_code == 401


def test_a_token_signed_by_another_key_is_refused(client: TestClient, provider: TestProvider) -> None:
    provider.signing = RSAKey.generate_key(2048, {"kid": "k1"})
    assert sign_in(client, provider) == "/sign-in?problem=failed"


def test_a_callback_that_this_browser_did_not_begin_is_refused(client: TestClient, provider: TestProvider) -> None:
    query = provider.consent(client.get("/auth/login").headers["location"])
    client.cookies.clear()
    assert client.get(f"/auth/callback?{query}").headers["location"] == "/sign-in?problem=failed"
    client.get("/auth/login")
    assert client.get(f"/auth/callback?{query}").headers["location"] == "/sign-in?problem=failed"  # an older state
    assert client.get("/auth/callback?code=x&state=y").headers["location"] == "/sign-in?problem=failed"


def test_a_provider_that_is_down_is_said(client: TestClient, provider: TestProvider) -> None:
    provider.server.shutdown()
    provider.server.server_close()
    assert client.get("/auth/login").headers["location"] == "/sign-in?problem=failed"


def test_a_disabled_user_is_out_at_once(client: TestClient, provider: TestProvider) -> None:
    assert sign_in(client, provider) == "/"
    leadline = client.app.state.leadline  # type: ignore[attr-defined]
    with leadline.sessions.begin() as session:
        session.get_one(User, "ana").disabled = True
    assert client.get("/api/session").status_code == 401
    assert sign_in(client, provider) == "/sign-in?problem=unknown"
