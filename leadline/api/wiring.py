"""Everything is put together here, and nowhere else: engine, library, models, conversations."""

from dataclasses import dataclass
from importlib.metadata import version

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from leadline.api.database import open_database
from leadline.api.settings import Settings, SettingsError
from leadline.assistant.conversations import Conversations
from leadline.assistant.limits import Limits
from leadline.assistant.models import ModelSettings
from leadline.knowledge.embeddings import make_embedder
from leadline.knowledge.library import Library
from leadline.projects import health_rules
from leadline.projects.access import Access
from leadline.projects.health_rules import use_rules
from leadline.projects.proposals.decisions import Decisions
from leadline.storage.engine import session_factory
from leadline.tools.context import Context
from leadline.tools.registry import TOOLS


@dataclass(frozen=True)
class Leadline:
    """The wired application. One per process."""

    settings: Settings
    engine: Engine
    sessions: sessionmaker[Session]
    library: Library
    conversations: Conversations
    decisions: Decisions
    version: str

    def context(self, access: Access, project: str | None = None) -> Context:
        """For a tool that is run outside a conversation: as this asker, today."""
        return Context(access, self.settings.current_date(), self.sessions, self.library, project=project)

    def close(self) -> None:
        """Let go of connections. The conversations are closed by whoever ran them (they need their event loop)."""
        self.engine.dispose()


def build(settings: Settings, models: ModelSettings | None = None) -> Leadline:
    """Open (and if needed create or upgrade) the data of `settings.home` and wire the parts; SettingsError if that cannot be.

    `models` replaces the model that the settings name: tests pass a scripted one through the same door.
    """
    try:
        use_rules(settings.home / health_rules.FILE)
    except ValueError as error:
        raise SettingsError(f"{settings.home / health_rules.FILE}: {error}") from None
    engine = open_database(settings)
    sessions = session_factory(engine)
    library = _library(settings, sessions)
    decisions = Decisions(sessions, settings.current_date)
    conversations = Conversations(
        sessions,
        library=library,
        tools=TOOLS,
        models=models or model_settings(settings),
        today=settings.current_date,
        limits=Limits(
            turns_at_once=settings.turns_at_once,
            turn_seconds=settings.turn_seconds,
            turn_tokens=settings.turn_tokens,
            daily_tokens=settings.daily_tokens,
            workspace_daily_tokens=settings.workspace_daily_tokens,
        ),
        decisions=decisions,
    )
    return Leadline(settings, engine, sessions, library, conversations, decisions, version("leadline"))


def model_settings(settings: Settings) -> ModelSettings:
    return ModelSettings(
        model=settings.model,
        api_key=settings.openai_api_key,
        base_url=settings.openai_base_url,
        tool_mode=settings.tool_mode,
        shortlist=settings.tool_shortlist,
    )


def _library(settings: Settings, sessions: sessionmaker[Session]) -> Library:
    try:
        embedder = make_embedder(settings.embeddings)
    except ValueError as error:
        raise SettingsError(f"LEADLINE_EMBEDDINGS: {error}") from None
    return Library(sessions, settings.index_path, settings.chroma_url, embedder)
