"""A loaded sample portfolio for tests."""

import datetime as dt

from sqlalchemy.orm import Session

from leadline.projects.sample import load_sample
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory


def loaded_on(today: dt.date) -> Session:
    """A session on a new database in memory that holds the sample portfolio of that day."""
    engine = create_database_engine("sqlite:///:memory:")
    Base.metadata.create_all(engine)
    session = session_factory(engine)()
    load_sample(session, today)
    session.commit()
    return session
