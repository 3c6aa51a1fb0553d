"""Hostile requests: made from our own document, cut streams, files that grow."""

import io
import resource
import time
import zipfile
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.api.fuzz import fuzz

CUTS = 20


def test_no_request_that_the_document_allows_or_forbids_ends_in_5xx(client: TestClient) -> None:
    app = client.app
    assert isinstance(app, FastAPI)
    sent, failed = fuzz(app, client, each=8)
    assert failed == [], f"{len(failed)} of {sent}"
    assert sent > 200


def test_a_stream_that_is_cut_anywhere_resumes_byte_for_byte(client: TestClient) -> None:
    run = {
        "threadId": "cut",
        "runId": "cut-run",
        "messages": [{"id": "m", "role": "user", "content": "how is Harbor doing, and its risks?"}],
        "tools": [],
        "context": [],
        "state": {},
        "forwardedProps": {},
    }
    whole = client.post("/api/agent", json=run).content
    events = [event + b"\n\n" for event in whole.split(b"\n\n") if event]
    assert len(events) > 5
    for number in range(CUTS):
        cut = 1 + number * (len(events) - 1) // CUTS
        last = next(line[4:] for line in events[cut - 1].split(b"\n") if line.startswith(b"id: ")).decode()
        rest = client.get("/api/agent/cut-run/events", headers={"Last-Event-ID": last}).content
        assert b"".join(events[:cut]) + rest == whole, f"cut after event {cut}"


def _zip_bomb(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr(name, b"\0" * (300 * 1024 * 1024))
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


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_would_burst_is_refused_quickly_and_the_server_does_not_grow(client: TestClient, name: str) -> None:
    data = BOMBS[name]()
    client.post("/api/attachments", files={"file": ("warm.md", b"# Warm\n\nup\n")})
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    refused = client.post("/api/attachments", files={"file": (name, data)})
    seconds = time.perf_counter() - begun
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert refused.status_code in (413, 422), refused.text
    assert grown < 64, f"{grown:.0f} MB"
    assert seconds < 4, f"{seconds:.1f} s"  # 2 s on a quiet machine; starting the box takes most of it
