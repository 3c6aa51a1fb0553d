"""A finish forecast as sentences: the chance of the date that matters, the date to plan with, what drives it."""

import datetime as dt
import math
from collections.abc import Iterator

from leadline.tools.answer import Sentence
from leadline.tools.facts import FactBook
from leadline.tools.forecast_parts import Basis, Forecast
from leadline.tools.forecast_proof import gaps, proof
from leadline.tools.phrasing import capital, clipped, listing

_NAMED = 3  # drivers and risks in a sentence; the rest stands in the cards
# chance in percent below which a date is called so
_VERDICTS = ((5, "will almost certainly not make"), (40, "will probably not make"), (60, "may or may not make"))
_GOOD = ((95, "will probably make"), (math.inf, "will almost certainly make"))


def forecast_story(
    book: FactBook, found: Forecast, main: Basis, by: dt.date | None, percent: float | None
) -> list[Sentence]:
    """`percent` is the certainty asked about, where one was."""
    said = [Sentence(text=_headline(book, found, main, by, percent), part="headline")]
    said += [
        Sentence(text=text) for text in (*_against(book, found, main, by, percent), *_others(book, found, main, by))
    ]
    said += [Sentence(text=text) for text in (*_pace(book, found), *_drivers(book, found), *_risks(book, found))]
    return [*said, *proof(book, found, main), *gaps(book, found)]


def chance_said(book: FactBook, found: Forecast, basis: Basis, by: dt.date) -> str:
    """ "12 %"; what rounding would make certain or impossible is said to be nearly so."""
    chance = basis.chance(by)
    label = f"{found.name}: chance to be done by {by.isoformat()} ({basis.name})"
    if 0 < chance < 0.1:
        return f"under {book.percent(f'{label}, less than', 0.1)}"
    if 99 < chance < 100:
        return f"over {book.percent(f'{label}, more than', 99.0)}"
    return book.percent(label, round(chance, 1))


def _headline(book: FactBook, found: Forecast, main: Basis, by: dt.date | None, percent: float | None) -> str:
    name, standing = found.name, found.standing
    tail = _dates(book, found, main)
    if by is None and percent is not None:
        sure, reached = book.percent("certainty asked about", percent), main.at(percent)
        if reached is None:
            return f"**No date can be given for {name} with {sure} certainty.** {tail}"
        said = book.date(f"{name}: finish with {percent:g} % certainty ({main.name})", reached)
        return f"**{name} will be done by {said} with {sure} certainty.** {tail}"
    target, what = by or standing.baseline_finish, "" if by else "its baseline finish of "
    if target is None and main.at(80) is None:
        return f"**At this pace {name} will not be done: scope is added faster than it is done.** {tail}"
    if target is None:
        return f"**No baseline says when {name} should be done; plan with P80.** {tail}"
    date = book.date(f"{name}: {'date asked about' if by else 'baseline finish'}", target)
    if target < standing.today:
        return f"**{name} is still open on {book.date('today', standing.today)}, past {what}{date}.** {tail}"
    chance = main.chance(target)
    verdict = next(text for limit, text in (*_VERDICTS, *_GOOD) if chance < limit)
    return f"**{name} {verdict} {what}{date}: {chance_said(book, found, main, target)} chance.** {tail}"


def _dates(book: FactBook, found: Forecast, main: Basis) -> str:
    date = main.at(50)
    if main.certain and date:
        trials = book.count(f"{found.name}: trials", main.source.trials, "trial")
        end = book.date(f"{found.name}: finish of all trials ({main.name})", date)
        return f"All {trials} end on {end}, since nothing in them is uncertain ({main.name})."
    missing = ""
    if main.at(95) is None:
        missing = ": where there is none, scope is added faster than it is done"
    return f"{listing([_at(book, found, main, one) for one in (50, 80, 95)])} ({main.name}){missing}."


def _at(book: FactBook, found: Forecast, basis: Basis, percent: int) -> str:
    date = basis.at(percent)
    if date is None:
        return f"no P{percent}"
    return f"P{percent} {book.date(f'{found.name}: finish P{percent} ({basis.name})', date)}"


def _against(book: FactBook, found: Forecast, main: Basis, by: dt.date | None, percent: float | None) -> Iterator[str]:
    """The dates that people have in mind: baseline and plan, as far as the headline did not name them."""
    name, baseline, plan = found.name, found.standing.baseline_finish, found.standing.finish
    if baseline and baseline != by and (by or percent is not None):
        date, chance = book.date(f"{name}: baseline finish", baseline), chance_said(book, found, main, baseline)
        yield f"The baseline finish is {date}: {chance} chance."
    yield from _late(book, found, main)
    if by and percent is not None and (reached := main.at(percent)):
        sure = book.percent("certainty asked about", percent)
        yield f"With {sure} certainty it is done by {book.date(f'{name}: finish with {percent:g} % certainty', reached)}."
    if plan and plan != baseline and plan != by:
        date, chance = book.date(f"{name}: finish of the plan", plan), chance_said(book, found, main, plan)
        yield f"The plan as it stands, without uncertainty, ends on {date}: {chance} chance."
    elif plan and not main.certain:
        yield f"The plan as it stands, without uncertainty, ends on {book.date(f'{name}: finish of the plan', plan)}."


