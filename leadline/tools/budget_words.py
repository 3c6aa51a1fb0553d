"""Money as sentences: over or under first, then where it goes and what it would take."""

import datetime as dt
from collections.abc import Iterator, Sequence

from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.standing import Standing
from leadline.tools.answer import Sentence
from leadline.tools.budget_parts import Part
from leadline.tools.budget_range import cost_range
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import capital, listing
from leadline.tools.status_words import STALE_BOOKING

LINES = 6
_ON_BUDGET = 0.005


def project_money(book: FactBook, standing: Standing, parts: Sequence[Part], by: str, *, asked: bool) -> list[Sentence]:
    """The answer to "are we over budget?", the figures behind it, the breakdown `by` (in full where it was asked for), what is missing."""
    said = [Sentence(text=_headline(book, standing), part="headline")]
    where = list(_parts(book, standing, parts, by))
    if where and asked:
        said.append(Sentence(text="\n".join([_lead(by), *where])))
    said += [Sentence(text=text) for text in (*_spent(book, standing), *_contingency(book, standing))]
    said += [Sentence(text=text) for text in cost_range(book, standing)]
    if where and not asked:
        said.append(Sentence(text=f"{_lead(by)} {_short(where)}"))
    said += [Sentence(text=text) for text in _to_complete(book, standing)]
    said += [Sentence(text=text, part="detail") for text in _other_estimates(book, standing)]
    said += [Sentence(text=text, part="gap") for text in _missing(book, standing)]
    name = standing.file.project.name
    asks = [f"Budget of {name} by {other}" for other in ("vendor", "month") if other != by]
    return [*said, *(Sentence(text=text, part="next") for text in [*asks[:2], f"How is {name} doing?"])]


def portfolio_money(book: FactBook, standings: Sequence[Standing]) -> list[Sentence]:
    """Running projects together and the ones over budget; amounts are added, percentages are not averaged."""
    running = [one for one in standings if not one.file.project.closed]
    measured = [one for one in running if one.forecast_cents is not None and one.bac_cents]
    if not measured:
        return [
            Sentence(text="**No running project has a budget and costs to compare: not provided.**", part="headline")
        ]
    currencies = {one.file.project.currency for one in measured}
    over = sorted((one for one in measured if (one.overrun or 0) > _ON_BUDGET), key=lambda one: -(one.overrun or 0))
    count = book.number("portfolio: running projects forecast over budget", len(over), "count")
    of = book.number("portfolio: running projects with budget and forecast", len(measured), "count")
    verb = "is" if len(over) == 1 else "are"
    text = f"**{count if over else 'None'} of {of} running projects with a budget {verb} forecast to end over it.**"
    if len(currencies) == 1:
        currency = next(iter(currencies))
        bac = book.money(
            "portfolio: budget at completion of running projects", sum(one.bac_cents or 0 for one in measured), currency
        )
        total = sum(one.forecast_cents or 0 for one in measured)
        forecast = book.money("portfolio: forecast cost of running projects", total, currency)
        spent = book.money(
            "portfolio: actual cost of running projects", sum(one.actual_cents or 0 for one in measured), currency
        )
        text += f" Together they are budgeted at {bac}, forecast to cost {forecast}, and have spent {spent}."
    said = [Sentence(text=text, part="headline")]
    if over:
        said.append(Sentence(text="\n".join(f"- {_over_line(book, one)}" for one in over)))
    for one in running:
        if one not in measured:
            name = one.file.project.name
            reason = one.health.findings[1].missing or "no earned value"
            who = one.file.project.manager or one.file.project.sponsor or "the sponsor"
            said.append(Sentence(text=f"Not in these sums: {name} ({reason}). Ask {who}.", part="gap"))
    asks = [f"Why is {one.file.project.name} over budget?" for one in over[:2]]
    return [*said, *(Sentence(text=ask, part="next") for ask in asks)]


