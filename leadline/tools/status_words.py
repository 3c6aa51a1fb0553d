"""The status of a project as sentences, bad news first."""

from collections.abc import Iterator, Sequence

from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.calculations.velocity import SprintResult, velocity
from leadline.projects.health import Colour, Dimension
from leadline.projects.movement import Movement
from leadline.projects.queries.registers import DecisionRecord
from leadline.projects.standing import Standing
from leadline.tools.answer import Sentence
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import capital, listing
from leadline.tools.status_changes import changes_told
from leadline.tools.verdict import bad_findings, headline, reason

TOP_RISKS = 3
STALE_BOOKING = 35  # days without an actual cost before we ask; costs are booked monthly
STALE_DECLARATION = 30


def running_story(
    book: FactBook, standing: Standing, moved: Movement, decisions: Sequence[DecisionRecord], *, changes_first: bool
) -> list[Sentence]:
    """Verdict, other bad news, money, milestones, risks and issues, decisions, changes, gaps, what to ask next.

    `changes_first` where that was the question: what changed then follows the verdict.
    """
    first, told = headline(book, standing)
    rest = [one for one in bad_findings(standing) if one.dimension not in told]
    changes = changes_told(book, standing, moved)
    said = [first, *(changes if changes_first else [])]
    if standing.health.too_dark and standing.health.overall is Colour.GREEN:
        said += _why_not_darker(book, standing)
    if rest:
        said.append(Sentence(text=f"Also: {'; '.join(reason(book, standing, one) for one in rest)}."))
    said += [Sentence(text=text) for text in (*_earned(book, standing), *_pace(book, standing))]
    said += [Sentence(text=text) for text in _milestones(book, standing)]
    said += [Sentence(text=text) for text in (*_issues(book, standing), *_risks(book, standing))]
    said += [Sentence(text=text) for text in _decisions(book, standing, decisions)]
    said += [] if changes_first else changes
    said.append(Sentence(text=_people(book, standing)))
    said += [Sentence(text=text, part="detail") for text in _to_finish(book, standing)]
    said += [Sentence(text=text, part="gap") for text in gaps(book, standing)]
    return said + _next(standing)


def _people(book: FactBook, standing: Standing) -> str:
    """Who answers for it; "who is the sponsor?" is asked of a status more often than of any list."""
    project = standing.file.project
    manager = book.name(f"{project.name}: project manager", project.manager)
    return f"Project manager: {manager}; sponsor: {book.name(f'{project.name}: sponsor', project.sponsor)}."


def gaps(book: FactBook, standing: Standing) -> Iterator[str]:
    """What is missing and whom to ask."""
    project, health = standing.file.project, standing.health
    who = book.name(f"{project.name}: project manager", project.manager) if project.manager else "the sponsor"
    told = {Dimension.SCHEDULE, Dimension.COST} if health.overall is Colour.UNKNOWN else set()  # by the headline
    unknown = [one for one in health.findings if one.colour is Colour.UNKNOWN and one.dimension not in told]
    missing = [f"{one.dimension.value} ({one.missing})" for one in unknown]
    if missing:
        yield f"Not provided: {listing(missing)}. Ask {who}."
    booked = standing.last_booking
    if booked and (standing.today - booked).days > STALE_BOOKING:
        yield f"No actual costs booked since {book.date(f'{project.name}: last cost booking', booked)}: ask {who}."
    orphans = [risk for risk in standing.open_risks if risk.owner is None]
    if orphans:
        keys = listing([book.key(f"{project.name}: risk without owner", risk.key) for risk in orphans])
        yield f"No owner for risk {keys}: ask {who} to name one."
    on = project.declared_health_on
    if health.declared and on and (standing.today - on).days > STALE_DECLARATION:
        yield f"The declared health was last updated on {book.date(f'{project.name}: health declared on', on)}."


