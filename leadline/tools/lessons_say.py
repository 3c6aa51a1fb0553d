"""Lessons in sentences, facts and cards. Counts are computed, everything else is quoted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leadline.knowledge.lessons.records import ActionGroup, DocumentLessons, Quote, RecurringCause
from leadline.knowledge.lessons.taxonomy import name_like
from leadline.tools.answer import Card, Citation, Fact, PassageSource, Sentence, ToolAnswer
from leadline.tools.facts import FactBook
from leadline.tools.lessons_report import report_card
from leadline.tools.phrasing import listing

TOOL = "summarize_lessons"
CAUSES_SAID = 4
STEM = 6  # letters of a word that count when a quote is matched to a topic
FEW = 3  # up to this many documents are told one by one
ADVICE_SAID = 5
WORKED_SAID = 2
DOCUMENTS_NAMED = 4
KIND_NAMES = {"post_mortem": "post-mortem", "retrospective": "retrospective", "report": "report"}


@dataclass(frozen=True, slots=True)
class Findings:
    """What was read and what recurs in it. `searched` counts the documents that were looked at, `lessons` those that teach."""

    lessons: tuple[DocumentLessons, ...]
    searched: int
    causes: tuple[RecurringCause, ...]
    advice: tuple[ActionGroup, ...]
    topic: str | None
    project_name: str | None


class _Book:
    """Counts with their query, quotes with their passage and a number to cite them by."""

    def __init__(self, args: Mapping[str, Any], today: dt.date) -> None:
        self.counts = FactBook(TOOL, args, today)
        self.quotes: list[Fact] = []
        self.citations: list[Citation] = []
        self._numbers: dict[tuple[str, str], int] = {}

    def count(self, label: str, value: int) -> int:
        self.counts.count(label, value, "document")
        return value

    def cite(self, quote: Quote) -> str:
        """The mark of a quote, like "[3]"; the same quote keeps its number."""
        key = (quote.passage_id, quote.text)
        if key not in self._numbers:
            self._numbers[key] = number = len(self.citations) + 1
            place = {
                "document_id": quote.document_id,
                "title": quote.title,
                "section": quote.section or None,
                "page": quote.page,
                "quote": quote.text,
            }
            self.citations.append(Citation.model_validate({"n": number, "passage_id": quote.passage_id, **place}))
            source = PassageSource.model_validate(place)
            label = f"Stated in “{quote.title}”"
            self.quotes.append(
                Fact(id=f"q-{quote.passage_id}-{number}", label=label, value=quote.text, unit="quote", source=source)
            )
        return f"[{self._numbers[key]}]"

    def title(self, document_id: str, title: str) -> None:
        """A title may hold figures of its own ("212 refunds paid twice"): they are the document's name, not a claim."""
        source = PassageSource(document_id=document_id, title=title, quote=title)
        self.quotes.append(Fact(id=f"d-{document_id}", label="Document title", value=title, unit="name", source=source))


def say(findings: Findings, *, args: dict[str, Any], today: dt.date, now: Sequence[Sentence] = ()) -> ToolAnswer:
    """`now`: where the lessons apply at present, told between the advice and the gaps."""
    book = _Book(args, today)
    for cause in findings.causes:
        book.count(f"Documents naming “{cause.name}” as a cause", cause.count)
    for each in findings.lessons:
        book.title(each.document_id, each.title)
    total = book.count(f"Documents with lessons{_on(findings)}", len(findings.lessons))
    if total <= FEW:
        told = [_few(findings, book, total), *_document_sentences(findings, book)]
    else:
        told = [
            _headline(findings, book, total),
            *_cause_sentences(findings, book, total),
            *_advice_sentences(findings, book),
            *_worked_sentences(findings, book),
        ]
    sentences = [
        *told,
        *now,
        *_gaps(findings, book),
        *_next(findings),
    ]
    cards = (_cause_table(findings, total), report_card(findings, today, now))
    shown = min(len(findings.causes), CAUSES_SAID)
    looked_at = (f"{findings.searched} post-mortems, retrospectives and reports",)
    answer = book.counts.answer(sentences, cards, total=len(findings.causes), shown=shown, looked_at=looked_at)
    return answer.model_copy(update={"facts": (*answer.facts, *book.quotes), "citations": tuple(book.citations)})


