"""Report sections about the work: this period, the next one, actions."""

from collections.abc import Sequence

from leadline.projects.queries.period import WorkLine
from leadline.tools.cards import Column
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import NOT_PROVIDED, count, day
from leadline.tools.report.blocks import Block, Section, bullets, rows, text
from leadline.tools.report.material import NEXT_PERIOD_DAYS, Material

MOST_LINES = 12
_COLUMNS = (
    Column("key", "Item", "key"),
    Column("title", "Title"),
    Column("assignee", "Owner"),
    Column("due", "Due", "date"),
)


def this_period(material: Material, book: FactBook, *, internal: bool = True) -> Section:
    """Delivered, then what was due and is still open, then what is blocked and why. `internal`: with names and reasons."""
    work, name = material.work, material.name
    book.count(f"{name}: items delivered from {material.since} to {material.until}", len(work.delivered), "item")
    book.count(f"{name}: items due from {material.since} to {material.until} and still open", len(work.missed), "item")
    book.count(f"{name}: blocked items", len(work.blocked), "item")
    blocks = [
        text(f"**Delivered: {count(len(work.delivered), 'item')}.**"),
        *_listed(work.delivered, internal),
        text(f"**Due in the period and still open: {count(len(work.missed), 'item')}.**"),
        *_listed(work.missed, internal),
    ]
    if work.blocked and internal:
        blocks.append(text(f"**Blocked: {count(len(work.blocked), 'item')}.**"))
        lines = [
            f"{line.key} {line.title}: {line.blocked_reason or 'reason ' + NOT_PROVIDED} ({_owner(line)})"
            for line in work.blocked[:MOST_LINES]
        ]
        blocks.append(bullets([*lines, *_rest(work.blocked)]))
    return Section("period", f"This period ({day(material.since)} to {day(material.until)})", tuple(blocks))


def next_period(material: Material, book: FactBook, *, internal: bool = True) -> Section:
    """What is due in the next two weeks, with its owner."""
    coming = material.work.coming
    label = f"{material.name}: open items due within {NEXT_PERIOD_DAYS} days after {material.until}"
    said = book.count(label, len(coming), "item")
    unowned = [line for line in coming if line.assignee is None]
    blocks = [text(f"Due in the next {NEXT_PERIOD_DAYS} days: {said}."), *_listed(coming, internal)]
    if unowned and internal:
        keys = ", ".join(line.key for line in unowned[:MOST_LINES])
        blocks.append(
            text(
                f"Without an owner: {keys}. Ask {material.standing.file.project.manager or 'the project manager'} to name one."
            )
        )
    return Section("next", "Next period", tuple(blocks))


def overdue_actions(material: Material, book: FactBook) -> Section:
    late = [
        one for one in material.actions if one.status == "open" and one.due is not None and one.due < material.today
    ]
    said = book.count(f"{material.name}: overdue actions", len(late), "overdue action")
    if not late:
        return Section(
            "actions", "Overdue actions", (text(f"None: {count(len(material.actions), 'action')} looked at."),)
        )
    columns = (*_COLUMNS[:2], Column("owner", "Owner"), Column("due", "Due", "date"))
    cells = [{"key": one.key, "title": one.title, "owner": one.owner, "due": one.due} for one in late]
    return Section("actions", "Overdue actions", (text(f"{said[:1].upper()}{said[1:]}."), rows(columns, cells)))


def _listed(lines: Sequence[WorkLine], internal: bool) -> list[Block]:
    if not lines:
        return []
    cells = [
        {"key": one.key, "title": one.title, "assignee": one.assignee, "due": one.due} for one in lines[:MOST_LINES]
    ]
    columns = [column for column in _COLUMNS if internal or column.key != "assignee"]
    blocks = [rows(columns, cells)]
    if rest := _rest(lines):
        blocks.append(text(f"{rest[0]}."))
    return blocks


def _rest(lines: Sequence[WorkLine]) -> list[str]:
    hidden = len(lines) - MOST_LINES
    return [f"and {hidden} more (ask for the work items of the project)"] if hidden > 0 else []


def _owner(line: WorkLine) -> str:
    return f"owner {line.assignee or NOT_PROVIDED}"
