"""Everything a status report is written from, loaded once."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.queries.money import SnapshotRecord
from leadline.projects.queries.period import PeriodWork, load_period
from leadline.projects.queries.registers import ActionRecord, DecisionRecord, load_actions, load_decisions
from leadline.projects.queries.relations import ContractRecord, load_contracts
from leadline.projects.queries.standing import load_project_files
from leadline.projects.standing import Standing, stand

NEXT_PERIOD_DAYS = 14


@dataclass(frozen=True, slots=True)
class Material:
    """`before` is the last weekly snapshot at or before the day the period begins; None = nothing to compare with."""

    standing: Standing
    decisions: tuple[DecisionRecord, ...]
    actions: tuple[ActionRecord, ...]
    contracts: tuple[ContractRecord, ...]
    work: PeriodWork
    before: SnapshotRecord | None
    since: dt.date
    until: dt.date
    today: dt.date

    @property
    def name(self) -> str:
        return self.standing.file.project.name

    @property
    def currency(self) -> str:
        return self.standing.file.project.currency


def load_material(
    session: Session, access: Access, key: str, *, since: dt.date, until: dt.date, today: dt.date
) -> Material:
    """The caller has made sure that the project exists and may be seen."""
    (file,) = load_project_files(session, access, today, [key])
    earlier = [snapshot for snapshot in file.snapshots if snapshot.week_end <= since]
    next_until = until + dt.timedelta(days=NEXT_PERIOD_DAYS)
    return Material(
        standing=stand(file, today),
        decisions=load_decisions(session, access, [key]),
        actions=load_actions(session, access, [key]),
        contracts=load_contracts(session, access, [key]),
        work=load_period(session, access, key, since=since, until=until, next_until=next_until),
        before=max(earlier, key=lambda snapshot: snapshot.week_end, default=None),
        since=since,
        until=until,
        today=today,
    )
