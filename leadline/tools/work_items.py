"""Search in the backlog and the tasks of one project or of all."""

import datetime as dt
import re
from dataclasses import replace
from typing import Annotated, Any

from langchain.tools import ToolRuntime, tool
from sqlalchemy.orm import Session

from leadline.projects.queries.projects import load_projects
from leadline.projects.queries.work_items import OPEN, PRIORITIES, TYPES, ItemFilter, count_by_status, search_items
from leadline.projects.resolve import normal_key
from leadline.tools.answer import ToolAnswer
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.which import Meant, ask, not_allowed, which_person, which_project
from leadline.tools.words import fold, one_of
from leadline.tools.work_item_words import Found, item_story, items_card, list_story, nothing_found

STATUSES = ("open", "todo", "in_progress", "in_review", "blocked", "done", "cancelled", "all")
_TYPE_WORDS = {"defect": "bug", "ticket": "", "item": "", "work_item": "", "user_story": "story", "issue": ""}
_STATUS_WORDS = {
    "doing": "in_progress",
    "review": "in_review",
    "stuck": "blocked",
    "closed": "done",
    "finished": "done",
    "to_do": "todo",
}
_PRIORITY_WORDS = {
    "urgent": "critical",
    "p1": "critical",
    "p2": "high",
    "p3": "medium",
    "p4": "low",
    "blocker": "critical",
    "major": "high",
}
_ALL = ("all", "portfolio", "everything", "all_projects", "every_project")
_SMALL_WORDS = ("a", "an", "the", "all", "any", "about", "for", "of", "on", "in", "with", "to", "do", "is", "are")
_ITEM_WORDS = ("ticket", "tickets", "item", "items", "task", "tasks", "story", "stories", "bug", "bugs")
_EMPTY_WORDS = frozenset({*_SMALL_WORDS, *_ITEM_WORDS})
_SPRINTS = {"current": "active", "last": "closed", "previous": "closed", "next": "future"}
MAX_ROWS = 200


@tool(response_format="content_and_artifact", parse_docstring=True)
def search_work_items(
    runtime: ToolRuntime[Context],
    text: str | None = None,
    project: str | None = None,
    type: Annotated[str | None, one_of(TYPES)] = None,
    status: Annotated[str | None, one_of(STATUSES)] = None,
    priority: Annotated[str | None, one_of(PRIORITIES)] = None,
    severity: Annotated[str | None, one_of(PRIORITIES)] = None,
    assignee: str | None = None,
    unassigned: bool = False,
    blocked: bool = False,
    overdue: bool = False,
    sprint: str | None = None,
    label: str | None = None,
    due_from: str | None = None,
    due_to: str | None = None,
    limit: int | None = None,
) -> tuple[str, dict[str, Any]]:
    """Find work items: stories, tasks, bugs, epics, milestones. All filters can be combined.

    Use it for "tickets about invoices", "open critical defects of Atlas", "what is blocked?", "overdue tasks", "what is Priya working
    on?", "unassigned stories in Atlas", "what is ATL-12?", "how many bugs are open?".

    Args:
        text: words that must occur in title or description, or an item key such as "ATL-12".
        project: name or key of the project as the user said it; "all" for all projects. Leave out for the project in use, or, when
            none is, for all running projects.
        type: only this type; a defect is a bug.
        status: only this status; "open" is everything not done or cancelled. Default: open, unless text is an item key.
        priority: only this priority.
        severity: only defects of this severity; "open critical defects" is type bug, severity critical.
        assignee: name of a person, or "me".
        unassigned: only items without an assignee.
        blocked: only blocked items.
        overdue: only open items whose planned finish lies before today.
        sprint: number of a sprint, or "current", "last", "next".
        label: only items with this label.
        due_from: ISO date; only items planned to finish on or after it.
        due_to: ISO date; only items planned to finish on or before it.
        limit: how many to list, 1 to 200. Default 20.
    """
    answer = work_items(
        runtime.context,
        text,
        project,
        type=type,
        status=status,
        priority=priority,
        severity=severity,
        assignee=assignee,
        unassigned=unassigned,
        blocked=blocked,
        overdue=overdue,
        sprint=sprint,
        label=label,
        due_from=due_from,
        due_to=due_to,
        limit=limit,
    )
    return answer.text, answer.model_dump(mode="json")