def _why_not_darker(book: FactBook, standing: Standing) -> Iterator[Sentence]:
    note = standing.file.project.declared_health_note
    if note:
        said = book.name(f"{standing.file.project.name}: declared because", note.strip().rstrip("."))
        yield Sentence(text=f"The owner’s reason: “{said}.”")
    yield Sentence(
        text="Work behind plan alone is no reason for amber while the late tasks have ample float and no date moves.",
        part="detail",
    )


def _earned(book: FactBook, standing: Standing) -> Iterator[str]:
    earned, project = standing.earned, standing.file.project
    if earned is None or isinstance(earned.percent_complete, Undefined):
        return
    name, currency = project.name, project.currency
    value = book.money(f"{name}: earned value (EV)", earned.ev, currency)
    done = book.percent(f"{name}: work complete", 100 * earned.percent_complete)
    text = f"{done} of the work is done: {value} earned"
    if not isinstance(earned.pv, Undefined):
        planned = book.money(f"{name}: planned value (PV)", earned.pv, currency)
        text += f" against {planned} planned by today (SPI {book.ratio(f'{name}: schedule performance index (SPI)', earned.spi)})"
    if not isinstance(earned.ac, Undefined):
        spent = book.money(f"{name}: actual cost (AC)", earned.ac, currency)
        text += f" and {spent} spent (CPI {book.ratio(f'{name}: cost performance index (CPI)', earned.cpi)})"
    yield f"{text}."


def _pace(book: FactBook, standing: Standing) -> Iterator[str]:
    closed = [one for one in standing.file.sprints if one.state == "closed"]
    past = velocity([SprintResult(one.name, one.committed_points or 0.0, one.done_points) for one in closed])
    if isinstance(past, Undefined) or not past.mean:
        return
    name = standing.file.project.name
    mean = book.points(f"{name}: mean velocity", round(past.mean, 1))
    low, high = (
        book.number(f"{name}: {label} velocity", value, "points") for label, value in _range(past.low, past.high)
    )
    sprints = book.count(f"{name}: closed sprints in the velocity", len(past.values), "sprint")
    text = f"Velocity over the last {sprints} is {mean} ({low} to {high})"
    work = standing.file.work
    if work.points:
        left = book.points(f"{name}: points left", work.points - work.done_points)
        text += f"; {left} of the backlog are left"
        if standing.pace_finish:
            text += f", at that pace until about {book.date(f'{name}: backlog done at mean velocity', standing.pace_finish)}"
    yield f"{text}."


def _range(low: float, high: float) -> tuple[tuple[str, float], tuple[str, float]]:
    return ("lowest", low), ("highest", high)


def _milestones(book: FactBook, standing: Standing) -> Iterator[str]:
    name, upcoming = standing.file.project.name, standing.next_milestone
    if upcoming is None:
        return
    title = book.name(f"{name}: next milestone", upcoming.name)
    date = book.date(f"{name}: milestone {upcoming.name}: forecast", upcoming.date)
    text = f"Next milestone: {title} on {date}"
    if upcoming.slip is not None and upcoming.baseline is not None:
        if upcoming.slip:
            days = book.working_days(f"{name}: milestone {upcoming.name}: slip against baseline", upcoming.slip)
            was = book.date(f"{name}: milestone {upcoming.name}: baseline", upcoming.baseline)
            text += f", {days} {'late' if upcoming.slip > 0 else 'early'} (baseline {was})"
        else:
            text += ", on its baseline date"
    behind = standing.late_milestones
    if len(behind) > 1:
        still_open = sum(not one.done for one in standing.milestones)
        late = book.number(f"{name}: open milestones late", len(behind), "count")
        of = book.number(f"{name}: open milestones", still_open, "count")
        text += (
            f". All {of} open milestones are late"
            if len(behind) == still_open
            else f". {late} of {of} open milestones are late"
        )
    yield f"{text}."


