"""Engines and sessions. SQLite runs in WAL with `synchronous=FULL`: an acknowledged write survives a power cut."""

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT_MS = 10_000  # SQLite has one writer; a second one waits rather than fails


def create_database_engine(url: str) -> Engine:
    """An engine for `sqlite:///...` or `postgresql+psycopg://...`; the folder of a SQLite file is made."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    file = url.removeprefix("sqlite:///")
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _configure_sqlite)
    return engine


def _configure_sqlite(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    # the time-out comes first: changing the journal mode needs a lock too
    for pragma in (f"busy_timeout={BUSY_TIMEOUT_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def session_factory(engine: Engine) -> sessionmaker[Session]:
    """Sessions that do not expire on commit: what was read stays readable after the short session is closed."""
    return sessionmaker(engine, expire_on_commit=False)