def work_items(
    context: Context, text: str | None = None, project: str | None = None, *, limit: int | None = None, **said: Any
) -> ToolAnswer:
    """The answer of `search_work_items`, for other tools and doors; `said` are its other arguments."""
    wanted = _filter(said, context.today)
    if isinstance(wanted, ToolAnswer):
        return wanted
    key = _item_key(text)
    if key:
        wanted = replace(wanted, keys=(key,), statuses=wanted.statuses if said.get("status") else ())
    elif text:
        wanted = replace(wanted, text=_telling(text) or None)
    with context.sessions() as session:
        scoped = _in_scope(session, context, wanted, project, said.get("assignee"), whole=bool(key))
        if isinstance(scoped, ToolAnswer):
            return scoped
        wanted, meant = scoped
        rows = max(1, min(limit or 20, MAX_ROWS))
        found = search_items(session, context.access, wanted, limit=rows)
        counts = count_by_status(session, context.access, wanted)
        every = count_by_status(
            session, context.access, ItemFilter(projects=wanted.projects, running_only=wanted.running_only)
        )
        names = {one.key: one.name for one in load_projects(session, context.access)}
    args = (
        {"text": text, "project": meant.key if meant else "all", "limit": limit} | said | {"assignee": wanted.assignee}
    )
    book = FactBook("search_work_items", args, context.today)
    seen = Found(found.items, found.total, counts, names, wanted, meant.name if meant else None, context.today)
    if not found.items:
        return book.answer(
            [*nothing_found(book, seen, sum(every.values())), *(meant.said if meant else [])],
            total=0,
            shown=0,
            status="not_found" if text else "ok",
            looked_at=[f"{sum(every.values())} items"],
        )
    if key:
        return book.answer(item_story(book, seen), [items_card(seen)], total=found.total, shown=len(found.items))
    sentences = [*list_story(book, seen), *(meant.said if meant else [])]
    return book.answer(sentences, [items_card(seen)], total=found.total, shown=len(found.items))


def _in_scope(
    session: Session, context: Context, wanted: ItemFilter, project: str | None, assignee: str | None, *, whole: bool
) -> tuple[ItemFilter, Meant | None] | ToolAnswer:
    """The filter narrowed to a project and a person; an item key alone is looked for everywhere."""
    everywhere = fold(project, _ALL) is not None if project else context.project is None or whole
    meant = None if everywhere else which_project(session, context, project)
    if isinstance(meant, ToolAnswer):
        return meant
    person = which_person(session, context, assignee) if assignee else None
    if isinstance(person, ToolAnswer):
        return person
    narrowed = replace(
        wanted,
        projects=(meant.key,) if meant else (),
        running_only=meant is None and not whole,
        assignee=person.name if person else None,
    )
    return narrowed, meant


def _filter(said: dict[str, Any], today: dt.date) -> ItemFilter | ToolAnswer:
    """The filter in the database's words, or the question which value was meant."""
    words: dict[str, tuple[str, ...]] = {}
    vocabularies = {
        "type": (TYPES, _TYPE_WORDS),
        "status": (STATUSES, _STATUS_WORDS),
        "priority": (PRIORITIES, _PRIORITY_WORDS),
        "severity": (PRIORITIES, _PRIORITY_WORDS),
    }
    for name, (allowed, synonyms) in vocabularies.items():
        given = said.get(name)
        meant = fold(given, allowed, synonyms) if given else None
        if given and meant is None:
            return not_allowed(name, given, list(allowed))
        words[name] = (meant,) if meant else ()
    statuses = {(): OPEN, ("open",): OPEN, ("all",): ()}.get(words["status"], words["status"])
    if said.get("blocked"):
        statuses = ("blocked",)
    if words["type"] == ("bug",) and not words["severity"]:  # how bad a defect is stands in its severity
        words["severity"], words["priority"] = words["priority"], ()
    dates: dict[str, dt.date | None] = {}
    for name in ("due_from", "due_to"):
        try:
            dates[name] = dt.date.fromisoformat(said[name].strip()[:10]) if said.get(name) else None
        except ValueError:
            return ask(f"“{said[name]}” is not a date I can read. Due when", ["this week", "this month"])
    sprint = str(said.get("sprint") or "").casefold()
    number = re.search(r"\d+", sprint)
    return ItemFilter(
        types=words["type"],
        statuses=statuses,
        priorities=words["priority"],
        severities=words["severity"],
        unassigned=bool(said.get("unassigned")),
        overdue_on=today if said.get("overdue") else None,
        due_from=dates["due_from"],
        due_to=dates["due_to"],
        sprint=int(number.group()) if number else None,
        sprint_state=_SPRINTS.get(sprint, "active") if sprint and number is None else None,
        label=said.get("label"),
    )


def _telling(text: str) -> str:
    """The words to look for, without those that only say that items are looked for."""
    return " ".join(word for word in text.split() if word.casefold().strip(".,?!") not in _EMPTY_WORDS)


def _item_key(text: str | None) -> str | None:
    """A text that is nothing but an item key."""
    known = normal_key(text) if text else ""
    return known if re.fullmatch(r"[A-Z][A-Z-]*-\d+", known) else None
