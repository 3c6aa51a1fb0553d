"""Attacks on the whole application over the sample portfolio: broken requests, cut streams, files that burst, foreign rows."""

import json
import logging
import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from sqlalchemy import select
from starlette.testclient import TestClient

from leadline.api.app import create_app
from leadline.api.tool_calls import ToolCallError, call
from leadline.api.wiring import Leadline, build
from leadline.projects import tables as t
from leadline.projects.access import LOCAL_USER, Access, Role
from leadline.projects.sample import load_sample
from leadline.tools.registry import TOOLS
from tests.api.conftest import POST_MORTEM, TODAY, settings
from tests.api.fuzz import fuzz
from tests.api.hostile import BOMBS, burst, cut_streams
from tests.canaries import CANARY, SHOWN, calls, plant

STRANGER = Access("stranger", "Stranger", roles={"LTN": Role.ADMIN})
HIDDEN = "HRB"
ToolCall = tuple[str, dict[str, Any]]


@contextmanager
def sample(home: Path) -> Iterator[Leadline]:
    """The application over the sample portfolio and one document, in a home of its own."""
    logging.disable(logging.INFO)
    wired = build(settings(home))
    try:
        with wired.sessions.begin() as session:
            load_sample(session, TODAY)
        wired.library.ingest("payment-outage.md", POST_MORTEM)
        yield wired
    finally:
        wired.close()
        logging.disable(logging.NOTSET)


def broken_requests(home: Path, each: int) -> tuple[int, int]:
    """(answers with 5xx, requests sent)."""
    with sample(home) as leadline, TestClient(create_app(leadline)) as client:
        app = client.app
        assert isinstance(app, FastAPI)
        sent, failed = fuzz(app, client, each=each)
    for line in failed[:5]:
        print(f"       {line}")
    return len(failed), sent


def streams(home: Path, cuts: int) -> int:
    with sample(home) as leadline, TestClient(create_app(leadline)) as client:
        return cut_streams(client, cuts)


def hostile_files(home: Path) -> tuple[int, int, float, float]:
    """(files not refused with a reason, or that let the server grow by 64 MB, or took over 4 s; files; most MB; most seconds)."""
    with sample(home) as leadline, TestClient(create_app(leadline)) as client:
        told = [burst(client, name) for name in BOMBS]
    bad = sum(one.status not in (413, 422) or one.megabytes >= 64 or one.seconds >= 4 for one in told)
    return bad, len(told), max(one.megabytes for one in told), max(one.seconds for one in told)


def foreign_rows(home: Path, wanted: int) -> tuple[int, int, int]:
    """(tool calls that showed a row of a project that the asker may not see, calls, tools that showed such a row to its owner)."""
    with sample(home) as leadline:
        names = _names(leadline)  # read before the canaries are in them
        plant(leadline, HIDDEN)
        tried = [*_different(calls()), *_shuffled(_different(calls(names)))][:wanted]
        leaked = sum(CANARY in _said(leadline, STRANGER, name, args) for name, args in tried)
        shown = sum(
            any(
                CANARY in _said(leadline, LOCAL_USER, tool.name, args) for args in _asked_by_the_owner(tool.name, tried)
            )
            for tool in TOOLS
        )
    return leaked, len(tried), shown


def _asked_by_the_owner(tool: str, tried: list[ToolCall]) -> list[dict[str, Any]]:
    return [*SHOWN.get(tool, ()), {}, *(args for name, args in tried if name == tool and "Harbor" in args.values())]


def _different(made: Iterable[ToolCall]) -> list[ToolCall]:
    return list({json.dumps(one, sort_keys=True): one for one in made}.values())


def _shuffled(made: list[ToolCall]) -> list[ToolCall]:
    return random.Random(1).sample(made, len(made))


def _said(leadline: Leadline, asker: Access, name: str, args: dict[str, Any]) -> str:
    try:
        return call(leadline, asker, name, args).model_dump_json()
    except ToolCallError as error:
        return str(error)


def _names(leadline: Leadline) -> list[str]:
    """Keys and titles of the hidden project's rows: what a stranger may have heard."""
    with leadline.sessions() as session:
        hidden = session.scalars(select(t.Project.id).where(t.Project.key == HIDDEN)).one()
        rows = [
            row
            for table in (t.Risk, t.WorkItem)
            for row in session.execute(select(table.key, table.title).where(table.project_id == hidden))
        ]
    return [word for row in rows for word in row]
