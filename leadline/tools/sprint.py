"""The sprints of one project: the running one, velocity, carry-over, stand-up digest, what fits into the next."""

import datetime as dt
import re
from typing import Annotated, Any

from langchain.tools import ToolRuntime, tool

from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.queries.progress import SprintRecord
from leadline.tools.answer import Card, Sentence, ToolAnswer
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.sprint_cards import burndown_card, items_card, velocity_card
from leadline.tools.sprint_next_words import next_said, next_story
from leadline.tools.sprint_parts import SprintFile, last_working_day, load_sprint_file, next_sprint
from leadline.tools.sprint_past_words import carry_over_said, carry_over_story, velocity_said
from leadline.tools.sprint_words import closed_story, future_story, running_story, standup_story
from leadline.tools.which import Meant, ask, not_allowed, which_project
from leadline.tools.words import fold, one_of

VIEWS = ("overview", "burndown", "velocity", "carry_over", "standup", "planning")
_SYNONYMS = {
    "sprint": "overview",
    "goal": "overview",
    "carryover": "carry_over",
    "spillover": "carry_over",
    "daily": "standup",
    "stand_up": "standup",
    "next": "planning",
    "plan": "planning",
    "capacity": "planning",
}
_WHICH = {"previous": "last", "running": "current", "active": "current", "this": "current", "upcoming": "next"}


