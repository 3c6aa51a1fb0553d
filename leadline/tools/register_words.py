"""A register as sentences, a table and, for risks, a heat map."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from leadline.tools.answer import Sentence
from leadline.tools.entries import Detail, Entry
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import capital, clipped, count, listing, money, plural

LINES = 8
HIGH_SCORE = 15  # of 25, where the health rules turn amber
NOTICE_SOON = 60  # days before a notice date within which a contract is bad news
NOUNS = {
    "risks": "risk",
    "issues": "issue",
    "decisions": "decision",
    "changes": "change request",
    "actions": "action",
    "assumptions": "assumption",
    "stakeholders": "stakeholder",
    "vendors": "vendor contract",
    "releases": "release",
    "lessons": "lesson",
}


def tell(
    book: FactBook, entries: Sequence[Entry], *, names: Mapping[str, str], today: dt.date, wide: bool, limit: int
) -> list[Sentence]:
    """One line a record; with the project's name where several projects are told."""
    shown = entries[: min(limit, LINES)]
    lines = [f"- {line(book, one, names, today, wide=wide)}" for one in shown]
    if len(entries) > len(shown):
        rest = book.number("register: further records", len(entries) - len(shown), "count")
        lines.append(f"- and {rest} more{' in the table' if limit >= len(entries) else ''}")
    return [Sentence(text="\n".join(lines))]


def line(book: FactBook, one: Entry, names: Mapping[str, str], today: dt.date, *, wide: bool) -> str:
    subject = f"{names[one.project]} {one.key}"
    title = book.name(f"{subject}: title", clipped(one.title, 110))
    key = "" if one.key == one.title else f"**{book.key(f'{subject}: key', one.key)}** "
    where = f"{book.name(f'{one.project}: project', names[one.project])}, " if wide else ""
    told = [_say(book, subject, detail) for detail in one.details]
    late = ", overdue" if one.overdue(today) and any(detail.label == "due" for detail in one.details) else ""
    return f"{key}{title if key else f'**{title}**'} ({where}{', '.join(part for part in told if part)}{late})"


def extras(
    book: FactBook, register: str, entries: Sequence[Entry], today: dt.date, scope: str, *, counts: bool
) -> Iterator[str]:
    """What makes the headline of a register worth reading, worst first. Without `counts` the states are not counted again."""
    active = [one for one in entries if one.active]
    overdue = [one for one in active if one.overdue(today)]
    if register == "risks" and active:
        worth = sum(one.record.exposure_cents or 0 for one in active if one.record.kind == "threat")
        if worth:
            yield f"{book.money(f'{scope}: risk exposure', worth)} of exposure"
        high = sum(one.record.score >= HIGH_SCORE for one in active)
        if high:
            threshold = book.number("risk score threshold", HIGH_SCORE, "points")
            yield f"{book.number(f'{scope}: risks of a high score', high, 'count')} scoring {threshold} or more"
    elif register == "issues":
        critical = sum(one.record.severity == "critical" for one in active)
        if critical:
            yield f"{book.number(f'{scope}: open critical issues', critical, 'count')} critical"
    elif register == "changes":
        yield from _change_totals(book, entries, scope, counts=counts)
    elif register == "vendors":
        for one in [one for one in active if one.cells["late"]][:2]:
            how_many = book.count(f"{one.title}: late deliveries", one.cells["late"], "delivery")
            yield f"{book.name(f'{one.key}: vendor', one.title)} is late with {how_many}"
        soon = [one for one in active if one.due and 0 <= (one.due - today).days <= NOTICE_SOON]
        for one in soon[:2]:
            by = book.date(f"{one.title}: notice by", one.due)
            yield f"notice for {book.name(f'{one.key}: vendor', one.title)} is due by {by}"
    elif register == "decisions":
        needed = [one for one in entries if one.active]
        if len(needed) not in (0, len(entries)):
            yield f"{book.number(f'{scope}: decisions needed', len(needed), 'count')} still needed"
    if overdue and register not in ("risks", "vendors"):
        yield f"{book.number(f'{scope}: {register} overdue', len(overdue), 'count')} overdue"


