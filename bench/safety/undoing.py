"""Applied and undone: are all records as before?"""

from itertools import permutations

from sqlalchemy.orm import Session, sessionmaker

from leadline.projects.access import LOCAL_USER
from leadline.projects.proposals import audit
from leadline.projects.proposals.audit import Actor
from leadline.projects.proposals.deciding import approve
from leadline.projects.proposals.errors import ProposalError
from leadline.projects.proposals.operations import Draft
from leadline.projects.proposals.proposing import propose
from leadline.projects.proposals.undoing import undo
from tests.projects.proposals.change_sets import CHANGE_SETS, records
from tests.projects.small_portfolio import TODAY, small_portfolio

ME = Actor(LOCAL_USER, "api")


def undone(*, pairs: bool = False) -> tuple[int, int]:
    """(what did not come back, what was tried): each change set alone; with `pairs` also any two after each other."""
    rounds: list[tuple[list[Draft], ...]] = [(drafts,) for drafts in CHANGE_SETS]
    rounds += list(permutations(CHANGE_SETS, 2)) if pairs else []
    told = [_comes_back(small_portfolio(), sets) for sets in rounds]
    return told.count(False), len(told) - told.count(None)


def _comes_back(sessions: sessionmaker[Session], sets: tuple[list[Draft], ...]) -> bool | None:
    """None where the second set does not fit after the first (it changes what the first removed)."""
    before, applied = records(sessions), []
    for drafts in sets:
        try:
            with sessions.begin() as session:
                made = propose(session, LOCAL_USER, drafts, today=TODAY)
                identity, seen = made.id, made.hash
        except ProposalError:
            return None
        with sessions.begin() as session:
            if not approve(session, ME, identity, seen, today=TODAY).done:
                return None
        applied.append((identity, seen))
    if records(sessions) == before:
        return False  # nothing was done, so nothing was tested
    for identity, seen in reversed(applied):
        with sessions.begin() as session:
            if not undo(session, ME, identity, seen).done:
                return False
    with sessions() as session:
        return records(sessions) == before and audit.verify(session).bad is None
