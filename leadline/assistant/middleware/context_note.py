"""What changes from turn to turn (the date, the chosen project, attachments) is told late in the messages.

In the system prompt it would change the prefix that a model server caches.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AnyMessage, HumanMessage

from leadline.assistant.this_turn import is_question
from leadline.tools.context import Context


class ContextNote(AgentMiddleware[Any, Context, Any]):
    async def awrap_model_call(
        self, request: ModelRequest[Context], handler: Callable[[ModelRequest[Context]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any]:
        messages = with_note(request.messages, note(request.runtime.context))
        return await handler(request.override(messages=messages))


def note(context: Context) -> str:
    lines = [f"Today is {context.today:%A} {context.today.isoformat()}."]
    if context.project:
        lines.append(f"Project in view: {context.project}. It is meant where the question names none.")
    for name, markdown in context.attachments:
        lines.append(
            f"Attached: {name} ({len(markdown):,} characters). The tools read it by themselves; do not copy it."
        )
    return "\n".join(lines)


def with_note(messages: list[AnyMessage], text: str) -> list[AnyMessage]:
    """The messages with `text` in front of the last question."""
    noted = list(messages)
    for place in range(len(noted) - 1, -1, -1):
        if is_question(noted[place]):
            noted[place] = HumanMessage(f"({text})\n\n{noted[place].text}", id=noted[place].id)
            break
    return noted
