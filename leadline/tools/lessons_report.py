"""The lessons report: the layout of a lessons-learned document, filled with quotes; what nobody wrote is "not provided"."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leadline.knowledge.lessons.records import DocumentLessons, Quote
from leadline.knowledge.lessons.taxonomy import cause
from leadline.tools.answer import Card, Sentence
from leadline.tools.card_text import MISSING, table_markdown

if TYPE_CHECKING:
    from leadline.tools.lessons_say import Findings

COLUMNS = [
    {"key": "id", "label": "ID", "kind": "key"},
    {"key": "category", "label": "Category", "kind": "text"},
    {"key": "event", "label": "Event", "kind": "text"},
    {"key": "effect", "label": "Effect", "kind": "text"},
    {"key": "cause", "label": "Cause", "kind": "text"},
    {"key": "recommendation", "label": "Recommendation", "kind": "text"},
    {"key": "applies", "label": "Applies when a project", "kind": "text"},
    {"key": "evidence", "label": "Evidence", "kind": "text"},
]


def report_card(findings: "Findings", today: dt.date, now: Sequence[Sentence] = ()) -> Card:
    title = f"Lessons learned: {findings.topic or findings.project_name or 'all documents'}"
    rows = [_row(f"L{number}", each) for number, each in enumerate(findings.lessons, start=1)]
    sections = [
        _text("summary", "Executive summary", _summary(findings)),
        _text("scope", "Scope and sources", _scope(findings)),
        _text("well", "What went well", _quotes([quote for each in findings.lessons for quote in each.worked])),
        _table("register", "Lessons register", rows),
        _text("now", "Where it applies now, and follow-up of earlier lessons", _now(now)),
        _text(
            "actions",
            "Owners and follow-up",
            "Owner, due date and proof of done: not provided. The documents name no owner; ask the sponsor of each project to assign one.",
        ),
        _text(
            "limits",
            "What this does not cover",
            "Benefits and effort against plan, unless a document states them. Causes that nobody wrote down.",
        ),
    ]
    header = {
        "project": findings.project_name,
        "type": "Lessons report",
        "period": None,
        "audience": None,
        "prepared_by": None,
        "drafted_by": "rules",
        "state": "Draft",
        "as_of": [{"source": "documents", "date": today.isoformat()}],
    }
    return Card(
        kind="report",
        title=title,
        data={"header": header, "sections": sections, "markdown": _markdown(title, sections)},
    )


def _summary(findings: "Findings") -> str:
    """Three lessons that change something, each with the documents behind it."""
    total = len(findings.lessons)
    lines = [f"- {each.name}: a cause in {each.count} of {total} documents" for each in findings.causes[:3]]
    advice = [f"- “{each.quotes[0].text}” ({each.quotes[0].title})" for each in findings.advice[:3]]
    return "\n".join([*lines, *advice]) or f"{MISSING}: no document names a cause or gives advice."


def _now(now: Sequence[Sentence]) -> str:
    return "\n\n".join(each.text for each in now) or f"{MISSING}: running projects were not checked."


def _scope(findings: "Findings") -> str:
    titles = "\n".join(
        f"- {each.title}{f' ({each.date.isoformat()})' if each.date else ''}" for each in findings.lessons
    )
    return f"{len(findings.lessons)} of {findings.searched} documents teach something here:\n\n{titles}"


def _row(number: str, lessons: DocumentLessons) -> dict[str, Any]:
    main = lessons.causes[0] if lessons.causes else None
    return {
        "id": number,
        "category": cause(main.cause_id).name if main else None,
        "event": _first((lessons.event,) if lessons.event else ()),
        "effect": _first(lessons.effects),
        "cause": main.quote.text if main else None,
        "recommendation": _first(lessons.actions),
        "applies": cause(main.cause_id).applies_when if main else None,
        "evidence": lessons.title,
    }


def _first(quotes: tuple[Quote, ...]) -> str | None:
    return quotes[0].text if quotes else None


def _quotes(quotes: list[Quote]) -> str:
    return (
        "\n".join(f"- “{quote.text}” ({quote.title})" for quote in quotes)
        or f"{MISSING}: no document says what went well."
    )


def _text(name: str, title: str, markdown: str) -> dict[str, Any]:
    return {"id": name, "title": title, "blocks": [{"type": "text", "markdown": markdown}]}


def _table(name: str, title: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": name, "title": title, "blocks": [{"type": "table", "columns": COLUMNS, "rows": rows}]}


def _markdown(title: str, sections: list[dict[str, Any]]) -> str:
    parts = [f"# {title}"]
    for section in sections:
        parts.append(f"## {section['title']}")
        parts.extend(map(_block_markdown, section["blocks"]))
    return "\n\n".join(parts)


def _block_markdown(block: dict[str, Any]) -> str:
    return str(block["markdown"]) if block["type"] == "text" else table_markdown(block["columns"], block["rows"])
