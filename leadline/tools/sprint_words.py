"""A sprint as sentences: will it be done, what is in the way, what the team usually delivers."""

import datetime as dt
from collections.abc import Iterator, Sequence

from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.queries.flow import FlowRecord
from leadline.projects.queries.progress import SprintRecord
from leadline.tools.answer import Sentence
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import capital, clipped, listing
from leadline.tools.sprint_parts import (
    STUCK_AFTER,
    SprintFile,
    burndown,
    digest,
    past_velocity,
    points_of,
    results,
    working_day,
)

LINES = 6
_ON_LINE = 0.05  # share of the scope by which the remaining points may lie off the ideal line


def running_story(book: FactBook, file: SprintFile, sprint: SprintRecord) -> list[Sentence]:
    """The running sprint: progress against the ideal line, goal, scope, what is in the way."""
    items = file.inside(sprint)
    said = [Sentence(text=_progress(book, file, sprint, items), part="headline"), *_goal(book, file, sprint)]
    said += [Sentence(text=text) for text in _scope(book, sprint, items)]
    said += in_the_way(book, file, sprint)
    return said


def closed_story(book: FactBook, file: SprintFile, sprint: SprintRecord) -> list[Sentence]:
    """A closed sprint: committed against done, what was carried over."""
    [result] = [row for row, one in zip(results(file), file.closed, strict=True) if one is sprint]
    name = book.name(f"{sprint.name}: sprint", sprint.name)
    done = book.points(f"{sprint.name}: points done", result.completed)
    span = _span(book, sprint)
    if sprint.committed_points is None:
        text = f"**{name} ({span}) ended with {done} done.** What was committed is not provided."
    elif isinstance(result.predictability, Undefined):
        text = f"**{name} ({span}) ended with {done} done;** nothing was committed."
    else:
        committed = book.points(f"{sprint.name}: points committed", result.committed)
        share = book.percent(f"{sprint.name}: share of the commitment done", 100 * result.predictability)
        text = f"**{name} ({span}) ended with {done} done of {committed} committed, {share}.**"
        if result.carry_over:
            text += (
                f" {capital(book.points(f'{sprint.name}: points carried over', result.carry_over))} were carried over."
            )
        else:
            text += " Nothing was carried over."
    finished = [one for one in file.inside(sprint) if one.done]
    said = [Sentence(text=text, part="headline"), *_goal(book, file, sprint)]
    if finished:
        lines = [f"- {_item(book, one)}" for one in finished[:LINES]]
        said.append(Sentence(text="\n".join(["Done in it:", *lines, *_more(book, sprint.name, finished)])))
    return said


def future_story(book: FactBook, file: SprintFile, sprint: SprintRecord) -> list[Sentence]:
    """A planned sprint: when, its goal and what is in it so far."""
    items = file.inside(sprint)
    name = book.name(f"{sprint.name}: sprint", sprint.name)
    how_many = book.count(f"{sprint.name}: items planned", len(items), "item")
    points = book.points(f"{sprint.name}: points planned", points_of(items))
    text = f"**{name} has not begun ({_span(book, sprint)}): {how_many} with {points} are planned for it.**"
    lines = [f"- {_item(book, one)}" for one in items[:LINES]]
    said = [Sentence(text=text, part="headline"), *_goal(book, file, sprint)]
    return [*said, Sentence(text="\n".join([*lines, *_more(book, sprint.name, items)]))] if lines else said


def standup_story(
    book: FactBook, file: SprintFile, sprint: SprintRecord, since: dt.date, *, part: str = "point"
) -> list[Sentence]:
    """Finished, started, reopened since a day; and what stands still."""
    moved, titles = digest(file, sprint, since), {one.key: one for one in file.items}
    day = book.date(f"{sprint.name}: moves told since", since)
    groups = (("finished", moved.finished), ("started", moved.started), ("reopened", moved.reopened))
    told = [f"**{capital(word)}:** {_keyed(book, titles, keys)}" for word, keys in groups if keys]
    if part == "headline":
        counts = [
            book.count(f"{sprint.name}: items {word} since {since}", len(keys), "item") + f" {word}"
            for word, keys in groups[:2]
        ]
        counts.append(book.count(f"{sprint.name}: items stuck", len(moved.stuck), "item") + " stuck")
        said = [Sentence(text=f"**Since {day}: {listing(counts)}.**", part="headline")]
        said += [Sentence(text="\n".join(f"- {line}" for line in told))] if told else []
        return [*said, *in_the_way(book, file, sprint)]
    if not told:
        return [Sentence(text=f"Since {day} nothing on the board was started or finished.")]
    return [Sentence(text=f"Since {day}: {'; '.join(line.replace('**', '').replace(':', '', 1) for line in told)}.")]


def in_the_way(book: FactBook, file: SprintFile, sprint: SprintRecord) -> list[Sentence]:
    """Blocked items with their reason, stuck ones with their days, and those without estimate or owner."""
    items = file.inside(sprint)
    by_key = {one.key: one for one in file.items}
    stuck = dict(digest(file, sprint, file.today).stuck)
    lines = [f"- {_item(book, one)} is blocked: {_reason(book, one)}" for one in items if one.status == "blocked"]
    threshold = book.days("days without a move after which an item is called stuck", STUCK_AFTER)
    for key, days in stuck.items():
        if by_key[key].status != "blocked":
            lines.append(
                f"- {_item(book, by_key[key])}: {book.days(f'{key}: days without a change of status', days)} without a move"
            )
    said = [Sentence(text="\n".join(["In the way:", *lines[:LINES]]))] if lines else []
    if not lines:
        said.append(
            Sentence(
                text=f"Nothing is blocked, and no started item stood still for {threshold} or more.", part="detail"
            )
        )
    return [*said, *(Sentence(text=text, part="gap") for text in _gaps(book, items))]


