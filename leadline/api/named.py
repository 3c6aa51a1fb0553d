"""A project as a person names it, to the key that everything below uses."""

from leadline.api.errors import ApiError
from leadline.api.wiring import Leadline
from leadline.projects.access import Access
from leadline.projects.resolve import resolve_project


def project_key(leadline: Leadline, access: Access, text: str | None) -> str | None:
    """The key of the named project; "" (no project) and None (as before) pass. ApiError 404 offers the nearest names."""
    if not text:
        return text
    with leadline.sessions() as session:
        found = resolve_project(session, access, text)
    if found.match is not None:
        return found.match.key
    names = ", ".join(each.name for each in found.candidates or found.nearest) or "none yet"
    what = "fits several projects" if found.candidates else "is no project that you can see"
    raise ApiError(404, "not_found", f"“{text[:100]}” {what}.", f"Did you mean: {names}?")
