"""What is slow the first time is done once in the background, so that the first question is as fast as the next ones."""

import threading

import structlog

from leadline.api.wiring import Leadline

log = structlog.get_logger()


def start(leadline: Leadline) -> threading.Thread:
    """Begin warming up; the thread to wait for when shutting down."""
    thread = threading.Thread(target=_warm, args=(leadline,), name="warm-up", daemon=True)
    thread.start()
    return thread


def _warm(leadline: Leadline) -> None:
    from leadline.assistant.middleware.shortlist import likely_tools
    from leadline.knowledge.scope import EVERYTHING
    from leadline.tools import charts

    for name, work in (
        ("index", lambda: [None for _ in leadline.library.catch_up()]),
        ("search", lambda: leadline.library.search(EVERYTHING, "lessons learned", limit=1)),
        ("reader", lambda: likely_tools("how is it going?")),
        ("charts", charts.warm_up),
    ):
        try:
            work()
        except Exception as error:  # a cold start is slower, never wrong
            log.warning("warm-up skipped", part=name, error=str(error))
