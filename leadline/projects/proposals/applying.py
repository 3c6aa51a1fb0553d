"""Carrying out approved operations. Every row changes only `WHERE version = ...`; what was done is kept as the recipe of undo."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.proposals import rows
from leadline.projects.proposals.errors import ConflictError, InvalidValuesError
from leadline.projects.proposals.operations import Operation
from leadline.projects.proposals.records import RECORDS
from leadline.projects.tables import Project, RiskHistory, StatusChange, WorkItem

Json = dict[str, Any]


def conflicts_with(session: Session, access: Access, operations: Sequence[Operation]) -> list[Json]:
    """Where records are not as the proposal found them: both values, field by field. Rows stay locked until the commit."""
    found: list[Json] = []
    for one in operations:
        if one.op == "create":
            continue
        row = rows.find(session, access, one.record, one.project, one.key, lock=True)
        told = {"record": one.record, "project": one.project, "key": one.key}
        if row is None:
            found.append(told | {"field": "record", "expected": "there", "now": "gone"})
            continue
        kind = RECORDS[one.record]
        now = {name: rows.read(session, row, kind.fields[name]) for name in one.before}
        differing = [name for name, value in one.before.items() if now[name] != value]
        found += [told | {"field": name, "expected": one.before[name], "now": now[name]} for name in differing]
        if not differing and row.version != one.base_version:
            found.append(told | {"field": "version", "expected": one.base_version, "now": row.version})
    return found


def apply(
    session: Session, access: Access, operations: Sequence[Operation], now: dt.datetime, today: dt.date
) -> list[Json]:
    """What was written, an entry per operation: `{op, record, project, key, table, id, version, before, after, made}`."""
    new: dict[str, int] = {}
    written = []
    for one in operations:
        project = rows.project_row(session, access, one.project)
        if project is None:
            raise ConflictError(f"The project {one.project} is not there any more; nothing was changed.")
        try:
            if one.op == "create":
                entry = _create(session, project, one, new)
            else:
                entry = _change(session, access, project, one, new)
        except LookupError as error:
            raise InvalidValuesError([f"{error.args[0]}; nothing was changed. Edit or reject that change."]) from None
        entry["made"] = _history(session, one, entry, now, today)
        written.append(entry)
    return written


def _create(session: Session, project: Project, one: Operation, new: dict[str, int]) -> Json:
    kind = RECORDS[one.record]
    values = {
        kind.fields[name].column: rows.stored(session, kind, name, value, project.id, new)
        for name, value in one.after.items()
    }
    columns = kind.model.__table__.c
    if "project_id" in columns:
        values["project_id"] = project.id
    if kind.prefix is not None:
        values["key"] = next_key(session, one.record, project)
    row = kind.model(**values)
    session.add(row)
    session.flush()
    session.refresh(row)
    if one.key:
        new[one.key] = row.id
    return _entry(one, row, key=_key(session, one, row), before={}, after=rows.columns(row))


def _key(session: Session, one: Operation, row: Any) -> str:
    if RECORDS[one.record].prefix is not None:
        return str(row.key)
    if one.record == "dependency":
        fields = RECORDS["dependency"].fields
        return f"{rows.read(session, row, fields['predecessor'])}>{rows.read(session, row, fields['successor'])}:{row.type}"
    return f"{one.record}-{row.id}"


def _change(session: Session, access: Access, project: Project, one: Operation, new: dict[str, int]) -> Json:
    kind = RECORDS[one.record]
    row = rows.find(session, access, one.record, one.project, one.key)
    if row is None:
        raise ConflictError(f"{one.key} is not there any more; nothing was changed.")
    before, model, identity = rows.columns(row), kind.model, row.id
    matching = (model.id == identity, model.version == one.base_version)
    statement: Any
    if one.op == "delete":
        session.expunge(row)
        statement = delete(model).where(*matching)
    else:
        values = {
            kind.fields[name].column: rows.stored(session, kind, name, value, project.id, new)
            for name, value in one.after.items()
        }
        statement = update(model).where(*matching).values(**values, version=model.version + 1)
    done: Any = session.execute(statement, execution_options={"synchronize_session": False})
    if done.rowcount != 1:
        raise ConflictError(f"{one.key} was changed by somebody else at the same moment; nothing was changed.")
    if one.op == "delete":
        return _entry(one, None, key=one.key, before=before, after={}) | {"id": identity, "version": None}
    session.refresh(row)
    return _entry(one, row, key=one.key, before=before, after=rows.columns(row))


def _entry(one: Operation, row: Any, *, key: str, before: Json, after: Json) -> Json:
    told = {"op": one.op, "record": one.record, "project": one.project, "key": key, "before": before, "after": after}
    return told | {"id": getattr(row, "id", None), "version": getattr(row, "version", None), "made": []}


def next_key(session: Session, record: str, project: Project) -> str:
    """The next free key: "R-9" in the register of the project, "ATB-178" in the backlog."""
    model = RECORDS[record].model
    prefix = RECORDS[record].prefix or _item_prefix(session, project)
    keys = session.scalars(
        select(model.key)
        .where(model.key.startswith(f"{prefix}-", autoescape=True))
        .where(model.project_id == project.id if record != "work_item" else model.id > 0)
    )
    numbers = [int(tail) for key in keys if (tail := key.rpartition("-")[2]).isascii() and tail.isdigit()]
    return f"{prefix}-{max(numbers, default=0) + 1}"


def _item_prefix(session: Session, project: Project) -> str:
    """How the items of the project are numbered already; its own key where it has none."""
    key = session.scalar(select(func.min(WorkItem.key)).where(WorkItem.project_id == project.id))
    return key.rpartition("-")[0] if key and "-" in key else project.key


def _history(session: Session, one: Operation, entry: Json, now: dt.datetime, today: dt.date) -> list[Json]:
    """The rows of history that a change leaves beside the record, so that undo can take them away again."""
    before, after = entry["before"], entry["after"]
    row: Any = None
    if one.record == "work_item" and after and before.get("status") != after["status"]:
        row = StatusChange(item_id=entry["id"], at=now, before=before.get("status"), after=after["status"])
    elif one.record == "risk" and any(before.get(name) != after[name] for name in ("probability", "impact")):
        row = RiskHistory(
            risk_id=entry["id"], on=today, probability=after["probability"], impact=after["impact"], note=None
        )
    if row is None:
        return []
    session.add(row)
    session.flush()
    return [{"table": row.__tablename__, "id": row.id}]