def gaps(
    book: FactBook, register: str, entries: Sequence[Entry], names: Mapping[str, str], today: dt.date
) -> Iterator[str]:
    """What the register itself lacks: owners, dates, reviews."""
    active = [one for one in entries if one.active]
    if register in ("risks", "issues", "actions"):
        orphans = [one for one in active if one.owner is None]
        if orphans:
            yield f"No owner: {_keys(book, orphans, names)}."
    if register == "risks":
        stale = [one for one in active if one.record.next_review and one.record.next_review < today]
        if stale:
            yield f"Review overdue: {_keys(book, stale, names)}."
        bare = [
            one
            for one in active
            if one.record.score > 9 and not one.record.responses and one.record.strategy != "accept"
        ]
        if bare:
            yield f"No response planned: {_keys(book, bare, names)}."
    if register in ("issues", "actions"):
        undated = [one for one in active if one.due is None]
        if undated:
            yield f"No due date: {_keys(book, undated, names)}."


def counted(book: FactBook, register: str, how_many: int, word: str, scope: str) -> str:
    noun = f"{word} {NOUNS[register]}".strip()
    return capital(book.count(f"{scope}: {plural(noun)}", how_many, noun))


def _change_totals(book: FactBook, entries: Sequence[Entry], scope: str, *, counts: bool) -> Iterator[str]:
    for word, chosen in (
        ("pending", [one.record for one in entries if one.record.pending]),
        ("approved", [one.record for one in entries if one.record.accepted]),
    ):
        if not chosen:
            continue
        cents, days = sum(one.effect_cents or 0 for one in chosen), sum(one.effect_days or 0 for one in chosen)
        effects = [book.money(f"{scope}: cost of {word} changes", cents)] if cents else []
        effects += [book.working_days(f"{scope}: days of {word} changes", days)] if days else []
        if counts:
            worth = f" ({listing(effects)})" if effects else ""
            yield f"{book.number(f'{scope}: change requests {word}', len(chosen), 'count')} {word}{worth}"
        elif effects:
            yield listing(effects)


def _keys(book: FactBook, entries: Sequence[Entry], names: Mapping[str, str]) -> str:
    wide = len({one.project for one in entries}) > 1
    told = [
        f"{book.key(f'{names[one.project]} {one.key}: key', one.key)}{f' ({names[one.project]})' if wide else ''}"
        for one in entries
    ]
    return listing(told)


def _say(book: FactBook, subject: str, detail: Detail) -> str:
    label, value = f"{subject}: {detail.label}", detail.value
    if value is None:
        return detail.said.replace("{}", "not provided")
    if detail.kind == "text":
        return detail.said.format(book.name(label, clipped(str(value), 120)))
    if detail.kind.startswith("signed_"):
        sign = "+" if value > 0 else "−"
        unit = {"signed_days": "working days", "signed_money": "EUR", "signed_points": "points"}[detail.kind]
        shown = {
            "signed_days": count(abs(value), "working day"),
            "signed_money": money(abs(value)),
            "signed_points": count(abs(value), "point"),
        }[detail.kind]
        book.number(label, value / 100 if detail.kind == "signed_money" else value, unit)
        return f"{sign}{shown}"
    writers: dict[str, Callable[[str, Any], str]] = {
        "name": book.name,
        "word": book.word,
        "key": book.key,
        "date": book.date,
        "money": book.money,
        "percent": book.percent,
        "days": book.days,
    }
    if detail.kind in writers:
        return detail.said.format(writers[detail.kind](label, value))
    if detail.kind == "count":
        return detail.said.format(book.count(label, value, "delivery"))
    if detail.kind == "criteria":
        return detail.said.format(book.count(label, value, "exit criterion"))
    return detail.said.format(book.number(label, value))
