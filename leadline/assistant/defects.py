"""Defects of ours in the log: the whole trace as plain text, without local variables (they hold people's data)."""

import traceback

import structlog

_log = structlog.get_logger()


def log_defect(event: str, error: BaseException, **where: str) -> None:
    """The console renderer of structlog would print all local variables and take seconds over it, in the event loop."""
    _log.error(event, **where, trace="".join(traceback.format_exception(error)))