def _headline(book: FactBook, standing: Standing) -> str:
    project, bac, over = standing.file.project, standing.bac_cents, standing.overrun
    name, currency = project.name, project.currency
    if bac is None or over is None or standing.forecast_cents is None:
        return f"**{name} cannot be measured against a budget:** {standing.health.findings[1].missing or 'no earned value'}."
    forecast = book.money(
        f"{name}: {'final cost' if project.closed else 'forecast cost at completion (EAC)'}",
        standing.forecast_cents,
        currency,
    )
    budget = book.money(f"{name}: budget at completion (BAC)", bac, currency)
    verb = "cost" if project.closed else "is forecast to cost"
    if abs(over) < _ON_BUDGET:
        return f"**{name} {'was' if project.closed else 'is'} on budget:** it {verb} {forecast} against {budget}."
    word = "over" if over > 0 else "under"
    amount = book.money(f"{name}: {word} budget by", abs(standing.forecast_cents - bac), currency)
    share = book.percent(f"{name}: forecast cost {word} budget", abs(100 * over))
    state = f"ended {share} {word} budget" if project.closed else f"is heading for {share} {word} budget"
    text = f"**{name} {state}:** it {verb} {forecast} against {budget}, {amount} {'more' if over > 0 else 'less'}"
    if standing.earned and not isinstance(standing.earned.cpi, Undefined):
        text += f" (CPI {book.ratio(f'{name}: cost performance index (CPI)', standing.earned.cpi)})"
    return f"{text}."


def _spent(book: FactBook, standing: Standing) -> Iterator[str]:
    project, earned, actual = standing.file.project, standing.earned, standing.actual_cents
    name, currency = project.name, project.currency
    if project.budget_cents is not None and project.contingency_cents:
        whole = book.money(f"{name}: approved budget", project.budget_cents, currency)
        held = book.money(f"{name}: contingency", project.contingency_cents, currency)
        yield f"The approved budget is {whole}, of which {held} is contingency."
    if actual is None:
        return
    text = f"{book.money(f'{name}: actual cost (AC)', actual, currency)} is spent"
    if earned is not None and not isinstance(earned.percent_spent, Undefined):
        text += f" ({book.percent(f'{name}: budget spent', 100 * earned.percent_spent)} of the budget)"
        if not isinstance(earned.percent_complete, Undefined) and not project.closed:
            done = book.percent(f"{name}: work complete", 100 * earned.percent_complete)
            value = book.money(f"{name}: earned value (EV)", earned.ev, currency)
            text += f" for {value} of work done ({done})"
    if standing.committed_cents and not project.closed:
        text += f"; {book.money(f'{name}: committed', standing.committed_cents, currency)} is committed in orders and contracts"
    yield f"{text}."


def _contingency(book: FactBook, standing: Standing) -> Iterator[str]:
    """Whether the contingency would cover the overrun: the next question of every sponsor."""
    project, bac = standing.file.project, standing.bac_cents
    if project.closed or not project.contingency_cents or bac is None or standing.forecast_cents is None:
        return
    over = standing.forecast_cents - bac
    if over <= bac * _ON_BUDGET:
        return
    held = book.money(f"{project.name}: contingency", project.contingency_cents, project.currency)
    short = over - project.contingency_cents
    if short > 0:
        gap = book.money(f"{project.name}: overrun beyond contingency", short, project.currency)
        yield f"The contingency of {held} does not cover it: {gap} is unfunded."
    else:
        yield f"The contingency of {held} would cover it."


def _lead(by: str) -> str:
    return {
        "category": "Where the money goes:",
        "vendor": "By vendor:",
        "expenditure": "Capex and opex:",
        "month": "By month:",
    }[by]


def _short(lines: Sequence[str]) -> str:
    return "; ".join(line.removeprefix("- ") for line in lines[:3]) + "."


