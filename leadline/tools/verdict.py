"""The verdict on a project in words: its colour, whether that agrees with what was declared, and the reasons, worst first."""

from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.health import Colour, Dimension, Finding
from leadline.projects.standing import Standing
from leadline.tools.answer import Sentence
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import capital, listing

HEADLINE_REASONS = 2  # more than two reasons in a headline and nobody reads the second


def headline(book: FactBook, standing: Standing) -> tuple[Sentence, set[Dimension]]:
    """The first sentence of a running project's status, and the dimensions it already speaks of."""
    name, health = standing.file.project.name, standing.health
    bad = bad_findings(standing)
    if health.overall is Colour.UNKNOWN:
        return _unknown(book, standing), set()
    if health.overall is Colour.GREEN:
        told = [one for one in (health[Dimension.SCHEDULE], health[Dimension.COST]) if one.rule]
    else:
        told = bad[:HEADLINE_REASONS]
    reasons = "".join(f" {capital(reason(book, standing, one))}." for one in told)
    text = f"**{_colour_words(book, standing, name)}**{reasons}"
    return Sentence(text=text, part="headline"), {one.dimension for one in told}


def bad_findings(standing: Standing) -> list[Finding]:
    """Red and amber ones, worst first; schedule and cost before the rest, and load, a warning of damage, after damage."""
    bad = [one for one in standing.health.findings if one.colour in (Colour.RED, Colour.AMBER)]
    return sorted(bad, key=lambda one: (one.dimension is Dimension.RESOURCES, -one.colour.rank))


def reason(book: FactBook, standing: Standing, finding: Finding) -> str:
    """Why a dimension has its colour, as a clause that can follow another."""
    assert finding.rule is not None, "an unknown dimension has no rule to speak of"
    return _CLAUSES[finding.rule.measure](book, standing, finding)


def quoted(book: FactBook, name: str, finding: Finding) -> str:
    """The evidence of a finding, its numbers written down as facts."""
    for label, value, unit in finding.figures:
        book.number(f"{name}: {label}", value, unit)
    return finding.evidence


def _colour_words(book: FactBook, standing: Standing, name: str) -> str:
    health = standing.health
    now = book.colour(f"{name}: computed health", health.overall)
    if health.declared is None:
        return f"{name} is {now}; no health was declared."
    declared = book.colour(f"{name}: declared health", health.declared)
    if health.watermelon:
        return f"{name} is {now}, not {declared} as declared."
    if health.too_dark:
        return f"{name} is {now} by its figures, better than the {declared} that was declared."
    return f"{name} is {now}, as declared."


def _unknown(book: FactBook, standing: Standing) -> Sentence:
    project = standing.file.project
    health = standing.health
    why = listing([health[one].missing for one in (Dimension.SCHEDULE, Dimension.COST)])
    declared = ""
    if health.declared:
        colour = book.colour(f"{project.name}: declared health", health.declared)
        declared = f" Declared is {colour}; nothing recorded confirms or contradicts it."
    phase = book.word(f"{project.name}: phase", project.phase)
    return Sentence(
        text=f"**The health of {project.name} cannot be computed yet** ({phase} phase): {why}.{declared}",
        part="headline",
    )


def _finish_slip(book: FactBook, standing: Standing, finding: Finding) -> str:
    name, slip = standing.file.project.name, round(finding.value or 0)
    finish = book.date(f"{name}: forecast finish", standing.finish)
    if slip == 0:
        return f"it is on schedule to finish on {finish}"
    by = book.working_days(f"{name}: finish slip against baseline", slip)
    return f"it is forecast to finish on {finish}, {by} {'late' if slip > 0 else 'early'}"


def _milestone_slip(book: FactBook, standing: Standing, finding: Finding) -> str:
    name = standing.file.project.name
    worst = standing.late_milestones[0] if standing.late_milestones else None
    if worst is None:
        return "no open milestone is late"
    by = book.working_days(f"{name}: milestone {worst.name}: slip against baseline", worst.slip or 0)
    date = book.date(f"{name}: milestone {worst.name}: forecast", worst.date)
    baseline = book.date(f"{name}: milestone {worst.name}: baseline", worst.baseline)
    title = book.name(f"{name}: milestone {worst.key}", worst.name)
    return f"the milestone “{title}” is {by} late ({date} instead of {baseline})"


def _pace_slip(book: FactBook, standing: Standing, finding: Finding) -> str:
    name, slip = standing.file.project.name, round(finding.value or 0)
    date = book.date(f"{name}: backlog done at mean velocity", standing.pace_finish)
    days = book.working_days(f"{name}: backlog at mean velocity against baseline finish", slip)
    return f"at its mean velocity the backlog is done on {date}, {days} {'after' if slip >= 0 else 'before'} the baseline finish"