def _late(book: FactBook, found: Forecast, main: Basis) -> Iterator[str]:
    """In calendar days."""
    baseline = found.standing.baseline_finish
    dates = [(percent, main.at(percent)) for percent in (50, 80)]
    late = [(percent, (date - baseline).days) for percent, date in dates if date and baseline and date > baseline]
    label = f"{found.name}: days after the baseline finish ({main.name})"
    told = [f"{book.days(f'{label}, P{percent}', days)} late at P{percent}" for percent, days in late]
    if told:
        yield f"Against the baseline that is {listing(told)}."


def _others(book: FactBook, found: Forecast, main: Basis, by: dt.date | None) -> Iterator[str]:
    """What the other ways to forecast say: where they part, the reader must know."""
    target = by or found.standing.baseline_finish
    ways = ((found.plan, "The simulation of the plan"), (found.flow, "The throughput of the last weeks"))
    for other, what in ways:
        if other is None or other is main:
            continue
        dates = listing([_at(book, found, other, percent) for percent in (50, 80)])
        chance = ""
        if target and target >= found.standing.today:
            said = chance_said(book, found, other, target)
            chance = f", {said} chance of {book.date(f'{found.name}: date compared', target)}"
        only = "; it counts only the backlog in points" if other is found.flow else ""
        if other is found.plan and found.frozen:
            only = "; it knows only the scope of today, not what will be added"
        yield f"{what} gives {dates}{chance}{only}."
    if found.frozen:
        label = f"{found.name}: finish P80 (scope as it is now)"
        date = found.frozen.at(80)
        if date:
            yield f"If no scope were added from today, the throughput would give P80 {book.date(label, date)}."


def _pace(book: FactBook, found: Forecast) -> Iterator[str]:
    flow, name = found.throughput, found.name
    if flow is None:
        return
    left = book.points(f"{name}: points left", flow.remaining)
    pace = book.points(f"{name}: points done a week", round(flow.mean_throughput, 1))
    weeks = book.count(f"{name}: weeks of throughput", flow.history, "week")
    grew = "the scope did not grow"
    if flow.mean_growth > 0:
        points = book.points(f"{name}: scope growth a week", round(flow.mean_growth, 1))
        grew = f"the scope grew by {points} a week"
    elif flow.mean_growth < 0:
        points = book.points(f"{name}: scope taken out a week", round(-flow.mean_growth, 1))
        grew = f"the scope shrank by {points} a week"
    are = "is" if flow.remaining == 1 else "are"
    yield f"{capital(left)} {are} left; over the last {weeks} {pace} a week were done while {grew}.{_sprints(book, found)}"


def _sprints(book: FactBook, found: Forecast) -> str:
    """Weeks to go as sprints of the usual length; nothing for a project without sprints."""
    sprints, flow = found.standing.file.sprints, found.throughput
    ends = [flow.date_at(percent) for percent in (50, 80)] if flow else []
    if not sprints or not flow or not flow.remaining:
        return ""
    length = (sprints[-1].finish - sprints[-1].start).days + 1
    counts = [math.ceil((end - flow.start).days / length) for end in ends if isinstance(end, dt.date)]
    if len(counts) < len(ends):
        return ""
    said = [
        book.count(f"{found.name}: sprints to go, P{percent}", many, "sprint")
        for percent, many in zip((50, 80), counts, strict=True)
    ]
    return f" That is {said[0]} to go at P50, {said[1]} at P80."


def _drivers(book: FactBook, found: Forecast) -> Iterator[str]:
    if found.network is None:
        return
    tasks = [one for one in found.network.tornado if one.kind == "task" and one.swing >= 0.5]
    told = []
    for one in sorted(tasks, key=lambda one: -one.swing)[:_NAMED]:
        key, title = book.key(f"{one.key}: task", one.key), book.name(f"{one.key}: title", clipped(one.name, 60))
        swing = book.working_days(f"{one.key}: swing of the finish", round(one.swing, 1))
        critical = round(100 * found.network.criticality[one.key])
        share = book.percent(f"{one.key}: critical in the trials", critical)
        told.append(f"**{key}** {title} ({swing}, critical in {share} of the trials)")
    if told:
        yield (
            "The tasks that move the simulated finish most, between the best and the worst tenth of their "
            f"estimates: {listing(told)}."
        )


def _risks(book: FactBook, found: Forecast) -> Iterator[str]:
    if found.network is None or not found.risks:
        return
    told = []
    for one in sorted(found.risks, key=lambda risk: -risk.probability * risk.likely)[:_NAMED]:
        key, title = book.key(f"{one.key}: risk", one.key), book.name(f"{one.key}: title", clipped(one.name, 60))
        days = book.working_days(f"{found.name} {one.key}: delay", one.likely)
        chance = book.percent(f"{found.name} {one.key}: probability", round(100 * one.probability, 1))
        told.append(f"**{key}** {title} ({chance} likely, {days})")
    count = book.count(f"{found.name}: risks in the simulation", len(found.risks), "open risk")
    largest = "; the largest: " if len(found.risks) > len(told) else ": "
    yield f"{capital(count)} of the register {'is' if len(found.risks) == 1 else 'are'} simulated{largest}{listing(told)}."
