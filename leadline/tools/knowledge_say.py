"""An answer from documents in sentences: the quote first, then where it stands; sources that disagree side by side."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from leadline.knowledge.disagreement import Statement, disagreement
from leadline.knowledge.kinds import KINDS
from leadline.knowledge.library import Library
from leadline.knowledge.results import Hit, SearchResult
from leadline.knowledge.scope import Scope
from leadline.knowledge.sentences import statements
from leadline.tools.answer import Card, Sentence, ToolAnswer
from leadline.tools.knowledge_cite import Book, counted, documents_counted, searched, shown, where
from leadline.tools.phrasing import day
from leadline.tools.which import Meant

QUOTES_SAID = 3
ITEMS_SAID = 10
USUAL_BONUS = 0.1  # of confidence, for a passage under a heading where such answers usually stand
NEARLY_AS_SURE = 0.7  # of the best answer's confidence: a further passage below that is not worth the reader's time
LANGUAGES = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
    "pl": "Polish",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """`project_named`: the user said it (it is not only the project chosen on the page)."""

    query: str
    project: Meant | None
    project_named: bool
    kind: str | None


@dataclass(frozen=True, slots=True)
class Looked:
    """One search: where, and what came of it."""

    project_key: str | None
    kind: str | None
    result: SearchResult


def say(asked: Asked, looks: Sequence[Looked], *, library: Library, scope: Scope, today: dt.date) -> ToolAnswer:
    """The answer of the last look; the looks before it found nothing."""
    args = {"query": asked.query}
    args |= {"project": asked.project.key} if asked.project and asked.project_named else {}
    args |= {"kind": asked.kind} if asked.kind else {}
    book = Book(args, today)
    last = looks[-1]
    if not last.result.answered:
        return _not_found(asked, last.result, book)
    hits = _worth_saying(last.result.hits)
    against = disagreement(asked.query, last.result.hits)
    if against:
        said = _side_by_side(against, book)
    elif hits[0].asked_section:
        said = _section(hits[0], library, scope, book)
    else:
        said = _quotes(hits, book)
    said = [*_elsewhere(asked, looks, book), *said, *_notes(hits, last.result, library, scope)]
    return _answer(said, book, last.result, total=len(hits))


def _answer(said: Sequence[Sentence], book: Book, result: SearchResult, *, total: int) -> ToolAnswer:
    items = [citation.model_dump(mode="json") for citation in book.citations]
    return ToolAnswer(
        text="\n".join(sentence.text for sentence in said if sentence.part != "next"),
        sentences=tuple(said),
        facts=tuple(book.facts),
        cards=(Card(kind="citations", title="Where it stands", data={"items": items}),) if items else (),
        citations=tuple(book.citations),
        total=total,
        shown=len(book.citations),
        looked_at=(searched(result),),
    )


def _worth_saying(hits: Sequence[Hit]) -> list[Hit]:
    """The best hit and those nearly as sure, one of each document."""
    best = max(hit.confidence for hit in hits)
    close = [hit for hit in hits if hit.confidence >= NEARLY_AS_SURE * best]
    ranked = sorted(close, key=lambda hit: (-hit.asked_section, -hit.confidence - USUAL_BONUS * hit.usual_section))
    chosen: dict[str, Hit] = {}
    for hit in ranked:
        chosen.setdefault(hit.passage.document_id, hit)
    return list(chosen.values())[:QUOTES_SAID]


def _quotes(hits: Sequence[Hit], book: Book) -> list[Sentence]:
    first, *others = hits
    mark = book.cite(first.passage, first.quote)
    said = [
        Sentence(text=f"{shown(first.quote, first.passage.text)} {mark}", part="headline"),
        Sentence(text=f"That stands in {where(first.passage)}.", part="point"),
    ]
    for hit in others:
        mark = book.cite(hit.passage, hit.quote)
        said.append(
            Sentence(text=f"- {where(hit.passage)}: {shown(hit.quote, hit.passage.text)} {mark}", part="detail")
        )
    if others:
        said.insert(2, Sentence(text="Related:", part="detail"))
    return said


def _section(hit: Hit, library: Library, scope: Scope, book: Book) -> list[Sentence]:
    """The question names a heading: everything under it is the answer."""
    section = hit.passage.section
    whole = [passage for passage in library.passages(scope, hit.passage.document_id) if passage.section == section]
    told = [(passage, text) for passage in whole for text in statements(passage.text)]
    heading = section.rsplit(" > ", 1)[-1]
    title = f"**{heading}**, as {where(hit.passage, section=False)} says:"
    items = [f"- {shown(text, passage.text)} {book.cite(passage, text)}" for passage, text in told[:ITEMS_SAID]]
    said = [Sentence(text="\n".join([title, "", *items]), part="headline")]
    if len(told) > ITEMS_SAID:
        book.count(f"Statements under “{heading}”", len(told))
        said.append(Sentence(text=f"{ITEMS_SAID} of {len(told)} statements shown.", part="gap"))
        book.count("Statements shown", ITEMS_SAID)
    return said


def _side_by_side(against: Sequence[Statement], book: Book) -> list[Sentence]:
    items = [
        f"- {where(one.hit.passage)}: {shown(one.quote, one.hit.passage.text)} {book.cite(one.hit.passage, one.quote)}"
        for one in against
    ]
    said = [Sentence(text="\n".join(["**The documents disagree on this.**", "", *items]), part="headline")]
    dated = [s.hit.passage for s in against if s.hit.passage.date]
    if len(dated) == len(against) and len({passage.date for passage in dated}) > 1:
        newest = max(dated, key=lambda passage: passage.date or dt.date.min)
        said.append(
            Sentence(
                text=f"The later document is *{newest.title}* ({day(newest.date)}); ask its author which one holds.",
                part="gap",
            )
        )
    else:
        said.append(Sentence(text="Ask the project manager which one holds.", part="gap"))
    return said


def _elsewhere(asked: Asked, looks: Sequence[Looked], book: Book) -> list[Sentence]:
    """What the asked documents did not answer, before what others say."""
    first, last = looks[0], looks[-1]
    if first is last:
        return []
    moved_on = asked.project_named and first.project_key is not None and last.project_key is None
    if moved_on and asked.project:
        count = first.result.documents_searched if first.kind is None else looks[1].result.documents_searched
        book.count(f"Documents of {asked.project.name} searched", count)
        text = f"Nothing on this in the {documents_counted(count)} of {asked.project.name}. Elsewhere:"
        return [Sentence(text=text, part="headline")]
    if asked.kind and last.kind is None and first.result.documents_searched:
        count = first.result.documents_searched
        book.count(f"Documents of kind {KINDS[asked.kind]} searched", count)
        return [Sentence(text=f"Not in the {counted(asked.kind, count)}, but elsewhere:", part="headline")]
    return []


def _notes(hits: Sequence[Hit], result: SearchResult, library: Library, scope: Scope) -> list[Sentence]:
    said: list[Sentence] = []
    for hit in hits:
        document = library.document(scope, hit.passage.document_id)
        if document is not None and document.language != "en":
            language = LANGUAGES.get(document.language, document.language)
            said.append(Sentence(text=f"*{document.title}* is in {language}; it is quoted as written.", part="gap"))
        if document is not None and document.hidden_text:
            said.append(Sentence(text=f"*{document.title}* holds hidden text, which was left out.", part="gap"))
    if result.lexical_only:
        said.append(Sentence(text="Searched by words only: no embedding model is at hand.", part="gap"))
    return said


def _not_found(asked: Asked, result: SearchResult, book: Book) -> ToolAnswer:
    if not result.documents_searched:
        book.count("Documents searched", 0)
        text = "There are no documents to look in yet. Add some with `leadline ingest FOLDER`."
        said = [Sentence(text=text, part="headline")]
    else:
        book.count("Documents searched", result.documents_searched)
        for kind, count in result.kinds_searched:
            book.count(f"Documents of kind {KINDS.get(kind, kind)} searched", count)
        said = [Sentence(text=f"**Not found in {searched(result)}.**", part="headline")]
        if result.hits:
            nearest = where(result.hits[0].passage)
            said.append(Sentence(text=f"The nearest passage is in {nearest}; it does not answer this.", part="gap"))
        owner = f"the project manager of {asked.project.name}" if asked.project else "whoever owns the subject"
        said.append(Sentence(text=f"Ask {owner}, or add the document that should say it.", part="gap"))
    return ToolAnswer(
        status="not_found",
        text="\n".join(sentence.text for sentence in said),
        sentences=tuple(said),
        facts=tuple(book.facts),
        total=0,
        shown=0,
        looked_at=(searched(result),),
    )
