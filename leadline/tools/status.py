"""How one project stands: verdict, reasons, money, milestones, risks, what changed, what is missing."""

import datetime as dt
from typing import Any

from langchain.tools import ToolRuntime, tool

from leadline.knowledge.scope import Scope
from leadline.projects.movement import movement
from leadline.projects.queries.registers import load_actions, load_decisions
from leadline.projects.queries.relations import load_contracts
from leadline.projects.queries.standing import load_project_files
from leadline.projects.signals import record_signals
from leadline.projects.standing import stand
from leadline.tools.answer import Sentence, ToolAnswer
from leadline.tools.closed_words import closed_story
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.knowledge_cite import Book as Quotes
from leadline.tools.lessons_fire_words import load_warnings, warning_told
from leadline.tools.status_cards import status_cards
from leadline.tools.status_verdicts import verdicts_told
from leadline.tools.status_words import running_story
from leadline.tools.which import Meant, ask, which_project
from leadline.tools.witness import witnessed


@tool(response_format="content_and_artifact", parse_docstring=True)
def get_project_status(
    runtime: ToolRuntime[Context], project: str | None = None, since: str | None = None
) -> tuple[str, dict[str, Any]]:
    """How is one project doing? Health by dimension: declared, computed (with the rule that fired) and witnessed (what minutes,
    retrospectives and registers say, quoted), since when and which way it goes. Also earned value, milestones, top risks, open
    critical issues, decisions needed, and what changed.

    Use it for "how is Atlas doing?", "is it really green?", "is Atlas in trouble?", "what changed on Atlas since last week?".
    For all projects at once use list_projects; for money in detail get_budget; for dates in detail get_schedule.

    Args:
        project: name or key of the project as the user said it, e.g. "Atlas Billing" or "ATL". Leave out for the project in use.
        since: ISO date from which changes are told, e.g. "2026-11-01". Default: seven days before today.
    """
    answer = project_status(runtime.context, project, since)
    return answer.text, answer.model_dump(mode="json")


def project_status(context: Context, project: str | None = None, since: str | None = None) -> ToolAnswer:
    """The answer of `get_project_status`, for other tools and doors."""
    start = _since(since, context.today)
    if isinstance(start, ToolAnswer):
        return start
    with context.sessions() as session:
        meant = which_project(session, context, project)
        if not isinstance(meant, Meant):
            return meant
        [file] = load_project_files(session, context.access, context.today, [meant.key])
        decisions = load_decisions(session, context.access, [meant.key])
        actions = load_actions(session, context.access, [meant.key])
        contracts = load_contracts(session, context.access, [meant.key])
    standing = stand(file, context.today)
    book = FactBook("get_project_status", {"project": meant.key, "since": since}, context.today)
    if file.project.closed:
        return book.answer([*closed_story(book, standing), *meant.said], status_cards(standing, None))
    signals = record_signals(standing, actions, contracts)
    heard = witnessed(context.library, Scope(context.access.project_keys), meant.key, context.today, signals)
    quotes = Quotes({"project": meant.key, "tool": "get_project_status"}, context.today)
    first, *rest = running_story(book, standing, movement(standing, start), decisions, changes_first=bool(since))
    verdicts = [Sentence(text=text) for text in verdicts_told(book, quotes, standing, heard)]
    with context.sessions() as session:
        warned = load_warnings(session, context, standing, contracts, actions)
    repeated = [Sentence(text=warning_told(book, quotes, standing, one, context)) for one in warned]
    answer = book.answer([first, *verdicts, *repeated, *rest, *meant.said], status_cards(standing, heard))
    return answer.model_copy(update={"facts": (*answer.facts, *quotes.facts), "citations": tuple(quotes.citations)})


def _since(text: str | None, today: dt.date) -> dt.date | ToolAnswer:
    if not text:
        return today - dt.timedelta(days=7)
    try:
        start = dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return _bad_date(f"“{text}” is not a date I can read; write it as in {today.isoformat()}")
    if start > today:
        return _bad_date(f"{start.isoformat()} lies in the future, so nothing can have changed since then")
    return start


def _bad_date(problem: str) -> ToolAnswer:
    answer = ask(f"{problem}. Since when shall I look", ["last week", "last month"])
    return answer.model_copy(update={"sentences": (Sentence(text=answer.text, part="question"),)})
