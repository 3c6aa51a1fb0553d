"""One agent: model + prompt + tools + middleware, in one `create_agent` call. No checkpointer: turns are rows of our own."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware, ToolCallLimitMiddleware
from langchain_core.language_models import BaseChatModel
from langchain_core.tools import BaseTool

from leadline.assistant.errors import MessageError
from leadline.assistant.middleware.builtin_context import BuiltinContext
from leadline.assistant.middleware.citations import CitationNumbers
from leadline.assistant.middleware.context_note import ContextNote
from leadline.assistant.middleware.duplicates import DuplicateCalls
from leadline.assistant.middleware.figures import FigureRepair
from leadline.assistant.middleware.guided import Guided
from leadline.assistant.middleware.shortlist import Rank, Shortlist
from leadline.assistant.middleware.step_limit import MOST_TOOL_CALLS, StepLimit
from leadline.assistant.middleware.tool_calling import ToolCalling, is_weak
from leadline.assistant.middleware.tool_errors import ToolErrors
from leadline.assistant.middleware.tool_report import ToolReport
from leadline.assistant.middleware.withheld import Withheld
from leadline.assistant.models import BUILTIN, ModelSettings, close_model, is_builtin, resolve_model
from leadline.assistant.prompt import SYSTEM_PROMPT
from leadline.tools.context import Context


@dataclass(frozen=True)
class Agent:
    """A compiled agent and the name of its model. Serves all conversations at once: what a turn needs travels in its `Context`."""

    name: str
    model: BaseChatModel
    graph: Any


class Agents:
    """The agents that may be asked for: the configured model's, and `builtin`. Made at first use, then kept."""

    def __init__(
        self,
        settings: ModelSettings,
        tools: Sequence[BaseTool],
        rank: Rank | None = None,
        *,
        turn_tokens: int | None = None,
    ) -> None:
        self._settings = settings
        self._tools = tools
        self._rank = rank
        self._turn_tokens = turn_tokens
        self._made: dict[str, Agent] = {}
        self._making = threading.Lock()

    @property
    def default(self) -> str:
        return self._settings.name

    def offered(self, name: str | None) -> str:
        """The name to use; MessageError if it is neither the configured model nor `builtin`."""
        wanted = name or self.default
        if wanted not in (self.default, BUILTIN):
            raise MessageError(
                f"The model '{wanted[:100]}' is not offered here.",
                f"Offered: {', '.join(sorted({self.default, BUILTIN}))}.",
            )
        return wanted

    def named(self, name: str) -> Agent:
        """The agent of an offered model. ModelSettingError if its model cannot be made."""
        with self._making:
            if name not in self._made:
                self._made[name] = self._make(name)
            return self._made[name]

    async def close(self) -> None:
        for agent in self._made.values():
            await close_model(agent.model)

    def _make(self, name: str) -> Agent:
        settings = self._settings
        chosen = settings.model if name == settings.name else name
        model = resolve_model(chosen, api_key=settings.api_key, base_url=settings.base_url)
        return Agent(name, model, build_agent(model, self._tools, settings, self._rank, self._turn_tokens))


def build_agent(
    model: BaseChatModel,
    tools: Sequence[BaseTool],
    settings: ModelSettings,
    rank: Rank | None = None,
    turn_tokens: int | None = None,
) -> Any:
    return create_agent(
        model,
        list(tools),
        system_prompt=SYSTEM_PROMPT,
        middleware=[
            *_common(turn_tokens),
            *([BuiltinContext()] if is_builtin(model) else _for_language(model, settings, rank)),
        ],
        context_schema=Context,
    )


def _common(turn_tokens: int | None) -> list[AgentMiddleware[Any, Any, Any]]:
    """The first is the outermost: the report sees what error handling and the guard against repeats made of a call."""
    return [
        CitationNumbers(),
        StepLimit(turn_tokens),
        ToolCallLimitMiddleware(run_limit=MOST_TOOL_CALLS, exit_behavior="continue"),
        ToolReport(),
        ToolErrors(),
        Withheld(),
        DuplicateCalls(),
    ]


def _for_language(
    model: BaseChatModel, settings: ModelSettings, rank: Rank | None
) -> list[AgentMiddleware[Any, Any, Any]]:
    shortlist = [Shortlist(settings.shortlist, rank)] if settings.shortlist and rank else []
    guided = [Guided()] if settings.tool_mode == "auto" and is_weak(model) else []
    return [*guided, FigureRepair(), ContextNote(), *shortlist, ToolCalling(settings.tool_mode, model)]
