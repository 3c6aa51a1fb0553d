"""One turn from the first event to the last. Runs in its own task: a closed tab is not Stop."""

import asyncio
import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import structlog
from langchain_core.messages import AnyMessage, HumanMessage
from sqlalchemy.orm import Session

from leadline.assistant import history
from leadline.assistant.agent import Agents
from leadline.assistant.builtin.writing.compose import compose
from leadline.assistant.deciding import Reply, reply_to
from leadline.assistant.defects import log_defect
from leadline.assistant.errors import AssistantError, ModelError, TurnTooLongError
from leadline.assistant.events import (
    AnyEvent,
    Claim,
    ClaimsChecked,
    Done,
    Failed,
    Notice,
    Started,
    Stopped,
    SuggestionsShown,
)
from leadline.assistant.failures import in_words
from leadline.assistant.grounding import check, material
from leadline.assistant.limits import Limits
from leadline.assistant.models import BUILTIN, is_builtin
from leadline.assistant.recorder import STREAMS, Recorder
from leadline.assistant.structured_writer import ModelWriter
from leadline.assistant.tables import Thread, Turn
from leadline.assistant.turn_log import TurnLog
from leadline.assistant.views import Status, TurnView
from leadline.projects.proposals.decisions import Decisions
from leadline.tools.context import Context

log = structlog.get_logger()

COMPOSED = "The language model gave no answer; this one is put together from the tools' own sentences."


@dataclass(frozen=True)
class Beginning:
    """What is known of a turn when it starts."""

    thread_id: str
    turn_id: str
    title: str
    question: str
    model: str
    past: Sequence[Sequence[history.Json]]
    context: Context
    attachments: list[dict[str, Any]]
    created_at: dt.datetime
    reserved: int = 0  # tokens of the day's budget


