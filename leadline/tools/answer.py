"""What a tool gives back: text for the model, facts that bind every figure to its source, cards for the screen.

The JSON of Fact, Citation and Card is a contract with other programs (docs: the HTTP API). A tool's answer travels through the
agent as the artifact of a tool message, so everything here is plain JSON when dumped.
"""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class QuerySource(Frozen):
    """The figure was computed: run the tool again with these arguments to check it."""

    kind: Literal["query"] = "query"
    tool: str
    args: dict[str, Any]


class PassageSource(Frozen):
    """The statement stands in a document: here is the exact quote."""

    kind: Literal["passage"] = "passage"
    document_id: str
    title: str
    section: str | None = None
    page: int | None = None
    quote: str


Source = Annotated[QuerySource | PassageSource, Field(discriminator="kind")]
Value = float | int | str | bool | None


class Fact(Frozen):
    """One figure, date, colour, name or count with where it comes from.

    `label` names subject and measure so that it can stand alone ("Atlas: cost performance index (CPI)"). `value` is the unrounded
    machine value: a number, an ISO date, a word; None = not provided. `unit`: "EUR", "days", "working days", "%", "points",
    "ratio", "count", "date", "colour", "name", "id" ... A percentage is stored as shown (12.5 with unit "%").
    """

    id: str
    label: str
    value: Value
    unit: str | None = None
    as_of: dt.date | dt.datetime | None = None
    source: Source


class Citation(Frozen):
    n: int
    document_id: str
    passage_id: str
    title: str
    section: str | None = None
    page: int | None = None
    quote: str


CardKind = Literal["table", "timeline", "chart", "heat_map", "story_set", "report", "document", "citations"]


class Card(Frozen):
    """A typed thing that a screen can show. Shapes of `data` by kind: see `docs/cards.md`. Pictures are drawn by our code from it."""

    kind: CardKind
    title: str
    data: dict[str, Any]


Part = Literal["headline", "point", "detail", "gap", "question", "next"]


class Sentence(Frozen):
    """A finished sentence (Markdown) composed from facts. `part` says what it does, so that a shorter answer can leave some out.

    headline: the answer itself, bad news first · point: what a busy reader still needs · detail: for those who ask ·
    gap: what is missing or was not looked at, and whom to ask · question: asks back ·
    next: a suggested follow-up question, in the user's words.
    """

    text: str
    part: Part = "point"


class ToolAnswer(Frozen):
    """The answer of one tool call.

    `sentences` say it for a person, in reading order; `text` is the same for a model, compact, with fact ids. `status`:
    "ok", "ask" (several records fit, or something is missing: the question is in `sentences`, choices in `choices`),
    "not_found" (with what was searched in `looked_at`). `proposals`: changes that wait for a person (the API's proposal JSON).
    `asks_for`: the argument that a question back is about. `total`/`shown`/`withheld` count list rows.
    """

    status: Literal["ok", "ask", "not_found"] = "ok"
    text: str
    sentences: tuple[Sentence, ...] = ()
    facts: tuple[Fact, ...] = ()
    cards: tuple[Card, ...] = ()
    citations: tuple[Citation, ...] = ()
    choices: tuple[str, ...] = ()
    total: int | None = None
    shown: int | None = None
    withheld: int = 0
    looked_at: tuple[str, ...] = ()
    proposals: tuple[dict[str, Any], ...] = ()
    asks_for: str = ""
