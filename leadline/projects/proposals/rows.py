"""From a record's key to its row and back: finding, reading and writing fields as plain JSON values."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from leadline.projects.access import Access
from leadline.projects.proposals.records import RECORDS, RecordKind
from leadline.projects.proposals.values import REFERENCES, Field
from leadline.projects.queries.scope import visible
from leadline.projects.tables import Allocation, Dependency, Project, Release, Response, Risk, Sprint, WorkItem

_LINK = re.compile(r"(?P<before>[^>]+)>(?P<after>[^:]+):(?P<type>FS|SS|FF|SF)")


def project_row(session: Session, access: Access, key: str) -> Project | None:
    return session.scalar(select(Project).where(visible(access), Project.key == key))


def find(session: Session, access: Access, record: str, project: str, key: str, *, lock: bool = False) -> Any | None:
    """The row of a record inside the scope; None if there is none. `lock`: hold it until the transaction ends."""
    query = _query(record, key)
    if query is None:
        return None
    query = query.where(visible(access), Project.key == project).execution_options(populate_existing=True)
    return session.scalar(query.with_for_update(of=RECORDS[record].model) if lock else query)


def _query(record: str, key: str) -> Select[Any] | None:
    model = RECORDS[record].model
    query: Select[Any] = select(model)
    if record == "project":
        return query.where(Project.key == key)
    if record == "dependency":
        return _dependency(query, key)
    if record == "allocation":
        number = _number(key, "allocation-")
        joined = query.join(Project, Allocation.project_id == Project.id)
        return None if number is None else joined.where(Allocation.id == number)
    if record == "response":
        number = _number(key, "response-")
        if number is None:
            return None
        joined = query.join(Risk, Response.risk_id == Risk.id).join(Project, Risk.project_id == Project.id)
        return joined.where(Response.id == number)
    return query.join(Project, model.project_id == Project.id).where(model.key == key)


def _dependency(query: Select[Any], key: str) -> Select[Any] | None:
    parts = _LINK.fullmatch(key)
    if parts is None:
        return None
    before, after = aliased(WorkItem), aliased(WorkItem)
    return (
        query.join(before, Dependency.predecessor_id == before.id)
        .join(after, Dependency.successor_id == after.id)
        .join(Project, after.project_id == Project.id)
        .where(before.key == parts["before"], after.key == parts["after"], Dependency.type == parts["type"])
    )


def _number(key: str, prefix: str) -> int | None:
    text = key.removeprefix(prefix)
    return int(text) if key.startswith(prefix) and text.isascii() and text.isdigit() and len(text) < 10 else None


def read(session: Session, row: Any, field: Field) -> Any:
    """A field as plain JSON: dates in ISO form, people, sprints and items by name or key."""
    value = getattr(row, field.column)
    if value is None or field.refers is None:
        return plain(value)
    if field.refers is Risk:
        return session.scalar(select(Risk.key).where(Risk.id == value))
    model: Any = field.refers
    return session.scalar(select(getattr(model, REFERENCES[field.refers])).where(model.id == value))


def stored(
    session: Session, kind: RecordKind, name: str, value: Any, project_id: int, new: Mapping[str, int] | None = None
) -> Any:
    """The column value of a checked field value. `new`: ids of records that this proposal has just made, by placeholder."""
    field = kind.fields[name]
    if value is None:
        return None
    if field.refers is None:
        column = kind.model.__table__.c[field.column]
        return dt.date.fromisoformat(value) if column.type.python_type is dt.date else value
    if new and value in new:
        return new[value]
    model: Any = field.refers
    query = select(model.id).where(getattr(model, "key" if model is Risk else REFERENCES[model]) == value)
    if model in (Sprint, Release, Risk):
        query = query.where(model.project_id == project_id)
    found = session.scalar(query)
    if found is None:
        raise LookupError(f"{field.label} “{value}” is not there any more")
    return found


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (dt.date, dt.datetime)) else value


def columns(row: Any) -> dict[str, Any]:
    """Every column of a row as plain JSON: what undo compares and restores."""
    return {column.name: plain(getattr(row, column.key)) for column in row.__table__.columns}


def title_of(session: Session, record: str, row: Any) -> str:
    kind = RECORDS[record]
    if kind.titled:
        return str(getattr(row, kind.titled))[:200]
    told = {name: read(session, row, field) for name, field in kind.fields.items()}
    return described(record, told)


def described(record: str, told: Mapping[str, Any]) -> str:
    """The title of a record from its field values."""
    if record == "dependency":
        return f"{told.get('predecessor')} before {told.get('successor')}"
    if record == "allocation":
        return f"{told.get('person')} at {told.get('percent') or 0:g} %"
    return str(told.get(RECORDS[record].titled) or "")[:200]
