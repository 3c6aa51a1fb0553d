"""Plain values that the library hands out. They outlive the session that read them."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    id: str
    project_key: str
    source_name: str
    title: str
    kind: str
    version: int
    superseded_by: str | None
    language: str
    date: dt.date | None
    page_count: int | None
    hidden_characters: int
    hidden_text: int
    ingested_at: dt.datetime


@dataclass(frozen=True, slots=True)
class DocumentList:
    items: tuple[DocumentInfo, ...]
    total: int


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage with what is needed to cite it. `start`/`end` are its span in the document's Markdown."""

    id: str
    document_id: str
    title: str
    kind: str
    project_key: str
    date: dt.date | None
    section: str
    page: int | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file. `reason` says in plain words why it was refused."""

    status: Literal["added", "unchanged", "superseded", "refused"]
    source_name: str
    document_id: str | None = None
    passages: int = 0
    reason: str | None = None
    hidden_characters: int = 0
    hidden_text: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a folder's ingest: `done` of `total` files, or of passages while vectors are made (`stage` "embed")."""

    stage: Literal["read", "embed"]
    done: int
    total: int
    ingested: Ingested | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that fits the question. `quote` is the sentence that answers best: a verbatim piece of the document's Markdown.

    `score` is the fused relevance (comparable within one search), `confidence` the calibrated chance that the passage answers.
    `asked_section`: the question names the passage's heading ("out of scope"), so the whole section is the answer.
    `usual_section`: documents usually say under such a heading what the question is after ("when ...?" and "Milestones").
    `repeats` are documents that hold the same passage.
    """

    passage: PassageText
    quote: str
    score: float
    confidence: float
    asked_section: bool = False
    usual_section: bool = False
    repeats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`answered` is False when nothing in scope answers: the hits are then only the nearest passages."""

    hits: tuple[Hit, ...]
    answered: bool
    documents_searched: int
    kinds_searched: tuple[tuple[str, int], ...] = field(default=())
    lexical_only: bool = False
