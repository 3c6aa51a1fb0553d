"""A proposal in sentences, each figure bound to a fact: what changes, what follows, what to look at first."""

import datetime as dt
from typing import Any

from leadline.projects.proposals.records import RECORDS
from leadline.tools.answer import Sentence
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import capital, clipped, listing

Json = dict[str, Any]
MOST_CHANGES, MOST_FIELDS = 6, 8
_QUIET = ("raised_on", "created_on", "recorded_on", "kind", "lag", "lag_unit")  # set by rule, shown on the card


_CONSTRAINTS = {
    "snet": "start no earlier than",
    "fnet": "finish no earlier than",
    "snlt": "start no later than",
    "fnlt": "finish no later than",
    "mso": "must start on",
    "mfo": "must finish on",
    "asap": "as soon as possible",
    "alap": "as late as possible",
}


def change_story(book: FactBook, proposal: Json) -> list[Sentence]:
    """Headline, the changes, what follows, duplicates, sources, and how to decide."""
    operations = proposal["operations"]
    said = [Sentence(text=f"**Proposed, not applied yet: {_headline(book, operations)}.**", part="headline")]
    said += [Sentence(text=text) for one in operations[:MOST_CHANGES] if (text := _change(book, one, len(operations)))]
    if len(operations) > MOST_CHANGES:
        more = book.count("further changes", len(operations) - MOST_CHANGES, "more change")
        said.append(Sentence(text=f"{capital(more)} on the card."))
    said += [Sentence(text=text) for one in proposal["consequences"] if (text := _consequence(book, one))]
    said += [Sentence(text=_duplicate(book, one), part="gap") for one in proposal["duplicates"][:3]]
    said += [
        Sentence(text=f"Derived from {one['title']}: “{clipped(one['quote'], 160)}”", part="gap")
        for one in proposal["derived_from"][:2]
        if one["quote"]
    ]
    how = "Say “approve” to apply it, or use the buttons."
    return [*said, Sentence(text=how, part="question")]


def _headline(book: FactBook, operations: list[Json]) -> str:
    first = operations[0]
    label = RECORDS[first["record"]].label
    name = _named(book, first)
    verb = {"create": f"a new {label}", "update": "change", "delete": f"remove the {label}"}[first["op"]]
    more = f" and {book.count('more changes', len(operations) - 1, 'more change')}" if len(operations) > 1 else ""
    return f"{verb} {name}{more}"


def _named(book: FactBook, one: Json) -> str:
    title = book.name(f"{one['key'] or 'new record'}: title", clipped(one["title"], 80))
    if one["op"] == "create" or one["record"] in ("dependency", "allocation", "project"):
        return f"“{title}”"
    key = book.key(f"{one['record']}: key", one["key"])
    return f"{key} “{title}”"


def _change(book: FactBook, one: Json, total: int) -> str:
    fields = RECORDS[one["record"]].fields
    names = [name for name in dict.fromkeys([*one["after"], *one["before"]]) if name in fields]
    names = [
        name
        for name in names
        if name != RECORDS[one["record"]].titled and not (one["op"] == "create" and name in _QUIET)
    ]
    parts = []
    for name in names[:MOST_FIELDS]:
        label = fields[name].label
        after = _value(book, f"{one['title']}: {label} proposed", name, one["after"].get(name))
        if one["op"] == "create":
            parts.append(f"{label} {after}")
        else:
            before = _value(book, f"{one['title']}: {label} now", name, one["before"].get(name))
            parts.append(f"{label} {before} → {after}")
    if not parts:
        return ""
    lead = f"{_named(book, one)}: " if total > 1 else ""
    return f"{lead}{capital('; '.join(parts)) if not lead else '; '.join(parts)}."


def _value(book: FactBook, label: str, name: str, value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, list):
        return listing([f"“{clipped(str(one), 60)}”" for one in value]) or "none"
    if name in ("probability", "progress", "residual_probability"):
        return book.percent(label, 100 * value)
    if name == "percent":
        return book.percent(label, value)
    if name.endswith("_cents"):
        return book.money(label, value)
    if name.endswith("_days") and isinstance(value, (int, float)):
        return book.number(label, value, "working days") + " working days"
    if isinstance(value, (int, float)):
        return book.number(label, value, "points" if name == "points" else None)
    if _is_date(value):
        return book.date(label, _date(value))
    text = _CONSTRAINTS.get(str(value), str(value)) if name == "constraint_type" else str(value)
    return book.word(label, text) if len(text) < 40 and " " not in text else book.name(label, clipped(text, 120))


def _consequence(book: FactBook, one: Json) -> str:
    """In words with facts; those of little weight stay on the card."""
    label, before, after = one["label"], one["before"], one["after"]
    name = f"{one['project']}: {label}"
    if one["kind"] in ("finish", "p80"):
        if before == after:
            return f"The {label} stays {book.date(name, _date(after))}." if one["kind"] == "finish" else ""
        if one["kind"] == "p80":
            label = f"finish with {book.percent(f'{name}: certainty', 80)} certainty"
        was, now = book.date(f"{name} now", _date(before)), book.date(f"{name} with the change", _date(after))
        return f"The {label} moves from {was} to {now}."
    if one["kind"] == "critical_path":
        keys = [*after, *before]
        for key in keys:
            book.key(f"{name}: {key}", key)
        return str(one["text"])
    if one["kind"] in ("exposure", "money"):
        was, now = book.money(f"{name} now", before), book.money(f"{name} with the change", after)
        return f"{capital(label)} changes from {was} to {now}."
    if one["kind"] == "load" and one["unit"] == "%":
        over = " That is more than a full week." if after > 100 else ""
        was, now = book.percent(f"{name} now", before), book.percent(f"{name} with the change", after)
        return f"{capital(label)}: {now}, {was} before.{over}"
    if one["kind"] == "load":
        was, now = book.number(f"{name} now", before, "count"), book.number(f"{name} with it", after, "count")
        return f"{capital(label)}: {was} now, {now} with this one."
    return str(one["text"]) if one["kind"] == "stale" else ""


def _duplicate(book: FactBook, one: Json) -> str:
    key = book.key(f"{one['record']} that is alike: key", one["key"])
    title = book.name(f"{one['key']}: title", clipped(one["title"], 90))
    return f"It may be there already: {key} “{title}” ({one['status'].replace('_', ' ')})."


def _is_date(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[4:5] == "-" and value[7:8] == "-"


def _date(value: str) -> dt.date:
    return dt.date.fromisoformat(value)
