"""The sample portfolio, loaded once for all tests of this folder."""

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.projects.sample.portfolio import loaded_on

WEDNESDAY = dt.date(2026, 11, 25)


@pytest.fixture(scope="session")
def today() -> dt.date:
    return WEDNESDAY


@pytest.fixture(scope="session")
def sample(today: dt.date) -> Iterator[Session]:
    with loaded_on(today) as session:
        yield session
