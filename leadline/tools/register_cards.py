"""A register as a table and, for risks, as a heat map."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from leadline.tools.answer import Card
from leadline.tools.cards import Column, table
from leadline.tools.entries import Entry

_HEADS: dict[str, tuple[Column, ...]] = {
    "risks": (
        Column("score", "Score", "number"),
        Column("probability", "Probability", "percent"),
        Column("impact", "Impact (1-5)", "number"),
        Column("exposure", "Exposure", "money"),
        Column("response", "Response"),
        Column("review", "Next review", "date"),
    ),
    "issues": (Column("severity", "Severity", "status"), Column("raised", "Raised", "date"), Column("resolved", "Resolved", "date")),
    "decisions": (Column("made", "Made", "date"), Column("options", "Options"), Column("recommendation", "Recommended")),
    "changes": (
        Column("raised", "Raised", "date"),
        Column("decided", "Decided", "date"),
        Column("days", "Finish (working days)", "number"),
        Column("cost", "Cost", "money"),
        Column("points", "Points", "number"),
    ),
    "actions": (Column("raised", "Raised", "date"), Column("done", "Done", "date"), Column("origin", "From")),
    "assumptions": (),
    "stakeholders": (
        Column("role", "Role"),
        Column("organisation", "Organisation"),
        Column("influence", "Influence", "status"),
        Column("interest", "Interest", "status"),
        Column("needs", "Needs"),
        Column("channel", "Channel"),
        Column("frequency", "How often"),
    ),
    "vendors": (
        Column("contract", "Contract"),
        Column("service", "Service"),
        Column("value", "Value", "money"),
        Column("end", "Ends", "date"),
        Column("notice", "Notice by", "date"),
        Column("late", "Late deliveries", "number"),
    ),
    "releases": (
        Column("planned", "Planned", "date"),
        Column("released", "Released", "date"),
        Column("passed", "Criteria passed", "number"),
        Column("open", "Open", "number"),
        Column("failed", "Failed", "number"),
        Column("waived", "Waived", "number"),
    ),
    "lessons": (
        Column("category", "Category"),
        Column("cause", "Cause"),
        Column("recommendation", "Recommendation"),
        Column("when", "Applies when"),
    ),
}  # fmt: skip
_OWNERS = {"decisions": "Decider", "changes": "Requester", "vendors": "Contact"}
_WITHOUT_OWNER = ("stakeholders", "releases", "lessons")
_DUES = {"risks": None, "issues": "Due", "decisions": "Due", "actions": "Due", "assumptions": "Check by"}


def register_card(
    register: str, title: str, entries: Sequence[Entry], *, names: Mapping[str, str], wide: bool, limit: int
) -> Card:
    heads = [] if register in ("stakeholders", "releases") else [Column("key", "Key", "key")]
    heads += [Column("project", "Project")] if wide else []
    noun = {"stakeholders": "Name", "vendors": "Vendor", "lessons": "What happened", "releases": "Release"}.get(
        register, "Title"
    )
    heads.append(Column("title", noun))
    heads += [*_HEADS[register]]
    heads += [] if register in _WITHOUT_OWNER else [Column("owner", _OWNERS.get(register, "Owner"))]
    heads += [Column("due", due, "date")] if (due := _DUES.get(register)) else []
    heads += [] if register == "stakeholders" else [Column("status", "Status", "status")]
    common: Iterable[dict[str, Any]] = (
        {
            "key": one.key,
            "project": names[one.project],
            "title": one.title,
            "owner": one.owner,
            "due": one.due,
            "status": one.status,
        }
        for one in entries[:limit]
    )
    rows = [base | dict(one.cells) for base, one in zip(common, entries[:limit], strict=True)]
    return table(title, heads, rows, total=len(entries))


def heat_map(title: str, entries: Sequence[Entry]) -> Card:
    """Open risks on the matrix, inherent and residual."""
    risks = [
        {
            "key": one.key,
            "title": one.title,
            "probability": one.record.band,
            "impact": one.record.impact,
            "residual_probability": one.record.residual_band,
            "residual_impact": one.record.residual_impact,
            "score": one.record.score,
            "owner": one.owner,
            "status": one.status,
        }
        for one in entries
    ]
    return Card(kind="heat_map", title=title, data={"scale": 5, "risks": risks})
