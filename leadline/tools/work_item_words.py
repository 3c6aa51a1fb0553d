"""Found work items as sentences and as a table."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leadline.projects.queries.work_items import OPEN, ItemFilter, ItemRecord
from leadline.tools.answer import Card, Sentence
from leadline.tools.cards import Column, table
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import capital, clipped, day, listing, plural

LINES = 8
_COLUMNS = (
    Column("key", "Key", "key"),
    Column("title", "Title"),
    Column("type", "Type"),
    Column("status", "Status", "status"),
    Column("priority", "Priority", "status"),
    Column("assignee", "Assignee"),
    Column("due", "Planned finish", "date"),
    Column("points", "Points", "number"),
    Column("sprint", "Sprint"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """The items shown, how many there are in all and by status, and what was asked. `project`: its name, None = all running ones."""

    items: tuple[ItemRecord, ...]
    total: int
    by_status: Mapping[str, int]
    names: Mapping[str, str]
    wanted: ItemFilter
    project: str | None
    today: dt.date

    @property
    def scope(self) -> str:
        return self.project or "Portfolio"

    @property
    def where(self) -> str:
        return f"on {self.project}" if self.project else "across the running projects"

    def words(self, how_many: int) -> str:
        """What was asked for, in words: "open critical bugs of Priya Raman about “invoice”"."""
        wanted = self.wanted
        states = "open" if wanted.statuses == OPEN else " or ".join(wanted.statuses).replace("_", " ")
        before = ["overdue" if wanted.overdue_on else states, "unassigned" if wanted.unassigned else ""]
        before += [*wanted.severities, *(f"{one}-priority" for one in wanted.priorities)]
        noun = plural(wanted.types[0] if wanted.types else "item", how_many)
        text = " ".join([*(word for word in before if word), noun])
        text += f" of {wanted.assignee}" if wanted.assignee else ""
        text += f" in sprint {wanted.sprint}" if wanted.sprint is not None else ""
        sprints = {"active": " in the current sprint", "closed": " in the last sprint", "future": " in the next sprint"}
        text += sprints.get(wanted.sprint_state or "", "")
        text += f" labelled “{wanted.label}”" if wanted.label else ""
        text += f" about “{wanted.text}”" if wanted.text else ""
        return text + self._due()

    def _due(self) -> str:
        first, last = self.wanted.due_from, self.wanted.due_to
        if first and last:
            return f" due from {day(first)} to {day(last)}"
        return f" due by {day(last)}" if last else f" due from {day(first)}" if first else ""


def list_story(book: FactBook, found: Found) -> list[Sentence]:
    """The count first, with what is worrying in it, then one line an item."""
    count = book.number(f"{found.scope}: {found.words(2)}", found.total, "count")
    worry = list(_worry(book, found))
    _dates(book, found)
    tail = f": {listing(worry)}" if worry else ""
    said = [Sentence(text=f"**{count} {found.words(found.total)} {found.where}{tail}.**", part="headline")]
    lines = [f"- {_line(book, found, one)}" for one in found.items[:LINES]]
    if found.total > len(lines):
        more = book.number(f"{found.scope}: further items", found.total - len(lines), "count")
        shown = book.number(f"{found.scope}: items in the table", len(found.items), "count")
        where = " in the table" if len(found.items) == found.total else f"; the table holds {shown}"
        lines.append(f"- and {more} more{where if len(found.items) > len(lines) else ''}")
    said.append(Sentence(text="\n".join(lines)))
    orphans = [one for one in found.items if one.assignee is None and one.status in OPEN]
    if orphans and not found.wanted.unassigned:
        keys = listing([book.key(f"{one.key}: item", one.key) for one in orphans[:5]])
        more = (
            f" and {book.number('items shown without assignee, further', len(orphans) - 5, 'count')} more"
            if len(orphans) > 5
            else ""
        )
        said.append(Sentence(text=f"No assignee: {keys}{more}.", part="gap"))
    return [*said, *_next(found)]


def item_story(book: FactBook, found: Found) -> list[Sentence]:
    """One item in full."""
    said = []
    for one in found.items:
        name = book.name(f"{one.project}: project", found.names[one.project])
        kind = book.word(f"{one.key}: type", one.type)
        text = f"**{_line(book, found, one).replace('**', '')}** — a {kind} of {name}."
        said.append(Sentence(text=text, part="headline"))
        if one.description:
            said.append(Sentence(text=book.name(f"{one.key}: description", clipped(one.description, 600))))
        facts = [f"priority {book.word(f'{one.key}: priority', one.priority)}"]
        if one.severity:
            facts.append(f"severity {book.word(f'{one.key}: severity', one.severity)}")
        if one.points is not None:
            facts.append(book.points(f"{one.key}: points", one.points))
        if one.progress and one.status != "done":
            facts.append(f"{book.percent(f'{one.key}: progress', 100 * one.progress)} done")
        if one.sprint:
            facts.append(f"in {book.name(f'{one.key}: sprint', one.sprint)}")
        said.append(Sentence(text=f"{capital(', '.join(facts))}.", part="detail"))
        if one.acceptance_criteria:
            told = [
                book.name(f"{one.key}: acceptance criterion", criterion) for criterion in one.acceptance_criteria[:10]
            ]
            criteria = "\n".join(f"- {criterion}" for criterion in told)
            said.append(Sentence(text=f"Acceptance criteria:\n{criteria}", part="detail"))
    return said


def nothing_found(book: FactBook, found: Found, looked_at: int) -> list[Sentence]:
    _dates(book, found)
    looked = book.count(f"{found.scope}: items looked at", looked_at, "item")
    if found.wanted.keys:
        key = book.key("item asked for", found.wanted.keys[0])
        return [
            Sentence(text=f"**There is no item {key} among those you can see.** I looked at {looked}.", part="headline")
        ]
    text = f"**No {found.words(2)} {found.where}.** I looked at {looked}."
    asks = (
        [f"All items about {found.wanted.text}, done ones too"]
        if found.wanted.text and found.wanted.statuses == OPEN
        else []
    )
    return [Sentence(text=text, part="headline"), *(Sentence(text=one, part="next") for one in asks)]


def items_card(found: Found) -> Card:
    wide = found.project is None
    columns = [_COLUMNS[0], *([Column("project", "Project")] if wide else []), *_COLUMNS[1:]]
    reasons = any(one.blocked_reason for one in found.items)
    columns += [Column("reason", "Blocked by")] if reasons else []
    note = None if len(found.items) == found.total else f"{len(found.items)} of {found.total} shown"
    title = capital(found.words(2)) if not found.wanted.keys else "Work item"
    return table(title, columns, [_row(found, one) for one in found.items], total=found.total, note=note)


def _worry(book: FactBook, found: Found) -> Iterator[str]:
    wanted = found.wanted
    blocked = found.by_status.get("blocked", 0)
    if blocked and wanted.statuses != ("blocked",) and len(found.by_status) > 1:
        yield f"{book.number(f'{found.scope}: of them blocked', blocked, 'count')} blocked"
    late = [one for one in found.items if _late(one, found.today)]
    if late and not wanted.overdue_on and len(found.items) == found.total:
        yield f"{book.number(f'{found.scope}: of them overdue', len(late), 'count')} overdue"


def _late(one: ItemRecord, today: dt.date) -> bool:
    return one.status in OPEN and one.planned_finish is not None and one.planned_finish < today


def _line(book: FactBook, found: Found, one: ItemRecord) -> str:
    key, title = book.key(f"{one.key}: item", one.key), book.name(f"{one.key}: title", one.title)
    parts = []
    if found.project is None and not found.wanted.keys:
        parts.append(book.name(f"{one.project}: project", found.names[one.project]))
    parts.append(book.word(f"{one.key}: status", one.status))
    if one.severity and one.status in OPEN:
        parts.append(book.word(f"{one.key}: severity", one.severity))
    parts.append(book.name(f"{one.key}: assignee", one.assignee) if one.assignee else "nobody assigned")
    if one.status == "done" and one.actual_finish:
        parts.append(f"finished {book.date(f'{one.key}: finished', one.actual_finish)}")
    elif one.planned_finish:
        late = ", overdue" if _late(one, found.today) else ""
        parts.append(f"due {book.date(f'{one.key}: planned finish', one.planned_finish)}{late}")
    reason = (
        f": {book.name(f'{one.key}: blocked by', clipped(one.blocked_reason, 120))}"
        if one.blocked_reason and one.status == "blocked"
        else ""
    )
    return f"**{key}** {title} ({', '.join(parts)}){reason}"


def _dates(book: FactBook, found: Found) -> None:
    """The window asked for is repeated in the sentence, so it is written down as well."""
    for label, date in (("due from, as asked", found.wanted.due_from), ("due to, as asked", found.wanted.due_to)):
        if date:
            book.date(label, date)


def _row(found: Found, one: ItemRecord) -> dict[str, Any]:
    return {
        "key": one.key,
        "project": found.names[one.project],
        "title": one.title,
        "type": one.type,
        "status": one.status.replace("_", " "),
        "priority": one.priority,
        "assignee": one.assignee,
        "due": one.planned_finish,
        "points": one.points,
        "sprint": one.sprint,
        "reason": one.blocked_reason,
    }


def _next(found: Found) -> list[Sentence]:
    of = f" of {found.project}" if found.project else ""
    asks = [f"What is {found.items[0].key}?"]
    asks += [f"Overdue items{of}"] if not found.wanted.overdue_on else [f"Blocked items{of}"]
    asks += [f"Unassigned items{of}"] if not found.wanted.unassigned else []
    return [Sentence(text=text, part="next") for text in asks[:3]]
