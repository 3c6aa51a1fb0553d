"""From wishes to checked operations: every record found in the asker's scope, every value valid, before and after side by side."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.proposals import rows
from leadline.projects.proposals.errors import InvalidValuesError, NothingToChangeError, UnknownRecordError
from leadline.projects.proposals.follow_ups import follow_ups
from leadline.projects.proposals.operations import Draft, Operation
from leadline.projects.proposals.records import RECORDS, RecordKind
from leadline.projects.proposals.values import Asking
from leadline.projects.tables import Dependency, WorkItem

MOST_OPERATIONS = 200


def prepare(session: Session, access: Access, drafts: Sequence[Draft], today: dt.date) -> tuple[Operation, ...]:
    """The operations of a proposal. InvalidValuesError, UnknownRecordError, NothingToChangeError say what to do."""
    if not drafts:
        raise NothingToChangeError("There is nothing to change.", "Name a record and what shall change.")
    if len(drafts) > MOST_OPERATIONS:
        raise InvalidValuesError(
            [f"{len(drafts)} changes at once; {MOST_OPERATIONS} is the limit. Make two proposals."]
        )
    placeholders = frozenset(draft.key for draft in drafts if draft.op == "create" and draft.key)
    problems: list[str] = []
    operations: list[Operation] = []
    for draft in drafts:
        try:
            operation = _operation(session, access, draft, placeholders, today)
        except InvalidValuesError as error:
            problems += error.problems
            continue
        if operation is not None:
            operations.append(operation)
    problems += _twice(operations) + _circles(session, operations)
    if problems:
        raise InvalidValuesError(problems)
    if not operations:
        raise NothingToChangeError("The records already are as you wish; nothing would change.")
    return tuple(operations)


def _operation(
    session: Session, access: Access, draft: Draft, placeholders: frozenset[str], today: dt.date
) -> Operation | None:
    kind = RECORDS.get(draft.record)
    if kind is None:
        raise InvalidValuesError([f"There is no record kind “{draft.record}”; there are {', '.join(RECORDS)}."])
    if draft.op not in kind.may:
        raise InvalidValuesError([f"A {kind.label} can be changed by {' or '.join(kind.may)}, not by {draft.op}."])
    project = rows.project_row(session, access, draft.project)
    if project is None:
        raise UnknownRecordError(f"There is no project “{draft.project}” that you can see.", "Check its name or key.")
    asking = Asking(session, access, draft.project, placeholders)
    if draft.op == "create":
        return _creation(asking, kind, draft, today)
    row = rows.find(session, access, draft.record, draft.project, draft.key)
    if row is None:
        raise UnknownRecordError(
            f"There is no {kind.label} {draft.key} in {draft.project} that you can see.", "Check the key."
        )
    now = {name: rows.read(session, row, field) for name, field in kind.fields.items()}
    title = rows.title_of(session, draft.record, row)
    if draft.op == "delete":
        before = {name: value for name, value in now.items() if value is not None}
        return Operation("delete", draft.record, draft.project, draft.key, title, before, {}, row.version)
    wished = _checked(asking, kind, draft)
    wished |= follow_ups(draft.record, now, wished, today)
    _consistent(kind, draft.key, now | wished)
    after = {name: value for name, value in wished.items() if value != now[name]}
    if not after:
        return None
    before = {name: now[name] for name in after}
    return Operation("update", draft.record, draft.project, draft.key, title, before, after, row.version)


def _creation(asking: Asking, kind: RecordKind, draft: Draft, today: dt.date) -> Operation:
    wished = _checked(asking, kind, draft)
    for name, value in dict(kind.defaults).items():
        wished.setdefault(name, today.isoformat() if value == "today" else value)
    wished |= follow_ups(draft.record, {}, wished, today)
    missing = [field.label for name, field in kind.fields.items() if field.required and wished.get(name) is None]
    if missing:
        raise InvalidValuesError([f"The new {kind.label} needs {', '.join(missing)}."])
    _consistent(kind, f"the new {kind.label}", wished)
    after = {name: value for name, value in wished.items() if value is not None}
    return Operation(
        "create", draft.record, draft.project, draft.key, rows.described(draft.record, after), {}, after, None
    )


def _checked(asking: Asking, kind: RecordKind, draft: Draft) -> dict[str, Any]:
    wished: dict[str, Any] = {}
    problems = []
    about = draft.key or f"the new {kind.label}"
    for name, value in draft.values.items():
        field = kind.fields.get(name)
        if field is None:
            problems.append(f"A {kind.label} has no field “{name}”; it has {', '.join(kind.fields)}.")
        elif value is None:
            nullable = kind.model.__table__.c[field.column].nullable
            if not nullable:
                problems.append(f"The {field.label} of {about} cannot be empty.")
            wished[name] = None
        else:
            try:
                wished[name] = field.check(asking, value)
            except ValueError as error:
                problems.append(f"The {field.label} of {about} {error}.")
    if problems:
        raise InvalidValuesError(problems)
    return wished


_ORDERED = (
    ("planned_start", "planned_finish"),
    ("actual_start", "actual_finish"),
    ("start", "finish"),
    ("start", "planned_finish"),
    ("optimistic_days", "most_likely_days"),
    ("most_likely_days", "pessimistic_days"),
)


def _consistent(kind: RecordKind, about: str, values: Mapping[str, Any]) -> None:
    problems = [
        f"The {kind.fields[late].label} of {about} ({values[late]}) lies before its {kind.fields[early].label} "
        f"({values[early]}); change both."
        for early, late in _ORDERED
        if values.get(early) is not None and values.get(late) is not None and values[late] < values[early]
    ]
    if values.get("predecessor") is not None and values.get("predecessor") == values.get("successor"):
        problems.append(f"{values['predecessor']} cannot depend on itself.")
    if problems:
        raise InvalidValuesError(problems)


def _twice(operations: Sequence[Operation]) -> list[str]:
    seen: set[tuple[str, str, str]] = set()
    problems = []
    for one in operations:
        known = (one.record, one.project, one.key)
        if one.key and known in seen:
            problems.append(f"{one.key} is named in two operations; put its changes into one.")
        seen.add(known)
    return problems


def _circles(session: Session, operations: Sequence[Operation]) -> list[str]:
    """New links that close a circle with the ones there are."""
    new = [one for one in operations if one.record == "dependency" and one.op == "create"]
    if not new:
        return []
    keys: dict[int, str] = {row.id: row.key for row in session.execute(select(WorkItem.id, WorkItem.key))}
    links = session.execute(select(Dependency.predecessor_id, Dependency.successor_id))
    after: dict[str, set[str]] = {}
    for before_id, after_id in links:
        after.setdefault(keys[before_id], set()).add(keys[after_id])
    for one in operations:
        if one.record == "dependency" and one.op == "delete":
            after.get(one.before["predecessor"], set()).discard(one.before["successor"])
    problems = []
    for one in new:
        first, last = one.after["predecessor"], one.after["successor"]
        if last in after.get(first, set()):
            problems.append(f"{last} already depends on {first}.")
        if _reaches(after, last, first):
            problems.append(
                f"{last} cannot wait for {first}: {first} already waits for {last}. Remove that link first."
            )
        after.setdefault(first, set()).add(last)
    return problems


def _reaches(after: Mapping[str, set[str]], start: str, goal: str) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        at = waiting.pop()
        if at == goal:
            return True
        more = after.get(at, set()) - seen
        seen |= more
        waiting.extend(more)
    return False
