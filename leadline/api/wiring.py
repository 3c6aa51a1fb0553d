"""Everything is put together here, and nowhere else: engine, library, models, conversations."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from leadline.api.settings import Settings, SettingsError
from leadline.assistant.conversations import Conversations
from leadline.assistant.models import ModelSettings
from leadline.knowledge import lexical
from leadline.knowledge.embeddings import LocalEmbedder
from leadline.knowledge.library import Library
from leadline.storage import migrate
from leadline.storage.engine import create_database_engine, session_factory
from leadline.storage.tables import METADATA
from leadline.tools.registry import TOOLS


@dataclass(frozen=True)
class Leadline:
    """The wired application. One per process."""

    settings: Settings
    engine: Engine
    sessions: sessionmaker[Session]
    library: Library
    conversations: Conversations
    version: str


def build(settings: Settings) -> Leadline:
    """Open (and if needed create or upgrade) the data of `settings.home` and wire the parts. SettingsError if that cannot be."""
    engine = open_database(settings)
    sessions = session_factory(engine)
    library = Library(sessions, settings.index_path, settings.chroma_url, LocalEmbedder())
    conversations = Conversations(
        sessions, library=library, tools=TOOLS, models=model_settings(settings), today=settings.current_date
    )
    return Leadline(settings, engine, sessions, library, conversations, version("leadline"))
