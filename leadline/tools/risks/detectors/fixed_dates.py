"""Dates that others have set: deadlines and fixed dates of open work that the plan misses or barely meets."""

from collections.abc import Iterator

from leadline.projects.calculations.slippage import working_days_late
from leadline.tools.risks.draft import Draft, Figure, Found, Told, found
from leadline.tools.risks.material import Material

TIGHT = 3  # working days between forecast and deadline


def detect(material: Material) -> Found:
    return found("schedule", "deadlines and fixed dates of open tasks and milestones", _drafts(material))


def _drafts(m: Material) -> Iterator[Draft]:
    computed = m.standing.schedule
    for task in computed.tasks if computed else ():
        limit = task.deadline
        if computed is None or limit is None or task.finished or task.summary:
            continue
        spare = working_days_late(task.finish, limit, computed.network.default_days) or 0
        if spare > TIGHT:
            continue
        subject = f"{m.name} {task.key}"
        over = max(1, -spare)
        yield Draft(
            fingerprint=f"fixed-date:{task.key}",
            category="schedule",
            title=f"“{task.name}” misses its fixed date",
            cause=Told(
                "{} {} is forecast for {} and is due on {}",
                (
                    Figure("key", f"{subject}: task", task.key),
                    Figure("name", f"{subject}: title", task.name),
                    Figure("date", f"{subject}: forecast finish", task.finish),
                    Figure("date", f"{subject}: deadline", limit),
                ),
            ),
            event=Told("the date that others rely on is not kept"),
            effect=Told("a breach by about {}", (Figure("working_days", f"{subject}: days over the deadline", over),)),
            probability=0.7 if spare < 0 else 0.4,
            why_probability="the forecast is past the date"
            if spare < 0
            else "less than a few days between forecast and date",
            why_impact="days past the date",
            strategy="escalate",
            response="Tell whoever set the date now, with what would keep it",
            trigger=Told(
                "the forecast of {} lies after {}",
                (Figure("key", f"{subject}: task", task.key), Figure("date", f"{subject}: deadline", limit)),
            ),
            evidence=(),
            names=(task.name,),
            days=float(over),
        )
