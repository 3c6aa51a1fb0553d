"""What the next sprint can hold, as sentences."""

from collections.abc import Sequence

from leadline.projects.calculations.earned_value import Undefined
from leadline.tools.answer import Sentence
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import clipped, listing
from leadline.tools.sprint_parts import NextSprint, SprintFile, next_sprint, points_of

LINES = 8


def next_said(book: FactBook, file: SprintFile) -> list[Sentence]:
    """One sentence for the overview of a sprint."""
    coming = next_sprint(file)
    if isinstance(coming, Undefined):
        return []
    likely = book.points(f"{coming.name}: capacity at the mean velocity", round(coming.likely, 1))
    return [Sentence(text=f"Next: {coming.name} can hold {likely}{_there(book, coming)}{_planned(book, coming)}.")]


def next_story(book: FactBook, file: SprintFile) -> list[Sentence]:
    """Capacity first, then what fits by rank, what is not ready, and what comes on top."""
    coming, name = next_sprint(file), file.project.name
    if isinstance(coming, Undefined):
        why = f"**What fits into the next sprint of {name} cannot be computed: {coming.reason}.**"
        return [
            Sentence(text=why, part="headline"),
            Sentence(text="Close one sprint, or give a velocity to plan with.", part="gap"),
        ]
    likely = book.points(f"{coming.name}: capacity at the mean velocity", round(coming.likely, 1))
    safe = book.number(f"{coming.name}: capacity met in four of five sprints", round(coming.safe, 1), "points")
    title = book.name(f"{coming.name}: sprint", coming.name)
    span = f"{book.date(f'{coming.name}: start', coming.start)} to {book.date(f'{coming.name}: finish', coming.finish)}"
    head = f"**{title[:1].upper()}{title[1:]} ({span}) can hold {likely}; {safe} is the safe commitment{_there(book, coming)}.**"
    said = [Sentence(text=head, part="headline"), *_fitting(book, file, coming)]
    if file.active:
        still_open = points_of([one for one in file.inside(file.active) if not one.done])
        if still_open:
            left = book.points(f"{file.active.name}: points still open", still_open)
            which = book.name(f"{file.active.name}: sprint", file.active.name)
            said.append(
                Sentence(
                    text=f"What {which} leaves undone comes on top and takes room first: {left} are open in it today."
                )
            )
    said += _not_ready(book, file, coming)
    if coming.availability is None:
        who = file.project.manager or "whoever staffs the team"
        said.append(
            Sentence(text=f"Nobody is allocated to {name}, so absences are not counted. Ask {who}.", part="gap")
        )
    return said


def _there(book: FactBook, coming: NextSprint) -> str:
    if coming.availability is None or abs(coming.availability - 1) < 0.02:
        return ""
    share = book.percent(f"{coming.name}: team days against the usual", 100 * coming.availability)
    return f", with {share} of the usual team days"


def _planned(book: FactBook, coming: NextSprint) -> str:
    if not coming.planned:
        return "; nothing is planned for it yet"
    points = points_of(coming.planned)
    told = book.points(f"{coming.name}: points planned", points)
    over = "; that is too much" if points > coming.likely else ""
    return f"; {told} are planned for it{over}"


def _fitting(book: FactBook, file: SprintFile, coming: NextSprint) -> list[Sentence]:
    items, fit = {one.key: one for one in file.items}, coming.fit
    if not fit.taken:
        return [Sentence(text="No estimated item of the backlog is ready for it and fits.", part="gap")]
    own = {one.key for one in coming.planned}
    lines = []
    for key in fit.taken[:LINES]:
        one = items[key]
        points = book.points(f"{key}: points", one.points or 0.0)
        from_where = "already planned" if key in own else "from the backlog"
        lines.append(
            f"- **{book.key(f'{key}: item', key)}** {book.name(f'{key}: title', clipped(one.title))} ({points}, {from_where})"
        )
    rest = len(fit.taken) - len(lines)
    if rest > 0:
        lines.append(f"- and {book.number(f'{coming.name}: further items that fit', rest, 'count')} more in the table")
    total = book.points(f"{coming.name}: points that fit", fit.points)
    how_many = book.count(f"{coming.name}: items that fit", len(fit.taken), "item")
    said = [Sentence(text="\n".join([f"By rank, {how_many} with {total} fit:", *lines]))]
    crowded_out = [key for key in fit.skipped if key in own]
    if crowded_out:
        keys = _keys(book, crowded_out)
        said.append(Sentence(text=f"Planned for it but beyond the capacity: {keys}."))
    return said


def _not_ready(book: FactBook, file: SprintFile, coming: NextSprint) -> list[Sentence]:
    items = {one.key: one for one in file.items}
    blocked = [key for key in coming.fit.unready if items[key].status == "blocked"]
    bare = [
        key for key in coming.fit.unready if items[key].status != "blocked" and items[key].type in ("story", "spike")
    ]
    said = []
    if blocked:
        said.append(Sentence(text=f"Not taken because blocked: {_keys(book, blocked)}.", part="gap"))
    if bare:
        said.append(Sentence(text=f"Not taken because without an estimate: {_keys(book, bare)}.", part="gap"))
    return said


def _keys(book: FactBook, keys: Sequence[str]) -> str:
    told = [book.key(f"{key}: item", key) for key in keys[:6]]
    rest = len(keys) - len(told)
    if rest > 0:
        told.append(f"{book.number('further items', rest, 'count')} more")
    return listing(told)
