"""What a screen shows of a risk assessment: the drafts, the matrix, and the whole as a report."""

from collections.abc import Sequence
from typing import Any

from leadline.projects.queries.registers import probability_band
from leadline.tools.answer import Card
from leadline.tools.cards import Column, table, units
from leadline.tools.phrasing import NOT_PROVIDED, money, number
from leadline.tools.report.blocks import Section, bullets, rows, text, to_markdown
from leadline.tools.risks.assessed import Rated
from leadline.tools.risks.reserve import Reserve
from leadline.tools.risks.say import Words, coverage, reserve_told
from leadline.tools.risks.scales import Scale

_COLUMNS = (
    Column("place", "No."),
    Column("title", "Risk"),
    Column("category", "Category"),
    Column("score", "Score", "number"),
    Column("probability", "Probability", "percent"),
    Column("impact", "Impact (1-5)", "number"),
    Column("days", "Days if it happens", "number"),
    Column("cost", "Cost if it happens", "money"),
    Column("register", "Register"),
    Column("response", "Response"),
    Column("owner", "Owner"),
)
_PROBABILITY = ((1, "up to 10 %"), (2, "up to 30 %"), (3, "up to 50 %"), (4, "up to 70 %"), (5, "over 70 %"))


def assessment_cards(words: Words, reserve: Reserve) -> list[Card]:
    """The table, the matrix and the report."""
    found = [drafts_table(words)] if words.of.rated else []
    return [*found, matrix(words), report(words, reserve)]


def drafts_table(words: Words) -> Card:
    currency = words.currency
    columns = [
        Column("cost", "Cost if it happens", "money", currency) if one.key == "cost" else one for one in _COLUMNS
    ]
    return table(f"Risks found: {words.name}", columns, [_row(place, one) for place, one in _numbered(words)])


def matrix(words: Words) -> Card:
    """Open threats of the register, inherent and residual, and the drafts."""
    registered = [
        {
            "key": one.key,
            "title": one.title,
            "probability": one.band,
            "impact": one.impact,
            "residual_probability": one.residual_band,
            "residual_impact": one.residual_impact,
            "score": one.score,
            "owner": one.owner,
            "status": one.status,
        }
        for one in words.of.material.standing.open_risks
        if one.kind == "threat"
    ]
    drafted = [
        {
            "key": f"D{place}",
            "title": one.draft.title,
            "probability": probability_band(one.draft.probability),
            "impact": one.impact,
            "residual_probability": None,
            "residual_impact": None,
            "score": one.score,
            "owner": None,
            "status": "draft",
        }
        for place, one in enumerate(words.of.new, 1)
    ]
    title = f"Risk matrix: {words.name}, register and drafts (D)"
    return Card(kind="heat_map", title=title, data={"scale": 5, "risks": [*registered, *drafted]})


def report(words: Words, reserve: Reserve) -> Card:
    title = f"Risk assessment: {words.name}"
    standing = words.of.material.standing
    header = {
        "project": words.name,
        "type": "Risk assessment",
        "period": None,
        "audience": None,
        "prepared_by": standing.file.project.manager,
        "drafted_by": "rules",
        "reviewer": None,
        "state": "Draft",
        "as_of": [{"source": "plan, costs and registers", "date": standing.today.isoformat()}]
        + [
            {"source": paper.title, "date": paper.date.isoformat() if paper.date else None}
            for paper, _ in words.of.material.papers[:6]
        ],
    }
    sections = [
        Section("context", "Context and criteria", _criteria(words)),
        Section(
            "register",
            "Risks found",
            tuple(text(_full(words, place, one)) for place, one in _numbered(words))
            or (text("None found beyond the register."),),
        ),
        Section("apart", "Kept apart: issues, assumptions, decisions without a date", (_apart(words),)),
        Section("coverage", "Coverage sweep", (_sweep(words), bullets(list(coverage(words))[-1:]))),
        Section("quantitative", "Exposure and reserve", (bullets(reserve_told(words, reserve)),)),
        Section("questions", "Questions that would change a rating most", (bullets(_questions(words.of.new)),)),
        Section("method", "Method and limits", (text(METHOD),)),
    ]
    who = header["prepared_by"] or NOT_PROVIDED
    preface = (
        f"Draft · as of {standing.today.isoformat()} · prepared by: {who} · drafted by rules · reviewer: {NOT_PROVIDED}"
    )
    data = {
        "header": header,
        "sections": [one.to_json() for one in sections],
        "markdown": to_markdown(title, preface, sections),
    }
    return Card(kind="report", title=title, data=data)


