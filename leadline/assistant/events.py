"""What happens during a turn: a closed set of events.

Events are numbered and stored in this JSON form before anyone sees them; the edge translates them for each door. The last event of a
turn is always `Done`, `Failed` or `Stopped`.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from leadline.tools.answer import Card, Citation, Fact


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Claim(_Event):
    """A figure, date, colour or identifier found in the answer's text; `start` and `end` are character offsets into it."""

    text: str
    start: int
    end: int
    fact_id: str | None = None
    status: Literal["supported", "document_says", "unsupported"]


class Started(_Event):
    """The message is stored; work begins."""

    type: Literal["started"] = "started"
    thread_id: str
    turn_id: str
    title: str
    model: str


class TextDelta(_Event):
    """More text of the answer. All deltas since the start or since the last `TextReplaced` make up the answer so far."""

    type: Literal["text_delta"] = "text_delta"
    text: str


class TextReplaced(_Event):
    """What was streamed as answer so far is withdrawn; `text` stands in its place (a tool call that came as text, a repair)."""

    type: Literal["text_replaced"] = "text_replaced"
    text: str


class ToolStarted(_Event):
    type: Literal["tool_started"] = "tool_started"
    call_id: str
    name: str
    args: dict[str, Any]


class ToolFinished(_Event):
    """`status`: ok, ask, not_found, error. `summary`: one sentence. `withheld`: rows that the asker may not see."""

    type: Literal["tool_finished"] = "tool_finished"
    call_id: str
    name: str
    status: Literal["ok", "ask", "not_found", "error"]
    ms: int
    total: int | None = None
    shown: int | None = None
    withheld: int = 0
    summary: str = ""


class CardShown(_Event):
    """`index`: place in the turn's list of cards, from 0."""

    type: Literal["card_shown"] = "card_shown"
    index: int
    card: Card


class ProposalShown(_Event):
    """A change that waits for a person, or how one stands after their decision."""

    type: Literal["proposal_shown"] = "proposal_shown"
    proposal: dict[str, Any]


class CitationsShown(_Event):
    """All citations of the turn so far, numbered as the text refers to them."""

    type: Literal["citations_shown"] = "citations_shown"
    items: tuple[Citation, ...]


class ClaimsChecked(_Event):
    """The final text against the facts of the turn; offsets into the final text."""

    type: Literal["claims_checked"] = "claims_checked"
    claims: tuple[Claim, ...]
    facts: tuple[Fact, ...]


class SuggestionsShown(_Event):
    """Follow-up questions, or the choices when the assistant asks back."""

    type: Literal["suggestions_shown"] = "suggestions_shown"
    items: tuple[str, ...]


class Notice(_Event):
    """Something the reader should know that is not part of the answer."""

    type: Literal["notice"] = "notice"
    message: str


class Done(_Event):
    """The turn as stored (`TurnView` as JSON)."""

    type: Literal["done"] = "done"
    turn: dict[str, Any]


class Failed(_Event):
    """The turn ended without an answer. The message is kept."""

    type: Literal["failed"] = "failed"
    code: str
    message: str
    hint: str = ""


class Stopped(_Event):
    """A person pressed Stop; what was written until then is kept in `turn`."""

    type: Literal["stopped"] = "stopped"
    turn: dict[str, Any]


AnyEvent = (
    Started
    | TextDelta
    | TextReplaced
    | ToolStarted
    | ToolFinished
    | CardShown
    | ProposalShown
    | CitationsShown
    | ClaimsChecked
    | SuggestionsShown
    | Notice
    | Done
    | Failed
    | Stopped
)
LAST = (Done, Failed, Stopped)

_ADAPTER: TypeAdapter[AnyEvent] = TypeAdapter(Annotated[AnyEvent, Field(discriminator="type")])


def to_json(event: AnyEvent) -> dict[str, Any]:
    return event.model_dump(mode="json")


def from_json(payload: dict[str, Any]) -> AnyEvent:
    return _ADAPTER.validate_python(payload)
