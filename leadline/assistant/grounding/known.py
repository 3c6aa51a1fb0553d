"""The projects that a sentence may speak of: those that the asker may see."""

from sqlalchemy import select

from leadline.projects.queries.scope import visible
from leadline.projects.tables import Project
from leadline.tools.context import Context


def project_names(context: Context) -> tuple[tuple[str, str], ...]:
    """(key, name) of every project in the asker's scope."""
    with context.sessions() as session:
        rows = session.execute(select(Project.key, Project.name).where(visible(context.access))).all()
    return tuple((key, name) for key, name in rows)
