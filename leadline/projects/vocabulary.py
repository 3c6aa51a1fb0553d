"""The names a person may use and we may recognise: projects, people, vendors, teams, key prefixes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.queries.scope import visible
from leadline.projects.tables import Allocation, Contract, Person, Project, Release, Risk, Team, Vendor, WorkItem


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names inside one person's scope. `projects` are (key, name) pairs; prefixes are what stands before the number of a key."""

    projects: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()
    vendors: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()
    item_prefixes: tuple[str, ...] = ()
    risk_prefixes: tuple[str, ...] = ()


def vocabulary(session: Session, access: Access) -> Vocabulary:
    """The running projects come first, then the closed ones, both by name; people are those who work in visible projects."""
    projects = session.execute(
        select(Project.key, Project.name).where(visible(access)).order_by(Project.phase == "closed", Project.name)
    ).all()
    seen = select(Project.id).where(visible(access))
    involved = union(
        select(Allocation.person_id).where(Allocation.project_id.in_(seen)),
        select(Project.manager_id).where(visible(access)),
        select(Project.sponsor_id).where(visible(access)),
        select(WorkItem.assignee_id).where(WorkItem.project_id.in_(seen)),
        select(Risk.owner_id).where(Risk.project_id.in_(seen)),
    ).subquery()
    people = select(Person.name).where(Person.id.in_(select(involved.c[0]))).order_by(Person.name)
    teams = select(Team.name).join(Person).where(Person.id.in_(select(involved.c[0]))).distinct().order_by(Team.name)
    vendors = select(Vendor.name).join(Contract).where(Contract.project_id.in_(seen)).distinct().order_by(Vendor.name)
    releases = select(Release.name).where(Release.project_id.in_(seen)).distinct().order_by(Release.name)
    items = select(func.min(WorkItem.key)).where(WorkItem.project_id.in_(seen)).group_by(WorkItem.project_id)
    risks = select(func.min(Risk.key)).where(Risk.project_id.in_(seen)).group_by(Risk.project_id)
    return Vocabulary(
        projects=tuple((key, name) for key, name in projects),
        people=tuple(session.scalars(people)),
        vendors=tuple(session.scalars(vendors)),
        teams=tuple(session.scalars(teams)),
        releases=tuple(session.scalars(releases)),
        item_prefixes=_prefixes(session.scalars(items).all()),
        risk_prefixes=_prefixes(session.scalars(risks).all()),
    )


def _prefixes(keys: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(sorted({key.rpartition("-")[0] or key.rstrip("0123456789") for key in keys if key}))
