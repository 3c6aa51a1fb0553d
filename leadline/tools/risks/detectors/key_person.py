"""Critical work that hangs on one person whom nobody on the project could replace."""

from collections import defaultdict
from collections.abc import Iterator

from leadline.projects.calculations.critical_path import ScheduledTask
from leadline.tools.risks.draft import Draft, Figure, Found, Told, found
from leadline.tools.risks.material import Material

SHARE = 0.5  # of the open critical work
LEAST_DAYS = 10  # of critical work, below which one person is normal
LEAST_TASKS = 3
ABSENCE = 10  # working days: a usual illness or the start of a notice period


def detect(material: Material) -> Found:
    if not material.people or not any(one.skills for one in material.people):
        return Found("resource", "who holds the critical work", missing="no skills are recorded")
    return found("resource", "who holds the open critical work, and who has the same skills", _drafts(material))


def _drafts(m: Material) -> Iterator[Draft]:
    held: dict[str, list[ScheduledTask]] = defaultdict(list)
    critical = [one for one in m.open_tasks if one.critical]
    for task in critical:
        for person in m.tasks[task.key].assignees:
            held[person].append(task)
    total = sum(_left(one) for one in critical)
    for person, tasks in sorted(held.items()):
        work = sum(_left(one) for one in tasks)
        if work < LEAST_DAYS or len(tasks) < LEAST_TASKS or work / total < SHARE or _deputy(m, person):
            continue
        share = 100 * work / total
        yield Draft(
            fingerprint=f"key-person:{person}",
            category="resource",
            title=f"Nobody can stand in for {person}",
            cause=Told(
                "{} holds {} of the open critical work ({}) and nobody else booked here has the same skills",
                (
                    Figure("name", f"{m.name}: holder of the critical work", person),
                    Figure("percent", f"{m.name} {person}: share of the open critical work", share),
                    Figure("count", f"{m.name} {person}: open critical tasks", len(tasks), "task"),
                ),
            ),
            event=Told("this person is away for two weeks"),
            effect=Told("a finish later by up to {}", (Figure("working_days", f"{m.name}: absence assumed", ABSENCE),)),
            probability=0.2,
            why_probability="assumption: one absence of two weeks in five over the rest of a project",
            why_impact="the absence in full, since the work is critical",
            strategy="mitigate",
            response="Name a deputy and let both do the next piece together",
            trigger=Told(
                "an absence of {} is announced or {} hands in notice",
                (
                    Figure("working_days", f"{m.name}: absence that counts", 5),
                    Figure("name", f"{m.name}: holder of the critical work", person),
                ),
            ),
            evidence=tuple(
                Told(
                    "{} {}, {} left",
                    (
                        Figure("key", f"{m.name} {one.key}: task", one.key),
                        Figure("name", f"{m.name} {one.key}: title", one.name),
                        Figure("working_days", f"{m.name} {one.key}: work left", round(_left(one), 1)),
                    ),
                )
                for one in sorted(tasks, key=lambda one: -_left(one))[:3]
            ),
            names=(person,),
            words=f"{person} key person no deputy",
            days=float(ABSENCE),
            cents=m.cost_of(ABSENCE),
            confidence="medium",
        )


def _left(task: ScheduledTask) -> float:
    return task.duration * (1 - task.progress)


def _deputy(m: Material, person: str) -> bool:
    """Does anybody else with work or a booking here have half of the person's skills?"""
    skills = {one.name: set(one.skills) for one in m.people}
    needed = skills.get(person, set())
    if not needed:
        return True  # nothing recorded to judge by
    around = {one.person for one in m.standing.file.loads} | {
        name for task in m.tasks.values() for name in task.assignees
    }
    return any(2 * len(needed & skills.get(other, set())) >= len(needed) for other in around - {person})
