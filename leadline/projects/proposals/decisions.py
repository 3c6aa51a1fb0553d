"""The door through which a person's decision comes, from the page, the API, the command line or the chat: one transaction each."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.orm import Session, sessionmaker

from leadline.projects.proposals import deciding, undoing
from leadline.projects.proposals.audit import Actor
from leadline.projects.proposals.proposing import edit
from leadline.projects.proposals.views import view

Verdict = Literal["approve", "reject", "undo", "edit"]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person asks for. `hash`: of the proposal as they saw it. `only`: accepted operations, from 1; None = all.
    `changes`: for edit, operation number -> field -> value."""

    verdict: Verdict
    proposal: str
    hash: str
    only: Collection[int] | None = None
    changes: dict[int, Json] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` as of HTTP: 200 done, 409 not done (`conflicts` holds both values). `proposal` is how it stands now."""

    status: int
    message: str
    proposal: Json
    conflicts: list[Json]

    @property
    def done(self) -> bool:
        return self.status == 200


class Decisions:
    """`today`: for dates that a decision sets. Raises ProposalError where the decision itself is not possible."""

    def __init__(self, sessions: sessionmaker[Session], today: Callable[[], dt.date]) -> None:
        self._sessions = sessions
        self._today = today

    def decide(self, actor: Actor, decision: Decision) -> Answer:
        """Carry it out and answer after the commit."""
        with self._sessions.begin() as session:
            return self._carry_out(session, actor, decision)

    def _carry_out(self, session: Session, actor: Actor, decision: Decision) -> Answer:
        if decision.verdict == "edit":
            changed = edit(
                session, actor, decision.proposal, decision.hash, decision.changes or {}, today=self._today()
            )
            return Answer(200, "Changed; look at it again before you approve.", view(changed), [])
        if decision.verdict == "approve":
            outcome = deciding.approve(
                session, actor, decision.proposal, decision.hash, only=decision.only, today=self._today()
            )
        elif decision.verdict == "reject":
            outcome = deciding.reject(session, actor, decision.proposal, decision.hash)
        else:
            outcome = undoing.undo(session, actor, decision.proposal, decision.hash)
        session.flush()
        return Answer(200 if outcome.done else 409, outcome.message, view(outcome.proposal), outcome.conflicts)
