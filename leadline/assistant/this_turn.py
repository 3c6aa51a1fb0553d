"""Reading the messages of a run: where this turn begins, which tools have answered."""

from collections.abc import Iterable, Sequence

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from leadline.tools.answer import ToolAnswer

MARK = "leadline"  # additional_kwargs of messages that we put in ourselves


def is_question(message: AnyMessage) -> bool:
    """A message of the person, not one that we put in to have an answer corrected."""
    return isinstance(message, HumanMessage) and MARK not in message.additional_kwargs


def this_turn(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The messages after the last question."""
    for place in range(len(messages) - 1, -1, -1):
        if is_question(messages[place]):
            return list(messages[place + 1 :])
    return list(messages)


def question_of(messages: Sequence[AnyMessage]) -> str:
    return next((message.text for message in reversed(messages) if is_question(message)), "")


def steps(messages: Iterable[AnyMessage]) -> int:
    """How often the model has been asked."""
    return sum(isinstance(message, AIMessage) for message in messages)


def tokens_used(messages: Iterable[AnyMessage]) -> int:
    """As far as the model's server tells."""
    told = (message.usage_metadata for message in messages if isinstance(message, AIMessage))
    return sum(usage["total_tokens"] for usage in told if usage)


def tool_answer(message: ToolMessage) -> ToolAnswer | None:
    """What the tool answered; None for an error or a tool that is not one of ours."""
    if message.status == "error" or not isinstance(message.artifact, dict):
        return None
    return ToolAnswer.model_validate(message.artifact)


def tool_answers(messages: Iterable[AnyMessage]) -> list[ToolAnswer]:
    found = (tool_answer(message) for message in messages if isinstance(message, ToolMessage))
    return [answer for answer in found if answer is not None]
