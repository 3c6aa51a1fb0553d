"""What people write is heard, quoted and set against the figures; a calm project stays calm."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session, sessionmaker

from leadline.knowledge.library import Library
from leadline.knowledge.scope import EVERYTHING, Scope
from leadline.projects.access import LOCAL_USER
from leadline.projects.health import Colour, Dimension
from leadline.projects.signals import Signal
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory
from leadline.tools.context import Context
from leadline.tools.status import project_status
from leadline.tools.witness import witnessed
from tests.projects.small_portfolio import TODAY, small_portfolio

WORRIED = """# Retrospective of the build

- Three of five say that the date will not hold.
- The interface was postponed again.
- Returns are behind plan.
"""
CALM = """# Minutes of the board

- Build is on plan; the trial run matched in both ledgers.
- One supplier may deliver three weeks late; this is not on the critical path.
"""


def library_of(sessions: sessionmaker[Session], *papers: tuple[str, str, dt.date], key: str = "ATL") -> Library:
    bind = sessions.kw["bind"]
    with bind.begin() as connection:
        Library.create_indexes(connection)
    library = Library(sessions)
    for name, text, day in papers:
        kind = "retrospective" if text is WORRIED else "minutes"
        library.ingest(name, text.encode(), project_key=key, kind=kind, date=day)
    return library


@pytest.fixture
def empty() -> sessionmaker[Session]:
    engine = create_database_engine("sqlite://")
    Base.metadata.create_all(engine)
    return session_factory(engine)


def test_worried_sentences_make_a_dimension_red_with_their_words(empty: sessionmaker[Session]) -> None:
    library = library_of(empty, ("retro.md", WORRIED, TODAY))
    schedule = witnessed(library, EVERYTHING, "ATL", TODAY, [])[Dimension.SCHEDULE]
    assert schedule.colour is Colour.RED
    assert [one.quote for one in schedule.against] == [
        "Three of five say that the date will not hold.",
        "The interface was postponed again.",
        "Returns are behind plan.",
    ]


def test_good_words_are_green_and_a_delay_that_moves_no_date_counts_for_nothing(empty: sessionmaker[Session]) -> None:
    heard = witnessed(library_of(empty, ("minutes.md", CALM, TODAY)), EVERYTHING, "ATL", TODAY, [])
    assert heard[Dimension.SCHEDULE].colour is Colour.GREEN
    assert all(not one.against for one in heard.testimonies)


def test_silence_is_unknown_and_old_or_foreign_words_are_not_heard(empty: sessionmaker[Session]) -> None:
    library = library_of(empty, ("old.md", WORRIED, TODAY - dt.timedelta(days=61)))
    library_of(empty, ("other.md", WORRIED.replace("Three", "Two"), TODAY), key="SEC")
    assert witnessed(library, EVERYTHING, "ATL", TODAY, []).overall is Colour.UNKNOWN
    assert witnessed(library, Scope(frozenset({"ATL"})), "SEC", TODAY, []).documents == ()


def test_a_record_whose_words_point_nowhere_counts_for_risk(empty: sessionmaker[Session]) -> None:
    signals = [
        Signal("action", "Invite the board", 1, key="A-1"),
        Signal("action", "Write the recovery plan", 1, key="A-2"),
    ]
    heard = witnessed(library_of(empty), EVERYTHING, "ATL", TODAY, signals)
    assert [one.key for one in heard[Dimension.RISK].signals] == ["A-1"]
    assert [one.key for one in heard[Dimension.SCHEDULE].signals] == ["A-2"]


def test_the_status_leads_with_the_disagreement_and_cites_it() -> None:
    sessions = small_portfolio()
    library = library_of(sessions, ("retro.md", WORRIED, TODAY))
    answer = project_status(Context(LOCAL_USER, TODAY, sessions, library), "atlas billing")
    second = answer.sentences[1].text
    assert second.startswith("The verdicts disagree: declared green, computed red, witnessed red (“Three of five say")
    assert answer.citations[0].quote == "Three of five say that the date will not hold."
    [schedule] = [row for row in answer.cards[0].data["rows"] if row["dimension"] == "Schedule"]
    assert (schedule["colour"], schedule["witnessed"]) == ("amber", "red")
