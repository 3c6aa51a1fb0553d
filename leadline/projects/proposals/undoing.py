"""One step back of a whole change set: the rows are as they were before, or it is refused with what others changed meanwhile."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from leadline.projects.access import Role
from leadline.projects.proposals import audit, finding, rows
from leadline.projects.proposals.audit import Actor, Happening
from leadline.projects.proposals.deciding import Outcome
from leadline.projects.proposals.errors import ConflictError
from leadline.projects.proposals.permission import require
from leadline.projects.proposals.records import RECORDS
from leadline.projects.tables import AuditEntry, Proposal
from leadline.storage.base import Base

Json = dict[str, Any]


def undo(session: Session, actor: Actor, identity: str, seen_hash: str, *, now: dt.datetime | None = None) -> Outcome:
    """Restore what the proposal changed. ConflictError says what stands in the way; nothing is undone then (roll back)."""
    moment = now or dt.datetime.now(dt.UTC)
    proposal = finding.find(session, actor.access, identity)
    require(actor.access, {one["project"] for one in proposal.operations}, Role.MANAGER, "undo changes")
    claim = update(Proposal).where(Proposal.id == identity, Proposal.state == "applied", Proposal.hash == seen_hash)
    taken = session.execute(
        claim.values(state="undone").returning(Proposal.id), execution_options={"synchronize_session": False}
    ).first()
    if taken is None:
        return Outcome(proposal, False, _why_not(finding.find(session, actor.access, identity), seen_hash, moment))
    session.refresh(proposal)
    conflicts = [conflict for entry in proposal.written for conflict in _conflicts(session, proposal, entry)]
    if conflicts:
        raise ConflictError(_blocked(conflicts), "Undo those changes first, or change the records by hand.", conflicts)
    for entry in reversed(proposal.written):
        _restore(session, entry)
    for entry in proposal.written:
        _verify(session, entry)
    for entry in reversed(proposal.written):
        changes = {name: (entry["after"].get(name), entry["before"].get(name)) for name in _differing(entry)}
        happening = Happening("undone", entry["project"], entry["record"], entry["key"], changes)
        audit.append(session, actor, proposal, happening, moment)
    session.flush()
    words = {"create": "removed again", "update": "as before", "delete": "there again"}
    told = ", ".join(f"{entry['key']} {words[entry['op']]}" for entry in proposal.written[:8])
    more = f" and {len(proposal.written) - 8} more" if len(proposal.written) > 8 else ""
    return Outcome(proposal, True, f"Undone: {told}{more}.")


def _why_not(proposal: Proposal, seen_hash: str, now: dt.datetime) -> str:
    if proposal.state == "applied" and proposal.hash != seen_hash:
        return "The hash is not that of this proposal; nothing was undone. Look at it again."
    if proposal.state == "undone":
        return "It was already undone."
    return f"Only an applied proposal can be undone; this one is {finding.state_of(proposal, now)}."


def _differing(entry: Json) -> list[str]:
    names = [*entry["before"], *(name for name in entry["after"] if name not in entry["before"])]
    return [
        name
        for name in names
        if name not in ("version", "id") and entry["before"].get(name) != entry["after"].get(name)
    ]


def _conflicts(session: Session, proposal: Proposal, entry: Json) -> Iterator[Json]:
    """What others did to the row since: another version, or rows of theirs that hang on a record we would delete."""
    table = _table(entry)
    told = {"record": entry["record"], "project": entry["project"], "key": entry["key"]}
    row = session.execute(select(table).where(table.c.id == entry["id"]).with_for_update()).mappings().first()
    if entry["op"] == "delete":
        if row is not None:
            yield told | {"field": "record", "expected": "removed", "now": "there"}
        return
    if row is None:
        yield told | {"field": "record", "expected": "there", "now": "gone"} | _who(session, proposal, entry)
        return
    if row["version"] != entry["version"]:
        now = {name: rows.plain(value) for name, value in row.items()}
        names = [name for name, value in entry["after"].items() if name != "version" and now[name] != value]
        for name in names or ["version"]:
            yield (
                told
                | {"field": name, "expected": entry["after"][name], "now": now[name]}
                | _who(session, proposal, entry)
            )
    elif entry["op"] == "create":
        yield from _hanging_on(session, proposal, entry, told)


def _hanging_on(session: Session, proposal: Proposal, entry: Json, told: Json) -> Iterator[Json]:
    ours = {(_table(one).name, one["id"]) for one in proposal.written}
    ours |= {(made["table"], made["id"]) for one in proposal.written for made in one["made"]}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table is _table(entry) for key in column.foreign_keys):
                ids = session.scalars(select(table.c.id).where(column == entry["id"])).all()
                count = sum((table.name, found) not in ours for found in ids)
                if count:
                    what = table.name.replace("_", " ")
                    yield told | {"field": what, "expected": 0, "now": count}


def _who(session: Session, proposal: Proposal, entry: Json) -> Json:
    """The person and the moment of the latest change that the audit knows of."""
    last = session.execute(
        select(AuditEntry.actor_name, AuditEntry.at)
        .where(
            AuditEntry.project_key == entry["project"],
            AuditEntry.record == entry["record"],
            AuditEntry.record_key == entry["key"],
            AuditEntry.proposal_id != proposal.id,
        )
        .order_by(AuditEntry.number.desc())
        .limit(1)
    ).first()
    return {"by": last.actor_name, "at": last.at.isoformat()} if last else {}


def _restore(session: Session, entry: Json) -> None:
    table = _table(entry)
    for made in entry["made"]:
        history = Base.metadata.tables[made["table"]]
        session.execute(delete(history).where(history.c.id == made["id"]))
    if entry["op"] == "delete":
        session.execute(insert(table).values(**_typed(table, entry["before"])))
        return
    matching = (table.c.id == entry["id"], table.c.version == entry["version"])
    if entry["op"] == "create":
        statement: Any = delete(table).where(*matching)
    else:
        values = _typed(table, {name: entry["before"][name] for name in _differing(entry)})
        statement = update(table).where(*matching).values(**values, version=table.c.version + 1)
    done: Any = session.execute(statement)
    if done.rowcount != 1:
        raise ConflictError(f"{entry['key']} was changed at the same moment; nothing was undone.", "Try again.")


def _verify(session: Session, entry: Json) -> None:
    """Read the row again and compare every column but the version with how it was."""
    table = _table(entry)
    row = session.execute(select(table).where(table.c.id == entry["id"])).mappings().first()
    now = {name: rows.plain(value) for name, value in row.items() if name != "version"} if row else {}
    expected = {name: value for name, value in entry["before"].items() if name != "version"}
    if now != expected:
        raise ConflictError(f"{entry['key']} could not be brought back to its earlier state; nothing was undone.")


def _table(entry: Json) -> Table:
    table: Table = RECORDS[entry["record"]].model.__table__
    return table


def _typed(table: Table, values: Json) -> Json:
    return {
        name: dt.date.fromisoformat(value) if value and table.c[name].type.python_type is dt.date else value
        for name, value in values.items()
    }


def _blocked(conflicts: list[Json]) -> str:
    told = "; ".join(
        f"{one['key']}: {one['field'].replace('_', ' ')} is {one['now']} instead of {one['expected']}"
        + (f" (by {one['by']})" if "by" in one else "")
        for one in conflicts[:5]
    )
    return f"It cannot be undone, others changed the records meanwhile: {told}. Nothing was undone."
