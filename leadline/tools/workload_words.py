"""Load against capacity as sentences: who has too much, who has room, who is away, what could be levelled."""

from collections.abc import Iterator, Sequence

from leadline.tools.answer import Sentence
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import capital, clipped, listing
from leadline.tools.workload_parts import PersonLoad, Staff, relief

LINES = 6
ROOM = 0.7  # a load below which somebody is named as having room


def group_story(
    book: FactBook, staff: Staff, rows: Sequence[PersonLoad], where: str, *, project: str | None = None
) -> list[Sentence]:
    """`where` as in "on Atlas Billing"; with the key of a project it is told who works on it and how much."""
    span = _span(book, staff)
    if not rows:
        return [Sentence(text=f"**Nobody is booked {where} from {span}.**", part="headline")]
    over = [one for one in rows if one.over]
    of = book.count(f"people {where}: looked at", len(rows), "person")
    if over:
        how_many = book.number(f"people {where}: overbooked", len(over), "count")
        worst = listing(
            [f"{book.name(f'{one.person.name}: person', one.person.name)} at {_load(book, one)}" for one in over[:3]]
        )
        text = f"**{how_many} of {of} {where} {'is' if len(over) == 1 else 'are'} overbooked from {span}: {worst}.**"
    else:
        text = f"**Nobody {where} is overbooked from {span};** I looked at {of}."
    said = [Sentence(text=text, part="headline")]
    if over:
        said.append(Sentence(text="\n".join(f"- {_over_line(book, staff, one)}" for one in over[:LINES])))
    if project:
        said.append(Sentence(text=_crew(book, staff, rows, project)))
    said += [Sentence(text=text) for text in (*_together(book, rows), *_room(book, rows))]
    said += [Sentence(text=text) for one in over[:2] for text in levelling(book, staff, one)]
    said += [Sentence(text=text) for text in _away(book, staff, rows)]
    return [*said, *_gaps(book, staff, rows)]


def person_story(book: FactBook, staff: Staff, one: PersonLoad) -> list[Sentence]:
    """Whether one person is free in the span."""
    name, span = book.name(f"{one.person.name}: person", one.person.name), _span(book, staff)
    if one.load is None:
        return [
            Sentence(text=f"**{name} is away all the time from {span}.**", part="headline"),
            *_absent(book, staff, one),
        ]
    available = book.days(f"{one.person.name}: available", round(one.available, 1))
    if not one.booked:
        text = f"**{name} is free from {span}:** nothing is booked on the {available} available."
    elif one.over and one.booked > one.available:
        beyond = book.days(f"{one.person.name}: booked beyond capacity", round(one.booked - one.available, 1))
        text = f"**{name} is not free from {span}: booked at {_load(book, one)}, {beyond} more than the {available} available.**"
    elif one.over:
        weeks = book.count(f"{one.person.name}: weeks above capacity", one.weeks_over, "week")
        text = f"**{name} is overbooked in {weeks} from {span},** though over the whole time the load is {_load(book, one)}."
    elif one.free < 0.5:
        text = f"**{name} is fully booked from {span}:** {_load(book, one)} of {available}."
    else:
        free = book.days(f"{one.person.name}: free", round(one.free, 1))
        text = f"**{name} has {free} free from {span}:** {_load(book, one)} of {available} is booked."
    said = [Sentence(text=text, part="headline")]
    if one.shares:
        said.append(Sentence(text=f"Booked on {listing(list(_shares(book, staff, one)))}."))
    said += _absent(book, staff, one)
    said += [Sentence(text=text) for text in levelling(book, staff, one)] if one.over else []
    return [*said, *_gaps(book, staff, [one])]


def levelling(book: FactBook, staff: Staff, one: PersonLoad) -> Iterator[str]:
    """What is at stake on the critical path, where the person could give way, and who could help."""
    name, found = one.person.name, relief(staff, one)
    who = book.name(f"{name}: person", name)
    if found.critical:
        key, task = min(found.critical, key=lambda pair: (pair[1].start, pair[1].key))
        title = book.name(f"{task.key}: title", clipped(task.name))
        where = book.name(f"{key}: project", staff.names[key])
        further = len(found.critical) - 1
        more = (
            f" and {book.count(f'{name}: further open critical tasks', further, 'further critical task')}"
            if further
            else ""
        )
        held = f"**{book.key(f'{task.key}: task', task.key)}** {title}"
        yield f"{who} holds {held} on the critical path of {where}{more}: every day lost there moves a finish date."
    if found.gives_way:
        yield f"To level: {_give_way(book, staff, one, found.gives_way, found.wait)}.{helpers(book, one, found.helpers)}"


def _give_way(book: FactBook, staff: Staff, one: PersonLoad, key: str, wait: float | None) -> str:
    where, who = (
        book.name(f"{key}: project", staff.names[key]),
        book.name(f"{one.person.name}: person", one.person.name),
    )
    if wait is None:
        return f"let {where} give way first, because no open item of it is assigned to {who}"
    if wait <= 0:
        return f"no project of {who} has float to give way, so work has to move to somebody else"
    days = book.working_days(f"{one.person.name}: least float of the open tasks on {where}", round(wait, 1))
    return f"let {where} give way first, because the work of {who} there can wait {days}"


