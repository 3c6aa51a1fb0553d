"""Work that is about to start and waits for work that is late or blocked."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from leadline.projects.calculations.critical_path import ScheduledTask
from leadline.tools.risks.draft import Draft, Figure, Found, Told, found
from leadline.tools.risks.material import Material

AHEAD = dt.timedelta(weeks=8)
LATE = 3  # working days
TIGHT = 5  # float of the successor in working days
MOST = 2


def detect(material: Material) -> Found:
    return found("schedule", "links from late open tasks to work that starts in the coming weeks", _drafts(material))


def _drafts(m: Material) -> Iterator[Draft]:
    plan, by_key = m.standing.file.plan, {one.key: one for one in m.open_tasks}
    waiting: dict[str, list[ScheduledTask]] = defaultdict(list)
    links = plan.links if plan else ()
    behind = {link.successor for link in links if link.predecessor in by_key}
    owed = _owed(m)
    for link in links:
        before, after = by_key.get(link.predecessor), by_key.get(link.successor)
        if before is None or after is None or after.progress > 0:
            continue
        if before.key in behind or any(vendor in before.name for vendor in owed):
            continue  # late only because something before it is, or told as the vendor's risk
        if before.critical and m.late(before) >= LATE and after.total_float < TIGHT and after.start <= m.today + AHEAD:
            waiting[before.key].append(after)
    worst = sorted(waiting, key=lambda key: (-m.late(by_key[key]), key))
    yield from (_draft(m, by_key[key], waiting[key]) for key in worst[:MOST])


def _owed(m: Material) -> set[str]:
    """The first words of vendors that owe something late."""
    late = (one for one in m.contracts if any(not each.met_on and each.days_late(m.today) for each in one.obligations))
    return {one.vendor.split()[0] for one in late if one.status == "active"}


def _draft(m: Material, task: ScheduledTask, after: list[ScheduledTask]) -> Draft:
    subject, late = f"{m.name} {task.key}", m.late(task)
    more = max(1.0, round(late / 2, 1))
    first = min(after, key=lambda one: (one.start, one.key))
    owner = next(iter(m.tasks[task.key].assignees), None)
    return Draft(
        fingerprint=f"late-dependency:{task.key}",
        category="schedule",
        title=f"“{task.name}” holds up “{first.name}”",
        cause=Told(
            "{} {} is open, {} late, and work with less than {} of float waits for it",
            (
                Figure("key", f"{subject}: task", task.key),
                Figure("name", f"{subject}: title", task.name),
                Figure("working_days", f"{subject}: slip against baseline", late),
                Figure("working_days", f"{m.name}: float below which work counts as tight", TIGHT),
            ),
        ),
        event=Told(
            "{} {} cannot start on {}",
            (
                Figure("key", f"{m.name} {first.key}: task", first.key),
                Figure("name", f"{m.name} {first.key}: title", first.name),
                Figure("date", f"{m.name} {first.key}: planned start", first.start),
            ),
        ),
        effect=Told(
            "a finish later by about {}", (Figure("working_days", f"{subject}: half of its slip again", more),)
        ),
        probability=0.5 if task.progress > 0.5 else 0.6,
        why_probability="late already; more than half done"
        if task.progress > 0.5
        else "late already; less than half done",
        why_impact="half of the slip so far once more",
        strategy="mitigate",
        response="Agree with the owner what can be handed over early, and start the successor on that part",
        trigger=Told(
            "{} is not done on {}",
            (Figure("key", f"{subject}: task", task.key), Figure("date", f"{subject}: forecast finish", task.finish)),
        ),
        evidence=(
            Told(
                "{}: forecast {} instead of {}, owner {}",
                (
                    Figure("key", f"{subject}: task", task.key),
                    Figure("date", f"{subject}: forecast finish", task.finish),
                    Figure("date", f"{subject}: baseline finish", task.baseline_finish),
                    Figure("name", f"{subject}: assignee", owner),
                ),
            ),
            *(
                Told(
                    "{} starts on {} with {} of float",
                    (
                        Figure("key", f"{m.name} {one.key}: task", one.key),
                        Figure("date", f"{m.name} {one.key}: planned start", one.start),
                        Figure("working_days", f"{m.name} {one.key}: total float", round(one.total_float, 1)),
                    ),
                )
                for one in after[:3]
            ),
        ),
        names=(task.name,),
        words=f"{task.name} late",
        days=more,
        cents=m.cost_of(more),
    )
