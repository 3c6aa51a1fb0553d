"""The one translator from the agent framework's stream to our events; it also gathers what the stored turn holds."""

from typing import Any

from langchain_core.messages import AIMessage, AIMessageChunk, AnyMessage, ToolMessage

from leadline.assistant.events import (
    AnyEvent,
    CardShown,
    CitationsShown,
    ProposalShown,
    TextDelta,
    TextReplaced,
    ToolFinished,
    ToolStarted,
)
from leadline.assistant.middleware.citations import DONE, renumber
from leadline.assistant.text_calls import may_become_call
from leadline.assistant.this_turn import tool_answer
from leadline.tools.answer import Citation, Fact, ToolAnswer

STREAMS = ["messages", "updates", "custom"]


class Recorder:
    """Feed it the parts of `astream(stream_mode=STREAMS, version="v2")` in order; each gives the events to show."""

    def __init__(self) -> None:
        self.shown = ""  # the answer as the reader sees it
        self.drafts: list[str] = []  # complete answers of the model; more than one after a repair
        self.tools: list[dict[str, Any]] = []
        self.answers: list[ToolAnswer] = []
        self.cards: list[dict[str, Any]] = []
        self.proposals: list[dict[str, Any]] = []
        self.usage: dict[str, int] = {}
        self._messages: dict[str, AnyMessage] = {}
        self._started: dict[str, ToolStarted] = {}
        self._speaking: str | None = None  # id of the model message whose text is shown
        self._held: dict[str, str] = {}  # text that may still become a tool call, by message
        self._cited: set[int] = set()

    @property
    def messages(self) -> list[AnyMessage]:
        return list(self._messages.values())

    @property
    def facts(self) -> list[Fact]:
        return list({fact.id: fact for answer in self.answers for fact in answer.facts}.values())

    @property
    def citations(self) -> list[Citation]:
        found = {citation.n: citation for answer in self.answers for citation in answer.citations}
        return [found[n] for n in sorted(found)]

    @property
    def suggestions(self) -> list[str]:
        """Choices where a tool asks back, else the tools' follow-up questions."""
        choices = [choice for answer in self.answers for choice in answer.choices if answer.status == "ask"]
        following = [s.text for answer in self.answers for s in answer.sentences if s.part == "next"]
        return list(dict.fromkeys(choices))[:8] or list(dict.fromkeys(following))[:4]

    def feed(self, part: dict[str, Any]) -> list[AnyEvent]:
        match part["type"]:
            case "messages":
                return self._piece(part["data"][0])
            case "updates":
                return [event for update in part["data"].values() for event in self._update(update)]
            case "custom":
                return self._tool_event(part["data"])
            case _:
                return []

    def finish(self) -> list[AnyEvent]:
        """After the last part: cards of tools whose answers the model did not come to read."""
        return self._numbered(renumber(self.messages))

    def replace(self, text: str) -> list[AnyEvent]:
        """Make `text` the answer, with as little change for the reader as possible."""
        before, self.shown = self.shown, text
        if text == before:
            return []
        if before and not text.startswith(before):
            return [TextReplaced(text=text)]
        return [TextDelta(text=text[len(before) :])]

    def propose(self, *proposals: dict[str, Any]) -> list[AnyEvent]:
        """Show proposals, each once, as they stand."""
        known = {one["id"]: place for place, one in enumerate(self.proposals)}
        for one in proposals:
            if one["id"] in known:
                self.proposals[known[one["id"]]] = one
            else:
                self.proposals.append(one)
        return [ProposalShown(proposal=one) for one in proposals]

    def _piece(self, message: AnyMessage) -> list[AnyEvent]:
        if not isinstance(message, AIMessageChunk) or not message.text:
            return []
        speaker = str(message.id)
        if speaker != self._speaking:
            held = self._held.get(speaker, "") + message.text
            if may_become_call(held):
                self._held[speaker] = held
                return []
            self._speaking = speaker
            return self.replace(held)
        self.shown += message.text
        return [TextDelta(text=message.text)]

    def _update(self, update: Any) -> list[AnyEvent]:
        events: list[AnyEvent] = []
        for message in (update or {}).get("messages", ()):
            if isinstance(message, AIMessage):
                events += self._spoken(message)
            elif isinstance(message, ToolMessage):
                self._messages[message.tool_call_id] = message
                if message.additional_kwargs.get(DONE):
                    events += self._numbered([message])
        return events

    def _spoken(self, message: AIMessage) -> list[AnyEvent]:
        self._messages[str(message.id)] = message
        self._count(message)
        self._speaking = None
        if message.tool_calls:
            return self.replace("")
        if not message.text.strip():
            return []
        self.drafts.append(message.text.strip())
        return self.replace(message.text)

    def _count(self, message: AIMessage) -> None:
        used = message.usage_metadata
        if used is not None:
            for key, amount in (
                ("input_tokens", used["input_tokens"]),
                ("output_tokens", used["output_tokens"]),
                ("total_tokens", used["total_tokens"]),
            ):
                self.usage[key] = self.usage.get(key, 0) + amount

    def _tool_event(self, event: Any) -> list[AnyEvent]:
        if isinstance(event, ToolStarted):
            self._started[event.call_id] = event
            return [event]
        if isinstance(event, ToolFinished):
            fields = event.model_dump(include={"name", "status", "ms", "total", "shown", "withheld"})
            self.tools.append({"args": self._started[event.call_id].args, **fields})
            return [event]
        return []

    def _numbered(self, messages: list[ToolMessage]) -> list[AnyEvent]:
        events: list[AnyEvent] = []
        for message in messages:
            answer = tool_answer(message)
            if answer is None:
                continue
            self.answers.append(answer)
            for card in answer.cards:
                events.append(CardShown(index=len(self.cards), card=card))
                self.cards.append(card.model_dump(mode="json"))
            events += self.propose(*answer.proposals)
        if self._cited != {citation.n for citation in self.citations}:
            self._cited = {citation.n for citation in self.citations}
            events.append(CitationsShown(items=tuple(self.citations)))
        return events