def nothing_found(searched: int, *, topic: str | None, project_name: str | None, today: dt.date) -> ToolAnswer:
    about = f" about “{topic}”" if topic else ""
    where = f" of {project_name}" if project_name else ""
    headline = f"No lessons{about} were found in the {searched} post-mortems, retrospectives and reports{where}."
    hint = (
        "Add documents with `leadline ingest FOLDER`, then ask again."
        if searched == 0
        else "Ask for all lessons, or name the subject in other words."
    )
    book = FactBook(TOOL, {"topic": topic, "project": project_name}, today)
    book.count("Documents searched for lessons", searched, "document")
    sentences = (
        Sentence(text=headline, part="headline"),
        Sentence(text=hint, part="gap"),
        Sentence(text="lessons learned", part="next"),
    )
    return book.answer(
        sentences, status="not_found", looked_at=(f"{searched} post-mortems, retrospectives and reports",)
    )


def _on(findings: Findings) -> str:
    about = f" about “{findings.topic}”" if findings.topic else ""
    return about + (f" of {findings.project_name}" if findings.project_name else "")


def _headline(findings: Findings, book: _Book, total: int) -> Sentence:
    if not findings.causes:
        return Sentence(
            text=f"**{_documents(total)}{_on(findings)} give advice, but none names a cause.**", part="headline"
        )
    named = name_like(findings.topic) if findings.topic else None
    if named is not None and findings.causes[0].cause_id == named.id:
        return _named_headline(findings, book)
    first, *others = findings.causes
    book.count(f"Documents naming “{first.name}” as a cause{_on(findings)}", first.count)
    text = f"**The most frequent cause in {_documents(total)}{_on(findings)}: {first.name.lower()}, in {first.count} of {total}.**"
    if others:
        text += f" Then {listing([f'{each.name.lower()} ({each.count})' for each in others[:3]])}."
        for each in others[:3]:
            book.count(f"Documents naming “{each.name}” as a cause{_on(findings)}", each.count)
    return Sentence(text=text, part="headline")


def _named_headline(findings: Findings, book: _Book) -> Sentence:
    """The asker named the cause; what is news is how often it was one, and what came with it."""
    first, *others = findings.causes
    count = book.count(f"Documents naming “{first.name}” as a cause", first.count)
    searched = book.count("Documents searched for lessons", findings.searched)
    verb = "names" if count == 1 else "name"
    text = f"**{count} of the {searched} documents read {verb} {first.name.lower()} as a cause.**"
    if others:
        text += f" With it came {listing([f'{each.name.lower()} ({each.count})' for each in others[:3]])}."
        for each in others[:3]:
            book.count(f"Documents naming “{each.name}” as a cause{_on(findings)}", each.count)
    return Sentence(text=text, part="headline")


def _few(findings: Findings, book: _Book, total: int) -> Sentence:
    """Counts over two or three documents say nothing; name them instead."""
    titles = listing([f"*{each.title}*" for each in findings.lessons])
    verb = "teaches" if total == 1 else "teach"
    return Sentence(text=f"**{_documents(total)} {verb} something{_on(findings)}:** {titles}.", part="headline")


def _document_sentences(findings: Findings, book: _Book) -> list[Sentence]:
    """One document after the other: what it did, why, what to do."""
    sentences = []
    for each in findings.lessons:
        told = [*each.effects, *([each.event] if each.event else [])]
        happened = [quote for quote in told if quote not in each.worked]
        parts = [
            *(("What happened", quote) for quote in _closest(happened, findings.topic)[:1]),
            *(("Cause", quote) for quote in _closest([found.quote for found in each.causes], findings.topic)[:1]),
            *(("What they say to do", quote) for quote in _closest(each.actions, findings.topic)[:2]),
            *(("What worked", quote) for quote in _closest(each.worked, findings.topic)[:1]),
        ]
        when = f" ({book.counts.date(f'{each.title}: date', each.date)})" if each.date else ""
        said = [f"  - {label}: “{quote.text}” {book.cite(quote)}" for label, quote in parts]
        sentences.append(Sentence(text="\n".join([f"- **{each.title}**{when}", *said]), part="point"))
    return sentences


def _closest(quotes: Sequence[Quote], topic: str | None) -> list[Quote]:
    """Those that use the words of the topic first; else as they stand in the document."""
    stems = {word[:STEM] for word in (topic or "").lower().split() if len(word) > 2}
    return sorted(quotes, key=lambda quote: -sum(stem in quote.text.lower() for stem in stems))


