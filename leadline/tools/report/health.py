"""Report sections about how the project stands: headline, health panel, figures, milestones, what changed."""

from leadline.projects.calculations.earned_value import Undefined
from leadline.tools.cards import Column
from leadline.tools.closed_words import closed_story
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import NOT_PROVIDED, capital, number, percent
from leadline.tools.report.blocks import Section, bullets, rows, text
from leadline.tools.report.material import Material
from leadline.tools.verdict import bad_findings, headline, reason


def summary(material: Material, book: FactBook) -> Section:
    """Two sentences, bad news first, then every other dimension that is not green."""
    if material.standing.file.project.closed:
        said = [one.text for one in closed_story(book, material.standing) if one.part != "next"]
        return Section("headline", "Outcome", (text("\n\n".join(said)),))
    first, told = headline(book, material.standing)
    others = [one for one in bad_findings(material.standing) if one.dimension not in told]
    blocks = [text(first.text)]
    if others:
        blocks.append(bullets(f"{capital(one.dimension)}: {reason(book, material.standing, one)}." for one in others))
    return Section("headline", "Headline", tuple(blocks))


def panel(material: Material, book: FactBook) -> Section:
    """Colour by dimension with the rule that fired; declared beside computed."""
    columns = (
        Column("dimension", "Dimension"),
        Column("colour", "Colour", "colour"),
        Column("rule", "Rule that decided it"),
        Column("value", "Value"),
        Column("threshold", "Limit"),
        Column("evidence", "Evidence"),
    )
    cells = []
    for finding in material.standing.health.findings:
        book.colour(f"{material.name}: {finding.dimension} health", finding.colour)
        rule = finding.rule
        cells.append(
            {
                "dimension": capital(finding.dimension),
                "colour": str(finding.colour),
                "rule": rule.text if rule else finding.missing,
                "value": _with_unit(finding.value, rule.unit) if rule and finding.value is not None else None,
                "threshold": f"more than {_with_unit(finding.threshold, rule.unit)}"
                if rule and finding.threshold is not None
                else None,
                "evidence": finding.evidence or None,
            }
        )
    health = material.standing.health
    declared = str(health.declared) if health.declared else NOT_PROVIDED
    said = f"Computed: **{health.overall}**. Declared by the owner: **{declared}**."
    if health.watermelon:
        said += " The figures are worse than the declared colour; the owner should correct it or explain."
    return Section("health", "Health", (text(said), rows(columns, cells)))


def _with_unit(value: float, unit: str) -> str:
    if unit == "%":
        return percent(value)
    return number(value) if unit == "count" else f"{number(value)} {unit}"


def figures(material: Material, book: FactBook) -> Section:
    """Earned value and forecast; undefined figures with their reason, missing ones as not provided."""
    standing, earned = material.standing, material.standing.earned
    name, currency = material.name, material.currency
    columns = (Column("measure", "Measure"), Column("value", "Value"), Column("meaning", "Basis"))
    money = [
        ("Budget at completion (BAC)", standing.bac_cents, "approved baseline"),
        ("Actual cost (AC)", standing.actual_cents, "cost lines booked"),
        ("Committed", standing.committed_cents, "contracts and orders"),
        ("Earned value (EV)", earned.ev if earned else None, "progress x budget of the items"),
        ("Planned value (PV)", _number(earned.pv) if earned else None, "baseline to date"),
        ("Forecast cost (EAC)", standing.forecast_cents, standing.forecast_basis),
        ("Variance at completion (VAC)", _variance(material), "budget minus forecast"),
    ]
    cells = [
        {"measure": label, "value": book.money(f"{name}: {label}", value, currency), "meaning": basis or None}
        for label, value, basis in money
    ]
    ratios = (
        ("CPI", "cpi", "EV / AC"),
        ("SPI", "spi", "EV / PV"),
        ("SPI(t)", "spi_t", "earned schedule / actual time"),
    )
    for label, field, basis in ratios:
        figure = getattr(earned, field, None) if earned else None
        cells.append({"measure": label, "value": book.ratio(f"{name}: {label}", figure), "meaning": basis})
    return Section("figures", "Figures", (rows(columns, cells),))