def _issues(book: FactBook, standing: Standing) -> Iterator[str]:
    urgent = [one for one in standing.open_issues if one.severity == "critical"] or [
        one for one in standing.open_issues if one.severity == "high"
    ]
    if not urgent:
        return
    severity = book.word(f"{standing.file.project.name}: severity of the worst open issue", urgent[0].severity)
    told = []
    for one in urgent[:3]:
        subject = f"{standing.file.project.name} {one.key}"
        owner = book.name(f"{subject}: owner", one.owner) if one.owner else "no owner"
        due = f", due {book.date(f'{subject}: due', one.due)}" if one.due else ""
        late = " (overdue)" if one.due and one.due < standing.today else ""
        told.append(
            f"**{book.key(f'{subject}: issue', one.key)}** {book.name(f'{subject}: title', one.title)} ({owner}{due}{late})"
        )
    yield f"Open {severity} issue{'s' if len(urgent) > 1 else ''}: {'; '.join(told)}."


def _risks(book: FactBook, standing: Standing) -> Iterator[str]:
    name, open_risks = standing.file.project.name, [one for one in standing.open_risks if one.kind == "threat"]
    if not open_risks:
        return
    told = []
    for one in open_risks[:TOP_RISKS]:
        subject = f"{name} {one.key}"
        score = book.number(f"{subject}: risk score (of 25)", one.score, "points")
        owner = book.name(f"{subject}: owner", one.owner) if one.owner else "no owner"
        trend = f", {book.word(f'{subject}: trend', one.trend)}" if one.trend in ("worse", "better") else ""
        title = book.name(f"{subject}: title", one.title)
        told.append(f"**{book.key(f'{subject}: risk', one.key)}** {title} (score {score}, {owner}{trend})")
    count = book.count(f"{name}: open risks", len(standing.open_risks), "open risk")
    exposure = sum(one.exposure_cents or 0 for one in open_risks)
    worth = ""
    if exposure:
        worth = f", {book.money(f'{name}: risk exposure', exposure, standing.file.project.currency)} of exposure"
    yield f"{capital(count)}{worth}; the top: {'; '.join(told)}."


def _decisions(book: FactBook, standing: Standing, decisions: Sequence[DecisionRecord]) -> Iterator[str]:
    needed = [one for one in decisions if one.status == "needed"]
    told = []
    for one in needed[:2]:
        subject = f"{standing.file.project.name} {one.key}"
        who = book.name(f"{subject}: decider", one.decider) if one.decider else "nobody named"
        due = ""
        if one.due:
            overdue = one.due < standing.today
            due = f", {'was due' if overdue else 'due'} {book.date(f'{subject}: decision due', one.due)}"
        title = book.name(f"{subject}: title", one.title)
        told.append(f"**{book.key(f'{subject}: decision', one.key)}** {title} ({who}{due})")
    if told:
        yield f"Decision{'s' if len(needed) > 1 else ''} needed: {'; '.join(told)}."


def _to_finish(book: FactBook, standing: Standing) -> Iterator[str]:
    earned, name = standing.earned, standing.file.project.name
    if earned is None or standing.forecast_cents is None or (standing.overrun or 0) <= 0:
        return
    if isinstance(earned.tcpi_bac, Undefined):
        yield f"The budget can no longer be kept: {earned.tcpi_bac.reason}."
    elif not isinstance(earned.cpi, Undefined):
        tcpi = book.ratio(f"{name}: to-complete index to the budget (TCPI)", earned.tcpi_bac)
        cpi = book.ratio(f"{name}: cost performance index (CPI)", earned.cpi)
        yield f"To finish within budget the rest would need a TCPI of {tcpi}; so far the CPI is {cpi}."


def _next(standing: Standing) -> list[Sentence]:
    name, bad = standing.file.project.name, {one.dimension.value for one in bad_findings(standing)}
    asks = []
    if "schedule" in bad:
        asks.append(f"What is on the critical path of {name}?")
    if "cost" in bad:
        asks.append(f"Where does the money of {name} go?")
    asks += [f"Top risks of {name}", f"Status report for {name}"]
    return [Sentence(text=text, part="next") for text in asks[:3]]
