"""The application with LEADLINE_AUTH=token, and people in it with known roles."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from leadline.api.app import create_app
from leadline.api.settings import Settings
from leadline.api.wiring import Leadline, build
from leadline.assistant.models import ModelSettings
from leadline.projects.access import Role
from leadline.projects.members import SCOPES, add_user, grant, issue_token
from tests.api.conftest import TODAY

OWN_PAGE = {"Origin": "http://testserver"}


def token_settings(home: Path) -> Settings:
    return Settings(home=home, today=TODAY, model="builtin", database_url=None, chroma_url=None, auth="token")


@contextmanager
def serving(home: Path, models: ModelSettings | None = None) -> Iterator[tuple[Leadline, TestClient]]:
    wired = build(token_settings(home), models)
    with TestClient(create_app(wired)) as client:
        yield wired, client
    wired.close()


def member(leadline: Leadline, user: str, *, admin: bool = False, **roles: Role) -> dict[str, str]:
    """A new user with these roles per project key; the headers that sign their requests."""
    with leadline.sessions.begin() as session:
        add_user(session, user, user.title(), admin=admin)
        for key, role in roles.items():
            grant(session, user, key, role)
        return bearer(issue_token(session, user, "test", now=dt.datetime.now(dt.UTC), scopes=SCOPES))


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
