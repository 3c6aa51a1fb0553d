"""A tool's door to the language model of the turn: JSON under a schema, with an end to every wait."""

import asyncio
import contextvars
import json
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage

from leadline.assistant.errors import AssistantError
from leadline.assistant.failures import in_words
from leadline.assistant.models import model_name
from leadline.tools.writer import WriterError

OPENAI = "openai-chat"


class ModelWriter:
    """Made inside a running event loop; `write` runs the model on that loop and blocks only the tool's own thread."""

    def __init__(self, model: BaseChatModel) -> None:
        self._model = model
        self._loop = asyncio.get_running_loop()

    @property
    def name(self) -> str:
        return model_name(self._model)

    def write(
        self, instructions: str, material: str, schema: dict[str, Any], *, seconds: float, tokens: int
    ) -> dict[str, Any]:
        reply = self._reply(instructions, material, schema, tokens)
        # in a context of its own: what the model writes here is no part of the conversation's stream
        future = contextvars.Context().run(asyncio.run_coroutine_threadsafe, reply, self._loop)
        try:
            text = future.result(seconds)
        except TimeoutError:
            future.cancel()
            raise WriterError(f"it gave no answer within {seconds:.0f} seconds") from None
        except Exception as error:
            raise WriterError(_clause(in_words(error, self.name))) from error
        try:
            value = json.loads(text, strict=False)
        except ValueError:
            raise WriterError("its answer was not complete") from None
        if not isinstance(value, dict):
            raise WriterError("its answer had another form than asked for")
        return value

    async def _reply(self, instructions: str, material: str, schema: dict[str, Any], tokens: int) -> str:
        form = {"type": "json_schema", "json_schema": {"name": "draft", "schema": schema}}
        openai = self._model._llm_type == OPENAI
        settings: dict[str, Any] = (
            {"extra_body": {"response_format": form}, "max_tokens": tokens} if openai else {"response_format": form}
        )
        answer = await self._model.bind(**settings).ainvoke(
            [SystemMessage(instructions), HumanMessage(material)], config={"callbacks": []}
        )
        return str(answer.text)


def _clause(error: AssistantError) -> str:
    return error.message[:1].lower() + error.message[1:].rstrip(".")
