"""Which role a change needs: a contributor proposes, a manager decides."""

from collections.abc import Iterable

from leadline.projects.access import Access, Role
from leadline.projects.proposals.errors import NotPermittedError


def require(access: Access, projects: Iterable[str], role: Role, what: str) -> None:
    """NotPermittedError names the projects in which the role is missing."""
    missing = sorted(project for project in projects if not access.may(project, role))
    if missing:
        raise NotPermittedError(
            f"To {what} in {', '.join(missing)} you need the role {role.value} there.",
            "Ask a manager of the project, or an administrator for the role.",
        )
