"""Proposals on the small portfolio: made, decided, stale, edited, undone, audited."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from leadline.projects import tables as t
from leadline.projects.access import LOCAL_USER, Access, Role
from leadline.projects.proposals import audit, finding
from leadline.projects.proposals.audit import Actor
from leadline.projects.proposals.deciding import approve, reject
from leadline.projects.proposals.errors import (
    ConflictError,
    InvalidValuesError,
    NothingToChangeError,
    NotPermittedError,
    UnknownRecordError,
)
from leadline.projects.proposals.history import history
from leadline.projects.proposals.operations import Draft
from leadline.projects.proposals.proposing import Origin, Quote, edit, propose
from leadline.projects.proposals.undoing import undo
from leadline.projects.proposals.views import view
from tests.projects.proposals.change_sets import BUILD_LATE, CHANGE_SETS, NEW_RISK, records
from tests.projects.small_portfolio import TODAY, small_portfolio

ME = Actor(LOCAL_USER, "api")


@pytest.fixture
def sessions() -> sessionmaker[Session]:
    return small_portfolio()


def made(sessions: sessionmaker[Session], *drafts: Draft, **more: Any) -> t.Proposal:
    with sessions.begin() as session:
        return propose(session, more.pop("access", LOCAL_USER), drafts, today=TODAY, **more)


def test_a_proposal_changes_nothing_and_shows_both_values(sessions: sessionmaker[Session]) -> None:
    before = records(sessions)
    proposal = made(sessions, BUILD_LATE, NEW_RISK, origin=Origin(reason="the vendor said so"))
    assert records(sessions) == before
    told = view(proposal)
    assert told["state"] == "pending"
    first, second = told["operations"]
    assert first["before"] == {"planned_finish": "2026-03-27", "assignee": None}
    assert first["after"] == {"planned_finish": "2026-04-10", "assignee": "Ana Silva"}
    assert first["base_version"] == 1
    assert second["before"] == {}
    assert second["after"]["raised_on"] == TODAY.isoformat()


def test_approval_applies_once_and_writes_the_audit(sessions: sessionmaker[Session]) -> None:
    proposal = made(sessions, BUILD_LATE, NEW_RISK)
    with sessions.begin() as session:
        outcome = approve(session, ME, proposal.id, proposal.hash, today=TODAY)
        assert outcome.done, outcome.message
        assert view(outcome.proposal)["operations"][1]["key"] == "R-2"
    with sessions.begin() as session:
        again = approve(session, ME, proposal.id, proposal.hash, today=TODAY)
        assert not again.done
        assert "already applied by You" in again.message
    with sessions() as session:
        item = session.scalars(select(t.WorkItem).where(t.WorkItem.key == "ATL-3")).one()
        assert (item.planned_finish, item.version) == (dt.date(2026, 4, 10), 2)
        assert [one.key for one in session.scalars(select(t.Risk).where(t.Risk.title == "Tessera delivers late"))] == [
            "R-2"
        ]
        [entry] = history(session, LOCAL_USER, "work_item", "ATL", "ATL-3")
        assert entry["changes"]["planned_finish"] == ["2026-03-27", "2026-04-10"]
        assert audit.verify(session) == audit.Verdict(3)


def test_another_hash_is_refused(sessions: sessionmaker[Session]) -> None:
    proposal = made(sessions, BUILD_LATE)
    with sessions.begin() as session:
        assert "edited after you looked" in approve(session, ME, proposal.id, "0" * 64, today=TODAY).message
    with sessions() as session:
        assert finding.find(session, LOCAL_USER, proposal.id).state == "pending"


def test_stored_operations_that_were_tampered_with_are_not_applied(sessions: sessionmaker[Session]) -> None:
    proposal = made(sessions, BUILD_LATE)
    forged = [proposal.operations[0] | {"after": {"planned_finish": "2030-01-01"}}]
    with sessions.begin() as session:
        session.execute(update(t.Proposal).values(operations=forged))
    with pytest.raises(ConflictError, match="do not match their hash"), sessions.begin() as session:
        approve(session, ME, proposal.id, proposal.hash, today=TODAY)


def test_a_record_changed_meanwhile_makes_it_stale_with_both_values(sessions: sessionmaker[Session]) -> None:
    first, second = (
        made(sessions, BUILD_LATE),
        made(sessions, Draft("update", "work_item", "ATL", "ATL-3", {"assignee": "ben"})),
    )
    with sessions.begin() as session:
        assert approve(session, ME, first.id, first.hash, today=TODAY).done
    with sessions.begin() as session:
        outcome = approve(session, ME, second.id, second.hash, today=TODAY)
    assert not outcome.done
    assert [(one["field"], one["expected"], one["now"]) for one in outcome.conflicts] == [
        ("assignee", None, "Ana Silva")
    ]
    with sessions() as session:
        assert finding.find(session, LOCAL_USER, second.id).state == "stale"
        assert audit.verify(session).bad is None


def test_expired(sessions: sessionmaker[Session]) -> None:
    proposal = made(sessions, BUILD_LATE)
    later = proposal.expires_at + dt.timedelta(seconds=1)
    before = records(sessions)
    with sessions.begin() as session:
        outcome = approve(session, ME, proposal.id, proposal.hash, today=TODAY, now=later)
    assert (outcome.done, outcome.proposal.state) == (False, "expired")
    assert records(sessions) == before


def test_single_operations_can_be_accepted(sessions: sessionmaker[Session]) -> None:
    proposal = made(sessions, BUILD_LATE, NEW_RISK)
    with sessions.begin() as session:
        outcome = approve(session, ME, proposal.id, proposal.hash, only=[2], today=TODAY)
    assert outcome.proposal.decisions == ["rejected", "applied"]
    with sessions() as session:
        assert session.scalars(select(t.WorkItem.planned_finish).where(t.WorkItem.key == "ATL-3")).one() == dt.date(
            2026, 3, 27
        )


def test_a_change_that_needs_a_rejected_one_is_refused(sessions: sessionmaker[Session]) -> None:
    epic = Draft("create", "work_item", "ATL", "new-1", {"title": "Exports", "type": "epic"})
    story = Draft("create", "work_item", "ATL", "new-2", {"title": "Export as CSV", "type": "story", "parent": "new-1"})
    proposal = made(sessions, epic, story)
    with pytest.raises(InvalidValuesError, match="Change 2 needs change 1"), sessions.begin() as session:
        approve(session, ME, proposal.id, proposal.hash, only=[2], today=TODAY)
    with sessions.begin() as session:
        assert approve(session, ME, proposal.id, proposal.hash, today=TODAY).done
        created = {
            one.title: one for one in session.scalars(select(t.WorkItem).where(t.WorkItem.type.in_(("epic", "story"))))
        }
        assert created["Export as CSV"].parent_id == created["Exports"].id
        assert created["Exports"].key == "ATL-6"


def test_editing_makes_a_new_hash(sessions: sessionmaker[Session]) -> None:
    proposal = made(sessions, BUILD_LATE, NEW_RISK)
    seen = proposal.hash
    with sessions.begin() as session:
        edited = edit(session, ME, proposal.id, seen, {2: {"probability": 0.6}}, today=TODAY)
    assert edited.hash != seen
    assert edited.operations[1]["after"]["probability"] == 0.6
    with sessions.begin() as session:
        assert not approve(session, ME, proposal.id, seen, today=TODAY).done
    with sessions.begin() as session:
        assert approve(session, ME, proposal.id, edited.hash, today=TODAY).done


def test_rejecting(sessions: sessionmaker[Session]) -> None:
    proposal = made(sessions, BUILD_LATE)
    before = records(sessions)
    with sessions.begin() as session:
        assert reject(session, ME, proposal.id, proposal.hash).done
    with sessions.begin() as session:
        assert not approve(session, ME, proposal.id, proposal.hash, today=TODAY).done
    assert records(sessions) == before


def test_roles(sessions: sessionmaker[Session]) -> None:
    def person(role: Role) -> Access:
        return Access("p", "P", roles={"ATL": role})

    with pytest.raises(NotPermittedError, match="role contributor"):
        made(sessions, BUILD_LATE, access=person(Role.VIEWER))
    proposal = made(sessions, NEW_RISK, access=person(Role.CONTRIBUTOR))
    with pytest.raises(NotPermittedError, match="role manager"), sessions.begin() as session:
        approve(session, Actor(person(Role.CONTRIBUTOR), "api"), proposal.id, proposal.hash, today=TODAY)
    elsewhere = Access("q", "Q", roles={"ADP": Role.ADMIN})
    with pytest.raises(UnknownRecordError), sessions.begin() as session:
        approve(session, Actor(elsewhere, "api"), proposal.id, proposal.hash, today=TODAY)
    with sessions.begin() as session:
        assert approve(session, Actor(person(Role.MANAGER), "api"), proposal.id, proposal.hash, today=TODAY).done


@pytest.mark.parametrize(
    ("draft", "error", "said"),
    [
        (
            Draft("update", "work_item", "ATL", "ATL-3", {"status": "finished"}),
            InvalidValuesError,
            "can be todo, in_progress",
        ),
        (Draft("update", "work_item", "ATL", "ATL-3", {"colour": "red"}), InvalidValuesError, "no field “colour”"),
        (Draft("update", "work_item", "ATL", "ATL-3", {"assignee": "Zoe"}), InvalidValuesError, "names nobody"),
        (
            Draft("update", "work_item", "ATL", "ATL-3", {"planned_finish": "2026-03-01"}),
            InvalidValuesError,
            "lies before",
        ),
        (
            Draft("update", "work_item", "ATL", "ATL-3", {"progress": float("nan")}),
            InvalidValuesError,
            "between 0 and 1",
        ),
        (Draft("update", "work_item", "ATL", "ATL-3", {"title": None}), InvalidValuesError, "cannot be empty"),
        (Draft("update", "work_item", "ATL", "ATL-99", {"title": "x"}), UnknownRecordError, "no work item ATL-99"),
        (Draft("update", "risk", "NOPE", "R-1", {"title": "x"}), UnknownRecordError, "no project"),
        (Draft("create", "risk", "ATL", "", {"title": "x"}), InvalidValuesError, "needs category, probability, impact"),
        (Draft("update", "work_item", "ATL", "ATL-3", {"status": "todo"}), NothingToChangeError, "already are"),
        (
            Draft("create", "dependency", "ATL", "", {"predecessor": "ATL-4", "successor": "ATL-2"}),
            InvalidValuesError,
            "already waits for",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_what_to_do(
    sessions: sessionmaker[Session], draft: Draft, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        made(sessions, draft)


@pytest.mark.parametrize("drafts", CHANGE_SETS, ids=range(1, len(CHANGE_SETS) + 1))
def test_undo_brings_back_the_earlier_state(sessions: sessionmaker[Session], drafts: list[Draft]) -> None:
    before = records(sessions)
    proposal = made(sessions, *drafts)
    with sessions.begin() as session:
        assert approve(session, ME, proposal.id, proposal.hash, today=TODAY).done
    assert records(sessions) != before
    with sessions.begin() as session:
        assert undo(session, ME, proposal.id, proposal.hash).done
    assert records(sessions) == before
    with sessions.begin() as session:
        assert not undo(session, ME, proposal.id, proposal.hash).done
        assert audit.verify(session).bad is None


def test_undo_is_refused_when_others_changed_the_record(sessions: sessionmaker[Session]) -> None:
    first = made(sessions, BUILD_LATE, NEW_RISK)
    with sessions.begin() as session:
        approve(session, ME, first.id, first.hash, today=TODAY)
    second = made(sessions, Draft("update", "work_item", "ATL", "ATL-3", {"assignee": "Ben Okoro"}))
    with sessions.begin() as session:
        approve(session, Actor(Access("c", "Carla", everything=True), "cli"), second.id, second.hash, today=TODAY)
    before = records(sessions)
    with (
        pytest.raises(ConflictError, match=r"ATL-3: assignee id is 2 instead of 1 \(by Carla\)"),
        sessions.begin() as session,
    ):
        undo(session, ME, first.id, first.hash)
    assert records(sessions) == before


def test_undo_of_a_new_record_is_refused_when_others_hang_on_it(sessions: sessionmaker[Session]) -> None:
    first = made(sessions, Draft("create", "work_item", "ATL", "new-1", {"title": "Exports", "type": "epic"}))
    with sessions.begin() as session:
        approve(session, ME, first.id, first.hash, today=TODAY)
    second = made(sessions, Draft("update", "work_item", "ATL", "ATL-5", {"parent": "ATL-6"}))
    with sessions.begin() as session:
        approve(session, ME, second.id, second.hash, today=TODAY)
    with pytest.raises(ConflictError, match="work item is 1 instead of 0"), sessions.begin() as session:
        undo(session, ME, first.id, first.hash)


def test_consequences_are_computed_on_a_copy(sessions: sessionmaker[Session]) -> None:
    """Build has 10 days left from 16 March; with 15 it ends a week later, and so does everything after it."""
    proposal = made(sessions, Draft("update", "work_item", "ATL", "ATL-2", {"remaining_days": 15}))
    told = {one["kind"]: one for one in proposal.consequences}
    assert (told["finish"]["before"], told["finish"]["after"]) == ("2026-04-03", "2026-04-10")
    assert set(told["concerns"]["after"]) == {"Ben Okoro", "Ana Silva"}


def test_duplicates_and_sources_are_shown(sessions: sessionmaker[Session]) -> None:
    values = {"title": "Connector comes too late", "category": "vendor", "probability": 0.4, "impact": 4}
    quote = Quote("d1", "Minutes", "The connector will be late.")
    proposal = made(sessions, Draft("create", "risk", "ATL", "", values), origin=Origin(derived_from=(quote,)))
    assert [one["key"] for one in proposal.duplicates] == ["R-1"]
    assert proposal.derived_from[0]["quote"] == "The connector will be late."
