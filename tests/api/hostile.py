"""What a hostile client does: cuts streams, sends files that burst. Each tells what came of it."""

import io
import random
import resource
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.testclient import TestClient

STATUS = Path("/proc/self/status")
QUESTIONS = (
    "how is Harbor doing, and its risks?",
    "list all projects",
    "what did the payment outage teach us?",
    "which work of Harbor is late?",
)


def cut_streams(client: TestClient, cuts: int, seed: int = 1) -> int:
    """How often a stream that was cut at any byte and resumed after its last whole event was not the uncut one."""
    chance, differing = random.Random(seed), 0
    streams = [_run(client, number, question) for number, question in enumerate(QUESTIONS[: max(1, cuts // 5)])]
    for number in range(cuts):
        run_id, whole = streams[number % len(streams)]
        kept = whole[: chance.randint(0, len(whole) - 1)]
        kept = kept[: kept.rfind(b"\n\n") + 2] if b"\n\n" in kept else b""
        ids = [line[4:].decode() for line in kept.split(b"\n") if line.startswith(b"id: ")]
        headers = {"Last-Event-ID": ids[-1]} if ids else {}
        differing += kept + client.get(f"/api/agent/{run_id}/events", headers=headers).content != whole
    return differing


def _run(client: TestClient, number: int, question: str) -> tuple[str, bytes]:
    run = {
        "threadId": f"cut-{number}",
        "runId": f"cut-run-{number}",
        "messages": [{"id": "m", "role": "user", "content": question}],
        "tools": [],
        "context": [],
        "state": {},
        "forwardedProps": {},
    }
    whole = client.post("/api/agent", json=run).content
    if whole.count(b"\n\n") <= 5:
        raise ValueError(f"too short a stream to cut: {whole!r}")
    return f"cut-run-{number}", whole


def _zip_bomb(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        with archive.open(
            name, "w"
        ) as entry:  # bit by bit, so that making it is not the peak that serving it is compared with
            for _ in range(300):
                entry.write(bytes(1024 * 1024))
    return buffer.getvalue()


def _entities() -> bytes:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    document = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{levels}]><w>&a9;</w>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", document)
    return buffer.getvalue()


BOMBS: dict[str, Callable[[], bytes]] = {
    "deflated.docx": lambda: _zip_bomb("word/document.xml"),
    "laughs.docx": _entities,
    "nested.html": lambda: b"<div>" * 200_000,
    "torn.pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj<</Length 99999999>>stream\n" * 1000,
}


@dataclass(frozen=True)
class Burst:
    """What a server did with a file: the HTTP status, MB that the process grew, seconds until it answered."""

    status: int
    megabytes: float
    seconds: float
    told: str


def burst(client: TestClient, name: str) -> Burst:
    data = BOMBS[name]()
    client.post("/api/attachments", files={"file": ("warm.md", b"# Warm\n\nup\n")})
    before, begun = _peak(afresh=True), time.perf_counter()
    refused = client.post("/api/attachments", files={"file": (name, data)})
    seconds = time.perf_counter() - begun
    return Burst(refused.status_code, _peak() - before, seconds, refused.text)


def _peak(*, afresh: bool = False) -> float:
    """Most MB that this process held; `afresh` forgets what was before, where the system can (Linux)."""
    if not STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if afresh:
        STATUS.with_name("clear_refs").write_text("5")
    return next(int(line.split()[1]) for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:")) / 1024
