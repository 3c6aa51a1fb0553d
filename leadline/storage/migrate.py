"""Bring a database up to date, and tell when tables and migrations have drifted apart."""

import datetime as dt
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, MetaData

FOLDER = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "SELECT pg_advisory_xact_lock(7233)"}


class DatabaseTooNewError(Exception):
    """The database was written by a newer Leadline than this one."""


def upgrade(engine: Engine, metadata: MetaData) -> None:
    """Run every migration that is missing, all or nothing. DatabaseTooNewError if the database knows revisions that we do not.

    Of several processes that start at once, one migrates; the others wait and find nothing left to do.
    """
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(ONE_AT_A_TIME[connection.dialect.name])
            command.upgrade(_config(connection, metadata), "head")
    except CommandError as error:
        if "Can't locate revision" in str(error):
            raise DatabaseTooNewError(
                "This database was written by a newer Leadline. Update Leadline, or set LEADLINE_HOME to another folder."
            ) from None
        raise


def is_current(engine: Engine) -> bool:
    with engine.connect() as connection:
        heads = MigrationContext.configure(connection).get_current_heads()
    return set(heads) == set(ScriptDirectory(str(FOLDER)).get_heads())


def check(engine: Engine, metadata: MetaData) -> list[str]:
    """The differences between the tables and what the migrations make, in words; empty = none."""
    with engine.begin() as connection:
        try:
            command.check(_config(connection, metadata))
        except CommandError as error:
            return [str(error)]
    return []


def write_revision(engine: Engine, metadata: MetaData, message: str) -> None:
    """Write a new migration from the difference; dated, so that the folder reads as a history."""
    with engine.begin() as connection:
        config = _config(connection, metadata)
        moment = dt.datetime.now(dt.UTC)
        command.revision(config, message=message, autogenerate=True, rev_id=f"{moment:%Y%m%d_%H%M}")


def _config(connection: object, metadata: MetaData) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes.update(connection=connection, metadata=metadata)
    return config
