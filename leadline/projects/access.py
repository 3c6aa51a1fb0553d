"""Who is asking. A required argument of every query: there is no unscoped query."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    VIEWER = "viewer"
    CONTRIBUTOR = "contributor"
    MANAGER = "manager"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Access:
    """A person with a role per project key. `everything` is the single local user, who owns the whole portfolio."""

    user_id: str
    name: str
    everything: bool = False
    roles: Mapping[str, Role] = field(default_factory=dict)

    @property
    def project_keys(self) -> frozenset[str] | None:
        """The keys this person may see; None = all of them."""
        return None if self.everything else frozenset(self.roles)

    def may_see(self, project_key: str) -> bool:
        return self.everything or project_key in self.roles


LOCAL_USER = Access(user_id="local", name="You", everything=True)
