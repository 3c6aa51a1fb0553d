"""What a tool needs and the model never fills in: who asks, what day it is, where the data is."""

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy.orm import Session, sessionmaker

from leadline.knowledge.library import Library
from leadline.projects.access import Access
from leadline.tools.writer import StructuredWriter


@dataclass(frozen=True)
class Context:
    """The run context of one turn. Each tool call opens its own session from `sessions` (tools run in parallel).

    `project`: key of the project chosen on the page or carried over from the conversation; the default where the user names none.
    `attachments`: documents attached to this message, as (file name, Markdown text) pairs.
    `writer`: the language model of the turn for drafts under a schema; None without one.
    """

    access: Access
    today: dt.date
    sessions: sessionmaker[Session]
    library: Library
    thread_id: str = ""
    turn_id: str = ""
    project: str | None = None
    model: str = ""
    attachments: tuple[tuple[str, str], ...] = field(default=())
    writer: StructuredWriter | None = None
