"""What the asker may read. A required argument of every read, applied inside both index queries, never after them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, true

from leadline.knowledge.tables import Document

ORGANISATION = ""  # the project key of documents that belong to nobody's project and are open to everybody


@dataclass(frozen=True, slots=True)
class Scope:
    """The projects whose documents may be read; None = all. Documents of the whole organisation are open to every scope."""

    project_keys: frozenset[str] | None

    def allows(self, project_key: str) -> bool:
        return self.project_keys is None or project_key == ORGANISATION or project_key in self.project_keys

    def readable_keys(self) -> tuple[str, ...] | None:
        """Every project key this scope may read, the organisation's first; None = no restriction."""
        return None if self.project_keys is None else (ORGANISATION, *sorted(self.project_keys))

    def condition(self) -> ColumnElement[bool]:
        """The same as a condition on `Document`."""
        if self.project_keys is None:
            return true()
        return or_(Document.project_key == ORGANISATION, Document.project_key.in_(sorted(self.project_keys)))


EVERYTHING = Scope(None)
