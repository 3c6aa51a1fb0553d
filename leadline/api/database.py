"""Open the database: the one place that knows the tables of all packages."""

from sqlalchemy import Engine, MetaData
from sqlalchemy.exc import DBAPIError

import leadline.api.tables
import leadline.assistant.tables
import leadline.knowledge.tables
import leadline.projects.tables  # noqa: F401  (importing them is what registers the tables)
from leadline.api.settings import Settings, SettingsError
from leadline.knowledge import lexical
from leadline.storage import migrate
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine

METADATA: MetaData = Base.metadata


def open_database(settings: Settings) -> Engine:
    """The engine of an up-to-date database; made if it does not exist. SettingsError says in words why it cannot be opened."""
    try:
        engine = create_database_engine(settings.resolved_database_url)
        migrate.upgrade(engine, METADATA)
        with engine.begin() as connection:
            lexical.create(connection)
    except migrate.DatabaseTooNewError as error:
        raise SettingsError(str(error)) from error
    except (OSError, DBAPIError) as error:
        reason = error.orig if isinstance(error, DBAPIError) else error
        raise SettingsError(
            f"The database cannot be opened: {reason}. See LEADLINE_HOME and LEADLINE_DATABASE_URL."
        ) from error
    return engine
