"""What one person, and everybody together, may use: turns at the same time, seconds and tokens of a turn, tokens of a day.

Tokens are reserved before a turn begins, each by one conditional UPDATE: reading first and adding afterwards lets fifty turns through a
budget for five. When the turn has ended, the reservation is exchanged for what was used; a turn that died keeps its reservation, and so
does one whose server told no usage.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from leadline.assistant.errors import LimitError
from leadline.assistant.models import BUILTIN
from leadline.assistant.tables import Allowance, Thread, Turn
from leadline.projects.access import LOCAL_USER, Access

EVERYBODY = "*"
SIGNED_IN_TURNS_AT_ONCE = 2
ASSUMED_TURN_TOKENS = 50_000  # reserved for a turn where no limit of its own is set
BUSY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """None = no limit. `turns_at_once` is for people who sign in; the one local user is limited only if it is set."""

    turns_at_once: int | None = None
    turn_seconds: float = 600.0
    turn_tokens: int | None = None
    daily_tokens: int | None = None
    workspace_daily_tokens: int | None = None

    def admit(self, session: Session, access: Access, model: str, now: dt.datetime) -> int:
        """The tokens reserved for one more turn of this person. LimitError says when to come again."""
        at_once = self._at_once(access)
        reserved = self._reservation(model)
        if at_once is None and not reserved:
            return 0
        _open(session, now.date(), access.user_id, EVERYBODY)
        if at_once is not None:
            self._admit_one_more(session, access, at_once, now)
        if reserved:
            for owner, limit in ((access.user_id, self.daily_tokens), (EVERYBODY, self.workspace_daily_tokens)):
                _reserve(session, owner, limit, reserved, now)
        return reserved

    def settle(self, session: Session, owner: str, day: dt.date, reserved: int, used: int | None) -> None:
        """Exchange the reservation for what was used; None = not known, the reservation stands."""
        if not reserved or used is None:
            return
        mine = Allowance.day == day, Allowance.owner.in_((owner, EVERYBODY))
        session.execute(update(Allowance).where(*mine).values(tokens=Allowance.tokens - reserved + used))

    def _at_once(self, access: Access) -> int | None:
        if self.turns_at_once is not None:
            return self.turns_at_once
        return None if access.user_id == LOCAL_USER.user_id else SIGNED_IN_TURNS_AT_ONCE

    def _reservation(self, model: str) -> int:
        if model == BUILTIN or (self.daily_tokens is None and self.workspace_daily_tokens is None):
            return 0
        return self.turn_tokens or ASSUMED_TURN_TOKENS

    def _admit_one_more(self, session: Session, access: Access, at_once: int, now: dt.datetime) -> None:
        """Writing to the person's row makes their requests wait for each other, on any number of servers; then counting is safe."""
        mine = Allowance.owner == access.user_id, Allowance.day == now.date()
        session.execute(update(Allowance).where(*mine).values(tokens=Allowance.tokens))
        begun = now - dt.timedelta(seconds=2 * self.turn_seconds)  # older ones died with their server
        running = (
            select(func.count())
            .select_from(Turn)
            .join(Thread)
            .where(Thread.owner == access.user_id, Turn.status == "running", Turn.created_at > begun)
        )
        if (session.scalar(running) or 0) >= at_once:
            raise LimitError(
                f"{at_once} of your questions are being answered already.",
                "Wait for one of them, or stop it.",
                BUSY_SECONDS,
            )


def _open(session: Session, day: dt.date, *owners: str) -> None:
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    rows = [{"owner": owner, "day": day, "tokens": 0} for owner in owners]
    session.execute(dialect.insert(Allowance).values(rows).on_conflict_do_nothing())


def _reserve(session: Session, owner: str, limit: int | None, tokens: int, now: dt.datetime) -> None:
    mine = Allowance.owner == owner, Allowance.day == now.date()
    fits = () if limit is None else (Allowance.tokens + tokens <= limit,)
    done = session.connection().execute(update(Allowance).where(*mine, *fits).values(tokens=Allowance.tokens + tokens))
    if done.rowcount == 1:
        return
    whose = "The workspace has" if owner == EVERYBODY else "You have"
    midnight = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(), dt.UTC)
    raise LimitError(
        f"{whose} used today's language-model budget.",
        'It is renewed at midnight UTC; until then ask without a language model (model "builtin").',
        max(1, int((midnight - now).total_seconds())),
    )
