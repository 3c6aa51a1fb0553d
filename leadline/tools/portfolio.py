"""The portfolio: which projects there are, how they stand, who leads them."""

import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any

from langchain.tools import ToolRuntime, tool
from pydantic import WithJsonSchema

from leadline.projects.queries.scope import count_withheld
from leadline.projects.queries.standing import load_project_files
from leadline.projects.standing import Standing, stand
from leadline.tools.answer import ToolAnswer
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.portfolio_words import Wanted, portfolio_card, portfolio_story
from leadline.tools.which import not_allowed, which_person
from leadline.tools.words import fold, one_of

HEALTH = ("red", "amber", "green", "unknown")
PHASES = ("running", "initiation", "planning", "execution", "closing", "closed")
METHODS = ("waterfall", "agile", "hybrid")
SORTS: dict[str, Callable[[Standing], tuple[float, str]]] = {
    "health": lambda one: (-one.health.overall.rank + 10 * one.file.project.closed, one.file.project.name),
    "budget": lambda one: (-(one.file.project.budget_cents or one.bac_cents or 0), one.file.project.name),
    "finish": lambda one: (one.finish.toordinal() if one.finish else 9e9, one.file.project.name),
    "start": lambda one: (one.file.project.start.toordinal() if one.file.project.start else 9e9, one.file.project.name),
    "delay": lambda one: (-(one.finish_slip if one.finish_slip is not None else -9e9), one.file.project.name),
    "overrun": lambda one: (-(one.overrun if one.overrun is not None else -9e9), one.file.project.name),
    "name": lambda one: (0.0, one.file.project.name),
}
_SYNONYMS = {
    "active": "running",
    "open": "running",
    "in_flight": "running",
    "finished": "closed",
    "done": "closed",
    "completed": "closed",
    "yellow": "amber",
    "orange": "amber",
    "end": "finish",
    "end_date": "finish",
    "cost": "budget",
    "size": "budget",
    "slip": "delay",
    "scrum": "agile",
}
_Healths = Annotated[
    list[str] | str | None,
    WithJsonSchema({"anyOf": [{"type": "array", "items": {"type": "string", "enum": list(HEALTH)}}, {"type": "null"}]}),
]


@tool(response_format="content_and_artifact", parse_docstring=True)
def list_projects(
    runtime: ToolRuntime[Context],
    health: _Healths = None,
    phase: Annotated[str | None, one_of(PHASES)] = None,
    method: Annotated[str | None, one_of(METHODS)] = None,
    lead: str | None = None,
    late: bool = False,
    over_budget: bool = False,
    sort_by: Annotated[str | None, one_of(tuple(SORTS))] = None,
    limit: int | None = None,
) -> tuple[str, dict[str, Any]]:
    """All projects at once: computed and declared health, who leads them, dates, delay, budget, forecast cost.

    Use it for "what's running right now and who leads it?", "which projects are red or amber?", "top 3 projects by budget",
    "overview of the portfolio", "which project needs my attention?". For one project use get_project_status.

    Args:
        health: only projects with one of these computed colours, e.g. ["red", "amber"].
        phase: only projects in this phase; "running" means every phase but closed. Default: all.
        method: only projects run this way.
        lead: name of a person; only projects that this person manages or sponsors.
        late: only projects whose forecast finish is later than their baseline.
        over_budget: only projects whose forecast cost is over their budget.
        sort_by: order, worst or largest first; "finish" and "start" earliest first. Default "health".
        limit: how many to show, 1 to 200. Default 50.
    """
    answer = portfolio(
        runtime.context,
        health=health,
        phase=phase,
        method=method,
        lead=lead,
        late=late,
        over_budget=over_budget,
        sort_by=sort_by,
        limit=limit,
    )
    return answer.text, answer.model_dump(mode="json")


def portfolio(
    context: Context,
    *,
    health: Sequence[str] | str | None = None,
    phase: str | None = None,
    method: str | None = None,
    lead: str | None = None,
    late: bool = False,
    over_budget: bool = False,
    sort_by: str | None = None,
    limit: int | None = None,
) -> ToolAnswer:
    """The answer of `list_projects`, for other tools and doors."""
    given = {"health": health, "phase": phase, "method": method, "order": sort_by or "health"}
    folded: dict[str, list[str]] = {}
    for what, allowed in (("health", HEALTH), ("phase", PHASES), ("method", METHODS), ("order", tuple(SORTS))):
        known = _folded(what, given[what], allowed)
        if isinstance(known, ToolAnswer):
            return known
        folded[what] = known
    with context.sessions() as session:
        person = which_person(session, context, lead) if lead else None
        if isinstance(person, ToolAnswer):
            return person
        files = load_project_files(session, context.access, context.today)
        withheld = count_withheld(session, context.access)
    wanted = Wanted(
        health=tuple(folded["health"]),
        phase=next(iter(folded["phase"]), None),
        method=next(iter(folded["method"]), None),
        lead=person.name if person else None,
        late=late,
        over_budget=over_budget,
        sort_by=folded["order"][0],
    )
    every = [stand(file, context.today) for file in files]
    fitting = sorted((one for one in every if wanted.fits(one)), key=SORTS[wanted.sort_by])
    shown = fitting[: max(1, min(limit or 50, 200))]
    args = {"health": list(wanted.health) or None, "phase": wanted.phase, "method": wanted.method, "lead": wanted.lead}
    rest = {"late": late, "over_budget": over_budget, "sort_by": sort_by, "limit": limit}
    book = FactBook("list_projects", args | rest, context.today)
    sentences = portfolio_story(book, every, fitting, shown, wanted)
    return book.answer(
        sentences,
        [portfolio_card(shown, len(fitting))] if shown else [],
        total=len(fitting),
        shown=len(shown),
        withheld=withheld,
        status="ok" if fitting else "not_found",
        looked_at=[f"{len(every)} projects" + (f" ({withheld} more are not visible to you)" if withheld else "")],
    )


def _folded(what: str, given: Sequence[str] | str | None, allowed: Sequence[str]) -> list[str] | ToolAnswer:
    """The allowed words in what was given ("red or amber"), or the question which one was meant."""
    said = re.split(r"\s*(?:,|/|\bor\b|\band\b)\s*", given) if isinstance(given, str) else list(given or ())
    known: list[str] = []
    for word in filter(None, said):
        meant = fold(word, allowed, _SYNONYMS)
        if meant is None:
            return not_allowed(what, word, list(allowed))
        known.append(meant)
    return known
