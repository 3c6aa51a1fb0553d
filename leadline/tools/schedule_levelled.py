"""A levelled plan beside today's: nobody is in two places at once, and what moves for that."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from leadline.projects.calculations.critical_path import schedule
from leadline.projects.calculations.levelling import Absence, Levelled, Resources, Shift, level
from leadline.projects.queries.capacity import PersonRecord
from leadline.projects.standing import Standing
from leadline.tools.answer import Card, Sentence
from leadline.tools.cards import Column, table, timeline
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import clipped, listing

SECONDS = 1.5  # of search; what is found by then is shown, with the proved bound
_NAMED_AT_MOST = 5
_COLUMNS = (
    Column("key", "Key", "key"),
    Column("name", "Task"),
    Column("person", "Person"),
    Column("start", "Start today", "date"),
    Column("new_start", "Start levelled", "date"),
    Column("finish", "Finish today", "date"),
    Column("new_finish", "Finish levelled", "date"),
    Column("days", "Later by", "number", "working days"),
)


@dataclass(frozen=True, slots=True)
class LevelledPlan:
    """`clashes` are pairs of tasks that one person has at the same time today."""

    result: Levelled
    people: tuple[str, ...]
    clashes: tuple[tuple[str, str, str], ...]


def levelled(standing: Standing, people: Sequence[PersonRecord], keys: Collection[str]) -> LevelledPlan | None:
    """Each person does one task at a time and none while away; `keys` are the tasks that take a person whole (epics do not). None
    without a schedule or without owners."""
    computed = standing.schedule
    if computed is None or computed.finish is None:
        return None
    plan = computed.plan
    demand = {
        task.key: dict.fromkeys(task.assignees, 1.0) for task in plan.tasks if task.assignees and task.key in keys
    }
    owners = sorted({person for row in demand.values() for person in row})
    if not owners:
        return None
    known = {one.name: one for one in people}
    away = tuple(
        Absence(name, first, last, 1.0)
        for name in owners
        if name in known
        for first, last, _ in known[name].absences
        if last >= standing.today
    )
    found = level(plan, Resources(dict.fromkeys(owners, 1.0), demand, absences=away), seconds=SECONDS)
    work = [task for task in computed.tasks if task.key in demand and not task.finished and task.duration > 0]
    clashes = tuple(
        (person, one.key, other.key)
        for at, one in enumerate(work)
        for other in work[at + 1 :]
        for person in demand[one.key]
        if person in demand[other.key]
        and one.start <= other.finish
        and other.start <= one.finish
        and one.finish_offset > other.start_offset
        and other.finish_offset > one.start_offset
    )
    return LevelledPlan(found, tuple(owners), clashes)


def levelled_story(book: FactBook, standing: Standing, found: LevelledPlan) -> list[Sentence]:
    name, result = standing.file.project.name, found.result
    old, new = result.before.finish, result.schedule.finish
    later = result.schedule.duration - result.before.duration
    people = book.count(f"{name}: people with tasks", len(found.people), "person")
    after = book.date(f"{name}: levelled finish", new)
    if not found.clashes and not result.shifts:
        text = f"**The plan of {name} is level already:** nobody of {people} has more than one task at a time, and it ends {after}."
        return [Sentence(text=text, part="headline"), *_limits(book, found, name)]
    clashes = book.count(f"{name}: pairs of tasks that one person has at once", len(found.clashes), "clash")
    if abs(later) < 0.5:
        text = f"**Level, {name} still ends {after}:** {clashes} today can be dissolved inside the float."
    else:
        days = book.working_days(f"{name}: later when levelled", round(later, 1))
        today = book.date(f"{name}: finish as planned", old)
        text = f"**Level, {name} ends {after}, {days} {'later' if later > 0 else 'earlier'} than the {today} of today's plan.**"
    said = [Sentence(text=text, part="headline")]
    busy = sorted(
        {person for person, _, _ in found.clashes}, key=lambda one: -sum(one == row[0] for row in found.clashes)
    )
    if busy:
        counts = {person: sum(person == row[0] for row in found.clashes) for person in busy}
        told = [
            f"{book.name(f'{person}: person', person)} ({book.count(f'{person}: clashes', counts[person], 'clash')})"
            for person in busy[:_NAMED_AT_MOST]
        ]
        said.append(Sentence(text=f"In two places at once today: {listing(told)}."))
    moved = sorted(result.shifts, key=lambda one: -abs(one.days))
    if moved:
        count = book.count(f"{name}: tasks that move", len(moved), "task")
        verb = "moves" if len(moved) == 1 else "move"
        said.append(
            Sentence(
                text=f"{count} {verb}, most of all {listing([_shift(book, one) for one in moved[:_NAMED_AT_MOST]])}."
            )
        )
    return [*said, *_limits(book, found, name)]


def levelled_cards(standing: Standing, found: LevelledPlan) -> list[Card]:
    """The levelled plan as bars, with today's where the baseline usually is, and what moves."""
    before = found.result.before
    plan = found.result.schedule.plan
    tasks = tuple(
        replace(task, baseline_start=before[task.key].start, baseline_finish=before[task.key].finish)
        if task.key in before
        else task
        for task in plan.tasks
    )
    shown = schedule(replace(plan, tasks=tasks))
    name = standing.file.project.name
    own = replace(standing, schedule=shown, finish=shown.finish, baseline_finish=before.finish)
    drawn = timeline(
        f"Levelled plan of {name}, over today's", own, [task.key for task in shown.tasks if not task.finished]
    )
    cards = []
    if drawn:
        note = f"Open work only. {drawn.data.get('note', '')}".strip()
        cards.append(
            Card(kind=drawn.kind, title=drawn.title, data=drawn.data | {"baseline_label": "today's plan", "note": note})
        )
    owners = {task.key: ", ".join(task.assignees) for task in plan.tasks}
    rows = [
        {
            "key": one.key, "name": one.name, "person": owners.get(one.key), "start": one.start, "new_start": one.new_start,
            "finish": one.finish, "new_finish": one.new_finish, "days": round(one.days, 1),
        }
        for one in found.result.shifts
    ]  # fmt: skip
    return [*cards, table(f"What moves when {name} is levelled", _COLUMNS, rows)] if rows else cards


def _shift(book: FactBook, one: Shift) -> str:
    key = book.key(f"{one.key}: task", one.key)
    title = book.name(f"{one.key}: title", clipped(one.name, 60))
    side = "later" if one.days > 0 else "earlier"
    days = book.working_days(f"{one.key}: moves by", one.days)
    return f"**{key}** {title} ({days} {side}, to {book.date(f'{one.key}: levelled finish', one.new_finish)})"


def _limits(book: FactBook, found: LevelledPlan, name: str) -> list[Sentence]:
    text = (
        "Rule: one task at a time for each person, none on days of absence; started work goes on. Epics and tasks without an "
        "owner take nobody."
    )
    if found.result.proved:
        text += " No shorter plan exists under this rule."
    else:
        shortest = book.working_days(f"{name}: no plan can be shorter than", round(found.result.shortest, 1))
        length = book.working_days(f"{name}: length when levelled", round(found.result.duration, 1))
        text += f" The plan found takes {length} from its start; none can be shorter than {shortest}."
    return [
        Sentence(text=text, part="detail"),
        Sentence(text="Nothing is changed: it is a suggestion beside today's plan.", part="gap"),
    ]
