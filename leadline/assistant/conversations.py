"""The door to conversations: start a turn, follow its events, stop it, look at what was said.

A turn and its thread are rows before anything else happens. The turn then runs in a task of its own; whoever wants to see it follows
its events, from any number on, as often as they like.
"""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.tools import BaseTool
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from leadline.assistant import starting, threads
from leadline.assistant.agent import Agents
from leadline.assistant.deciding import refreshed
from leadline.assistant.errors import MessageError, NotFoundError
from leadline.assistant.events import AnyEvent, from_json
from leadline.assistant.limits import Limits
from leadline.assistant.middleware.shortlist import likely_tools
from leadline.assistant.models import ModelSettings
from leadline.assistant.tables import Event, Turn
from leadline.assistant.turn_log import REST_EVERY, TurnLog
from leadline.assistant.turn_run import TurnRun
from leadline.assistant.views import TurnView
from leadline.assistant.writer import Writer
from leadline.knowledge.converted import RefusedError
from leadline.knowledge.library import Library
from leadline.projects.access import Access
from leadline.projects.proposals.decisions import Decisions
from leadline.projects.proposals.guard import agent_sessions

Json = dict[str, Any]

POLL_SECONDS = 0.25  # a turn that runs in another process is followed by reading its rows

MESSAGE_CHARACTERS = starting.MESSAGE_CHARACTERS
ATTACHMENT_BYTES = threads.ATTACHMENT_BYTES


@dataclass(frozen=True)
class Handle:
    """A started turn."""

    thread_id: str
    turn_id: str
    title: str


