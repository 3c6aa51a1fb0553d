"""The part of the database that a person may see, as a condition inside the SQL."""

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from leadline.projects.access import Access
from leadline.projects.tables import Project


def visible(access: Access) -> ColumnElement[bool]:
    """The condition on `project` that leaves only what `access` may see; unknown and forbidden look alike."""
    keys = access.project_keys
    return true() if keys is None else Project.key.in_(sorted(keys))


def count_withheld(session: Session, access: Access) -> int:
    """How many projects exist that this person may not see."""
    if access.project_keys is None:
        return 0
    return session.scalar(select(func.count()).select_from(Project).where(~visible(access))) or 0
