"""Key figures of one project or of all: value, what it was divided by, period, trend."""

import datetime as dt
from typing import Annotated, Any

from langchain.tools import ToolRuntime, tool

from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.queries.flow import load_flow
from leadline.projects.queries.scope import count_withheld
from leadline.projects.queries.standing import load_project_files
from leadline.projects.standing import stand
from leadline.tools.answer import Card, Sentence, ToolAnswer
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.kpis_cards import flow_chart, kpi_table, project_table, trend_chart
from leadline.tools.kpis_parts import (
    CORE,
    HIGHER_IS_BETTER,
    MEASURES,
    WEEKS,
    KpiFile,
    Measured,
    Window,
    measured,
    rolled_up,
    windows,
)
from leadline.tools.kpis_words import LABELS, method, story, value
from leadline.tools.which import Meant, ask, not_allowed, which_project
from leadline.tools.words import fold, one_of

_EVERYTHING = ("all", "portfolio", "everything", "all_project", "every_project")
_SYNONYMS = {
    "cost_variance": "budget_variance",
    "adherence": "schedule_adherence",
    "milestones": "schedule_adherence",
    "defect": "defects",
    "bugs": "defects",
    "quality": "defects",
    "defect_trend": "defects",
}
LONGEST = dt.timedelta(days=731)


@tool(response_format="content_and_artifact", parse_docstring=True)
def get_kpis(
    runtime: ToolRuntime[Context],
    project: str | None = None,
    measure: Annotated[str | None, one_of(MEASURES)] = None,
    since: str | None = None,
    until: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Key figures with numerator, denominator, period and trend: budget variance, schedule adherence (milestones on time / due),
    velocity, lead time, defects; on request throughput, cycle time, reopen rate. One project, or all rolled up from their sums.

    Use it for "KPIs of Atlas", "KPIs across the portfolio last quarter", "how has our lead time developed?", "defect trend on
    Lantern", "how well do we keep our dates?". Money in detail is get_budget, the sprint at hand get_sprint.

    Args:
        project: name or key of the project as the user said it, or "all". Leave out for the project in use, or, when none is, for all.
        measure: one figure, with what stands behind it. Leave out for the five main ones.
        since: ISO date of the first day of the period. Default: twelve weeks back.
        until: ISO date of the last day. Default: today, or the day on which the project was closed.
    """
    answer = kpis(runtime.context, project, measure=measure, since=since, until=until)
    return answer.text, answer.model_dump(mode="json")


def kpis(
    context: Context,
    project: str | None = None,
    *,
    measure: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> ToolAnswer:
    """The answer of `get_kpis`, for other tools and doors."""
    chosen = fold(measure, MEASURES, _SYNONYMS) if measure else None
    if measure and chosen is None:
        return not_allowed("figure", measure, list(MEASURES))
    whole = fold(project, _EVERYTHING) is not None if project else context.project is None
    with context.sessions() as session:
        meant = None if whole else which_project(session, context, project)
        if isinstance(meant, ToolAnswer):
            return meant
        keys = [meant.key] if meant else None
        files = load_project_files(session, context.access, context.today, keys)
        items = load_flow(session, context.access, keys)
        withheld = 0 if meant else count_withheld(session, context.access)
    rows = [
        KpiFile(stand(file, context.today), tuple(one for one in items if one.project == file.project.key))
        for file in files
    ]
    closed_on = rows[0].standing.file.project.actual_finish if meant else None
    span = _span(min(context.today, closed_on or context.today), since, until)
    if isinstance(span, ToolAnswer):
        return span
    args = {"project": meant.key if meant else "all", "measure": chosen, "since": since, "until": until}
    book = FactBook("get_kpis", args, context.today)
    if not rows:
        text = "There is no project here that you can see. Import one, or ask an administrator for access."
        return book.answer([Sentence(text=text, part="headline")], status="not_found", withheld=withheld)
    spans = windows(*span)
    return _answer(book, rows, [chosen] if chosen else list(CORE), spans, meant, withheld)


def _answer(
    book: FactBook,
    files: list[KpiFile],
    measures: list[str],
    spans: tuple[Window, ...],
    meant: Meant | None,
    withheld: int,
) -> ToolAnswer:
    found: list[Measured] = [
        measured(files[0], one, spans) if meant else rolled_up(files, one, spans) for one in measures
    ]
    who = meant.name if meant else book.count("projects looked at", len(files), "project")
    said = story(book, who, files, found, spans[-1])
    if not meant and len(measures) == 1:
        said += _ranked(book, files, measures[0], spans)
    said += method(book, files, spans, several=not meant)
    if withheld:
        hidden = book.count("projects you cannot see", withheld, "project")
        said.append(Sentence(text=f"{hidden} that you may not see are not counted.", part="gap"))
    said += [*(meant.said if meant else []), *_next(meant, measures)]
    cards: list[Card | None] = [trend_chart(who, files, found, spans)]
    if not meant and len(files) > 1:
        cards.append(project_table(files, found, spans))
    cards.append(kpi_table(f"Key figures of {who}", files, found, spans))
    if meant and measures[0] in ("lead_time", "cycle_time", "throughput"):
        cards.insert(1, flow_chart(files[0], spans))
    shown = [card for card in cards if card is not None]
    return book.answer(said, shown, total=len(files), shown=len(files), withheld=withheld)


def _ranked(book: FactBook, files: list[KpiFile], measure: str, spans: tuple[Window, ...]) -> list[Sentence]:
    """Each project with its own figure: the answer to "which project has the best lead time?"."""
    known = [(file, measured(file, measure, spans[-1:])) for file in files]
    valued = [(file, row, row.now.value) for file, row in known if not isinstance(row.now.value, Undefined)]
    valued.sort(key=lambda one: one[2], reverse=HIGHER_IS_BETTER[measure])
    told = [
        f"{book.name(f'{file.key}: project', file.name)} {value(book, file.name, measure, row.now)}"
        for file, row, _ in valued
    ]
    return [Sentence(text=f"Best first: {'; '.join(told)}.")] if told else []


def _span(end: dt.date, since: str | None, until: str | None) -> tuple[dt.date, dt.date] | ToolAnswer:
    try:
        first = dt.date.fromisoformat(since.strip()[:10]) if since and since.strip() else None
        last = dt.date.fromisoformat(until.strip()[:10]) if until and until.strip() else None
    except ValueError:
        return ask(f"“{since or until}” is not a date I can read. Which period", ["last quarter", "this year"])
    last = min(last, end) if last else end
    first = first or last - dt.timedelta(weeks=WEEKS) + dt.timedelta(days=1)
    if first > last:
        return ask("That period has not begun, so it has no figures. Which one", ["the last 12 weeks", "this year"])
    if last - first > LONGEST:
        return ask("I can look at two years at most. Which period", ["last quarter", "this year"])
    return first, last


def _next(meant: Meant | None, measures: list[str]) -> list[Sentence]:
    of = f"of {meant.name}" if meant else "across the portfolio"
    asks = [f"{LABELS[one]} {of}" for one in ("schedule_adherence", "lead_time", "defects") if [one] != measures]
    return [Sentence(text=text, part="next") for text in asks[:3]]
