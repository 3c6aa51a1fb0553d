"""The real application over a small real home: sample portfolio, one document, the model-free assistant."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from leadline.api.app import create_app
from leadline.api.settings import Settings
from leadline.api.wiring import Leadline, build
from leadline.assistant.models import ModelSettings
from leadline.projects.sample import load_sample

TODAY = dt.date(2026, 11, 23)
POST_MORTEM = b"""# Payment outage of 3 March

## Root cause
The outage was caused by an expired certificate on the payment gateway.

## Impact
Customers could not pay for 94 minutes.

## Recommendations
- Renew every certificate 30 days before it expires.
"""


def settings(home: Path) -> Settings:
    return Settings(home=home, today=TODAY, model="builtin", database_url=None, chroma_url=None)


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Loaded once; every test works on a copy."""
    home = tmp_path_factory.mktemp("home")
    leadline = build(settings(home))
    with leadline.sessions.begin() as session:
        load_sample(session, TODAY)
    leadline.library.ingest("payment-outage.md", POST_MORTEM)
    leadline.close()
    return home


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_home, tmp_path / "home"))


@pytest.fixture
def leadline(home: Path) -> Iterator[Leadline]:
    wired = build(settings(home))
    yield wired
    wired.close()


@pytest.fixture
def client(leadline: Leadline) -> Iterator[TestClient]:
    with TestClient(create_app(leadline)) as client:
        yield client


def client_with(home: Path, models: ModelSettings) -> TestClient:
    """The same with another model; enter it to start the application."""
    return TestClient(create_app(build(settings(home), models)))
