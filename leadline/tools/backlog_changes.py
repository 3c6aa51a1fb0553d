"""Proposals on the backlog and the plan: new items, and changes of those there are."""

from typing import Annotated, Any, Literal

from langchain.tools import tool
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.plan import WorkingCalendar
from leadline.projects.proposals.operations import Draft
from leadline.projects.proposals.records import ITEM_STATUS, PRIORITIES
from leadline.projects.queries.plans import load_plan
from leadline.projects.queries.scope import visible
from leadline.projects.resolve import normal_key
from leadline.projects.tables import Dependency, Project, WorkItem
from leadline.tools.answer import Sentence, ToolAnswer
from leadline.tools.changes import Runtime, Wish, given, missing, project_meant, proposed, read_date
from leadline.tools.context import Context
from leadline.tools.which import ask_back
from leadline.tools.words import fold, one_of

TYPES = ("epic", "story", "task", "bug", "milestone", "spike")
_STATUS = {
    "finished": "done", "complete": "done", "completed": "done", "closed": "done", "close": "done", "fixed": "done",
    "ready": "done", "resolved": "done", "started": "in_progress", "start": "in_progress", "doing": "in_progress",
    "review": "in_review", "testing": "in_review", "open": "todo", "reopened": "todo", "to_do": "todo",
    "canceled": "cancelled", "obsolete": "cancelled", "dropped": "cancelled",
}  # fmt: skip


class NewItem(BaseModel):
    """One item to create."""

    model_config = ConfigDict(extra="forbid")
    title: str = Field(description="what it is, in the user's words")
    type: Literal["epic", "story", "task", "bug", "milestone", "spike"] = "task"
    description: str | None = None
    acceptance_criteria: list[str] | None = None
    priority: Literal["critical", "high", "medium", "low"] | None = None
    points: float | None = None
    duration_days: float | None = Field(None, description="planned working days, only where the user gave them")
    assignee: str | None = None
    sprint: str | None = None
    parent: str | None = Field(None, description="key of an item, or the title of an earlier item of this list")


@tool(response_format="content_and_artifact", parse_docstring=True)
def create_work_items(
    runtime: Runtime, items: list[NewItem] | None = None, project: str | None = None, reason: str | None = None
) -> tuple[str, dict[str, Any]]:
    """Propose new items for the backlog: stories, tasks, bugs, epics, milestones. A person approves; nothing is created by this call.

    Use it for "create a bug in Harbor: export hangs on large files, high", "add these stories to the backlog of Lantern".

    Args:
        items: the items, in order, with only what the user said. Never invent owners, estimates or dates.
        project: name or key of the project. Leave out for the project in use.
        reason: why, if the user said so.
    """
    answer = create_answer(runtime, items, project, reason)
    return answer.text, answer.model_dump(mode="json")


def create_answer(
    runtime: Runtime, items: list[NewItem] | None, project: str | None, reason: str | None = None
) -> ToolAnswer:
    wanted = [one for one in items or () if one.title.strip()]
    if not wanted:
        return missing("What shall the new item be called?", "items")
    with runtime.context.sessions() as session:
        meant = project_meant(session, runtime.context, project)
    if isinstance(meant, ToolAnswer):
        return meant
    places = {one.title.strip().casefold(): f"new-{number}" for number, one in enumerate(wanted, 1)}
    drafts = []
    for number, one in enumerate(wanted, 1):
        values = given(**one.model_dump(exclude={"parent"}))
        if one.parent:
            values["parent"] = places.get(one.parent.strip().casefold(), one.parent)
        drafts.append(Draft("create", "work_item", meant.key, f"new-{number}", values))
    args = {"project": meant.key, "items": [one.title for one in wanted]}
    notes = (meant.note,) if meant.note else ()
    return proposed(runtime, Wish("create_work_items", args, drafts, reason, notes))


