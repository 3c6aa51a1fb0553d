"""What a route may ask for: the wired application, who is asking, paging."""

from typing import Annotated

from fastapi import Depends, Query, Request

from leadline.api.wiring import Leadline
from leadline.projects.access import LOCAL_USER, Access


def _leadline(request: Request) -> Leadline:
    leadline: Leadline = request.app.state.leadline
    return leadline


def _access() -> Access:
    """With local auth there is one user, who owns everything; the server listens on the loopback only."""
    return LOCAL_USER


Served = Annotated[Leadline, Depends(_leadline)]
Asker = Annotated[Access, Depends(_access)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Limit = Annotated[int, Query(ge=1, le=500)]
