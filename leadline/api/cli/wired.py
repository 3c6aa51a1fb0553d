"""Open Leadline for a command, and close it after."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from leadline.api import logs
from leadline.api.settings import read_settings

if TYPE_CHECKING:
    from leadline.api.wiring import Leadline


@contextmanager
def leadline() -> "Iterator[Leadline]":
    from leadline.api.wiring import build

    settings = read_settings()
    logs.to_file(settings.home)
    wired = build(settings)
    try:
        yield wired
    finally:
        wired.close()
