"""kill -9 of the real server while people approve: acknowledged writes lost, half-applied or doubled."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from bench.safety.records import fresh, proposal
from leadline.projects import tables as t
from leadline.projects.proposals import audit

START_SECONDS = 90


@dataclass
class Killed:
    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    half: int = 0
    doubled: int = 0
    broken_chains: int = 0

    @property
    def bad(self) -> int:
        return self.lost + self.half + self.doubled + self.broken_chains


def kill(folder: Path, times: int, *, each: int = 60, seed: int = 1) -> Killed:
    """`each`: proposals waiting before every kill; four people approve them until the server dies."""
    chance, told = random.Random(seed), Killed()
    for number in range(times):
        home = folder / f"home-{number}"
        home.mkdir(parents=True)
        sessions = fresh(f"sqlite:///{home / 'leadline.db'}", each)
        waiting = [(f"ATL-{n}", *proposal(sessions, f"ATL-{n}", f"Approved {n}")) for n in range(1, each + 1)]
        acknowledged = _until_killed(home, waiting, chance.uniform(0.02, 0.6))
        told.kills += 1
        told.acknowledged += len(acknowledged)
        _judge(sessions, waiting, acknowledged, told)
        sessions.kw["bind"].dispose()
    return told


def _until_killed(home: Path, waiting: list[tuple[str, str, str]], after: float) -> list[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"LEADLINE_HOME": str(home), "LEADLINE_TODAY": "2026-03-16", "LEADLINE_MODEL": "builtin"}
    server = subprocess.Popen(
        [sys.executable, "-m", "leadline.api.cli", "serve", "--port", str(port)],
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _ready(port)
        queue, done = list(waiting), []

        def approve() -> None:
            while queue:
                try:
                    key, identity, seen = queue.pop(0)
                    if _post(port, identity, seen):
                        done.append(key)
                except (OSError, IndexError, urllib.error.URLError):
                    return

        people = [threading.Thread(target=approve) for _ in range(4)]
        for person in people:
            person.start()
        time.sleep(after)
        server.send_signal(signal.SIGKILL)
        for person in people:
            person.join()
        return done
    finally:
        server.kill()
        server.wait()


def _ready(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not start")


def _post(port: int, identity: str, seen: str) -> bool:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/proposals/{identity}/approve",
        data=json.dumps({"hash": seen}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return bool(json.load(answer)["state"] == "applied")


def _judge(
    sessions: sessionmaker[Session], waiting: list[tuple[str, str, str]], acknowledged: list[str], told: Killed
) -> None:
    with sessions() as session:
        told.broken_chains += audit.verify(session).bad is not None
        for key, identity, _ in waiting:
            item = session.scalars(select(t.WorkItem).where(t.WorkItem.key == key)).one()
            row = session.get_one(t.Proposal, identity)
            of_it = (t.AuditEntry.proposal_id == identity, t.AuditEntry.action == "update")
            audited = session.scalar(select(func.count()).select_from(t.AuditEntry).where(*of_it)) or 0
            whole = (row.state, item.title.startswith("Approved"), audited) in (
                ("applied", True, 1),
                ("pending", False, 0),
            )
            told.half += not whole
            told.doubled += item.version > 2 or audited > 1
            told.lost += key in acknowledged and row.state != "applied"