def _number(figure: float | Undefined | None) -> float | None:
    return None if isinstance(figure, Undefined) else figure


def _variance(material: Material) -> float | None:
    standing = material.standing
    if standing.bac_cents is None or standing.forecast_cents is None:
        return None
    return standing.bac_cents - standing.forecast_cents


def milestones(material: Material, book: FactBook, *, most: int | None = None) -> Section:
    """Baseline against forecast; done is done or not, never a percentage."""
    found = material.standing.milestones
    if not found:
        return Section("milestones", "Milestones", (text(f"{capital(NOT_PROVIDED)}: the plan has no milestones."),))
    shown = [one for one in found if not one.done] if most else list(found)
    columns = (
        Column("name", "Milestone"),
        Column("baseline", "Baseline", "date"),
        Column("date", "Forecast or actual", "date"),
        Column("slip", "Slip (working days)", "number"),
        Column("state", "State"),
    )
    cells = []
    for one in shown[:most]:
        label = f"{material.name}: milestone {one.name}"
        book.date(f"{label}: {'actual' if one.done else 'forecast'}", one.date)
        book.date(f"{label}: baseline", one.baseline)
        if one.slip is not None:
            book.working_days(f"{label}: slip against baseline", one.slip)
        state = (
            "done"
            if one.done
            else "late"
            if (one.slip or 0) > 0
            else "on plan"
            if one.slip is not None
            else "no baseline"
        )
        cells.append({"name": one.name, "baseline": one.baseline, "date": one.date, "slip": one.slip, "state": state})
    blocks = [rows(columns, cells)]
    if len(cells) < len(found):
        blocks.append(text(f"{len(cells)} of {len(found)} milestones shown: the next open ones."))
    return Section("milestones", "Milestones", tuple(blocks))


def changed(material: Material, book: FactBook) -> Section:
    """The weekly snapshot before the period against today's figures."""
    before, standing, name = material.before, material.standing, material.name
    if before is None:
        return Section("changed", "Since the last report", (text("There is no earlier snapshot to compare with."),))
    lines = []
    if before.forecast_finish and standing.finish and before.forecast_finish != standing.finish:
        was = book.date(f"{name}: forecast finish on {before.week_end}", before.forecast_finish)
        now = book.date(f"{name}: forecast finish", standing.finish)
        lines.append(f"Forecast finish: {was} -> {now}.")
    if before.actual_cost_cents is not None and standing.actual_cents is not None:
        spent = book.money(
            f"{name}: cost booked since {before.week_end}",
            standing.actual_cents - before.actual_cost_cents,
            material.currency,
        )
        lines.append(f"Cost booked in the period: {spent}.")
    if before.earned_value_cents is not None and standing.earned is not None:
        earned = book.money(
            f"{name}: value earned since {before.week_end}",
            standing.earned.ev - before.earned_value_cents,
            material.currency,
        )
        lines.append(f"Value earned in the period: {earned}.")
    opened = standing.file.work.open_defects
    if before.open_defects is not None and before.open_defects != opened:
        book.number(f"{name}: open defects on {before.week_end}", before.open_defects, "count")
        book.number(f"{name}: open defects", opened, "count")
        lines.append(f"Open defects: {before.open_defects} -> {opened}.")
    if before.computed_health and before.computed_health != standing.health.overall:
        lines.append(f"Computed health: {before.computed_health} -> {standing.health.overall}.")
    since = book.date(f"{name}: snapshot compared with", before.week_end)
    intro = text(f"Compared with the snapshot of {since}:")
    return Section(
        "changed", "Since the last report", (intro, bullets(lines or ["No change in dates, cost, defects or health."]))
    )
