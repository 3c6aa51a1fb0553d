"""The status history of an item, from the days on which things happened to it."""

import datetime as dt

Move = tuple[dt.datetime, str]
_HOURS = {"todo": 7, "in_progress": 9, "in_review": 11, "blocked": 13, "done": 15, "cancelled": 15}


def moves(
    ref: str,
    created: dt.date,
    *,
    started: dt.date | None = None,
    reviewed: dt.date | None = None,
    blocked: dt.date | None = None,
    finished: dt.date | None = None,
    cancelled: dt.date | None = None,
) -> tuple[Move, ...]:
    """Status by instant, oldest first; the hour of a status keeps the order of moves made on the same day (UTC)."""
    days = {
        "todo": min(created, started or created),
        "in_progress": started,
        "in_review": reviewed,
        "blocked": blocked,
        "done": finished,
        "cancelled": cancelled,
    }
    minute = sum(map(ord, ref)) * 7 % 60  # not the same minute for all, and never another one
    return tuple(
        (dt.datetime(day.year, day.month, day.day, _HOURS[status], minute, tzinfo=dt.UTC), status)
        for status, day in days.items()
        if day is not None
    )
