"""The kinds of values that fields of a record take: checked on the way in, told as plain JSON on the way out.

A check returns the canonical value or raises `ValueError` with a sentence that says what would fit.
"""

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Session

from leadline.projects.access import Access
from leadline.projects.queries.scope import visible
from leadline.projects.resolve import normal_key, resolve_person
from leadline.projects.tables import Person, Project, Release, Sprint, WorkItem

DATES_FROM, DATES_TO = dt.date(2000, 1, 1), dt.date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Asking:
    """In whose name and for which project a value is checked. `placeholders`: new records of the same proposal."""

    session: Session
    access: Access
    project: str
    placeholders: frozenset[str] = frozenset()


Check = Callable[[Asking, Any], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record kind. `column`: where it is stored. `refers`: the table a name or key is looked up in."""

    label: str
    column: str
    check: Check
    refers: type[DeclarativeBase] | None = None
    by: str = ""
    required: bool = False


def text(limit: int = 10_000) -> Check:
    def check(_asking: Asking, value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise ValueError("needs a text")
        if len(value) > limit:
            raise ValueError(f"is too long: {len(value)} characters, {limit} is the limit")
        return value.strip()

    return check


def word(*allowed: str) -> Check:
    def check(_asking: Asking, value: Any) -> str:
        folded = str(value).strip().casefold().replace(" ", "_").replace("-", "_")
        if folded not in allowed:
            raise ValueError(f"can be {', '.join(allowed[:-1])} or {allowed[-1]}, not “{value}”")
        return folded

    return check


def number(low: float = 0.0, high: float = 1_000_000.0, *, whole: bool = False) -> Check:
    def check(_asking: Asking, value: Any) -> float | int:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise ValueError(f"needs a number between {low:g} and {high:g}")
        if not low <= value <= high:
            raise ValueError(f"must lie between {low:g} and {high:g}, not {value:g}")
        if not whole:
            return float(value)
        if value != int(value):
            raise ValueError(f"must be a whole number, not {value:g}")
        return int(value)

    return check


def date(_asking: Asking, value: Any) -> str:
    try:
        found = dt.date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        raise ValueError(f"needs a date such as 2027-03-31, not “{value}”") from None
    if not DATES_FROM <= found <= DATES_TO:
        raise ValueError(f"lies in the year {found.year}; give a date between 2000 and 2100")
    return found.isoformat()


def texts(_asking: Asking, value: Any) -> list[str]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(one, str) and one.strip() for one in value):
        raise ValueError("needs a list of texts")
    if len(value) > 100:
        raise ValueError("holds more than 100 texts")
    return [one.strip() for one in value]


def person(asking: Asking, value: Any) -> str:
    found = resolve_person(asking.session, asking.access, str(value))
    if found.match:
        return found.match.name
    if found.candidates:
        raise ValueError(f"fits several people: {', '.join(one.name for one in found.candidates[:5])}")
    nearest = ", ".join(one.name for one in found.nearest)
    raise ValueError(f"names nobody you can see: “{value}”" + (f"; the nearest are {nearest}" if nearest else ""))


def item(asking: Asking, value: Any) -> str:
    """A work item of a project that the asker may see, or a new one of the same proposal."""
    if str(value) in asking.placeholders:
        return str(value)
    key = normal_key(str(value))
    seen = select(WorkItem.key).join(Project, WorkItem.project_id == Project.id).where(visible(asking.access))
    if asking.session.scalar(seen.where(WorkItem.key == key)) is None:
        raise ValueError(f"names no work item you can see: “{value}”")
    return key


def sprint(asking: Asking, value: Any) -> str:
    """A sprint of the project by name or number."""
    rows = asking.session.execute(
        select(Sprint.name, Sprint.number)
        .join(Project, Sprint.project_id == Project.id)
        .where(visible(asking.access), Project.key == asking.project)
        .order_by(Sprint.number)
    ).all()
    wanted = str(value).strip().casefold()
    for name, count in rows:
        if wanted in (name.casefold(), str(count), f"sprint {count}"):
            return str(name)
    known = ", ".join(name for name, _ in rows[-4:]) or "none"
    raise ValueError(f"names no sprint of {asking.project}: “{value}” (its last sprints: {known})")


def release(asking: Asking, value: Any) -> str:
    names = asking.session.scalars(
        select(Release.name)
        .join(Project, Release.project_id == Project.id)
        .where(visible(asking.access), Project.key == asking.project)
    ).all()
    for name in names:
        if name.casefold() == str(value).strip().casefold():
            return name
    raise ValueError(f"names no release of {asking.project}: “{value}” (it has {', '.join(names) or 'none'})")


REFERENCES: dict[type[DeclarativeBase], str] = {Person: "name", WorkItem: "key", Sprint: "name", Release: "name"}
