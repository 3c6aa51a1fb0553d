"""The money of one project, or of all: budget, actual, committed, forecast by named assumption, performance, breakdown."""

from typing import Annotated, Any

from langchain.tools import ToolRuntime, tool

from leadline.projects.queries.standing import load_project_files
from leadline.projects.standing import stand
from leadline.tools.answer import ToolAnswer
from leadline.tools.budget_cards import estimates_table, portfolio_table
from leadline.tools.budget_parts import breakdown, breakdown_table
from leadline.tools.budget_words import portfolio_money, project_money
from leadline.tools.cards import s_curve
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.which import Meant, not_allowed, which_project
from leadline.tools.words import fold, one_of

PARTS = ("category", "vendor", "expenditure", "month")
_SYNONYMS = {
    "capex": "expenditure",
    "opex": "expenditure",
    "capex_opex": "expenditure",
    "capex/opex": "expenditure",
    "supplier": "vendor",
}
_EVERYTHING = ("all", "portfolio", "all_project", "everything", "every_project")


@tool(response_format="content_and_artifact", parse_docstring=True)
def get_budget(
    runtime: ToolRuntime[Context], project: str | None = None, by: Annotated[str | None, one_of(PARTS)] = None
) -> tuple[str, dict[str, Any]]:
    """Money of one project or of the portfolio: budget, actual, committed, forecast at completion (EAC) by named assumption, variance,
    CPI and TCPI, capex and opex, broken down by category, vendor or month.

    Use it for "are we over budget on Atlas?", "budget of Atlas", "how much is spent on vendors?", "forecast cost at completion",
    "capex and opex of Atlas", "budget across all projects".

    Args:
        project: name or key of the project as the user said it; "all" for the whole portfolio. Leave out for the project in use,
            or, when none is, for the whole portfolio.
        by: break the money down by this. Default: category.
    """
    answer = budget(runtime.context, project, by=by)
    return answer.text, answer.model_dump(mode="json")


def budget(context: Context, project: str | None = None, *, by: str | None = None) -> ToolAnswer:
    """The answer of `get_budget`, for other tools and doors."""
    part = fold(by or "category", PARTS, _SYNONYMS)
    if part is None:
        return not_allowed("breakdown", by or "", list(PARTS))
    whole = fold(project, _EVERYTHING) is not None if project else context.project is None
    if whole:
        with context.sessions() as session:
            files = load_project_files(session, context.access, context.today)
        standings = [stand(file, context.today) for file in files]
        book = FactBook("get_budget", {"project": project, "by": by}, context.today)
        sentences = portfolio_money(book, standings)
        cards = [portfolio_table(standings)] if standings else []
        return book.answer(sentences, cards, total=len(standings), shown=len(standings))
    with context.sessions() as session:
        meant = which_project(session, context, project)
        if not isinstance(meant, Meant):
            return meant
        [file] = load_project_files(session, context.access, context.today, [meant.key])
    standing = stand(file, context.today)
    book = FactBook("get_budget", {"project": meant.key, "by": by}, context.today)
    parts = breakdown(standing, part)
    said = [*project_money(book, standing, parts, part, asked=by is not None), *meant.said]
    cards = [card for card in (estimates_table(standing), breakdown_table(standing, parts, part)) if card]
    curve = s_curve(f"Planned, earned and spent: {meant.name}", standing)
    return book.answer(said, [*cards, curve] if curve else cards)
