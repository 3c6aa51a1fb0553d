"""Where the log goes: the server writes to standard error; a command writes beside its data, so that a person sees sentences only."""

import sys
from pathlib import Path
from typing import TextIO

import structlog

from leadline.api.settings import SettingsError


def to_screen() -> None:
    _configure(sys.stderr)


def to_file(folder: Path) -> None:
    """Append to `leadline.log` in the data folder; SettingsError if that folder cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = (folder / "leadline.log").open("a", encoding="utf-8")
    except OSError as error:
        reason = error.strerror or error
        raise SettingsError(f"The data folder {folder} cannot be used ({reason}): set LEADLINE_HOME.") from error
    _configure(stream)


def _configure(stream: TextIO) -> None:
    """One line an event; tracebacks plain and without the values of variables, which may be anybody's data."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(default=str),
        ],
        logger_factory=structlog.WriteLoggerFactory(stream),
    )
