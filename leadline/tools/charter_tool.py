"""What a charter promises, and whether the project database still says the same: part of `search_knowledge`."""

import re

from leadline.knowledge.charter import Field, Stated, charter_fields
from leadline.knowledge.results import DocumentInfo
from leadline.knowledge.scope import Scope
from leadline.projects.queries.standing import load_project_files
from leadline.projects.standing import Standing, stand
from leadline.tools.answer import Card, Sentence, ToolAnswer
from leadline.tools.cards import Column, table
from leadline.tools.charter_check import Checked, Difference, check_charter
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.knowledge_cite import Book as Quotes
from leadline.tools.knowledge_cite import shown, where
from leadline.tools.phrasing import listing
from leadline.tools.which import Meant

ITEMS_SAID = 4  # statements of a field that are said; the table holds all
_CHARTER = re.compile(r"\b(?:charter|project brief|pid)\b", re.IGNORECASE)
_COMPARE = re.compile(
    r"\b(?:match(?:es)?|differ\w*|fits?|deviat\w*|agrees?|in line|consistent|compare[ds]?|against|versus|vs|"
    r"contradicts?|still (?:true|holds?|valid))\b",
    re.IGNORECASE,
)
_RECORDS = re.compile(
    r"\b(?:plan|schedule|database|records?|reality|register|project data|what we (?:have|plan)|baseline|true|holds?|valid)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(r"\b(?:promis\w*|commit\w*|fix(?:es)?|summar\w*|contain\w*|what(?:'s| is) in)\b", re.IGNORECASE)


def about_charter(query: str) -> str | None:
    """ "compare" or "promise" where the question is about a charter as a whole; else it is one for the search."""
    if not _CHARTER.search(query):
        return None
    if _COMPARE.search(query) and _RECORDS.search(query):
        return "compare"
    named = re.search(
        r"\b(?:scope|objective|deliverable|milestone|budget|sponsor|assumption|constraint|criteri)", query, re.I
    )
    return "promise" if _PROMISE.search(query) and not named else None


def charter_answer(context: Context, query: str, meant: Meant, way: str) -> ToolAnswer:
    scope = Scope(context.access.project_keys)
    args = {"query": query, "project": meant.key}
    book, quotes = FactBook("search_knowledge", args, context.today), Quotes(args, context.today)
    charters = context.library.documents(scope, kind="charter", project_key=meant.key).items
    if not charters:
        return _none(context, meant, book, scope)
    document = charters[0]
    fields = charter_fields(context.library.passages(scope, document.id))
    with context.sessions() as session:
        (file,) = load_project_files(session, context.access, context.today, [meant.key])
    standing = stand(file, context.today)
    checked = check_charter(fields, standing)
    said, cards = (
        _compared(book, quotes, standing, checked, document)
        if way == "compare"
        else _promised(book, quotes, meant, fields, document)
    )
    if way == "promise" and checked.differences:
        count = book.count(
            f"{meant.name}: differences between charter and plan", len(checked.differences), "difference"
        )
        said.append(
            Sentence(
                text=f"The project database has {count} to it: ask “does the {meant.name} charter match the plan?”"
            )
        )
    answer = book.answer(
        [*said, *meant.said], cards, looked_at=(f"the charter of {meant.name} and its plan, budget and sponsor",)
    )
    return answer.model_copy(update={"facts": (*answer.facts, *quotes.facts), "citations": tuple(quotes.citations)})


def _none(context: Context, meant: Meant, book: FactBook, scope: Scope) -> ToolAnswer:
    searched = context.library.documents(scope, kind="charter").total
    count = book.count("Documents of kind charter searched", searched, "charter")
    text = f"**No charter of {meant.name} is among the {count} you can read.**"
    hint = f"Ask the project manager of {meant.name} for it, or add it with `leadline ingest FILE --project {meant.key} --kind charter`."
    return book.answer([Sentence(text=text, part="headline"), Sentence(text=hint, part="gap")], status="not_found")


def _compared(
    book: FactBook, quotes: Quotes, standing: Standing, checked: Checked, document: DocumentInfo
) -> tuple[list[Sentence], list[Card]]:
    name = standing.file.project.name
    compared = book.count(f"{name}: statements of the charter compared", checked.compared, "statement")
    if not checked.differences:
        text = f"**The charter of {name} and the project database agree in all {compared} that could be compared.**"
        return [Sentence(text=text, part="headline"), *_limits(book, standing, checked)], []
    number = book.number(f"{name}: differences between charter and plan", len(checked.differences))
    headline = f"**The charter of {name} and the project database differ in {number} of {compared} compared.**"
    lines = [f"- {_difference(book, quotes, standing, one)}" for one in checked.differences]
    said = [Sentence(text=headline, part="headline"), Sentence(text="\n".join(lines))]
    holds = (
        "The charter is the approved promise; who changed it is not recorded in it: ask the sponsor which one holds."
    )
    said.append(Sentence(text=holds, part="gap"))
    columns = (
        Column("subject", "What", "text"),
        Column("charter", "Charter says", "text"),
        Column("plan", "Database says", "text"),
        Column("days", "Days later", "number"),
    )
    rows = [
        {"subject": one.subject, "charter": str(_plain(one.charter)), "plan": str(_plain(one.plan)), "days": one.days}
        for one in checked.differences
    ]
    return [*said, *_limits(book, standing, checked)], [
        table(f"{document.title} against the project database", columns, rows)
    ]


def _difference(book: FactBook, quotes: Quotes, standing: Standing, one: Difference) -> str:
    name, subject = standing.file.project.name, one.subject
    mark = quotes.cite(one.stated.passage, one.stated.text)
    if one.kind == "milestone":
        charter = book.date(
            f"{name} charter: {subject}", one.charter if not isinstance(one.charter, (int, str)) else None
        )
        plan = book.date(f"{name} plan: {subject}", one.plan if not isinstance(one.plan, (int, str)) else None)
        days = one.days or 0
        moved = f"{book.days(f'{name}: {subject}, plan against charter', days)} {'later' if days > 0 else 'earlier'}"
        return f"**{book.name(f'{name}: milestone', subject)}**: the charter says {charter} {mark}, the plan says {plan}, {moved}."
    if one.kind == "budget":
        currency = standing.file.project.currency
        charter = book.money(f"{name} charter: budget", one.charter if isinstance(one.charter, int) else None, currency)
        plan = book.money(f"{name}: budget on record", one.plan if isinstance(one.plan, int) else None, currency)
        return f"**Budget**: the charter says {charter} {mark}, the project database says {plan}."
    charter, plan = (
        book.name(f"{name} charter: sponsor", str(one.charter)),
        book.name(f"{name}: sponsor", str(one.plan)),
    )
    return f"**Sponsor**: the charter says {charter} {mark}, the project database says {plan}."


def _limits(book: FactBook, standing: Standing, checked: Checked) -> list[Sentence]:
    said = "Compared: sponsor, budget and dated milestones. Scope, objectives and criteria have no figures to compare."
    if checked.unmatched:
        name = standing.file.project.name
        count = book.count(f"{name}: milestones only in the charter", len(checked.unmatched), "milestone")
        said += (
            f" {count} of the charter {'has' if len(checked.unmatched) == 1 else 'have'} no counterpart in the plan."
        )
    return [Sentence(text=said, part="gap")]


def _promised(
    book: FactBook, quotes: Quotes, meant: Meant, fields: dict[Field, tuple[Stated, ...]], document: DocumentInfo
) -> tuple[list[Sentence], list[Card]]:
    held = {field: items for field, items in fields.items() if items}
    first = next(iter(held.values()), ())
    place = where(first[0].passage, section=False) if first else f"*{document.title}*"
    lines = []
    for field, items in held.items():
        told = "; ".join(
            f"{shown(one.text, one.passage.text)} {quotes.cite(one.passage, one.text)}" for one in items[:ITEMS_SAID]
        )
        rest = len(items) - ITEMS_SAID
        more = (
            f"; and {book.count(f'{meant.name} charter: further statements on {field}', rest, 'more')}"
            if rest > 0
            else ""
        )
        lines.append(f"- **{field.capitalize()}**: {told}{more.replace('mores', 'more')}")
    said = [
        Sentence(text="\n".join([f"**What {meant.name} promises**, as {place} says:", "", *lines]), part="headline")
    ]
    missing = [str(field) for field in Field if field not in held]
    if missing:
        said.append(Sentence(text=f"Not provided in the charter: {listing(missing)}.", part="gap"))
    columns = (
        Column("field", "Field", "text"),
        Column("says", "The charter says", "text"),
        Column("place", "Section", "text"),
    )
    rows = [
        {"field": str(field), "says": shown(one.text, one.passage.text).strip("“”"), "place": one.passage.section}
        for field, items in held.items()
        for one in items
    ]
    said.append(Sentence(text=f"Does the {meant.name} charter match the plan?", part="next"))
    return said, [table(document.title, columns, rows)]


def _plain(value: object) -> object:
    return f"{value / 100:,.2f}" if isinstance(value, int) else value
