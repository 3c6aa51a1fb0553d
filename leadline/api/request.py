"""What a route may ask for: the wired application, who is asking, paging."""

from typing import Annotated

from fastapi import Depends, Query, Request

from leadline.api import authentication
from leadline.api.errors import ApiError, not_found
from leadline.api.wiring import Leadline
from leadline.projects.access import Access, Role


def _leadline(request: Request) -> Leadline:
    leadline: Leadline = request.app.state.leadline
    return leadline


def _access(request: Request) -> Access:
    """Whoever signed in (with local auth: the one user of this machine); 401 or 403 for nobody. See `authentication`."""
    asker: authentication.Asker = request.state.asker
    if asker.access is None:
        raise asker.refusal or authentication.SIGN_IN
    return asker.access


def demand(access: Access, project_key: str, role: Role) -> None:
    """ApiError 404 if the project cannot be seen (unknown and forbidden look alike), 403 if the role on it is too low."""
    if not access.may_see(project_key):
        raise not_found(f"project {project_key[:40]}")
    if not access.may(project_key, role):
        raise ApiError(
            403, "role_too_low", f"This takes the role {role} on {project_key}.", "Ask an admin of the project."
        )


Served = Annotated[Leadline, Depends(_leadline)]
Asker = Annotated[Access, Depends(_access)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Limit = Annotated[int, Query(ge=1, le=500)]