@dataclass
class TurnRun:
    beginning: Beginning
    agents: Agents
    log: TurnLog
    decisions: Decisions
    recorder: Recorder = field(default_factory=Recorder)
    claims: list[Claim] = field(default_factory=list)
    limits: Limits = field(default_factory=Limits)
    on_end: Callable[[TurnView], None] | None = None
    told: str | None = None
    begun: float = field(default_factory=time.perf_counter)

    async def run(self) -> None:
        """Never raises: every end of a turn is an event and a row. Cancelled = stopped by a person."""
        start = self.beginning
        self.log.add(Started(thread_id=start.thread_id, turn_id=start.turn_id, title=start.title, model=start.model))
        try:
            await self._answer()
            self._conclude()
            await self._end("done")
        except asyncio.CancelledError:
            await self._end("stopped")
        except Exception as error:
            told = in_words(error, start.model)
            if isinstance(told, ModelError):
                log.warning("the model did not answer", turn=start.turn_id, model=start.model, code=told.code)
            else:
                log_defect("the turn failed", error, turn=start.turn_id, model=start.model)
            await self._end("failed", told)

    async def _answer(self) -> None:
        start = self.beginning
        decided = await asyncio.to_thread(reply_to, self.decisions, start.context, start.question)
        if decided is not None:
            self._decided(decided)
            return
        agent = await asyncio.to_thread(self.agents.named, start.model)
        messages: list[AnyMessage] = [*history.from_json(start.past), HumanMessage(start.question)]
        writer = None if is_builtin(agent.model) else ModelWriter(agent.model)
        context = replace(start.context, writer=writer)
        parts = agent.graph.astream({"messages": messages}, context=context, stream_mode=STREAMS, version="v2")
        try:
            async with asyncio.timeout(self.limits.turn_seconds) as deadline:
                async for part in parts:
                    self.log.add(*self.recorder.feed(part))
        except TimeoutError:
            if not deadline.expired():
                raise
            seconds = f"{self.limits.turn_seconds:g}"
            raise TurnTooLongError(
                f"The answer took more than {seconds} seconds and was ended.", "Ask for less at once."
            ) from None
        self.log.add(*self.recorder.finish())

    def _decided(self, reply: Reply) -> None:
        """A person's decision was carried out, or asked back: told by the server, no model spoke."""
        self.told = reply.text
        self.log.add(*self.recorder.propose(*reply.proposals))

    def _conclude(self) -> None:
        """The final text: the model's best draft, or the tools' own sentences where it gave none."""
        recorder = self.recorder
        drafts = recorder.drafts
        if self.told is not None:
            text = self.told
        elif drafts:
            text = drafts[0] if len(drafts) == 1 else min(reversed(drafts), key=self._unsupported)
        else:
            text = compose(recorder.answers, self.beginning.question)
            if recorder.answers:
                self.log.add(Notice(message=COMPOSED))
        self.log.add(*recorder.replace(text))

    def _end_events(self) -> list[AnyEvent]:
        self.claims = self._check(self.recorder.shown)
        events: list[AnyEvent] = [ClaimsChecked(claims=tuple(self.claims), facts=tuple(self.recorder.facts))]
        if self.recorder.suggestions:
            events.append(SuggestionsShown(items=tuple(self.recorder.suggestions)))
        return events

    def _check(self, text: str) -> list[Claim]:
        if self.told is not None:
            return []  # what the server itself reports of a decision
        start = self.beginning
        return check(text, material(self.recorder.messages, start.question, start.context))

    def _unsupported(self, text: str) -> int:
        return sum(claim.status == "unsupported" for claim in self._check(text))

    async def _end(self, status: Status, error: AssistantError | None = None) -> None:
        self.log.add(*self._end_events())
        row = self._row(status, error)
        try:
            await self.log.close(self._last(row, error), lambda session: self._save(session, row))
        except Exception as failure:
            log_defect("a finished turn could not be stored", failure, turn=self.beginning.turn_id)
            self.log.give_up()
        if self.on_end is not None:
            self.on_end(TurnView.of(row))

    def _row(self, status: Status, error: AssistantError | None) -> Turn:
        start, recorder = self.beginning, self.recorder
        return Turn(
            id=start.turn_id,
            thread_id=start.thread_id,
            question=start.question,
            status=status,
            text=recorder.shown,
            messages=history.to_json(start.question, recorder.messages, recorder.shown),
            tools=recorder.tools,
            facts=[fact.model_dump(mode="json") for fact in recorder.facts],
            claims=[claim.model_dump(mode="json") for claim in self.claims],
            citations=[citation.model_dump(mode="json") for citation in recorder.citations],
            cards=recorder.cards,
            proposals=recorder.proposals,
            suggestions=recorder.suggestions,
            attachments=start.attachments,
            model=start.model,
            usage=recorder.usage,
            ms=round((time.perf_counter() - self.begun) * 1000),
            error={"code": error.code, "message": error.message, "hint": error.hint} if error else None,
            created_at=start.created_at,
            finished_at=dt.datetime.now(dt.UTC),
        )

    def _save(self, session: Session, row: Turn) -> None:
        _save(session, row)
        start = self.beginning
        told = row.usage.get("total_tokens")
        used = int(told) if told else (0 if start.model == BUILTIN else None)
        self.limits.settle(session, start.context.access.user_id, start.created_at.date(), start.reserved, used)

    def _last(self, row: Turn, error: AssistantError | None) -> AnyEvent:
        if error is not None:
            return Failed(code=error.code, message=error.message, hint=error.hint)
        view = TurnView.of(row).to_json()
        return Done(turn=view) if row.status == "done" else Stopped(turn=view)


UPDATED = (
    *("status", "text", "messages", "tools", "facts", "claims", "citations", "cards", "proposals", "suggestions"),
    *("model", "usage", "ms", "error", "finished_at"),
)


def _save(session: Session, finished: Turn) -> None:
    row = session.get_one(Turn, finished.id)
    for name in UPDATED:
        setattr(row, name, getattr(finished, name))
    session.get_one(Thread, row.thread_id).updated_at = row.finished_at or row.created_at
