"""Limits hold under a rush, and say when to come again."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from leadline.api.database import METADATA
from leadline.assistant.errors import LimitError
from leadline.assistant.limits import ASSUMED_TURN_TOKENS, EVERYBODY, Limits
from leadline.assistant.tables import Allowance, Thread, Turn
from leadline.projects.access import LOCAL_USER, Access
from leadline.storage import migrate
from leadline.storage.engine import create_database_engine, session_factory

NOW = dt.datetime(2026, 11, 23, 18, 0, tzinfo=dt.UTC)
ANA, BEN = Access("ana", "Ana"), Access("ben", "Ben")
MODEL = "openai:some-model"


@pytest.fixture
def sessions(tmp_path: Path) -> sessionmaker[Session]:
    engine = create_database_engine(f"sqlite:///{tmp_path / 'limits.db'}")
    migrate.upgrade(engine, METADATA)
    return session_factory(engine)


def admit(sessions: sessionmaker[Session], limits: Limits, access: Access, model: str = MODEL) -> LimitError | int:
    try:
        with sessions.begin() as session:
            return limits.admit(session, access, model, NOW)
    except LimitError as error:
        return error


def spent(sessions: sessionmaker[Session], owner: str) -> int | None:
    with sessions() as session:
        return session.scalar(select(Allowance.tokens).where(Allowance.owner == owner))


def test_fifty_turns_at_once_do_not_pass_through_a_budget_for_five(sessions: sessionmaker[Session]) -> None:
    limits = Limits(turns_at_once=1000, turn_tokens=1_000, daily_tokens=5_000)
    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(lambda _: admit(sessions, limits, ANA), range(50)))
    assert sum(outcome == 1_000 for outcome in outcomes) == 5
    assert spent(sessions, "ana") == 5_000
    refused = next(outcome for outcome in outcomes if isinstance(outcome, LimitError))
    assert refused.retry_after == 6 * 3600  # from 18:00 to midnight UTC


def test_the_workspace_budget_is_shared_and_a_refusal_takes_nothing(sessions: sessionmaker[Session]) -> None:
    limits = Limits(turn_tokens=1_000, daily_tokens=5_000, workspace_daily_tokens=1_500)
    assert admit(sessions, limits, ANA) == 1_000
    assert isinstance(admit(sessions, limits, BEN), LimitError)
    assert (spent(sessions, "ana"), spent(sessions, EVERYBODY)) == (1_000, 1_000)
    assert spent(sessions, "ben") is None


def test_what_was_not_used_is_given_back(sessions: sessionmaker[Session]) -> None:
    limits = Limits(daily_tokens=60_000)
    assert admit(sessions, limits, ANA) == ASSUMED_TURN_TOKENS
    assert isinstance(admit(sessions, limits, ANA), LimitError)
    with sessions.begin() as session:
        limits.settle(session, "ana", NOW.date(), ASSUMED_TURN_TOKENS, 1_200)
    assert spent(sessions, "ana") == 1_200
    assert admit(sessions, limits, ANA) == ASSUMED_TURN_TOKENS


def test_the_built_in_assistant_uses_no_budget(sessions: sessionmaker[Session]) -> None:
    limits = Limits(daily_tokens=1)
    assert [admit(sessions, limits, ANA, "builtin") for _ in range(3)] == [0, 0, 0]


def test_two_turns_at_a_time_for_a_person_who_signs_in(sessions: sessionmaker[Session]) -> None:
    limits = Limits()

    def begin(number: int) -> bool:
        try:
            with sessions.begin() as session:
                limits.admit(session, ANA, "builtin", NOW)
                session.add(Thread(id=f"t{number}", owner="ana", title="", created_at=NOW, updated_at=NOW))
                session.flush()
                row = Turn(
                    id=f"r{number}", thread_id=f"t{number}", number=1, question="?", status="running", created_at=NOW
                )
                session.add(row)
        except LimitError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(begin, range(20))) == 2
    assert admit(sessions, limits, BEN, "builtin") == 0
    assert admit(sessions, limits, LOCAL_USER, "builtin") == 0
