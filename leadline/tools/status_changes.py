"""What changed in a project since a day, as sentences."""

from collections.abc import Iterator

from leadline.projects.movement import Movement
from leadline.projects.standing import Standing
from leadline.tools.answer import Sentence
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import listing


def changes_told(book: FactBook, standing: Standing, moved: Movement) -> list[Sentence]:
    """One sentence of what moved, one of what came up; says so if there is nothing to compare with."""
    name = standing.file.project.name
    since = book.date(f"{name}: changes since", moved.since)
    told = [*_dates(book, standing, moved), *_measures(book, standing, moved)]
    came = list(_records(book, name, moved))
    said = []
    if told:
        said.append(Sentence(text=f"Since {since}: {'; '.join(told)}."))
    elif moved.before is None:
        said.append(
            Sentence(text=f"No snapshot from {since} or before, so changes cannot be measured from it.", part="gap")
        )
    if came:
        lead = "In the registers since then" if told else f"In the registers since {since}"
        said.append(Sentence(text=f"{lead}: {'; '.join(came)}."))
    if moved.before is not None and not told and not came:
        said.append(Sentence(text=f"Nothing measurable has changed since {since}."))
    return said


def _dates(book: FactBook, standing: Standing, moved: Movement) -> Iterator[str]:
    name = standing.file.project.name
    if moved.health_before and moved.health_before != standing.health.overall.value:
        before = book.colour(f"{name}: computed health before", moved.health_before)
        now = book.colour(f"{name}: computed health", standing.health.overall)
        yield f"health went from {before} to {now}"
    if moved.finish_moved and moved.finish_before:
        days = book.working_days(f"{name}: forecast finish moved by", moved.finish_moved)
        before = book.date(f"{name}: forecast finish before", moved.finish_before)
        now = book.date(f"{name}: forecast finish", standing.finish)
        yield f"the forecast finish moved {days} {'later' if moved.finish_moved > 0 else 'earlier'}, from {before} to {now}"
    for one in moved.milestones_done[:3]:
        title = book.name(f"{name}: milestone reached", one.name)
        yield f"{title} was reached on {book.date(f'{name}: milestone {one.name}: reached', one.date)}"


def _measures(book: FactBook, standing: Standing, moved: Movement) -> Iterator[str]:
    project = standing.file.project
    name, currency = project.name, project.currency
    if moved.done_items:
        yield f"{book.count(f'{name}: items finished', moved.done_items, 'item')} finished"
    if moved.scope_items:
        more = "added" if moved.scope_items > 0 else "taken out"
        yield f"{book.count(f'{name}: scope {more}', abs(moved.scope_items), 'item')} {more}"
    if moved.earned_cents and moved.actual_cents:
        earned = book.money(f"{name}: earned value in the period", moved.earned_cents, currency)
        spent = book.money(f"{name}: actual cost in the period", moved.actual_cents, currency)
        yield f"{earned} earned for {spent} spent"
    elif moved.earned_cents:
        earned = book.money(f"{name}: earned value in the period", moved.earned_cents, currency)
        yield f"{earned} earned, no new costs booked"
    if moved.open_defects:
        more = "more" if moved.open_defects > 0 else "fewer"
        count = book.number(f"{name}: open defects, change", abs(moved.open_defects), "count")
        yield f"{count} {more} open defect{'' if abs(moved.open_defects) == 1 else 's'}"


def _records(book: FactBook, name: str, moved: Movement) -> Iterator[str]:
    groups = (
        ("new risk", moved.new_risks),
        ("risk closed", moved.closed_risks),
        ("new issue", moved.new_issues),
        ("issue resolved", moved.resolved_issues),
        ("change request raised", moved.changes_raised),
        ("change request decided", moved.changes_decided),
    )
    for what, records in groups:
        if records:
            told = [
                f"**{book.key(f'{name} {one.key}: {what}', one.key)}** {book.name(f'{name} {one.key}: title', one.title)}"
                for one in records[:3]
            ]
            rest = len(records) - len(told)
            more = f" and {book.number(f'{name}: more of {what}', rest, 'count')} more" if rest else ""
            yield f"{what} {listing(told)}{more}"
