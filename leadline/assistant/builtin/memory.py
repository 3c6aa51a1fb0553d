"""What the messages of a conversation tell: the question, what this turn's tools answered, and the turns before. Nothing else is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from leadline.tools.answer import ToolAnswer

NOTED = "leadline"  # messages that our own middleware put in carry this mark; they are not the person's words


@dataclass(frozen=True)
class Done:
    """One tool call with what it gave back: an answer, or an error in words."""

    name: str
    args: dict[str, Any]
    answer: ToolAnswer | None
    error: str | None = None


@dataclass(frozen=True)
class Exchange:
    """A question with the calls it led to and the text that was shown."""

    question: str
    calls: tuple[Done, ...]
    text: str

    @property
    def choices(self) -> tuple[str, ...]:
        """What was offered to choose from, if the exchange ended in a question."""
        asked = [call.answer.choices for call in self.calls if call.answer and call.answer.status == "ask"]
        return asked[-1] if asked else ()


@dataclass(frozen=True)
class Memory:
    now: Exchange  # its text is empty: it is being answered
    before: tuple[Exchange, ...]

    @property
    def last(self) -> Exchange | None:
        return self.before[-1] if self.before else None

    @property
    def last_calls(self) -> tuple[Done, ...]:
        """The calls of the last exchange that made any."""
        return next((exchange.calls for exchange in reversed(self.before) if exchange.calls), ())


def remember(messages: Sequence[BaseMessage]) -> Memory:
    """Split the messages into exchanges; the last one is the question at hand."""
    groups: list[list[BaseMessage]] = []
    for message in messages:
        if isinstance(message, HumanMessage) and NOTED not in message.additional_kwargs:
            groups.append([message])
        elif groups:
            groups[-1].append(message)
    exchanges = [_exchange(group) for group in groups]
    now = exchanges[-1] if exchanges else Exchange("", (), "")
    return Memory(now, tuple(exchanges[:-1]))


def _exchange(group: list[BaseMessage]) -> Exchange:
    answers = {message.tool_call_id: message for message in group if isinstance(message, ToolMessage)}
    calls: list[Done] = []
    text = ""
    for message in group:
        if isinstance(message, AIMessage):
            text = message.text or text
            calls += [
                _done(call["name"], dict(call["args"]), answers.get(call["id"] or "")) for call in message.tool_calls
            ]
    return Exchange(group[0].text, tuple(calls), text)


def _done(name: str, args: dict[str, Any], message: ToolMessage | None) -> Done:
    if message is None:
        return Done(name, args, None)
    if message.status == "error":
        return Done(name, args, None, message.text)
    if isinstance(message.artifact, dict) and "text" in message.artifact:
        return Done(name, args, ToolAnswer.model_validate(message.artifact))
    return Done(name, args, ToolAnswer(text=message.text))