class Conversations:
    """One per process. Thread methods are synchronous and short; everything about a running turn is async."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        *,
        library: Library,
        tools: Sequence[BaseTool],
        models: ModelSettings,
        today: Callable[[], dt.date],
        limits: Limits | None = None,
        decisions: Decisions | None = None,
    ) -> None:
        self._sessions = sessions
        self._tool_sessions = agent_sessions(sessions)
        self._library = library
        self._limits = limits or Limits()
        self._agents = Agents(models, tools, likely_tools, turn_tokens=self._limits.turn_tokens)
        self._today = today
        self._decisions = decisions or Decisions(sessions, today)
        self._writer = Writer(sessions)
        self.on_end: Callable[[TurnView], None] | None = None  # told of every stored end of a turn: metrics
        self._running: dict[str, tuple[TurnLog, asyncio.Task[None]]] = {}

    @property
    def model(self) -> str:
        """The name of the model that answers unless another is asked for."""
        return self._agents.default

    async def start_turn(
        self,
        access: Access,
        thread_id: str | None,
        message: str,
        *,
        project: str | None = None,
        attachments: Sequence[str] = (),
        model: str | None = None,
        turn_id: str | None = None,
    ) -> Handle:
        """Store the message and begin to answer it.

        A `thread_id` that nobody has used yet makes a new thread. `project`: the key in view; None = as before in this thread, "" = none.
        `attachments`: ids from `attach`. `model`: the configured one, or "builtin". Raises MessageError (empty, too long, unknown
        model), NotFoundError (thread or attachment), BusyError (the thread is still answering), LimitError (too much at once).
        """
        request = starting.Request(
            access=access,
            thread_id=thread_id or None,
            turn_id=turn_id or None,
            message=message,
            project=project,
            attachments=tuple(attachments),
            model=self._agents.offered(model),
        ).checked()
        stored: list[starting.Stored] = []
        await self._writer.write(lambda session: stored.append(starting.store(session, request, self._limits)))
        beginning = stored[-1].beginning(request, self._tool_sessions, self._library, self._today())
        log = TurnLog(beginning.turn_id, self._writer)
        run = TurnRun(beginning, self._agents, log, self._decisions, limits=self._limits, on_end=self.on_end)
        task = asyncio.create_task(run.run(), name=f"turn {beginning.turn_id}")
        self._running[beginning.turn_id] = (log, task)
        task.add_done_callback(lambda _: self._running.pop(beginning.turn_id, None))
        return Handle(beginning.thread_id, beginning.turn_id, beginning.title)

    async def ask(
        self,
        access: Access,
        thread_id: str | None,
        message: str,
        *,
        project: str | None = None,
        attachments: Sequence[str] = (),
        model: str | None = None,
    ) -> TurnView:
        """The finished turn. A failed one comes back too: see its `status` and `error`."""
        handle = await self.start_turn(
            access, thread_id, message, project=project, attachments=attachments, model=model
        )
        if running := self._running.get(handle.turn_id):
            await asyncio.wait([running[1]])
        return await asyncio.to_thread(self.turn, access, handle.turn_id)

    async def events(self, access: Access, turn_id: str, after: int = 0) -> AsyncIterator[tuple[int, AnyEvent]]:
        """The events of a turn with their numbers, those after `after`, until its last one. NotFoundError if it is not yours."""
        await asyncio.to_thread(self.turn, access, turn_id)
        if running := self._running.get(turn_id):
            async for numbered in running[0].follow(after):
                yield numbered
            return
        while True:
            ended, stored = await asyncio.to_thread(self._stored_events, turn_id, after)
            for number, event in stored:
                after = number
                yield number, event
                if number % REST_EVERY == 0:
                    await asyncio.sleep(0)
            if ended:
                return
            await asyncio.sleep(POLL_SECONDS)

    async def stop(self, access: Access, turn_id: str) -> TurnView:
        """Stop a running turn and keep what was written; a turn that has ended stays as it is."""
        await asyncio.to_thread(self.turn, access, turn_id)
        if running := self._running.get(turn_id):
            running[1].cancel()
            await asyncio.wait([running[1]])
        return await asyncio.to_thread(self.turn, access, turn_id)

    async def close(self) -> None:
        """End running turns as stopped and close connections, before the process ends."""
        tasks = [task for _, task in self._running.values()]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        await self._agents.close()
        await asyncio.to_thread(self._writer.close)

    def mark_interrupted(self) -> int:
        """At start-up: turns that a dead process left running. Returns how many."""
        with self._sessions.begin() as session:
            return threads.mark_interrupted(session)

    def turn(self, access: Access, turn_id: str) -> TurnView:
        with self._sessions() as session:
            found = TurnView.of(threads.find_turn(session, access, turn_id))
            return found.with_proposals(refreshed(session, access, found.proposals))

    def thread_of(self, access: Access, question: str, answer: str) -> str | None:
        """The thread whose latest exchange this is, for clients that know no threads; None if there is none of this person's."""
        with self._sessions() as session:
            return threads.ending_with(session, access, question, answer)

    def threads(self, access: Access, q: str = "", offset: int = 0, limit: int = 50) -> Json:
        """`{items: [{id, title, project, created_at, updated_at}], total, offset, limit}`, newest first.

        `q` is looked for in titles and questions.
        """
        with self._sessions() as session:
            return threads.page(session, access, q, offset, limit).model_dump(mode="json")

    def thread(self, access: Access, thread_id: str) -> Json:
        """The same fields of one thread, and its `turns`."""
        with self._sessions() as session:
            found = threads.detail(session, access, thread_id)
            turns = [turn.with_proposals(refreshed(session, access, turn.proposals)) for turn in found.turns]
            return found.model_copy(update={"turns": turns}).model_dump(mode="json")

    def rename(self, access: Access, thread_id: str, title: str) -> Json:
        with self._sessions.begin() as session:
            return threads.rename(session, access, thread_id, title).model_dump(mode="json")

    def delete(self, access: Access, thread_id: str) -> None:
        with self._sessions.begin() as session:
            threads.delete(session, access, thread_id)

    def attach(self, access: Access, name: str, data: bytes, *, thread_id: str | None = None) -> Json:
        """Keep a file, as text, for messages to come: `{id, name, title, characters, pages}`.

        MessageError if it cannot be read, holds no text, or holds more than 200 kB of it.
        """
        try:
            converted = self._library.convert(name, data)
        except RefusedError as error:
            raise MessageError(str(error), "Attach Markdown, text, DOCX, PPTX, XLSX or PDF.") from None
        with self._sessions.begin() as session:
            view = threads.attach(session, access, name, converted.title or "", converted.markdown, thread_id)
        return view.model_dump(mode="json") | {"pages": converted.page_count}

    def _stored_events(self, turn_id: str, after: int) -> tuple[bool, list[tuple[int, AnyEvent]]]:
        query = select(Event).where(Event.turn_id == turn_id, Event.number > after).order_by(Event.number)
        with self._sessions() as session:
            turn = session.get(Turn, turn_id)
            if turn is None:
                raise NotFoundError("turn")
            ended = turn.status != "running"
            return ended, [(row.number, from_json(row.payload)) for row in session.scalars(query)]
