"""Report sections about control: risks and issues, changes, decisions, people, vendors, and what the report leaves out."""

import datetime as dt

from leadline.projects.queries.registers import DecisionRecord
from leadline.tools.cards import Column, units
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import NOT_PROVIDED, capital, count, day, percent
from leadline.tools.report.blocks import Section, bullets, rows, text
from leadline.tools.report.material import Material

OVERLOAD = 100.0
EXPIRY_DAYS = 90


def risks(material: Material, book: FactBook, *, most: int = 5) -> Section:
    """The highest threats with owner and response, what is new since the period began, and the open issues."""
    threats = sorted((one for one in material.standing.open_risks if one.kind == "threat"), key=lambda one: -one.score)
    total = book.count(f"{material.name}: open threats", len(threats), "open risk")
    new = [one for one in threats if one.raised_on >= material.since]
    columns = (
        Column("key", "Risk", "key"),
        Column("title", "Title"),
        Column("score", "Score (of 25)", "number"),
        Column("trend", "Trend"),
        Column("owner", "Owner"),
        Column("responses", "Open responses", "number"),
    )
    cells = []
    for one in threats[:most]:
        book.number(f"{one.key}: risk score (of 25)", one.score, "points")
        cells.append(
            {
                "key": one.key,
                "title": one.title,
                "score": one.score,
                "trend": one.trend,
                "owner": one.owner,
                "responses": one.open_responses,
            }
        )
    said = f"{capital(total)}; new in the period: {', '.join(one.key for one in new) or 'none'}."
    blocks = [text(said), *([rows(columns, cells)] if cells else [])]
    issues = sorted(
        material.standing.open_issues, key=lambda one: ("critical", "high", "medium", "low").index(one.severity)
    )
    lines = [
        f"{one.key} {one.title} ({one.severity}, owner {one.owner or NOT_PROVIDED}, due {day(one.due)})"
        for one in issues[:most]
    ]
    said = book.count(f"{material.name}: open issues", len(issues), "open issue")
    blocks.append(text(f"**{capital(said)}.**"))
    if lines:
        blocks.append(bullets(lines))
    return Section("risks", "Risks and issues", tuple(blocks))


def changes(material: Material, book: FactBook, *, internal: bool = True) -> Section:
    """Change requests with their effect; a re-baseline is never silent. `internal`: with money."""
    found = material.standing.file.changes
    baseline = material.standing.file.baseline
    pending = [one for one in found if one.pending]
    decided = [
        one for one in found if one.decided_on is not None and material.since <= one.decided_on <= material.until
    ]
    said = book.count(f"{material.name}: pending change requests", len(pending), "pending change request")
    blocks = [text(f"{capital(said)}; decided in the period: {len(decided)}.")]
    columns = (
        Column("key", "Change", "key"),
        Column("title", "Title"),
        Column("status", "Status", "status"),
        Column("days", "Effect (working days)", "number"),
        Column("cost", "Effect on cost", "money", material.currency),
    )
    cells = [
        {
            "key": one.key,
            "title": one.title,
            "status": one.status,
            "days": one.effect_days,
            "cost": units(one.effect_cents),
        }
        for one in (*pending, *decided)
    ]
    if cells:
        blocks.append(rows([column for column in columns if internal or column.kind != "money"], cells))
    if baseline is not None and baseline.number > 1:
        when = book.date(f"{material.name}: baseline {baseline.number} approved", baseline.approved_on)
        why = baseline.reason or f"reason {NOT_PROVIDED}"
        told = f" ({why})" if internal else ""  # the reason may name money
        blocks.append(text(f"Re-baselined: baseline {baseline.number} was approved on {when}{told}."))
    return Section("changes", "Change requests", tuple(blocks))


