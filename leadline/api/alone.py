"""Is this the only server on its data folder? The first one holds a lock until it ends, however it ends."""

import fcntl
from pathlib import Path
from typing import TextIO


def claim(home: Path) -> TextIO | None:
    """The lock to keep open while serving, or None if another server holds it."""
    home.mkdir(parents=True, exist_ok=True)
    lock = (home / "server.lock").open("w", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock
