"""How far a finish forecast can be trusted: back-test, finished projects, method, and what it does not know."""

import datetime as dt
from collections.abc import Iterator, Sequence

from leadline.tools.answer import Sentence
from leadline.tools.facts import FactBook
from leadline.tools.forecast_parts import Basis, Forecast
from leadline.tools.phrasing import capital, listing

_KEYS = 5  # keys named in a sentence; "and n more" stands for the rest


def proof(book: FactBook, found: Forecast, main: Basis) -> list[Sentence]:
    texts = (*_backtest(book, found), *_outside(book, found))
    return [*(Sentence(text=text) for text in texts), Sentence(text=_method(book, found, main))]


def gaps(book: FactBook, found: Forecast) -> list[Sentence]:
    """What is not in the forecast, and whom to ask for it."""
    said = [*_certain(book, found), *_unpriced(book, found), *_no_flow(book, found)]
    who = found.standing.file.project.manager or found.standing.file.project.sponsor
    if said and who:
        said.append(f"Ask {book.name(f'{found.name}: whom to ask', who)}.")
    return [Sentence(text=" ".join(said), part="gap")] if said else []


def nothing_to_forecast(book: FactBook, found: Forecast) -> list[Sentence]:
    """A project without a plan and without a history: what is missing, and whom to ask."""
    project, name = found.standing.file.project, found.name
    who = project.manager or project.sponsor or "the sponsor"
    dates = []
    if project.start:
        dates.append(f"start {book.date(f'{name}: start', project.start)}")
    if project.planned_finish:
        dates.append(f"planned finish {book.date(f'{name}: planned finish', project.planned_finish)}")
    said = [
        Sentence(
            text=f"**When {name} will be done cannot be forecast: it has no plan and no throughput yet.**",
            part="headline",
        )
    ]
    if dates:
        said.append(Sentence(text=f"Known dates, not tested by any plan: {listing(dates)}."))
    left = found.standing.file.work.points - found.standing.file.work.done_points
    if left > 0:
        said.append(
            Sentence(text=f"Its backlog holds {book.points(f'{name}: points left', left)}, none of it scheduled.")
        )
    said += [Sentence(text=text) for text in _outside(book, found)]
    missing = (
        "Not provided: tasks with durations (better with three-point estimates) and their links, or at least three weeks "
        f"of finished points. Ask {book.name(f'{name}: whom to ask', who)}."
    )
    asks = (f"Show the backlog of {name}", f"Top risks of {name}", f"How is {name} doing?")
    return [*said, Sentence(text=missing, part="gap"), *(Sentence(text=text, part="next") for text in asks)]


def _backtest(book: FactBook, found: Forecast) -> Iterator[str]:
    back, name = found.backtest, found.name
    if back is None or found.flow is None:
        return
    told = []
    for one in back.trials:
        label = f"{name}: back-test {one.weeks_ago} weeks ago"
        ago = book.count(f"{label}, weeks", one.weeks_ago, "week")
        low, high = (
            book.number(f"{label}, {end}", round(x), "points") for end, x in (("low", one.low), ("high", one.high))
        )
        actual = book.points(f"{label}, actual", round(one.actual, 1))
        told.append(f"{ago} ago {low} to {high}, then {actual} done")
    sure = book.percent("back-test: confidence of the interval", round(100 * back.confidence))
    hits = book.number(f"{name}: back-tests that held", back.hits, "count")
    of = book.count(f"{name}: back-tests", len(back.trials), "check")
    missed = [one for one in back.trials if not one.hit]
    verdict = ""
    if len(missed) > len(back.trials) / 2:
        over = all(one.actual > one.high for one in missed)
        verdict = " The team did more than forecast" if over else " The pace changes more than the history shows"
        verdict += ": take the throughput dates with care."
    yield f"Back-test of the throughput: the {sure} interval held in {hits} of {of} ({'; '.join(told)}).{verdict}"


def _outside(book: FactBook, found: Forecast) -> Iterator[str]:
    seen = found.outside
    if seen is None:
        return
    n = book.count("reference class: finished projects", seen.n, "finished project")
    mean = book.percent("reference class: duration against plan, mean", round(100 * seen.mean))
    over = book.number("reference class: took longer than planned", round(seen.share_over * seen.n), "count")
    text = f"Your {n} took {mean} of the planned time on average; {over} took longer than planned"
    start, planned = found.standing.file.project.start, found.standing.baseline_finish
    if start and planned and planned > start:
        date = start + dt.timedelta(days=round(seen.expect((planned - start).days, 50)))
        at = book.date(f"{found.name}: baseline finish stretched like the median finished project", date)
        text += f", and like the median of them {found.name} would end on {at}"
    yield f"{text}{' (a small sample)' if seen.n < 10 else ''}."


def _method(book: FactBook, found: Forecast, main: Basis) -> str:
    trials = book.count(f"{found.name}: trials", main.source.trials, "trial")
    seed = book.number(f"{found.name}: seed", main.source.seed, "count")
    drawn = "task durations from their three-point estimates (PERT), register risks by their probability"
    if main is not found.plan:
        drawn = "past weeks with replacement, their growth of scope with them"
    return f"Method: {main.name}, {trials} with seed {seed}; drawn were {drawn}."


def _certain(book: FactBook, found: Forecast) -> Iterator[str]:
    keys = found.network.without_range if found.network else ()
    if keys:
        many = book.count(f"{found.name}: tasks taken as certain", len(keys), "open task")
        verb = "has no three-point estimate and counts" if len(keys) == 1 else "have no three-point estimate and count"
        yield f"{capital(many)} {verb} as certain, so the range is too narrow: {_keys(book, keys, 'task')}."
    for problem in found.network.problems if found.network else ():
        yield f"{capital(problem)}."


def _unpriced(book: FactBook, found: Forecast) -> Iterator[str]:
    if found.network and found.unpriced:
        risks = "risk" if len(found.unpriced) == 1 else "risks"
        yield f"No delay is estimated for open {risks} {_keys(book, found.unpriced, 'risk')}: not in the simulation."


def _no_flow(book: FactBook, found: Forecast) -> Iterator[str]:
    if found.too_little_done and found.plan:
        yield "The throughput gives no forecast: fewer than three weeks are measured, or nothing was finished in them."


def _keys(book: FactBook, keys: Sequence[str], kind: str) -> str:
    named = [book.key(f"{key}: {kind}", key) for key in keys[:_KEYS]]
    rest = len(keys) - len(named)
    return listing([*named, f"{book.number(f'further {kind}s', rest, 'count')} more"] if rest else named)
