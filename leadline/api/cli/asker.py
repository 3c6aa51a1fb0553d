"""Who asks when a program on this machine starts a door for another: the local user, or whoever LEADLINE_TOKEN belongs to."""

import datetime as dt
from typing import TYPE_CHECKING

from leadline.api.settings import SettingsError
from leadline.projects.access import LOCAL_USER, Access

if TYPE_CHECKING:
    from leadline.api.wiring import Leadline


def asker(wired: "Leadline") -> Access:
    """SettingsError without a valid token where people sign in."""
    if wired.settings.auth == "local":
        return LOCAL_USER
    from leadline.projects.members import holder_of_token

    with wired.sessions() as session:
        holder = holder_of_token(session, wired.settings.token or "", now=dt.datetime.now(dt.UTC))
    if holder is None or "ask" not in holder.scopes:
        raise SettingsError("LEADLINE_TOKEN: set a valid token with the scope 'ask' (leadline users token NAME).")
    return holder.access