@tool(response_format="content_and_artifact", parse_docstring=True)
def get_sprint(
    runtime: ToolRuntime[Context],
    project: str | None = None,
    sprint: str | None = None,
    view: Annotated[str | None, one_of(VIEWS)] = None,
    since: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Sprints of an agile or hybrid project: goal, burndown, committed against done, velocity with spread, carry-over, what is blocked or
    stuck, stand-up digest, what fits into the next sprint.

    Use it for "how is the sprint of Lantern going?", "velocity of Lantern", "what was carried over?", "stand-up digest since
    yesterday", "what fits into the next sprint?", "how did sprint 9 go?". When the whole backlog is done: forecast_completion.

    Args:
        project: name or key of the project as the user said it. Leave out for the project in use.
        sprint: number of a sprint, or "current" (default), "last", "next".
        view: what to tell. Default: overview; for the next sprint: planning.
        since: ISO date from which the stand-up digest tells moves. Default: the last working day.
    """
    answer = sprint_answer(runtime.context, project, sprint=sprint, view=view, since=since)
    return answer.text, answer.model_dump(mode="json")


def sprint_answer(
    context: Context,
    project: str | None = None,
    *,
    sprint: str | None = None,
    view: str | None = None,
    since: str | None = None,
) -> ToolAnswer:
    """The answer of `get_sprint`, for other tools and doors."""
    chosen = fold(view or "overview", VIEWS, _SYNONYMS)
    if chosen is None:
        return not_allowed("view", view or "", list(VIEWS))
    try:
        start = dt.date.fromisoformat(since.strip()[:10]) if since else None
    except ValueError:
        return ask(f"“{since}” is not a date I can read. Since when shall I look", ["yesterday", "last week"])
    with context.sessions() as session:
        meant = which_project(session, context, project)
        if not isinstance(meant, Meant):
            return meant
        file = load_sprint_file(session, context.access, meant.key, context.today)
    book = FactBook("get_sprint", {"project": meant.key, "sprint": sprint, "view": view, "since": since}, context.today)
    if not file.sprints:
        return book.answer(
            [*_no_sprints(book, file), *meant.said], status="not_found", looked_at=["sprints of the project"]
        )
    record = _pick(file, sprint)
    if isinstance(record, ToolAnswer):
        return record
    if chosen == "overview" and (sprint or "").strip().casefold() == "next":
        chosen = "planning"
    said, cards = _told(book, file, record, chosen, start)
    return book.answer([*said, *meant.said, *_next(file, chosen)], cards)


def _told(
    book: FactBook, file: SprintFile, record: SprintRecord, view: str, since: dt.date | None
) -> tuple[list[Sentence], list[Card]]:
    velocity, inside = velocity_card(file), items_card(f"Items of {record.name}", file.inside(record))
    if view == "velocity":
        return velocity_said(book, file, part="headline"), _present(velocity)
    if view == "carry_over":
        return carry_over_story(book, file), _present(velocity)
    if view == "planning":
        return next_story(book, file), [*_fitting(file), *_present(velocity)]
    curve = burndown_card(file, record)
    from_day = since or last_working_day(file)
    if view == "standup":
        return standup_story(book, file, record, from_day, part="headline"), [inside]
    if record.state == "closed":
        return [*closed_story(book, file, record), *velocity_said(book, file)], _present(curve, inside, velocity)
    if record.state == "future":
        return [*future_story(book, file, record), *next_said(book, file)], [inside]
    said = running_story(book, file, record)
    if view == "overview":
        said += [*standup_story(book, file, record, from_day), *carry_over_said(book, file)]
        said += [*velocity_said(book, file), *next_said(book, file)]
    return said, _present(curve, inside, velocity)


def _present(*cards: Card | None) -> list[Card]:
    return [card for card in cards if card is not None]


def _fitting(file: SprintFile) -> list[Card]:
    coming = next_sprint(file)
    if isinstance(coming, Undefined) or not coming.fit.taken:
        return []
    items = {one.key: one for one in file.items}
    return [items_card(f"What fits into {coming.name}", [items[key] for key in coming.fit.taken])]


def _pick(file: SprintFile, said: str | None) -> SprintRecord | ToolAnswer:
    """The sprint meant. Without an active one, "current" is the last closed one."""
    word = (said or "current").strip().casefold().removesuffix(" sprint").removeprefix("sprint ")
    word = _WHICH.get(word, word)
    found: SprintRecord | None
    if word == "last":
        found = file.closed[-1] if file.closed else None
    elif word == "next":
        found = file.future or file.active or file.sprints[-1]
    elif word == "current":
        found = file.active or (file.closed or file.sprints)[-1]
    else:
        number = re.fullmatch(r"#?(\d+)", word)
        found = next(
            (
                one
                for one in file.sprints
                if (number and one.number == int(number.group(1))) or one.name.casefold() == word
            ),
            None,
        )
    if found:
        return found
    first, last = file.sprints[0].name, file.sprints[-1].name
    return ask(
        f"{file.project.name} has no sprint “{said}”; it has {first} to {last}. Which one", ["current", "last", "next"]
    )


def _no_sprints(book: FactBook, file: SprintFile) -> list[Sentence]:
    project = file.project
    name, method = project.name, book.word(f"{project.name}: method", project.method)
    if project.method == "waterfall":
        text = (
            f"**{name} is run as {method} and has no sprints.** Its work stands in the schedule, by task and milestone."
        )
        asks = (f"What is on the critical path of {name}?", f"Which tasks of {name} are overdue?")
        return [Sentence(text=text, part="headline"), *(Sentence(text=one, part="next") for one in asks)]
    ready = [one for one in file.items if not one.done and one.points is not None]
    text = f"**No sprint is recorded for {name}, so there is no burndown and no velocity.**"
    if ready:
        how_many = book.count(f"{name}: estimated open items", len(ready), "estimated item")
        points = book.points(f"{name}: open points", sum(one.points or 0.0 for one in ready))
        text += f" Its backlog holds {how_many} with {points}."
    who = project.manager or project.sponsor
    whom = f" Ask {book.name(f'{name}: whom to ask', who)}." if who else ""
    gap = Sentence(text=f"When the first sprint begins and what goes into it is not provided.{whom}", part="gap")
    return [Sentence(text=text, part="headline"), gap, Sentence(text=f"Show the backlog of {name}", part="next")]


def _next(file: SprintFile, view: str) -> list[Sentence]:
    name = file.project.name
    asks = {
        "planning": f"What fits into the next sprint of {name}?",
        "velocity": f"Velocity of {name}",
        "standup": f"Stand-up digest of {name}",
        "forecast": f"When will {name} be done?",
    }
    return [Sentence(text=text, part="next") for other, text in asks.items() if other != view][:3]
