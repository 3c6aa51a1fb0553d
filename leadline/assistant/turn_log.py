"""The events of a running turn: numbered, stored, and only then shown to whoever follows."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from sqlalchemy.orm import Session

from leadline.assistant.events import AnyEvent, TextDelta, to_json
from leadline.assistant.tables import Event
from leadline.assistant.writer import Work, Writer

GATHER_SECONDS = 0.03  # text that arrives within this time becomes one row; a reader does not see the difference
GATHER_CHARACTERS = 64
REST_EVERY = 64  # events that a replay sends before it lets others run


class TurnLog:
    """Readers may come, go and come back at any number; the turn does not notice."""

    def __init__(self, turn_id: str, writer: Writer) -> None:
        self.turn_id = turn_id
        self._writer = writer
        self._pending: list[AnyEvent] = []
        self._shown: list[AnyEvent] = []
        self._closed = False
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def add(self, *events: AnyEvent) -> None:
        self._pending.extend(events)
        if self._pending and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._store_pending())

    async def close(self, last: AnyEvent, work: Work) -> None:
        """Store the last event together with what `work` writes (the finished turn), then let the followers go."""
        if self._task is not None:
            await asyncio.wait([self._task])  # a failed write of events shows itself in the write below
        await self._store([*self._take(), last], work)
        self._closed = True
        self._wake()

    def give_up(self) -> None:
        """Let the followers go although nothing more could be stored."""
        self._closed = True
        self._wake()

    async def follow(self, after: int) -> AsyncIterator[tuple[int, AnyEvent]]:
        place = after
        while True:
            while place < len(self._shown):
                place += 1
                yield place, self._shown[place - 1]
                if place % REST_EVERY == 0:
                    await asyncio.sleep(0)
            if self._closed:
                return
            await self._changed.wait()

    async def _store_pending(self) -> None:
        while self._pending:
            if _is_little_text(self._pending):
                await asyncio.sleep(GATHER_SECONDS)
            await self._store(self._take())

    def _take(self) -> list[AnyEvent]:
        taken, self._pending = self._pending, []
        return gathered(taken)

    async def _store(self, events: Sequence[AnyEvent], work: Work | None = None) -> None:
        first = len(self._shown) + 1
        rows = [(first + place, event.type, to_json(event)) for place, event in enumerate(events)]

        def write(session: Session) -> None:
            session.add_all(Event(turn_id=self.turn_id, number=n, type=kind, payload=data) for n, kind, data in rows)
            if work is not None:
                work(session)

        await self._writer.write(write)
        self._shown.extend(events)
        self._wake()

    def _wake(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()


def gathered(events: Sequence[AnyEvent]) -> list[AnyEvent]:
    """The events with neighbouring pieces of text joined."""
    joined: list[AnyEvent] = []
    for event in events:
        last = joined[-1] if joined else None
        if isinstance(event, TextDelta) and isinstance(last, TextDelta):
            joined[-1] = TextDelta(text=last.text + event.text)
        else:
            joined.append(event)
    return joined


def _is_little_text(events: Sequence[AnyEvent]) -> bool:
    size = 0
    for event in events:
        if not isinstance(event, TextDelta):
            return False
        size += len(event.text)
    return size < GATHER_CHARACTERS