def decisions(material: Material, book: FactBook, *, with_options: bool = True) -> Section:
    """What somebody must decide: why now, options, recommendation, who, by when, cost of no decision."""
    needed = sorted(
        (one for one in material.decisions if one.status == "needed"), key=lambda one: one.due or dt.date.max
    )
    book.count(f"{material.name}: decisions needed", len(needed), "decision")
    if not needed:
        made = count(len(material.decisions), "decision")
        return Section("decisions", "Decisions needed", (text(f"None open: {made} in the log looked at."),))
    return Section(
        "decisions",
        "Decisions needed",
        tuple(text(_decision(one, book, material.today, with_options)) for one in needed),
    )


def _decision(one: DecisionRecord, book: FactBook, today: dt.date, with_options: bool) -> str:
    by = book.date(f"{one.key}: decision due", one.due)
    who = book.name(f"{one.key}: decider", one.decider)
    late = one.due is not None and one.due < today
    lines = [f"**{one.key} {one.title}** – decider: {who}, {'was due' if late else 'by'} {by}."]
    if with_options and one.options:
        lines.append("Options: " + "; ".join(one.options) + ".")
    lines.append(f"Recommendation: {one.recommendation or NOT_PROVIDED}")
    lines.append(f"Cost of no decision: {one.cost_of_delay or NOT_PROVIDED}")
    return "  \n".join(line.rstrip() for line in lines)


def people(material: Material, book: FactBook) -> Section:
    """Who is planned above their capacity in the next four weeks."""
    over = [one for one in material.standing.file.loads if one.percent > OVERLOAD]
    if not over:
        looked = count(len(material.standing.file.loads), "person")
        return Section(
            "people", "People", (text(f"Nobody is above capacity in the next 4 weeks ({looked} looked at)."),)
        )
    lines = []
    for one in over:
        load = book.percent(f"{one.person}: load in the week of {one.week}", one.percent)
        shares = ", ".join(f"{key} {percent(share)}" for key, share in one.shares)
        lines.append(f"{one.person}: {load} in the week of {day(one.week)} ({shares}).")
    return Section("people", "People", (bullets(lines),))


def vendors(material: Material, book: FactBook) -> Section:
    """Late obligations and contracts that end or need notice soon."""
    lines = []
    for contract in material.contracts:
        late = [
            each for each in contract.obligations if each.status != "met" and (each.days_late(material.today) or 0) > 0
        ]
        for each in late:
            days = book.days(f"{contract.vendor}: {each.title}: late", each.days_late(material.today) or 0)
            lines.append(
                f"{contract.vendor}: {each.title} is {days} late (due {day(each.due)}, forecast {day(each.forecast)})."
            )
        if contract.end and material.today <= contract.end <= material.today + dt.timedelta(days=EXPIRY_DAYS):
            end = book.date(f"{contract.vendor}: contract {contract.key} ends", contract.end)
            notice = (
                f", notice by {book.date(f'{contract.key}: notice by', contract.notice_by)}"
                if contract.notice_by
                else ""
            )
            lines.append(f"{contract.vendor}: contract {contract.key} ends on {end}{notice}.")
    if not lines:
        looked = count(len(material.contracts), "contract")
        lines = [f"Nothing late and nothing ending within {EXPIRY_DAYS} days: {looked} looked at."]
    return Section("vendors", "Vendors", (bullets(lines),))


def limits(material: Material, left_out: tuple[str, ...]) -> Section:
    """What is missing, whom to ask, and what this audience does not get."""
    standing = material.standing
    manager = standing.file.project.manager or "the project manager"
    lines = [
        f"{capital(one.dimension)} cannot be judged: {one.missing}. Ask {manager}."
        for one in standing.health.findings
        if one.rule is None
    ]
    if standing.last_booking is None:
        lines.append(f"Actual cost: {NOT_PROVIDED}. Ask {manager} for the bookings.")
    elif standing.last_booking < material.since:
        lines.append(
            f"No cost was booked in the period; the last booking is of {day(standing.last_booking)}. Ask {manager}."
        )
    lines.append("Benefits: not provided; no benefit measure is recorded.")
    if left_out:
        lines.append(f"Left out of this version: {', '.join(left_out)}.")
    return Section("limits", "What this does not cover", (bullets(lines),))
