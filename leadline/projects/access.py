"""Who is asking. A required argument of every query: there is no unscoped query."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a person may do on a project; each role may do what the ones before it may."""

    VIEWER = "viewer"  # read and ask
    CONTRIBUTOR = "contributor"  # propose changes, add documents
    MANAGER = "manager"  # approve, reject and undo changes
    ADMIN = "admin"  # decide who belongs to the project


class Clearance(StrEnum):
    """Fields that a role alone does not open."""

    RATES = "rates"  # what a person costs an hour
    PERSONAL_NOTES = "personal_notes"  # what was noted about a person


RANK = {role: place for place, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Access:
    """A person with a role per project key. `everything`: the single local user, or an administrator of the whole workspace.

    `credential` names what the person came with (a token's name, "page"); it goes into the audit, never the secret itself.
    """

    user_id: str
    name: str
    everything: bool = False
    roles: Mapping[str, Role] = field(default_factory=dict)
    clearances: frozenset[Clearance] = frozenset()
    credential: str = ""

    @property
    def project_keys(self) -> frozenset[str] | None:
        """The keys this person may see; None = all of them."""
        return None if self.everything else frozenset(self.roles)

    def may_see(self, project_key: str) -> bool:
        return self.everything or project_key in self.roles

    def may(self, project_key: str, role: Role) -> bool:
        """Does this person hold at least `role` on the project?"""
        if self.everything:
            return True
        held = self.roles.get(project_key)
        return held is not None and RANK[held] >= RANK[role]

    def cleared_for(self, clearance: Clearance) -> bool:
        return clearance in self.clearances


LOCAL_USER = Access(user_id="local", name="You", everything=True, clearances=frozenset(Clearance))
