"""Who and what a project deals with: stakeholders, vendors under contract, releases, lessons, allocations."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.queries.registers import Keys
from leadline.projects.queries.scope import visible
from leadline.projects.tables import (
    Allocation,
    Contract,
    Lesson,
    Obligation,
    Person,
    Project,
    Release,
    ReleaseCheck,
    Stakeholder,
    Vendor,
)


@dataclass(frozen=True, slots=True)
class StakeholderRecord:
    """Without the attitude: that is a personal note and stays where it was written."""

    project: str
    name: str
    role: str | None
    organisation: str | None
    influence: str
    interest: str
    needs: str | None
    channel: str | None
    frequency: str | None


@dataclass(frozen=True, slots=True)
class ObligationRecord:
    """`days_late`: calendar days from due to met, forecast or (still open) the day asked about; None without a due date."""

    title: str
    due: dt.date | None
    forecast: dt.date | None
    met_on: dt.date | None
    status: str

    def days_late(self, today: dt.date) -> int | None:
        if self.due is None:
            return None
        at = self.met_on or max(self.forecast or self.due, today)
        return max(0, (at - self.due).days) if self.status != "waived" else 0


@dataclass(frozen=True, slots=True)
class ContractRecord:
    """`notice_by`: the last day to renew or cancel."""

    project: str
    key: str
    vendor: str
    service: str | None
    contact: str | None
    title: str
    start: dt.date
    end: dt.date | None
    notice_days: int | None
    value_cents: int | None
    status: str
    obligations: tuple[ObligationRecord, ...]

    @property
    def notice_by(self) -> dt.date | None:
        return None if self.end is None or self.notice_days is None else self.end - dt.timedelta(days=self.notice_days)


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """`checks`: exit criteria as (name, state)."""

    project: str
    name: str
    planned: dt.date | None
    released: dt.date | None
    state: str
    checks: tuple[tuple[str, str], ...]

    def checks_in(self, state: str) -> int:
        return sum(found == state for _, found in self.checks)


@dataclass(frozen=True, slots=True)
class LessonRecord:
    project: str
    key: str
    category: str
    event: str
    effect: str | None
    cause: str | None
    recommendation: str
    applies_when: str | None
    status: str
    recorded_on: dt.date
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """A person's planned share of the week over all visible projects, at its highest between two days; shares by project key."""

    person: str
    percent: float
    week: dt.date
    shares: tuple[tuple[str, float], ...]


def load_stakeholders(session: Session, access: Access, keys: Keys = None) -> tuple[StakeholderRecord, ...]:
    """Most influential first."""
    rows = session.execute(
        select(Project.key, Stakeholder)
        .join(Stakeholder, Stakeholder.project_id == Project.id)
        .where(visible(access), *_within(keys))
        .order_by(Stakeholder.name)
    )
    names = ("name", "role", "organisation", "influence", "interest", "needs", "channel", "frequency")
    records = [StakeholderRecord(project, **{name: getattr(row, name) for name in names}) for project, row in rows]
    order = {"high": 0, "medium": 1, "low": 2}
    return tuple(sorted(records, key=lambda one: (order.get(one.influence, 3), order.get(one.interest, 3), one.name)))


def load_contracts(session: Session, access: Access, keys: Keys = None) -> tuple[ContractRecord, ...]:
    """Contracts with vendors: active ones first, by the day on which notice is due or they end."""
    rows = session.execute(
        select(Project.key, Contract, Vendor)
        .join(Contract, Contract.project_id == Project.id)
        .join(Vendor, Contract.vendor_id == Vendor.id)
        .where(visible(access), *_within(keys))
    ).all()
    promised: dict[int, list[ObligationRecord]] = defaultdict(list)
    for row in session.scalars(
        select(Obligation)
        .where(Obligation.contract_id.in_([contract.id for _, contract, _ in rows]))
        .order_by(Obligation.due, Obligation.id)
    ):
        promised[row.contract_id].append(ObligationRecord(row.title, row.due, row.forecast, row.met_on, row.status))
    names = ("key", "title", "start", "end", "notice_days", "value_cents", "status")
    records = [
        ContractRecord(
            project=project,
            vendor=vendor.name,
            service=vendor.service,
            contact=vendor.contact,
            obligations=tuple(promised[contract.id]),
            **{name: getattr(contract, name) for name in names},
        )
        for project, contract, vendor in rows
    ]
    return tuple(
        sorted(records, key=lambda one: (one.status != "active", one.notice_by or one.end or dt.date.max, one.key))
    )


def load_releases(session: Session, access: Access, keys: Keys = None) -> tuple[ReleaseRecord, ...]:
    rows = session.execute(
        select(Project.key, Release)
        .join(Release, Release.project_id == Project.id)
        .where(visible(access), *_within(keys))
        .order_by(Project.key, Release.planned, Release.name)
    ).all()
    checks: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for check in session.scalars(
        select(ReleaseCheck).where(ReleaseCheck.release_id.in_([row.id for _, row in rows])).order_by(ReleaseCheck.id)
    ):
        checks[check.release_id].append((check.name, check.state))
    return tuple(
        ReleaseRecord(project, row.name, row.planned, row.released, row.state, tuple(checks[row.id]))
        for project, row in rows
    )


def load_lessons(session: Session, access: Access, keys: Keys = None) -> tuple[LessonRecord, ...]:
    """Newest first."""
    rows = session.execute(
        select(Project.key, Lesson)
        .join(Lesson, Lesson.project_id == Project.id)
        .where(visible(access), *_within(keys))
        .order_by(Lesson.recorded_on.desc(), Lesson.key)
    )
    names = (
        "key",
        "category",
        "event",
        "effect",
        "cause",
        "recommendation",
        "applies_when",
        "status",
        "recorded_on",
        "evidence",
    )
    return tuple(LessonRecord(project, **{name: getattr(row, name) for name in names}) for project, row in rows)


def load_peak_loads(session: Session, access: Access, *, start: dt.date, weeks: int) -> dict[str, tuple[Load, ...]]:
    """Per project key, the people allocated to it between `start` and `weeks` later, each with the week of highest total load."""
    finish = start + dt.timedelta(weeks=weeks) - dt.timedelta(days=1)
    rows = session.execute(
        select(Person.name, Project.key, Allocation.percent, Allocation.start, Allocation.finish)
        .join(Allocation, Allocation.person_id == Person.id)
        .join(Project, Allocation.project_id == Project.id)
        .where(visible(access), Allocation.start <= finish, Allocation.finish >= start)
    ).all()
    shares: dict[tuple[str, dt.date], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for person, project, percent, first, last in rows:
        for number in range(weeks):
            week = start + dt.timedelta(weeks=number)
            if first <= week + dt.timedelta(days=6) and last >= week:
                shares[person, week][project] += percent
    peaks: dict[str, Load] = {}
    for (person, week), by_project in sorted(shares.items()):
        total = sum(by_project.values())
        if person not in peaks or total > peaks[person].percent:
            peaks[person] = Load(person, total, week, tuple(sorted(by_project.items())))
    grouped: dict[str, list[Load]] = defaultdict(list)
    for load in sorted(peaks.values(), key=lambda one: -one.percent):
        for project, _ in load.shares:
            grouped[project].append(load)
    return {project: tuple(loads) for project, loads in grouped.items()}


def _within(keys: Collection[str] | None) -> list[ColumnElement[bool]]:
    return [] if keys is None else [Project.key.in_(sorted(keys))]
