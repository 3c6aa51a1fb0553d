"""A copy of the portfolio to set traps in: the original is read, never written."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leadline.api.settings import Settings, SettingsError
from leadline.api.wiring import Leadline, build


@contextmanager
def copied(settings: Settings, folder: Path) -> Iterator[Leadline]:
    """Leadline over the copy in `folder`, with the same model. SettingsError where the database is no file."""
    url = settings.resolved_database_url
    if not url.startswith("sqlite:///"):
        raise SettingsError(
            "The trust check copies a SQLite portfolio; restore a dump of yours into one, or use another LEADLINE_HOME."
        )
    source = Path(url.removeprefix("sqlite:///"))
    if not source.exists():
        raise SettingsError("There is no portfolio yet: `leadline sample` loads one.")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        sqlite3.connect(f"file:{source}?mode=ro", uri=True) as original,
        sqlite3.connect(folder / "leadline.db") as copy,
    ):
        original.backup(copy)
    original.close()
    copy.close()
    if settings.index_path is not None and settings.index_path.exists():
        shutil.copytree(settings.index_path, folder / "index", dirs_exist_ok=True)
    own = settings.model_copy(update={"home": folder, "database_url": None, "chroma_url": None})
    own.__dict__.pop("resolved_database_url", None)
    wired = build(own)
    try:
        yield wired
    finally:
        wired.close()