def helpers(book: FactBook, over: PersonLoad, helpers: Sequence[tuple[PersonLoad, tuple[str, ...]]]) -> str:
    if not over.person.skills:
        return f" The skills of {over.person.name} are not provided, so nobody can be proposed to take over."
    if not helpers:
        return " Nobody with the same skills has room."
    told = [
        f"{book.name(f'{one.person.name}: person', one.person.name)} ({_load(book, one)} booked; "
        f"{listing([book.name(f'{one.person.name}: skill', skill) for skill in skills[:2]])})"
        for one, skills in helpers
    ]
    return f" With a shared skill and room: {listing(told)}."


def _over_line(book: FactBook, staff: Staff, one: PersonLoad) -> str:
    name = one.person.name
    beyond = book.days(f"{name}: booked beyond capacity", round(max(0.0, one.booked - one.available), 1))
    weeks = book.count(f"{name}: weeks above capacity", one.weeks_over, "week")
    peak = ""
    if one.load is not None and one.peak > one.load + 0.02:
        at = book.date(f"{name}: week of the highest load", one.peak_week)
        peak = f", at most {book.percent(f'{name}: highest load of a week', 100 * one.peak)} in the week of {at}"
    where = listing(list(_shares(book, staff, one)))
    return (
        f"**{book.name(f'{name}: person', name)}**: {where}; above capacity in {weeks}{peak}, {beyond} too much in all."
    )


def _shares(book: FactBook, staff: Staff, one: PersonLoad) -> Iterator[str]:
    for key, days in one.shares:
        where = staff.names[key]
        share = book.percent(
            f"{one.person.name}: share on {where}", 100 * days / one.available if one.available else None
        )
        yield f"{book.name(f'{key}: project', where)} {share}"


def _crew(book: FactBook, staff: Staff, rows: Sequence[PersonLoad], project: str) -> str:
    """Who is booked on the project, the largest share first."""
    where = staff.names[project]
    shares = sorted(((dict(one.shares).get(project, 0.0), one) for one in rows), key=lambda pair: -pair[0])
    told = [
        f"{book.name(f'{one.person.name}: person', one.person.name)} "
        f"{book.percent(f'{one.person.name}: share on {where}', 100 * days / one.available if one.available else None)}"
        for days, one in shares
    ]
    return f"Booked on {book.name(f'{project}: project', where)}, in percent of their own time: {listing(told)}."


def _together(book: FactBook, rows: Sequence[PersonLoad]) -> Iterator[str]:
    available, booked = sum(one.available for one in rows), sum(one.booked for one in rows)
    if len(rows) > 1 and available:
        can = book.days("people asked about: available together", round(available, 1))
        have = book.number("people asked about: days booked together", round(booked, 1), "days")
        share = book.percent("people asked about: load together", 100 * booked / available)
        yield f"Together they can work {can}, absences taken off; {have} are booked ({share})."


def _room(book: FactBook, rows: Sequence[PersonLoad]) -> Iterator[str]:
    free = sorted((one for one in rows if one.load is not None and one.load < ROOM), key=lambda one: -one.free)
    if free:
        told = [
            f"{book.name(f'{one.person.name}: person', one.person.name)} "
            f"({_load(book, one)}, {book.days(f'{one.person.name}: free', round(one.free, 1))} free)"
            for one in free[:LINES]
        ]
        rest = len(free) - len(told)
        more = f" and {book.number('people with room, further', rest, 'count')} more in the table" if rest > 0 else ""
        yield f"With room: {listing(told) if not more else ', '.join(told)}{more}."
    else:
        yield f"Nobody has much room: all are booked at {book.percent('load below which somebody has room', 100 * ROOM)} or more."


def _away(book: FactBook, staff: Staff, rows: Sequence[PersonLoad]) -> Iterator[str]:
    told = [text for one in rows for text in _absences(book, staff, one)]
    if told:
        rest = len(told) - 8
        more = f", and {book.number('absences, further', rest, 'count')} more" if rest > 0 else ""
        yield f"Away: {'; '.join(told[:8])}{more}."


def _absences(book: FactBook, staff: Staff, one: PersonLoad) -> Iterator[str]:
    """Only when: why somebody is away is theirs to tell."""
    for first, last, _ in one.person.absences:
        if first <= staff.last and last >= staff.first:
            name = one.person.name
            start, end = book.date(f"{name}: away from", first), book.date(f"{name}: away until", last)
            yield f"{book.name(f'{name}: person', name)} {start if first == last else f'{start} to {end}'}"


def _absent(book: FactBook, staff: Staff, one: PersonLoad) -> list[Sentence]:
    told = list(_absences(book, staff, one))
    return [Sentence(text=f"Away: {'; '.join(told)}.")] if told else []


def _gaps(book: FactBook, staff: Staff, rows: Sequence[PersonLoad]) -> list[Sentence]:
    if not staff.withheld:
        return []
    hidden = book.count("projects you cannot see", staff.withheld, "project")
    return [
        Sentence(
            text=f"Bookings on {hidden} that you may not see are not counted; the real load can be higher.", part="gap"
        )
    ]


def _load(book: FactBook, one: PersonLoad) -> str:
    return book.percent(f"{one.person.name}: load", None if one.load is None else 100 * one.load)


def _span(book: FactBook, staff: Staff) -> str:
    first, last = book.date("workload: first day", staff.first), book.date("workload: last day", staff.last)
    return f"{first} to {last}"


def nobody(team: str, known: Sequence[str]) -> str:
    return f"I know no team called “{team}”. {capital(listing(list(known)))} are the teams on record. Which one"
