"""A library in a temporary folder, with the real embedding model and the real Chroma: both are fast enough to be tested with."""

from collections.abc import Callable
from pathlib import Path

import pytest

from leadline.knowledge.library import Library
from leadline.knowledge.minilm.model import MiniLM
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory

OpenLibrary = Callable[..., Library]


@pytest.fixture(scope="session")
def minilm() -> MiniLM:
    return MiniLM()


@pytest.fixture
def open_library(tmp_path: Path, minilm: MiniLM) -> OpenLibrary:
    """Opens the library of this test; called twice, it opens the same one again, as after a restart."""

    def opened(*, words_only: bool = False, index_path: Path = tmp_path / "chroma") -> Library:
        engine = create_database_engine(f"sqlite:///{tmp_path}/leadline.db")
        Base.metadata.create_all(engine)
        with engine.begin() as connection:
            Library.create_indexes(connection)
        return Library(session_factory(engine), index_path, None, None if words_only else minilm)

    return opened


@pytest.fixture
def library(open_library: OpenLibrary) -> Library:
    return open_library()
