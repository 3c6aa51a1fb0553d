"""One writer for all conversations of a process: what arrives while a commit runs shares the next one.

SQLite has one writer and each commit waits for the disk; with 200 chats at once a commit each would queue for seconds.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.orm import Session, sessionmaker

Work = Callable[[Session], None]
MOST_AT_ONCE = 100


class Writer:
    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions
        self._thread = ThreadPoolExecutor(1, "conversations")
        self._waiting: list[tuple[Work, asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None

    async def write(self, work: Work) -> None:
        """Run `work` in a session of the writer's thread; returns when it is committed, raises what it raised."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._drain())
        await asyncio.shield(done)

    def close(self) -> None:
        self._thread.shutdown(wait=True)

    async def _drain(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            failures = await loop.run_in_executor(self._thread, self._commit, [work for work, _ in batch])
            for (_, done), failure in zip(batch, failures, strict=True):
                if done.cancelled():
                    continue
                if failure is None:
                    done.set_result(None)
                else:
                    done.set_exception(failure)

    def _commit(self, works: list[Work]) -> list[Exception | None]:
        """All in one transaction; if one fails, each in its own, so that nobody suffers for another."""
        if len(works) == 1:
            return [self._try(works)]
        if self._try(works) is None:
            return [None] * len(works)
        return [self._try([work]) for work in works]

    def _try(self, works: list[Work]) -> Exception | None:
        try:
            with self._sessions.begin() as session:
                for work in works:
                    work(session)
                    session.flush()
        except Exception as error:
            return error
        return None
