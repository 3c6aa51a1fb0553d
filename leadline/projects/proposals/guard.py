"""Sessions for the assistant's tools: they read, and they insert proposals. Every statement that would write to a record is refused
before it reaches the database, whoever composed it."""

import re
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session, sessionmaker

from leadline.projects.tables import AuditEntry, AuditHead, Proposal, ProposalProject
from leadline.projects.tables.columns import Versioned
from leadline.storage.base import Base

_OPEN = frozenset(table.__tablename__ for table in (Proposal, ProposalProject, AuditEntry, AuditHead))
_WRITES = re.compile(
    r"\b(?:insert\s+(?:or\s+\w+\s+)?into|replace\s+into|update(?:\s+only)?|delete\s+from(?:\s+only)?|truncate(?:\s+table)?|"
    r"drop\s+table(?:\s+if\s+exists)?|alter\s+table|merge\s+into)\s+[\"`\[]?(?P<table>\w+)",
    re.IGNORECASE,
)


class ReadOnlyError(RuntimeError):
    """A tool tried to write to a record. It may only propose."""


def guarded() -> frozenset[str]:
    """The tables of records and of who may do what: all of the project database as it was when proposals came, and any
    record with a version since."""
    ours = {mapper.local_table.name for mapper in Base.registry.mappers if issubclass(mapper.class_, Versioned)}  # type: ignore[attr-defined]
    fixed = {
        *(
            "absence",
            "api_token",
            "app_user",
            "baseline",
            "baseline_period",
            "calendar",
            "calendar_exception",
            "cost_line",
        ),
        *(
            "membership",
            "person_skill",
            "portfolio",
            "program",
            "risk_history",
            "skill",
            "snapshot",
            "status_change",
            "team",
        ),
    }
    return frozenset(ours | fixed) - _OPEN


def agent_sessions(sessions: sessionmaker[Session]) -> sessionmaker[Session]:
    """The same database for tools: same pool, other rights."""
    bind = sessions.kw["bind"]
    assert isinstance(bind, Engine)
    engine = bind.execution_options(leadline_agent=True)
    closed = guarded()

    def refuse(
        _connection: Connection, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool
    ) -> None:
        for found in _WRITES.finditer(statement):
            table = found["table"].casefold()
            if table in closed:
                raise ReadOnlyError(f"a tool tried to write to {table}: changes of records go through a proposal")

    event.listen(engine, "before_cursor_execute", refuse)
    return sessionmaker(engine, **{name: value for name, value in sessions.kw.items() if name != "bind"})
