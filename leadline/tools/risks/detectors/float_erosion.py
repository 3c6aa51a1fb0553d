"""Chains that were not critical and have used up most of the float they had."""

from collections.abc import Iterator

from leadline.projects.health import AMPLE_FLOAT
from leadline.tools.risks.draft import Draft, Figure, Found, Told, found
from leadline.tools.risks.material import Material

SHARE = 0.5  # of the float that was there at the baseline
LEAST = 3  # working days used, below which it is noise


def detect(material: Material) -> Found:
    return found("schedule", "float of the open tasks that are not critical, against the baseline", _drafts(material))


def _drafts(m: Material) -> Iterator[Draft]:
    """Float at the baseline = float now + days late, where the dates after the task have not moved."""
    eroded = []
    for task in m.open_tasks:
        used, left = m.late(task), task.total_float
        if not task.critical and used >= LEAST and 0 < left < AMPLE_FLOAT and used / (used + left) >= SHARE:
            eroded.append((left, used, task))
    if not eroded:
        return
    left, used, task = min(eroded, key=lambda one: (one[0], one[2].key))
    subject = f"{m.name} {task.key}"
    days = max(1.0, used - left)
    yield Draft(
        fingerprint=f"float-erosion:{task.key}",
        category="schedule",
        title=f"“{task.name}” becomes critical",
        cause=Told(
            "{} {} is {} late and has {} of float left",
            (
                Figure("key", f"{subject}: task", task.key),
                Figure("name", f"{subject}: title", task.name),
                Figure("working_days", f"{subject}: slip against baseline", used),
                Figure("working_days", f"{subject}: total float", round(left, 1)),
            ),
        ),
        event=Told("it slips as much again as it did so far"),
        effect=Told(
            "a finish later by about {}", (Figure("working_days", f"{subject}: delay beyond the float", days),)
        ),
        probability=round(used / (used + left) * 0.6, 2),
        why_probability="share of its float that is used up, lowered because part of it was noticed (assumption)",
        why_impact="the same slip again less the float that is left",
        strategy="mitigate",
        response="Give it an owner and a dated step each week, or move work off it, before the float is gone",
        trigger=Told(
            "the float of {} falls below {}",
            (Figure("key", f"{subject}: task", task.key), Figure("working_days", f"{subject}: limit of float", 2)),
        ),
        evidence=tuple(
            Told(
                "{}: {} late, {} of float left",
                (
                    Figure("key", f"{m.name} {one.key}: task", one.key),
                    Figure("working_days", f"{m.name} {one.key}: slip against baseline", late),
                    Figure("working_days", f"{m.name} {one.key}: total float", round(spare, 1)),
                ),
            )
            for spare, late, one in sorted(eroded, key=lambda one: (one[0], one[2].key))[:4]
        ),
        names=(task.name,),
        days=days,
        cents=m.cost_of(days),
    )
