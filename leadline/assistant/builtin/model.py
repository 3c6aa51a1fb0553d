"""The model-free assistant as a LangChain chat model: same agent, same tools, no language model.

Asked first in a turn it reads the message and calls tools, or answers without any; asked again, it writes the reply from what the
tools answered. It keeps nothing between calls: all state is in the messages. Deterministic.
"""

import asyncio
import datetime as dt
import json
import re
import threading
import uuid
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, ToolCall
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from pydantic import PrivateAttr

from leadline.assistant.builtin.memory import Memory, remember
from leadline.assistant.builtin.planner import Plan, Planner, Setting
from leadline.assistant.builtin.understanding.matcher import Embedder, Matcher
from leadline.assistant.builtin.understanding.reader import Reader
from leadline.assistant.builtin.understanding.schemas import tool_properties
from leadline.assistant.builtin.writing.compose import compose_calls
from leadline.projects.vocabulary import Vocabulary, vocabulary
from leadline.tools.context import Context

PIECE = re.compile(r"\s*\S+\s*")  # what is streamed at a time: a word with the space after it
_lock = threading.Lock()


PLANS_KEPT = 256
_plans: dict[str, Plan] = {}  # by turn


class BuiltinChatModel(BaseChatModel):
    """`leadline_context` (the tools' Context) comes as a keyword of the call; without it there are no names and the day is today's.

    `embedder`: "local" (default), None (words alone), or anything with `embed`. `names` replaces the database's names in tests.
    """

    embedder: Any = "local"
    names: Vocabulary | None = None
    _planner: Planner | None = PrivateAttr(default=None)

    @property
    def _llm_type(self) -> str:
        return "leadline-builtin"

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Tools are kept as they are: their schemas are read once, not at every call."""
        return self.bind(tools=list(tools), **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text, calls = self._reply(messages, **kwargs)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text, tool_calls=calls))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        for chunk in _chunks(*self._reply(messages, **kwargs)):
            if run_manager:
                run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        """The reply is made in a thread at once; the inherited way would change threads for every word."""
        for chunk in _chunks(*await asyncio.to_thread(self._reply, messages, **kwargs)):
            if run_manager:
                await run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk

    def _reply(
        self,
        messages: Sequence[BaseMessage],
        tools: Sequence[BaseTool | Mapping[str, Any]] = (),
        leadline_context: Context | None = None,
        **kwargs: Any,
    ) -> tuple[str, list[ToolCall]]:
        memory = remember(messages)
        turn = leadline_context.turn_id if leadline_context else ""
        plan = _plans.pop(turn, None) if memory.now.calls else None  # read once a turn: it costs more than all the rest
        if plan is None:
            plan = self._plan(memory, self._setting(tools, leadline_context))
        if memory.now.calls:
            return compose_calls(memory.now.calls, memory.now.question, plan.notes), []
        if turn and plan.calls:
            _keep(turn, plan)
        if not plan.calls:
            return "\n\n".join(plan.notes), []
        return "", [
            ToolCall(name=call.tool, args=call.args, id=f"call_{uuid.uuid4().hex[:12]}", type="tool_call")
            for call in plan.calls
        ]

    def _plan(self, memory: Memory, setting: Setting) -> Plan:
        with _lock:
            if self._planner is None:
                self._planner = Planner(_reader(self.embedder))
        return self._planner.plan(memory, setting)

    def _setting(self, tools: Sequence[BaseTool | Mapping[str, Any]], context: Context | None) -> Setting:
        names = self.names
        if names is None and context is not None:
            with context.sessions() as session:
                names = vocabulary(session, context.access)
        return Setting(
            vocabulary=names or Vocabulary(),
            schemas=tool_properties(tools),
            today=context.today if context else dt.date.today(),
            attached=bool(context and context.attachments),
        )


def _keep(turn: str, plan: Plan) -> None:
    """Until the tools have answered; a turn that never comes back is forgotten when others come."""
    while len(_plans) >= PLANS_KEPT:
        _plans.pop(next(iter(_plans), ""), None)
    _plans[turn] = plan


def _chunks(text: str, calls: Sequence[ToolCall]) -> Iterator[ChatGenerationChunk]:
    for piece in PIECE.findall(text):
        yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
    pieces = [
        tool_call_chunk(
            name=call["name"], args=json.dumps(call["args"], ensure_ascii=False), id=call["id"], index=place
        )
        for place, call in enumerate(calls)
    ]
    yield ChatGenerationChunk(message=AIMessageChunk(content="", tool_call_chunks=pieces, chunk_position="last"))


def rank_tools(question: str) -> Sequence[str]:
    """Tool names, likeliest first: for offering a small language model only the likely ones."""
    matches = _reader("local").match(question)
    return tuple(
        dict.fromkeys(match.intent.partition(":")[0] for match in matches if not match.intent.startswith("small_talk"))
    )


def _reader(embedder: Any) -> Reader:
    return _local_reader() if embedder == "local" else Reader(Matcher(embedder=embedder))


@cache
def _local_reader() -> Reader:
    """One for the process: weights, embedding and remembered sentences are shared by all conversations."""
    from leadline.knowledge.minilm.model import MiniLM

    local: Embedder = MiniLM()
    return Reader(Matcher(embedder=local))
