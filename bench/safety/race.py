"""One proposal, many approvers at the same moment: how often was it applied?"""

import threading

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from bench.safety.records import TODAY, proposal
from leadline.projects import tables as t
from leadline.projects.access import LOCAL_USER
from leadline.projects.proposals.audit import Actor
from leadline.projects.proposals.decisions import Decision, Decisions


def race(sessions: sessionmaker[Session], rounds: int, approvers: int = 32) -> int:
    """The number of rounds in which it was not applied exactly once, told once, and audited once."""
    decisions = Decisions(sessions, lambda: TODAY)
    return sum(not _round(sessions, decisions, number, approvers) for number in range(rounds))


def _round(sessions: sessionmaker[Session], decisions: Decisions, number: int, approvers: int) -> bool:
    identity, seen = proposal(sessions, "ATL-1", f"Round {number}")
    with sessions() as session:
        before = session.scalars(select(t.WorkItem.version).where(t.WorkItem.key == "ATL-1")).one()
    gate, done = threading.Barrier(approvers), []

    def approve() -> None:
        gate.wait()
        try:
            answer = decisions.decide(Actor(LOCAL_USER, "api"), Decision("approve", identity, seen))
        except OperationalError:  # "database is locked": refused, not applied
            return
        done.append(answer.done)

    threads = [threading.Thread(target=approve) for _ in range(approvers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with sessions() as session:
        item = session.scalars(select(t.WorkItem).where(t.WorkItem.key == "ATL-1")).one()
        of_it = (t.AuditEntry.proposal_id == identity, t.AuditEntry.action == "update")
        audited = session.scalar(select(func.count()).select_from(t.AuditEntry).where(*of_it))
        return sum(done) == 1 and item.version == before + 1 and item.title == f"Round {number}" and audited == 1
