"""A canary in every text of a project's rows and documents: whoever may not see the project must never meet one."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from sqlalchemy import String, Text, func, literal, select, update
from sqlalchemy.orm import Session

from leadline.api.tool_calls import schema
from leadline.api.wiring import Leadline
from leadline.projects.tables import Project
from leadline.storage.base import Base
from leadline.tools.registry import TOOLS

CANARY = "CNRY"
TITLES = frozenset({"title", "event", "summary", "statement"})
SHOWN: dict[str, list[dict[str, Any]]] = {
    "get_register": [{"register": "risks", "project": "Harbor"}],
    "search_knowledge": [{"query": "Harbor steering group cutover minutes"}],
}
HINTS = ("Harbor", "HRB", "harbor wms", "HRB-1", "the Harbor cutover", "Lantern", "")


def plant(leadline: Leadline, key: str) -> int:
    """How many texts were marked: one canary a row and column."""
    with leadline.sessions.begin() as session:
        project = session.scalars(select(Project.id).where(Project.key == key)).one()
        session.execute(update(Project).where(Project.id == project).values(name=Project.name + f" {CANARY}-project"))
        count = sum(_mark(session, table, project) for table in Base.metadata.sorted_tables)
    text = f"# Harbor minutes {CANARY}-title\n\n## Decision\nThe Harbor steering group {CANARY}-passage met about the cutover.\n"
    leadline.library.ingest(f"{CANARY}-harbor.md", text.encode(), project_key=key)
    return count + 2


def _mark(session: Session, table: Any, project: int) -> int:
    if table.name == "project":
        where, columns = table.c.id == project, [table.c.summary]
    elif "project_id" in table.c and "id" in table.c:
        where = table.c.project_id == project
        columns = [c for c in table.c if isinstance(c.type, Text) or (isinstance(c.type, String) and c.name in TITLES)]
    else:
        return 0
    values = {
        c.name: func.coalesce(c, "") + literal(f" {CANARY}-{table.name}-") + func.cast(table.c.id, String)
        for c in columns
    }
    if not values:
        return 0
    done = session.execute(update(table).where(where).values(values))
    return int(getattr(done, "rowcount", 0)) * len(values)


def calls(hints: Sequence[str] = HINTS) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every tool with every value of its closed arguments, and with words that point at the hidden project in the others."""
    for tool in TOOLS:
        choices = {name: list(_values(form)) for name, form in schema(tool).get("properties", {}).items()}
        for hint in hints:
            given = {name: hint for name, values in choices.items() if values == [None]}
            for name, values in choices.items():
                for value in values:
                    yield (
                        tool.name,
                        {key: word for key, word in given.items() if word}
                        | ({name: value} if value is not None else {}),
                    )


def _values(form: dict[str, Any]) -> list[Any]:
    """The closed values of an argument; [None] for free text, nothing for other kinds."""
    kinds = form.get("anyOf", [form])
    closed = [value for kind in kinds for value in kind.get("enum", ())]
    if closed:
        return closed
    return [None] if any(kind.get("type") == "string" for kind in kinds) else []


QUESTIONS = tuple(
    template.format(name)
    for template, name in product(
        (
            "how is {} doing?",
            "budget of {}",
            "open risks of {}",
            "what did the {} minutes say about the cutover?",
            "who works on {}?",
            "critical path of {}",
            "compare {} with Lantern",
            "lessons from {}",
        ),
        ("Harbor", "HRB", "all projects"),
    )
)