@tool(response_format="content_and_artifact", parse_docstring=True)
def update_work_item(
    runtime: Runtime,
    keys: list[str] | None = None,
    status: Annotated[str | None, one_of(ITEM_STATUS)] = None,
    assignee: str | None = None,
    unassign: bool = False,
    priority: Annotated[str | None, one_of(PRIORITIES)] = None,
    move_to: str | None = None,
    move_by_days: float | None = None,
    deadline: str | None = None,
    progress_percent: float | None = None,
    points: float | None = None,
    remaining_days: float | None = None,
    sprint: str | None = None,
    title: str | None = None,
    parent: str | None = None,
    depends_on: str | None = None,
    blocked_reason: str | None = None,
    reason: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Propose changes of items by key: status, owner, priority, dates, progress, estimate, sprint, dependency. A person approves.

    Use it for "ATB-12 is done", "assign HRB-7 to Ana", "move ATB-12 to 3 March", "HRB-7 depends on HRB-5", "ATB-3 is 60 % done".

    Args:
        keys: keys of the items, e.g. ["ATB-12"]. All get the same change.
        status: the new status.
        assignee: the new owner, as the user named the person.
        unassign: true to leave the item without an owner.
        priority: the new priority.
        move_to: ISO date on which the item then starts; its finish moves along. A milestone is moved to that day.
        move_by_days: working days by which start and finish move, negative = earlier.
        deadline: ISO date by which it must be done.
        progress_percent: 0 to 100.
        points: story points.
        remaining_days: working days that are left.
        sprint: name or number of the sprint of the same project; "none" takes it out.
        title: the new title.
        parent: key of the item above it.
        depends_on: key of an item that must be finished first.
        blocked_reason: what blocks it.
        reason: why, if the user said so.
    """
    said = given(
        status=status, assignee=assignee, priority=priority, move_to=move_to, move_by_days=move_by_days,
        deadline=deadline, progress_percent=progress_percent, points=points, remaining_days=remaining_days,
        sprint=sprint, title=title, parent=parent, depends_on=depends_on, blocked_reason=blocked_reason,
    )  # fmt: skip
    answer = update_answer(runtime, keys or [], said | ({"unassign": True} if unassign else {}), reason)
    return answer.text, answer.model_dump(mode="json")


def update_answer(runtime: Runtime, keys: list[str], said: dict[str, Any], reason: str | None = None) -> ToolAnswer:
    context = runtime.context
    if not keys:
        return missing("Which item shall change? Give its key, such as ATB-12.", "keys")
    values = _values(said)
    if isinstance(values, ToolAnswer):
        return values
    moving = [name for name in ("move_to", "move_by_days", "depends_on") if name in said]
    if not values and not moving:
        question = (
            f"What shall change on {', '.join(keys)}: status, owner, priority, date, progress, estimate or sprint?"
        )
        return ask_back(question)
    drafts: list[Draft] = []
    with context.sessions() as session:
        for key in dict.fromkeys(normal_key(key) for key in keys):
            found = session.execute(
                select(WorkItem, Project.key)
                .join(Project, WorkItem.project_id == Project.id)
                .where(visible(context.access), WorkItem.key == key)
            ).first()
            if found is None:
                return _no_item(key)
            item, project = found
            if item.status == "done" and {"move_to", "move_by_days"} & set(said):
                return ask_back(f"{key} is done, so its plan is not moved. Reopen it first, or name another item.")
            moved = _moved(session, context, item, project, said)
            if isinstance(moved, ToolAnswer):
                return moved
            if values or moved:
                drafts.append(Draft("update", "work_item", project, key, values | moved))
            if "depends_on" in said:
                before = normal_key(str(said["depends_on"]))
                drafts.append(Draft("create", "dependency", project, "", {"predecessor": before, "successor": key}))
    return proposed(runtime, Wish("update_work_item", {"keys": keys, **said}, drafts, reason))


def _values(said: dict[str, Any]) -> dict[str, Any] | ToolAnswer:
    kept = (
        "assignee",
        "priority",
        "points",
        "remaining_days",
        "title",
        "parent",
        "blocked_reason",
        "deadline",
        "sprint",
    )
    values = {name: said[name] for name in kept if name in said}
    if str(values.get("sprint", "")).casefold() in ("none", "backlog", "the backlog"):
        values["sprint"] = None
    if said.get("unassign"):
        values["assignee"] = None
    if "status" in said:
        status = fold(str(said["status"]), ITEM_STATUS, _STATUS)
        if status is None:
            return missing(
                f"I do not know the status “{said['status']}”. Which one shall it be?", "status", ITEM_STATUS
            )
        values["status"] = status
    if values.get("blocked_reason") and "status" not in values:
        values["status"] = "blocked"
    if "progress_percent" in said:
        values["progress"] = said["progress_percent"] / 100
    if "deadline" in values and read_date(values["deadline"]) is None:
        return missing(f"“{values['deadline']}” is not a date I can read. By when?", "deadline")
    return values


def _moved(
    session: Session, context: Context, item: WorkItem, project: str, said: dict[str, Any]
) -> dict[str, Any] | ToolAnswer:
    """New planned dates. What waits for other items also gets "start no earlier than", else the plan would pull it back."""
    if "move_to" not in said and "move_by_days" not in said:
        return {}
    start, finish = item.planned_start, item.planned_finish
    milestone = item.type == "milestone" or item.duration_days == 0
    anchor = finish if milestone else start
    plan = load_plan(session, context.access, project, context.today)
    days = WorkingDays(plan.calendar if plan else WorkingCalendar(), anchor or context.today)
    if "move_to" in said:
        to = read_date(str(said["move_to"]))
        if to is None:
            return missing(f"“{said['move_to']}” is not a date I can read. To which day?", "move_to")
    elif anchor is None:
        return ask_back(f"{item.key} has no planned date yet, so it cannot be moved by days. To which day shall it go?")
    else:
        to = days.add(anchor, float(said["move_by_days"]))
    if milestone:
        moved = {"planned_finish": to.isoformat()} | ({"planned_start": to.isoformat()} if start else {})
        constraint = "fnet"
    else:
        first = days.next_working_day(to)
        moved = {"planned_start": first.isoformat()}
        if start and finish:
            length = max(0, days.between(start, finish))
            moved["planned_finish"] = days.add(first, length).isoformat()
        elif finish and finish < first:
            moved["planned_finish"] = first.isoformat()
        constraint, to = "snet", first
    waits = session.scalar(select(Dependency.id).where(Dependency.successor_id == item.id).limit(1)) is not None
    return moved | ({"constraint_type": constraint, "constraint_date": to.isoformat()} if waits else {})


def _no_item(key: str) -> ToolAnswer:
    said = f"I found no work item {key} in the projects you can see."
    return ToolAnswer(
        status="not_found",
        text=said,
        sentences=(Sentence(text=said, part="headline"),),
        looked_at=("work items of visible projects",),
    )
