"""A desk to try conversations at: an empty database, three small tools about two invented projects, a model by script."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from langchain.agents import AgentState
from langchain.tools import ToolRuntime, tool
from langchain_core.language_models import BaseChatModel
from sqlalchemy.orm import Session, sessionmaker

import leadline.assistant.tables
import leadline.knowledge.tables
import leadline.projects.tables  # noqa: F401  (importing them is what registers the tables)
from leadline.assistant.conversations import Conversations
from leadline.assistant.events import AnyEvent
from leadline.assistant.models import ModelSettings
from leadline.knowledge.library import Library
from leadline.projects.access import LOCAL_USER, Access
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory
from leadline.tools.answer import Card, Citation, Fact, QuerySource, Sentence, ToolAnswer
from leadline.tools.context import Context

TODAY = dt.date(2026, 11, 23)
STRANGER = Access(user_id="stranger", name="Somebody else")


class ProjectClosedError(Exception):
    message = "Project ZED is closed."
    hint = "Ask for its outcome instead."


@tool(response_format="content_and_artifact", parse_docstring=True)
def get_budget(project: str, runtime: ToolRuntime[Context, AgentState[Any]]) -> tuple[str, dict[str, Any]]:
    """The budget of a project.

    Args:
        project: key of the project, like ATL.
    """
    if project == "ZED":
        raise ProjectClosedError
    if project == "BUG":
        raise RuntimeError("boom")
    source = QuerySource(tool="get_budget", args={"project": project})
    answer = ToolAnswer(
        text=f"f-{project} {project}: budget at completion 1,200,000 EUR",
        sentences=(
            Sentence(text=f"**{project} has a budget of 1.20 M EUR.**", part="headline"),
            Sentence(text="Is it spent?", part="next"),
        ),
        facts=(
            Fact(
                id=f"f-{project}", label=f"{project}: budget at completion", value=1_200_000, unit="EUR", source=source
            ),
        ),
        cards=(Card(kind="table", title=f"Budget of {project}", data={"columns": [], "rows": []}),),
    )
    return answer.text, answer.model_dump(mode="json")


@tool(response_format="content_and_artifact", parse_docstring=True)
def search_knowledge(query: str, runtime: ToolRuntime[Context, AgentState[Any]]) -> tuple[str, dict[str, Any]]:
    """Passages of documents.

    Args:
        query: what to look for.
    """
    quote = f"The {query} took 47 minutes."
    citation = Citation(n=1, document_id="d1", passage_id=f"p-{query}", title="Post-mortem", quote=quote)
    answer = ToolAnswer(
        text=f"It took 47 minutes [1]: {query}",
        sentences=(Sentence(text=f"The {query} took 47 minutes [1].", part="headline"),),
        citations=(citation,),
    )
    return answer.text, answer.model_dump(mode="json")


@tool(response_format="content_and_artifact", parse_docstring=True)
def which_atlas(runtime: ToolRuntime[Context, AgentState[Any]]) -> tuple[str, dict[str, Any]]:
    """Asks back."""
    answer = ToolAnswer(
        status="ask",
        text="Which Atlas?",
        sentences=(Sentence(text="Which Atlas do you mean?", part="question"),),
        choices=("Atlas Billing", "Atlas Portal"),
    )
    return answer.text, answer.model_dump(mode="json")


TOOLS = [get_budget, search_knowledge, which_atlas]


def database(folder: Path) -> sessionmaker[Session]:
    engine = create_database_engine(f"sqlite:///{folder / 'leadline.db'}")
    Base.metadata.create_all(engine)
    return session_factory(engine)


def conversations(sessions: sessionmaker[Session], settings: ModelSettings) -> Conversations:
    return Conversations(sessions, library=Library(sessions), tools=TOOLS, models=settings, today=lambda: TODAY)


@asynccontextmanager
async def desk(folder: Path, model: BaseChatModel | ModelSettings) -> AsyncIterator[Conversations]:
    sessions = database(folder)
    settings = model if isinstance(model, ModelSettings) else ModelSettings(model=model)
    opened = conversations(sessions, settings)
    try:
        yield opened
    finally:
        await opened.close()
        sessions.kw["bind"].dispose()


async def events_of(desk: Conversations, turn_id: str, after: int = 0) -> list[tuple[int, AnyEvent]]:
    return [numbered async for numbered in desk.events(LOCAL_USER, turn_id, after)]