def _progress(book: FactBook, file: SprintFile, sprint: SprintRecord, items: Sequence[FlowRecord]) -> str:
    name, (day, of) = book.name(f"{sprint.name}: sprint", sprint.name), working_day(file, sprint)
    span = _span(book, sprint)
    at = book.number(f"{sprint.name}: working day", day, "count")
    when = f"working day {at} of {book.number(f'{sprint.name}: working days', of, 'count')}"
    scope = points_of(items)
    if not scope:
        done = book.number(f"{sprint.name}: items done", sum(one.done for one in items), "count")
        whole = book.count(f"{sprint.name}: items", len(items), "item")
        return f"**{name} ({span}): {done} of {whole} done on {when}.** Its items carry no points, so there is no burndown in points."
    curve = burndown(file, sprint)
    ideal = next((row.ideal for row in curve.days if row.day == min(file.today, sprint.finish)), 0.0)
    due = max(0.0, curve.started_with - ideal)
    done_points = scope - curve.remaining
    behind = due - done_points
    state = "is on course" if abs(behind) <= _ON_LINE * scope else "is behind" if behind > 0 else "is ahead"
    done = book.number(f"{sprint.name}: points done", done_points, "points")
    whole = book.points(f"{sprint.name}: points in the sprint", scope)
    line = book.number(f"{sprint.name}: points due on the ideal line", round(due, 1), "points")
    left = book.points(f"{sprint.name}: points still open", curve.remaining)
    text = (
        f"**{name} ({span}) {state}: {done} of {whole} are done on {when}, where the ideal line reaches {line} today.**"
    )
    past = past_velocity(file, before=sprint)
    if isinstance(past, Undefined) or not curve.remaining or day >= of:
        return text
    room = past.mean * (of - day) / of
    usual = book.points(f"{sprint.name}: points the team usually does in the days left", round(room, 1))
    verdict = "enough" if room >= curve.remaining else "not enough"
    return f"{text} {capital(left)} are open; in the days left the team usually does {usual}, {verdict} to finish them."


def _goal(book: FactBook, file: SprintFile, sprint: SprintRecord) -> list[Sentence]:
    if sprint.goal:
        return [Sentence(text=f"Goal: {book.name(f'{sprint.name}: goal', sprint.goal).rstrip('.')}.")]
    who = file.project.manager or file.project.sponsor
    whom = f"; ask {book.name(f'{file.project.name}: whom to ask', who)}" if who else ""
    return [Sentence(text=f"The sprint goal is not provided{whom}.", part="gap")]


def _scope(book: FactBook, sprint: SprintRecord, items: Sequence[FlowRecord]) -> Iterator[str]:
    committed, now = sprint.committed_points, points_of(items)
    if committed is not None and abs(committed - now) > 0.01:
        began = book.points(f"{sprint.name}: points committed", committed)
        change = book.points(
            f"{sprint.name}: points {'added' if now > committed else 'taken out'} since the start", abs(now - committed)
        )
        yield f"It began with {began} committed; {change} were {'added' if now > committed else 'taken out'} since."
    added = [one for one in items if one.created_on > sprint.start]
    if added:
        keys = listing([book.key(f"{one.key}: item", one.key) for one in added[:LINES]])
        yield f"Created and put in after the start: {keys}."


def _gaps(book: FactBook, items: Sequence[FlowRecord]) -> Iterator[str]:
    for what, found in (
        ("No estimate", [one for one in items if one.points is None]),
        ("No assignee", [one for one in items if one.assignee is None and not one.done]),
    ):
        if found:
            keys = listing([book.key(f"{one.key}: item", one.key) for one in found[:LINES]])
            yield f"{what}: {keys}."


def _span(book: FactBook, sprint: SprintRecord) -> str:
    return f"{book.date(f'{sprint.name}: start', sprint.start)} to {book.date(f'{sprint.name}: finish', sprint.finish)}"


def _item(book: FactBook, one: FlowRecord) -> str:
    who = book.name(f"{one.key}: assignee", one.assignee) if one.assignee else "nobody"
    points = f", {book.points(f'{one.key}: points', one.points)}" if one.points is not None else ""
    return f"**{book.key(f'{one.key}: item', one.key)}** {book.name(f'{one.key}: title', clipped(one.title))} ({who}{points})"


def _reason(book: FactBook, one: FlowRecord) -> str:
    return book.name(f"{one.key}: reason", one.blocked_reason) if one.blocked_reason else "the reason is not provided"


def _keyed(book: FactBook, titles: dict[str, FlowRecord], keys: Sequence[str]) -> str:
    told = listing([_item(book, titles[key]).replace("**", "") for key in keys[:LINES]])
    rest = len(keys) - LINES
    return told if rest <= 0 else f"{told}, and {book.number('items moved, further', rest, 'count')} more"


def _more(book: FactBook, name: str, items: Sequence[FlowRecord]) -> list[str]:
    rest = len(items) - LINES
    return [f"- and {book.number(f'{name}: further items', rest, 'count')} more"] if rest > 0 else []
