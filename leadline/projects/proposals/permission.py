"""Which role a change needs: a contributor proposes, a manager decides."""

from collections.abc import Iterable

from leadline.projects.access import Access, Role
from leadline.projects.proposals.errors import NotPermittedError

_RANK = {role: rank for rank, role in enumerate((Role.VIEWER, Role.CONTRIBUTOR, Role.MANAGER, Role.ADMIN))}


def holds(access: Access, project: str, role: Role) -> bool:
    """Whether the person has this role, or a higher one, in the project."""
    if access.everything:
        return True
    own = access.roles.get(project)
    return own is not None and _RANK[own] >= _RANK[role]


def require(access: Access, projects: Iterable[str], role: Role, what: str) -> None:
    """NotPermittedError names the projects in which the role is missing."""
    missing = sorted(project for project in projects if not holds(access, project, role))
    if missing:
        raise NotPermittedError(
            f"To {what} in {', '.join(missing)} you need the role {role.value} there.",
            "Ask a manager of the project, or an administrator for the role.",
        )
