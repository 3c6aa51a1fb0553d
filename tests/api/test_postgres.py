"""The same application on a real PostgreSQL server of its own: migrations, questions, races."""

import datetime as dt
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from leadline.api import postgres
from leadline.api.app import create_app
from leadline.api.database import METADATA
from leadline.api.settings import Settings
from leadline.api.wiring import Leadline, build
from leadline.assistant.errors import LimitError
from leadline.assistant.limits import Limits
from leadline.projects.access import LOCAL_USER, Access, Role
from leadline.projects.queries.standing import load_project_files
from leadline.projects.sample import load_sample
from leadline.storage import migrate
from tests.api.conftest import POST_MORTEM, TODAY, settings
from tests.api.signed_in import member

pytestmark = [pytest.mark.postgres, pytest.mark.skipif(postgres.binaries() is None, reason=postgres.ABSENT)]


@pytest.fixture(scope="module")
def leadline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Leadline]:
    folder = Path(tempfile.mkdtemp(prefix="leadline-postgres-"))  # its user has to reach it
    server = postgres.start(folder)
    home = tmp_path_factory.mktemp("postgres-home")
    wired = build(
        Settings(home=home, today=TODAY, model="builtin", database_url=server.url, chroma_url=None, auth="token")
    )
    with wired.sessions.begin() as session:
        load_sample(session, TODAY)
    wired.library.ingest("payment-outage.md", POST_MORTEM)
    yield wired
    wired.close()
    server.stop()
    shutil.rmtree(folder)


def test_tables_and_migrations_agree(leadline: Leadline) -> None:
    assert migrate.is_current(leadline.engine)
    assert migrate.check(leadline.engine, METADATA) == []


def test_the_queries_give_what_they_give_on_sqlite(leadline: Leadline, home: Path) -> None:
    other = build(settings(home))
    with leadline.sessions() as here, other.sessions() as there:
        files = [load_project_files(session, LOCAL_USER, TODAY) for session in (here, there)]
    other.close()
    assert len(files[0]) == 8
    assert [file.project.name for file in files[0]] == [file.project.name for file in files[1]]


def test_people_ask_within_their_access(leadline: Leadline) -> None:
    with TestClient(create_app(leadline)) as client:
        ana = member(leadline, "ana", HRB=Role.VIEWER)
        for question in (
            "how is Harbor doing?",
            "budget of Harbor",
            "open risks of Harbor",
            "what caused the payment outage?",
        ):
            answer = client.post("/api/ask", json={"message": question}, headers=ana).json()
            assert answer["status"] == "done", question
            assert answer["facts"] or answer["citations"], question
        assert client.get("/api/projects/LTN", headers=ana).status_code == 404
        key = ana | {"Idempotency-Key": "again"}
        first, second = (client.post("/api/ask", json={"message": "budget of Harbor"}, headers=key) for _ in range(2))
        assert first.content == second.content


def test_a_budget_holds_under_a_rush(leadline: Leadline) -> None:
    limits = Limits(turns_at_once=1000, turn_tokens=1_000, daily_tokens=5_000)
    admitted: list[int] = []

    def admit() -> None:
        try:
            with leadline.sessions.begin() as session:
                now = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
                admitted.append(limits.admit(session, Access("rush", "Rush"), "openai:some-model", now))
        except LimitError:
            return

    threads = [threading.Thread(target=admit) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert admitted == [1_000] * 5
