"""Bounded waiting for a language model: every wait has an end, and one retry is safe as long as nothing was received."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI
from openai import APIConnectionError, InternalServerError, RateLimitError

from leadline.assistant.errors import ModelTimeoutError, ModelUnreachableError

RETRY_AFTER_SECONDS = 0.5


@dataclass(frozen=True)
class Patience:
    """Seconds to wait: for the connection, for the first piece of an answer, between two pieces, for all of it."""

    connect: float = 5
    first: float = 60
    idle: float = 30
    total: float = 180


# A model on the asker's own machine reads a prompt of 4,000 tokens at some 50 tokens a second before it says anything.
LOCAL_PATIENCE = Patience(first=180, idle=60, total=420)


def patience_for(base_url: str | None) -> Patience:
    host = urlsplit(base_url or "").hostname
    return LOCAL_PATIENCE if host in ("localhost", "127.0.0.1", "::1") else Patience()


class PatientChatOpenAI(ChatOpenAI):
    """ChatOpenAI whose streams end in time. A refused connection, a 429 or a 5xx is tried once more, before the first piece only."""

    patience: Patience = Patience()

    async def _astream(self, *args: Any, **kwargs: Any) -> AsyncIterator[ChatGenerationChunk]:
        deadline = time.monotonic() + self.patience.total
        for last_try in (False, True):
            begun = ended = False
            try:
                async for chunk in self._in_time(super()._astream(*args, **kwargs), deadline):
                    begun = True
                    ended = ended or "finish_reason" in (chunk.generation_info or {})
                    yield chunk
                if not ended:
                    raise ModelUnreachableError("The language model broke off in the middle of its answer.")
                return
            except (APIConnectionError, InternalServerError, RateLimitError):
                if begun or last_try:
                    raise
            await asyncio.sleep(RETRY_AFTER_SECONDS)

    async def _in_time(
        self, chunks: AsyncIterator[ChatGenerationChunk], deadline: float
    ) -> AsyncIterator[ChatGenerationChunk]:
        wait = self.patience.first
        while True:
            left = deadline - time.monotonic()
            try:
                chunk = await asyncio.wait_for(anext(chunks), max(0.01, min(wait, left)))
            except StopAsyncIteration:
                return
            except TimeoutError:
                raise ModelTimeoutError(self._too_slow(wait, left)) from None
            if _says_something(chunk.message):
                wait = self.patience.idle
            yield chunk

    def _too_slow(self, wait: float, left: float) -> str:
        if left <= wait:
            return f"The language model was still writing after {self.patience.total:.0f} seconds and was cut off."
        if wait == self.patience.first:
            return f"The language model said nothing for {wait:.0f} seconds."
        return f"The language model went silent for {wait:.0f} seconds in the middle of its answer."


def _says_something(message: BaseMessage) -> bool:
    return bool(message.content or getattr(message, "tool_call_chunks", None))
