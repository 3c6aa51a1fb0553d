"""When a project will be done, how sure that is, and what drives it."""

import datetime as dt
from typing import Annotated, Any

from langchain.tools import ToolRuntime, tool

from leadline.projects.queries.risk_delays import load_risk_delays
from leadline.projects.queries.standing import load_project_files
from leadline.projects.standing import Standing, stand
from leadline.tools.answer import Sentence, ToolAnswer
from leadline.tools.cards import timeline
from leadline.tools.closed_words import closed_story
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.forecast_cards import forecast_cards
from leadline.tools.forecast_parts import BASES, Forecast, forecast
from leadline.tools.forecast_proof import nothing_to_forecast
from leadline.tools.forecast_words import forecast_story
from leadline.tools.which import Meant, ask, not_allowed, which_project
from leadline.tools.words import fold, one_of

_SYNONYMS = {
    "network": "plan",
    "schedule": "plan",
    "simulation": "plan",
    "monte_carlo": "plan",
    "velocity": "throughput",
    "pace": "throughput",
    "backlog": "throughput",
}


@tool(response_format="content_and_artifact", parse_docstring=True)
def forecast_completion(
    runtime: ToolRuntime[Context],
    project: str | None = None,
    by_date: str | None = None,
    basis: Annotated[str | None, one_of(BASES)] = None,
    percent: float | None = None,
) -> tuple[str, dict[str, Any]]:
    """When one project will be done: P50, P80 and P95 dates, the chance of a date, what drives it, how good such forecasts were.
    Monte Carlo simulation of the plan with the risks of the register; throughput of the team for agile backlogs.

    Use it for "when will Atlas be done?", "are we going to make it by March?", "chance that Harbor is done by 30 June", "how many
    more sprints for Lantern?", "which date can I promise?". For planned dates, slips and the critical path use get_schedule.

    Args:
        project: name or key of the project as the user said it. Leave out for the project in use.
        by_date: ISO date whose chance is asked, e.g. "2027-03-31". Leave out to measure against the baseline.
        basis: "plan" simulates the schedule, "throughput" the backlog in points. Default: what fits the project.
        percent: certainty in percent for which a date is wanted, e.g. 90 for "a date we make with 90 % certainty".
    """
    answer = forecast_answer(runtime.context, project, by_date=by_date, basis=basis, percent=percent)
    return answer.text, answer.model_dump(mode="json")


def forecast_answer(
    context: Context,
    project: str | None = None,
    *,
    by_date: str | None = None,
    basis: str | None = None,
    percent: float | None = None,
) -> ToolAnswer:
    """The answer of `forecast_completion`, for other tools and doors."""
    chosen = fold(basis, BASES, _SYNONYMS) if basis else None
    if basis and chosen is None:
        return not_allowed("basis", basis, list(BASES))
    if percent is not None and not 1 <= percent <= 99:
        return ask("No finish can be forecast with that certainty. Which one shall it be", ["50 %", "80 %", "95 %"])
    try:
        by = dt.date.fromisoformat(by_date.strip()[:10]) if by_date and by_date.strip() else None
    except ValueError:
        return ask(
            f"“{by_date}” is not a date I can read. By when shall it be done", ["end of this month", "end of this year"]
        )
    with context.sessions() as session:
        meant = which_project(session, context, project)
        if not isinstance(meant, Meant):
            return meant
        files = load_project_files(session, context.access, context.today)
        risks, unpriced = load_risk_delays(session, context.access, meant.key)
    [file] = [one for one in files if one.project.key == meant.key]
    standing = stand(file, context.today)
    args = {"project": meant.key, "by_date": by.isoformat() if by else None, "basis": chosen, "percent": percent}
    book = FactBook("forecast_completion", args, context.today)
    if file.project.closed:
        drawn = timeline(f"Schedule of {meant.name}", standing)
        return book.answer([*_outcome(book, standing, by), *meant.said], [drawn] if drawn else [])
    finished = [one for one in files if one.project.closed]
    return _forecast(book, forecast(standing, finished, risks, unpriced), meant, chosen, by, percent)


def _forecast(
    book: FactBook, found: Forecast, meant: Meant, basis: str | None, by: dt.date | None, percent: float | None
) -> ToolAnswer:
    if found.plan is None and found.flow is None:
        looked = ["tasks with a duration", "weekly throughput"]
        return book.answer([*nothing_to_forecast(book, found), *meant.said], status="not_found", looked_at=looked)
    main = found.main(basis)
    if main is None:
        missing = (
            "no task has a duration"
            if basis == "plan"
            else ("too little was finished so far" if found.too_little_done else "its items carry no points")
        )
        other = "throughput" if basis == "plan" else "plan"
        return ask(f"{meant.name} has no forecast from the {basis}: {missing}. Shall I use the {other}", [other])
    said = forecast_story(book, found, main, by, percent)
    return book.answer([*said, *meant.said, *_next(found)], forecast_cards(found, main, by))


def _outcome(book: FactBook, standing: Standing, by: dt.date | None) -> list[Sentence]:
    """A finished project is not forecast any more."""
    first, *rest = closed_story(book, standing)
    done = standing.file.project.actual_finish
    if by is None or done is None:
        return [first, *rest]
    name = standing.file.project.name
    verb = "was done" if done <= by else "was not done"
    asked = f"It {verb} by {book.date(f'{name}: date asked about', by)}."
    return [first, Sentence(text=asked), *rest]


def _next(found: Forecast) -> list[Sentence]:
    name = found.name
    asks = [f"What is on the critical path of {name}?"] if found.plan else [f"Velocity of {name}"]
    asks += [f"Top risks of {name}", f"What has slipped on {name}?" if found.plan else f"How is {name} doing?"]
    return [Sentence(text=text, part="next") for text in asks]