METHOD = (
    "Rules looked at plan, costs, registers, contracts, allocations, weekly snapshots and documents. A drafted risk is a proposal: an "
    "owner confirms cause, rating and response before it counts. Probabilities marked as assumption are judgements, not measurements. "
    "The reserve draws 10,000 trials: ranges of the tasks where there are three estimates, each risk happens or not by its "
    "probability, independently; a delay counts for the whole project because no risk names its task. After responses: the residual "
    "probability and impact of the register; a drafted risk has no agreed response and counts in full."
)


def _numbered(words: Words) -> list[tuple[str, Rated]]:
    new = [(str(place), one) for place, one in enumerate(words.of.new, 1)]
    return [*new, *((one.known.key, one) for one in words.of.known if one.known)]


def _row(place: str, one: Rated) -> dict[str, Any]:
    draft = one.draft
    return {
        "place": place,
        "title": draft.title,
        "category": draft.category,
        "score": one.score,
        "probability": round(100 * draft.probability),
        "impact": one.impact,
        "days": draft.days,
        "cost": units(draft.cents),
        "register": f"as {one.known.key}" if one.known else "not on it",
        "response": f"{draft.strategy}: {draft.response}",
        "owner": (one.known.owner if one.known else None) or "to confirm",
    }


def _full(words: Words, place: str, one: Rated) -> str:
    draft = one.draft
    lines = [
        f"### {place} {draft.title}",
        f"{words.statement(one)[:1].upper()}{words.statement(one)[1:]}.",
        f"- **Type, category, source:** threat, {draft.category}, {_source(one)}",
        f"- **Evidence** ({draft.confidence} confidence): {words.evidence(one) or 'the statement above'}",
        f"- **Assessment:** {words.rating(one)}. Probability: {draft.why_probability}. Impact: {draft.why_impact}",
        f"- **If it happens:** {_impact(words, one)}",
        f"- **Response:** {draft.strategy}: {draft.response}; due, cost and residual {NOT_PROVIDED}",
        f"- **Trigger:** {words.trigger(one)}",
        f"- **Owner:** {'to confirm' if one.known is None or one.known.owner is None else one.known.owner}",
        f"- **Memory:** {words.past(one)}" + (f"; on the register as {one.known.key}" if one.known else ""),
    ]
    return "\n".join([*lines[:2], "", *lines[2:]])


def _source(one: Rated) -> str:
    return "past lesson" if one.draft.fingerprint.startswith("lesson") else "evidence"


def _impact(words: Words, one: Rated) -> str:
    days = NOT_PROVIDED if one.draft.days is None else f"{number(one.draft.days)} working days"
    return f"{days}, {money(one.draft.cents, words.currency)}"


def _criteria(words: Words) -> tuple[dict[str, Any], ...]:
    project = words.of.material.standing.file.project
    goals = bullets(project.objectives) if project.objectives else text(f"Objectives: {NOT_PROVIDED}.")
    columns = (
        Column("place", "Place"),
        Column("probability", "Probability"),
        Column("days", "Delay (working days)"),
        Column("cost", "Cost"),
    )
    return (
        goals,
        rows(columns, list(_places(words.of.scale, words.currency))),
        text("Appetite and escalation thresholds: not provided. Ask the sponsor."),
    )


def _places(scale: Scale, currency: str) -> list[dict[str, Any]]:
    return [
        {
            "place": place,
            "probability": band,
            "days": _limit([number(one) for one in scale.days], place) if scale.days else None,
            "cost": _limit([money(one, currency) for one in scale.cents], place) if scale.cents else None,
        }
        for place, band in _PROBABILITY
    ]


def _limit(limits: Sequence[str], place: int) -> str:
    return f"up to {limits[place - 1]}" if place <= len(limits) else f"over {limits[-1]}"


def _apart(words: Words) -> dict[str, Any]:
    m = words.of.material
    issues = [f"issue {one.key} {one.title}" for one in m.standing.open_issues]
    assumed = [f"assumption {one.key} {one.title}" for one in m.assumptions if one.status == "open"]
    undated = [f"decision {one.key} {one.title}" for one in m.decisions if one.status == "needed" and one.due is None]
    return bullets([*issues, *assumed, *undated] or ["none recorded"])


def _sweep(words: Words) -> dict[str, Any]:
    columns = (Column("category", "Category"), Column("looked", "Looked at"), Column("found", "Found"))
    return rows(
        columns,
        [
            {
                "category": one.category,
                "looked": one.looked_at,
                "found": f"not possible: {one.missing}"
                if one.missing
                else str(len(one.drafts))
                if one.drafts
                else "none",
            }
            for one in words.of.swept
        ],
    )


def _questions(new: Sequence[Rated]) -> list[str]:
    unsure = [one for one in new if one.draft.confidence != "high" or one.draft.days is None or one.draft.cents is None]
    return [f"{one.draft.title}: what would it cost in days and money, and who owns it?" for one in unsure[:4]] or [
        "None: every drafted risk has days, money and firm evidence; the owners are open."
    ]
