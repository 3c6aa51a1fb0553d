"""The schedule of one project: dates, critical path, float, milestones, slippage, and why a task lies where it lies."""

import datetime as dt
from typing import Annotated, Any

from langchain.tools import ToolRuntime, tool

from leadline.projects.queries.capacity import load_people
from leadline.projects.queries.flow import load_flow
from leadline.projects.queries.standing import load_project_files
from leadline.projects.resolve import normal_key
from leadline.projects.standing import Standing, stand
from leadline.tools.answer import Card, Sentence, ToolAnswer
from leadline.tools.cards import timeline
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.portfolio import portfolio
from leadline.tools.schedule_levelled import levelled, levelled_cards, levelled_story
from leadline.tools.schedule_why import why_story
from leadline.tools.schedule_words import STORIES, no_schedule, task_table, window_of
from leadline.tools.status_cards import milestone_table
from leadline.tools.which import Meant, ask, not_allowed, which_project
from leadline.tools.words import fold, one_of

VIEWS = ("overview", "critical_path", "float", "milestones", "slippage", "timeline", "levelled")
_SYNONYMS = {
    "gantt": "timeline",
    "plan": "overview",
    "slack": "float",
    "delay": "slippage",
    "slip": "slippage",
    "critical": "critical_path",
    "level": "levelled",
    "levelling": "levelled",
    "leveling": "levelled",
}


@tool(response_format="content_and_artifact", parse_docstring=True)
def get_schedule(
    runtime: ToolRuntime[Context],
    project: str | None = None,
    view: Annotated[str | None, one_of(VIEWS)] = None,
    task: str | None = None,
    until: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Dates of one project: forecast finish against baseline, critical path, float, milestones and their slippage, Gantt chart.

    Use it for "timeline of Atlas", "critical path for Atlas", "milestones and their slippage", "what has slipped?", "which tasks have
    float?", "why does the pilot start so late?". A chance of meeting a date is forecast_completion, not this.

    Args:
        project: name or key of the project as the user said it. Leave out for the project in use.
        view: what to tell; "overview" (default) covers finish, critical path, milestones and the largest slips; "levelled" proposes
            a plan in which nobody has two tasks at once.
        task: key or words of one task or milestone whose date is to be explained, e.g. "ATL-12" or "pilot".
        until: ISO date; only tasks that start by then are listed and drawn.
    """
    answer = schedule_answer(runtime.context, project, view=view, task=task, until=until)
    return answer.text, answer.model_dump(mode="json")


def schedule_answer(
    context: Context,
    project: str | None = None,
    *,
    view: str | None = None,
    task: str | None = None,
    until: str | None = None,
) -> ToolAnswer:
    """The answer of `get_schedule`, for other tools and doors."""
    chosen = fold(view or "overview", VIEWS, _SYNONYMS)
    if chosen is None:
        return not_allowed("view", view or "", list(VIEWS))
    try:
        end = dt.date.fromisoformat(until.strip()[:10]) if until else None
    except ValueError:
        return ask(
            f"“{until}” is not a date I can read. Until when shall I look", ["end of this month", "end of this year"]
        )
    if not project and not context.project and chosen in ("slippage", "milestones"):
        return portfolio(
            context, phase="running", sort_by="delay"
        )  # "what is late?" of nothing in particular: of everything
    with context.sessions() as session:
        meant = which_project(session, context, project)
        if not isinstance(meant, Meant):
            return meant
        [file] = load_project_files(session, context.access, context.today, [meant.key])
        people = load_people(session) if chosen == "levelled" else ()
        items = load_flow(session, context.access, [meant.key]) if chosen == "levelled" else ()
    standing = stand(file, context.today)
    args = {"project": meant.key, "view": view, "task": task, "until": until}
    book = FactBook("get_schedule", args, context.today)
    if standing.schedule is None:
        return book.answer(
            [*no_schedule(book, standing), *meant.said], status="not_found", looked_at=["tasks with a duration"]
        )
    if task:
        story = why_story(book, standing, normal_key(task))
        drawn = timeline(f"What drives it: {meant.name}", standing, story.keys) if story.keys else None
        said = [*story.sentences, *meant.said]
        return book.answer(said, [drawn] if drawn else [], status=story.status, choices=story.choices)
    if chosen == "levelled":
        found = levelled(standing, people, {one.key for one in items if one.activity})
        if found is None:
            return book.answer([_no_owners(meant.name), *meant.said], status="not_found", looked_at=["owners of tasks"])
        said = [*levelled_story(book, standing, found), *meant.said, *_next(meant.name, chosen)]
        return book.answer(said, levelled_cards(standing, found))
    keys = window_of(standing, end)
    said = STORIES[chosen](book, standing, keys)
    total = len(standing.schedule.tasks)
    return book.answer(
        [*said, *meant.said, *_next(meant.name, chosen)],
        _cards(chosen, standing, keys),
        total=total,
        shown=min(total, len(keys)),
    )


def _cards(view: str, standing: Standing, keys: list[str]) -> list[Card]:
    name = standing.file.project.name
    gantt = timeline(f"Schedule of {name}", standing, keys)
    found = [gantt] if gantt else []
    if view in ("overview", "milestones") and standing.milestones:
        found.append(milestone_table(f"Milestones of {name}", standing))
    if view in ("critical_path", "float", "slippage"):
        found.append(task_table(view, standing, keys))
    return found


def _no_owners(name: str) -> Sentence:
    text = f"**The plan of {name} cannot be levelled:** no task of it has an owner. Assign people and it can."
    return Sentence(text=text, part="headline")


def _next(name: str, view: str) -> list[Sentence]:
    asks = {
        "critical_path": f"Critical path of {name}",
        "slippage": f"What has slipped on {name}?",
        "float": f"Which tasks of {name} have float?",
    }
    texts = [text for other, text in asks.items() if other != view][:2]
    return [Sentence(text=text, part="next") for text in [*texts, f"Top risks of {name}"]]