def _cause_sentences(findings: Findings, book: _Book, total: int) -> list[Sentence]:
    lines = []
    for cause in findings.causes[:CAUSES_SAID]:
        clearest = cause.found[0].quote
        text = (
            f"- **{cause.name} – {cause.count} of {total}.** “{clearest.text}” {book.cite(clearest)} *{clearest.title}*"
        )
        others = [each.quote for each in cause.found[1:DOCUMENTS_NAMED]]
        if others:
            text += f". Also in {listing([f'*{quote.title}* {book.cite(quote)}' for quote in others])}"
            rest = cause.count - 1 - len(others)
            if rest > 0:
                text += f" and {book.count(f'Further documents naming “{cause.name}”', rest)} more"
        lines.append(text + ".")
    return [Sentence(text="\n".join(lines))] if lines else []


def _advice_sentences(findings: Findings, book: _Book) -> list[Sentence]:
    """What to do: advice that answers the most frequent causes first, each source once."""
    chosen: list[ActionGroup] = []
    wanted = [quote.text for cause in findings.causes for quote in cause.actions]
    ranked = sorted(
        findings.advice,
        key=lambda group: (
            -len(group.documents),
            wanted.index(group.quotes[0].text) if group.quotes[0].text in wanted else len(wanted),
        ),
    )
    used: set[str] = set()
    for group in ranked:
        if group.quotes[0].document_id in used and len(findings.lessons) > ADVICE_SAID:
            continue
        used.add(group.quotes[0].document_id)
        chosen.append(group)
        if len(chosen) == ADVICE_SAID:
            break
    if not chosen:
        return []
    lines = [
        f"- “{group.quotes[0].text}” {''.join(book.cite(quote) for quote in group.quotes[:3])} *{group.quotes[0].title}*"
        for group in chosen
    ]
    return [Sentence(text="\n".join(["**What they say to do:**", "", *lines]))]


def _worked_sentences(findings: Findings, book: _Book) -> list[Sentence]:
    worked = [quote for each in findings.lessons for quote in each.worked[:1]][:WORKED_SAID]
    if not worked:
        return []
    lines = [f"- “{quote.text}” {book.cite(quote)} *{quote.title}*" for quote in worked]
    return [Sentence(text="\n".join(["**What worked:**", "", *lines]))]


def _gaps(findings: Findings, book: _Book) -> list[Sentence]:
    silent = [each for each in findings.lessons if not each.causes]
    sentences = []
    if silent:
        book.count(f"Documents with advice but no stated cause{_on(findings)}", len(silent))
        names = listing([f"*{each.title}*" for each in silent[:3]]) + (" and others" if len(silent) > 3 else "")
        verbs = ("gives", "states") if len(silent) == 1 else ("give", "state")
        text = f"{_documents(len(silent))} {verbs[0]} advice but {verbs[1]} no cause: {names}."
        sentences.append(Sentence(text=text, part="gap"))
    kinds = sorted({KIND_NAMES.get(each.kind, each.kind) for each in findings.lessons})
    book.count("Documents searched for lessons", findings.searched)
    text = (
        f"Read: {listing([f'{kind}s' for kind in kinds])}, {findings.searched} in all. A cause is counted where a sentence names it; "
        "one that nobody wrote down is not."
    )
    sentences.append(Sentence(text=text, part="gap"))
    return sentences


def _next(findings: Findings) -> list[Sentence]:
    if not findings.causes:
        return []
    first = findings.causes[0].name.lower()
    asks = (
        [f"what can we learn about {first}?"]
        if findings.topic is None
        else ["recurring causes across all post-mortems"]
    )
    return [Sentence(text=text, part="next") for text in asks]


def _cause_table(findings: Findings, total: int) -> Card:
    columns = [
        {"key": "cause", "label": "Cause", "kind": "text"},
        {"key": "documents", "label": f"Documents of {total}", "kind": "number"},
        {"key": "where", "label": "Where", "kind": "text"},
        {"key": "applies", "label": "Applies to a project that", "kind": "text"},
    ]
    rows = [
        {
            "cause": cause.name,
            "documents": cause.count,
            "where": "; ".join(dict.fromkeys(each.quote.title for each in cause.found)),
            "applies": cause.applies_when,
        }
        for cause in findings.causes
    ]
    data = {"columns": columns, "rows": rows, "total": len(rows), "shown": len(rows)}
    return Card(kind="table", title="Recurring causes, with the documents behind each count", data=data)


def _documents(count: int) -> str:
    return f"{count} document{'' if count == 1 else 's'}"
