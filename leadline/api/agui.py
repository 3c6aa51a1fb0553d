"""Our events in the words of AG-UI 1.0. One translator; everything we add travels as activities that other clients may ignore.

Started          RUN_STARTED
TextDelta        TEXT_MESSAGE_START (once), TEXT_MESSAGE_CONTENT
TextReplaced     CUSTOM leadline.text_replaced {messageId, text}
ToolStarted      TOOL_CALL_START, TOOL_CALL_ARGS, TOOL_CALL_END
ToolFinished     TOOL_CALL_RESULT (content: JSON with status, counts and a sentence)
CardShown ...    ACTIVITY_SNAPSHOT leadline.card | proposal | citations | claims | suggestions | notice
Done, Stopped    TEXT_MESSAGE_END, RUN_FINISHED (result: the turn as JSON)
Failed           TEXT_MESSAGE_END, RUN_ERROR
"""

import json
from collections.abc import Iterator
from typing import Any

from ag_ui.core import (
    ActivitySnapshotEvent,
    BaseEvent,
    CustomEvent,
    RunErrorEvent,
    RunFinishedEvent,
    RunStartedEvent,
    TextMessageContentEvent,
    TextMessageEndEvent,
    TextMessageStartEvent,
    ToolCallArgsEvent,
    ToolCallEndEvent,
    ToolCallResultEvent,
    ToolCallStartEvent,
)

from leadline.assistant import events as ours

PROTOCOL_VERSION = "1.0"


class Translator:
    """Translates the events of one run, in order. It must see them from the first on to know whether the text was begun."""

    def __init__(self, run_id: str) -> None:
        self.run_id = run_id
        self.thread_id = ""
        self.message_id = f"{run_id}-answer"
        self._writing = False

    def translate(self, event: ours.AnyEvent) -> list[BaseEvent]:
        return list(self._translate(event))

    def _translate(self, event: ours.AnyEvent) -> Iterator[BaseEvent]:
        match event:
            case ours.Started():
                self.thread_id = event.thread_id
                yield RunStartedEvent(thread_id=event.thread_id, run_id=self.run_id, protocol_version=PROTOCOL_VERSION)
            case ours.TextDelta():
                yield from self._begin()
                yield TextMessageContentEvent(message_id=self.message_id, delta=event.text)
            case ours.TextReplaced():
                yield from self._begin()
                replaced = {"messageId": self.message_id, "text": event.text}
                yield CustomEvent(name="leadline.text_replaced", value=replaced)
            case ours.ToolStarted():
                yield ToolCallStartEvent(tool_call_id=event.call_id, tool_call_name=event.name)
                yield ToolCallArgsEvent(tool_call_id=event.call_id, delta=json.dumps(event.args, ensure_ascii=False))
                yield ToolCallEndEvent(tool_call_id=event.call_id)
            case ours.ToolFinished():
                content = event.model_dump(exclude={"type", "call_id"})
                yield ToolCallResultEvent(
                    message_id=f"{event.call_id}-result",
                    tool_call_id=event.call_id,
                    content=json.dumps(content, ensure_ascii=False),
                    role="tool",
                )
            case ours.Done() | ours.Stopped():
                yield from self._end()
                yield RunFinishedEvent(thread_id=self.thread_id, run_id=self.run_id, result=event.turn)
            case ours.Failed():
                yield from self._end()
                yield RunErrorEvent(message=event.message, code=event.code, metadata={"hint": event.hint})
            case _:
                yield self._activity(event)

    def _activity(
        self,
        event: ours.CardShown
        | ours.ProposalShown
        | ours.CitationsShown
        | ours.ClaimsChecked
        | ours.SuggestionsShown
        | ours.Notice,
    ) -> BaseEvent:
        name = {
            "card_shown": "card",
            "proposal_shown": "proposal",
            "citations_shown": "citations",
            "claims_checked": "claims",
            "suggestions_shown": "suggestions",
            "notice": "notice",
        }[event.type]
        content: dict[str, Any] = event.model_dump(mode="json", exclude={"type"})
        suffix = name
        if isinstance(event, ours.CardShown):
            suffix = f"{name}-{event.index}"
        elif isinstance(event, ours.ProposalShown):
            suffix = f"{name}-{event.proposal['id']}"
        return ActivitySnapshotEvent(
            message_id=f"{self.run_id}-{suffix}", activity_type=f"leadline.{name}", content=content, replace=True
        )

    def _begin(self) -> Iterator[BaseEvent]:
        if not self._writing:
            self._writing = True
            yield TextMessageStartEvent(message_id=self.message_id, role="assistant")

    def _end(self) -> Iterator[BaseEvent]:
        if self._writing:
            self._writing = False
            yield TextMessageEndEvent(message_id=self.message_id)


def data(event: BaseEvent) -> str:
    """The JSON of one AG-UI event, one line."""
    return event.model_dump_json(by_alias=True, exclude_none=True)
