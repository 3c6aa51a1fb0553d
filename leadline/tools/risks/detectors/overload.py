"""People on the critical work of this project who are planned beyond their week."""

import datetime as dt
from collections.abc import Iterator

from leadline.projects.health_rules import rules
from leadline.tools.risks.draft import Draft, Figure, Found, Told, found
from leadline.tools.risks.material import Material

AHEAD = dt.timedelta(weeks=8)
NEAR_CRITICAL = 5  # working days of float


def detect(material: Material) -> Found:
    return found("resource", "load of the people on near-critical work over the coming weeks", _drafts(material))


def _drafts(m: Material) -> Iterator[Draft]:
    limit = next((one.amber or one.red for one in rules() if one.measure == "peak_load"), None) or 110
    for load in m.standing.file.loads:
        if load.percent <= limit:
            continue
        own = [
            task
            for task in m.open_tasks
            if task.total_float < NEAR_CRITICAL
            and task.start <= m.today + AHEAD
            and load.person in m.tasks[task.key].assignees
        ]
        if not own:
            continue
        work = sum(task.duration * (1 - task.progress) for task in own)
        days = max(1.0, round(work * (load.percent / 100 - 1), 1))
        person = load.person
        yield Draft(
            fingerprint=f"overload:{person}",
            category="resource",
            title=f"{person} cannot do all that is planned",
            cause=Told(
                "{} is planned at {} in the week of {} across {} and holds {} here",
                (
                    Figure("name", f"{m.name}: overloaded person", person),
                    Figure("percent", f"{person}: load in the week of {load.week}", load.percent),
                    Figure("date", f"{person}: week of highest load", load.week),
                    Figure("count", f"{person}: projects", len(load.shares), "project"),
                    Figure("count", f"{m.name} {person}: near-critical open tasks", len(own), "near-critical task"),
                ),
            ),
            event=Told("work on the critical path waits for this person"),
            effect=Told(
                "about {} of delay", (Figure("working_days", f"{m.name} {person}: work beyond capacity", days),)
            ),
            probability=round(min(0.9, 0.3 + (load.percent - 100) / 100), 2),
            why_probability="a basic chance plus the share planned beyond the full week (assumption)",
            why_impact="open near-critical work of the person times the share beyond the full week",
            strategy="mitigate",
            response="Take this person off the project that can wait, and name a deputy for the rest",
            trigger=Told(
                "{} is still planned above {} two weeks from now",
                (
                    Figure("name", f"{m.name}: overloaded person", person),
                    Figure("percent", f"{m.name}: limit of load", limit),
                ),
            ),
            evidence=tuple(
                Told(
                    "{} {} has {} of float",
                    (
                        Figure("key", f"{m.name} {task.key}: task", task.key),
                        Figure("name", f"{m.name} {task.key}: title", task.name),
                        Figure("working_days", f"{m.name} {task.key}: total float", round(task.total_float, 1)),
                    ),
                )
                for task in own[:3]
            ),
            names=(person,),
            words=f"{person} booked on several projects overload",
            days=days,
            cents=m.cost_of(days),
        )