def _overdue_share(book: FactBook, standing: Standing, finding: Finding) -> str:
    name = standing.file.project.name
    share = book.percent(f"{name}: share of open tasks overdue without float", finding.value)
    return f"{share} of the open tasks are overdue with no float to absorb it ({quoted(book, name, finding)})"


def _overrun(book: FactBook, standing: Standing, finding: Finding) -> str:
    project, over = standing.file.project, finding.value or 0.0
    name, currency = project.name, project.currency
    forecast = book.money(f"{name}: forecast cost at completion (EAC)", standing.forecast_cents, currency)
    bac = book.money(f"{name}: budget at completion (BAC)", standing.bac_cents, currency)
    cpi = book.ratio(f"{name}: cost performance index (CPI)", standing.earned.cpi if standing.earned else None)
    if abs(over) < 0.5:
        return f"the forecast cost of {forecast} is on budget (CPI {cpi})"
    by = book.percent(f"{name}: forecast cost {'over' if over > 0 else 'under'} budget", abs(over))
    return f"the forecast cost is {forecast}, {by} {'over' if over > 0 else 'under'} the budget of {bac} (CPI {cpi})"


def _spent(book: FactBook, standing: Standing, finding: Finding) -> str:
    project = standing.file.project
    spent = book.money(f"{project.name}: actual cost (AC)", standing.actual_cents, project.currency)
    share = book.percent(f"{project.name}: budget spent", finding.value)
    complete = standing.earned.percent_complete if standing.earned else Undefined("")
    done = "" if isinstance(complete, Undefined) else book.percent(f"{project.name}: work complete", 100 * complete)
    return f"{spent} is spent, {share} of the budget" + (f", with {done} of the work done" if done else "")


def _growth(book: FactBook, standing: Standing, finding: Finding) -> str:
    name, growth = standing.file.project.name, finding.value or 0.0
    by = book.percent(f"{name}: scope growth without an approved change", abs(growth))
    if growth <= 0:
        return "scope has not grown beyond what was approved"
    return f"scope has grown by {by} beyond approved changes ({quoted(book, name, finding)})"


def _peak_load(book: FactBook, standing: Standing, finding: Finding) -> str:
    peak = standing.file.loads[0]
    person = book.name(f"{standing.file.project.name}: most loaded person", peak.person)
    load = book.percent(f"{peak.person}: load in the week of {peak.week}", peak.percent)
    week = book.date(f"{peak.person}: week of highest load", peak.week)
    others = len(peak.shares) - 1
    across = f" across {book.count(f'{peak.person}: projects', others + 1, 'project')}" if others else ""
    return f"{person} is planned at {load} in the week of {week}{across}"


def _critical_defects(book: FactBook, standing: Standing, finding: Finding) -> str:
    name, critical = standing.file.project.name, round(finding.value or 0)
    said = book.count(f"{name}: open critical defects", critical, "critical defect")
    opened = book.count(f"{name}: open defects", standing.file.work.open_defects, "defect")
    return f"{said} {'is' if critical == 1 else 'are'} open, of {opened} in all"


def _critical_issues(book: FactBook, standing: Standing, finding: Finding) -> str:
    name, critical = standing.file.project.name, round(finding.value or 0)
    said = book.count(f"{name}: open critical issues", critical, "critical issue")
    return f"{said} {'is' if critical == 1 else 'are'} open"


def _top_score(book: FactBook, standing: Standing, finding: Finding) -> str:
    risk = max(standing.open_risks, key=lambda one: (one.kind == "threat", one.score), default=None)
    if risk is None:
        return "no risk is open"
    subject = f"{standing.file.project.name} {risk.key}"
    key = book.key(f"{subject}: risk", risk.key)
    score = book.number(f"{subject}: risk score (of 25)", risk.score, "points")
    title = book.name(f"{subject}: title", risk.title)
    return f"risk {key} “{title}” scores {score} of 25"


def _exposure(book: FactBook, standing: Standing, finding: Finding) -> str:
    project = standing.file.project
    exposure = sum(one.exposure_cents or 0 for one in standing.open_risks if one.kind == "threat")
    said = book.money(f"{project.name}: risk exposure", exposure, project.currency)
    held = book.money(f"{project.name}: contingency", project.contingency_cents, project.currency)
    share = book.percent(f"{project.name}: risk exposure of the contingency", finding.value)
    return f"the risk exposure of {said} is {share} of the contingency ({held})"


_CLAUSES = {
    "finish_slip": _finish_slip,
    "milestone_slip": _milestone_slip,
    "pace_slip": _pace_slip,
    "overdue_share": _overdue_share,
    "overrun": _overrun,
    "spent": _spent,
    "unapproved_growth": _growth,
    "peak_load": _peak_load,
    "critical_defects": _critical_defects,
    "critical_issues": _critical_issues,
    "top_score": _top_score,
    "exposure": _exposure,
}