def _parts(book: FactBook, standing: Standing, parts: Sequence[Part], by: str) -> Iterator[str]:
    name, currency = standing.file.project.name, standing.file.project.currency
    told = [part for part in parts if part.actual is not None]
    for part in told[-LINES:] if by == "month" else told[:LINES]:
        label = book.name(f"{name}: cost {by}", _part_name(part.name, by))
        actual = book.money(f"{name} {label}: actual cost", part.actual, currency)
        text = f"- {label} {actual}"
        if part.over is not None and part.planned_to_date:
            if abs(part.over) < 0.01 * part.planned_to_date:
                text += " (as planned to date)"
            else:
                word = "over" if part.over > 0 else "under"
                by_how_much = book.money(f"{name} {label}: actual {word} plan to date", abs(part.over), currency)
                text += f" ({by_how_much} {word} plan to date)"
        yield text


def _part_name(name: str, by: str) -> str:
    return f"{dt.date.fromisoformat(f'{name}-01'):%b %Y}" if by == "month" else name.replace("_", " ")


def _to_complete(book: FactBook, standing: Standing) -> Iterator[str]:
    earned, name = standing.earned, standing.file.project.name
    if earned is None or standing.file.project.closed or (standing.overrun or 0) <= _ON_BUDGET:
        return
    if isinstance(earned.tcpi_bac, Undefined):
        yield f"The budget can no longer be kept: {earned.tcpi_bac.reason}."
    else:
        tcpi = book.ratio(f"{name}: to-complete index to the budget (TCPI)", earned.tcpi_bac)
        cpi = book.ratio(f"{name}: cost performance index (CPI)", earned.cpi)
        yield f"To end on budget the rest would need a TCPI of {tcpi}, against a CPI of {cpi} so far."


def _other_estimates(book: FactBook, standing: Standing) -> Iterator[str]:
    earned, project = standing.earned, standing.file.project
    if earned is None or project.closed:
        return
    told = []
    pairs = (
        ("if the rest costs what was planned", earned.eac_atypical, "EAC, rest as planned"),
        ("if cost and schedule performance both go on", earned.eac_combined, "EAC, cost and schedule performance"),
    )
    for what, figure, label in pairs:
        if not isinstance(figure, Undefined):
            told.append(f"{book.money(f'{project.name}: {label}', figure, project.currency)} {what}")
    if told:
        basis = (
            "if the rest costs as much as so far" if standing.forecast_basis == "BAC / CPI" else standing.forecast_basis
        )
        yield f"The forecast holds {basis}. Others: {listing(told)}."


def _missing(book: FactBook, standing: Standing) -> Iterator[str]:
    project = standing.file.project
    who = book.name(f"{project.name}: project manager", project.manager) if project.manager else "the sponsor"
    missing = [
        what
        for what, value in (
            ("budget", project.budget_cents if project.budget_cents is not None else standing.bac_cents),
            ("baseline", standing.file.baseline),
            ("actual costs", standing.actual_cents),
        )
        if value is None
    ]
    if missing:
        yield f"{capital(listing(missing))} not provided. Ask {who}."
    booked = standing.last_booking
    if booked and not project.closed and (standing.today - booked).days > STALE_BOOKING:
        yield f"No actual costs booked since {book.date(f'{project.name}: last cost booking', booked)}: ask {who}."
    for problem in standing.earned.problems if standing.earned else ():
        if not project.closed and "/" not in problem and not any(digit.isdigit() for digit in problem):
            yield f"{capital(problem)}."


def _over_line(book: FactBook, one: Standing) -> str:
    project = one.file.project
    name = book.name(f"{project.key}: project", project.name)
    share = book.percent(f"{name}: forecast cost over budget", 100 * (one.overrun or 0))
    amount = book.money(f"{name}: over budget by", (one.forecast_cents or 0) - (one.bac_cents or 0), project.currency)
    cpi = one.earned.cpi if one.earned else None
    tail = (
        ""
        if cpi is None or isinstance(cpi, Undefined)
        else f", CPI {book.ratio(f'{name}: cost performance index (CPI)', cpi)}"
    )
    return f"**{name}**: {share} over ({amount}{tail})"
