"""A small server that speaks the page's HTTP contract from scripted answers, and remembers what it was asked.

A script is a list of steps: an AG-UI event to send, `HOLD` (wait until the test opens the gate or Stop is pressed) or `DROP` (cut
the connection; the rest is sent when the page resumes). The page's files and headers are the real ones.
"""

import json
import mimetypes
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from leadline.api.routes.page import FOLDER
from leadline.api.security import HEADERS
from leadline.tools import charts
from leadline.tools.answer import Card

HOLD, DROP = "hold", "drop"
Event = dict[str, Any]
Step = Event | str
Script = Callable[[str, str, str], list[Step]]  # (question, thread id, run id) -> steps

PROJECTS = [
    {"key": "ATLAS", "name": "Atlas Billing", "phase": "execution", "method": "hybrid", "declared_health": "amber"},
    {"key": "HERMES", "name": "Hermes Portal", "phase": "execution", "method": "agile", "declared_health": "green"},
    {"key": "ORION", "name": "Orion Migration", "phase": "closed", "method": "waterfall", "declared_health": None},
]
PASSAGE = {
    "document": {
        "id": "d1",
        "title": "Steering minutes",
        "kind": "minutes",
        "date": "2026-10-14",
        "project_key": "ATLAS",
    },
    "passage": {
        "id": "p1",
        "section": "Vendor",
        "page": 2,
        "text": "The vendor confirmed that the sandbox\nwill be late. Costs rise.",
    },
    "before": "Text before the passage. ",
    "after": " Text after the passage.",
}


class FakeServer:
    def __init__(self, script: Script) -> None:
        self.script = script
        self.model = "builtin"
        self.requests: list[tuple[str, str, Any]] = []
        self.threads: dict[str, dict[str, Any]] = {}
        self.runs: dict[str, list[Step]] = {}
        self.gate = threading.Event()
        self.stopped = threading.Event()
        self.refuse_asks = False
        server = self

        class Handler(_Handler):
            fake = server

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def close(self) -> None:
        self.gate.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def asked(self) -> list[dict[str, Any]]:
        """The bodies of the questions, in order."""
        return [body for method, path, body in self.requests if (method, path) == ("POST", "/api/agent")]

    def remember(self, run_id: str, thread_id: str, question: str) -> list[Step]:
        thread = self.threads.setdefault(
            thread_id,
            {
                "id": thread_id,
                "title": question[:60],
                "project": None,
                "updated_at": "2026-11-20T10:00:00Z",
                "turns": [],
            },
        )
        self.runs[run_id] = self.script(question, thread_id, run_id)
        finished = [
            step["result"] for step in self.runs[run_id] if isinstance(step, dict) and step["type"] == "RUN_FINISHED"
        ]
        thread["turns"] += finished
        return self.runs[run_id]


class _Handler(BaseHTTPRequestHandler):
    fake: FakeServer

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        path, query = self._target()
        match path.strip("/").split("/"):
            case [""]:
                self._file("index.html")
            case ["page", *rest]:
                self._file("/".join(rest))
            case ["api", "session"]:
                limits = {"message_characters": 2000, "attachment_bytes": 100_000}
                user = {"user": {"name": "Ana Lima"}, "model": self.fake.model, "today": "2026-11-20", "version": "0.1"}
                self._json({**user, "limits": limits})
            case ["api", "projects"]:
                self._json({"items": PROJECTS, "total": len(PROJECTS), "offset": 0, "limit": 200})
            case ["api", "threads"]:
                self._threads(query.get("q", [""])[0])
            case ["api", "threads", thread_id] if thread_id in self.fake.threads:
                self._json(self.fake.threads[thread_id])
            case ["api", "agent", run_id, "events"]:
                self._stream(self.fake.runs[run_id], after=int(self.headers.get("Last-Event-ID") or 0))
            case ["api", "turns", run_id, "cards", name]:
                self._picture(run_id, name, query.get("theme", ["light"])[0])
            case ["api", "documents", "d1", "passages", "p1"]:
                self._json(PASSAGE)
            case _:
                self._error(404, "not_found", f"There is nothing at {path}.")

    def do_POST(self) -> None:
        path, _ = self._target()
        body = self._body()
        self.fake.requests.append(("POST", path, body))
        match path.strip("/").split("/"):
            case ["api", "agent"] if self.fake.refuse_asks:
                self._error(503, "busy", "The server is busy.", "Try again in a moment.")
            case ["api", "agent"]:
                question = body["messages"][-1]["content"]
                self._stream(self.fake.remember(body["runId"], body["threadId"], question), after=0)
            case ["api", "attachments"] if b"broken" in body:
                self._error(422, "unreadable", "broken.pdf cannot be read.", "Save it again as PDF.")
            case ["api", "attachments"]:
                self._json(
                    {"id": "a1", "name": "requirements.md", "title": "Requirements", "characters": 1234, "pages": None},
                    201,
                )
            case ["api", "turns", _, "stop"]:
                self.fake.stopped.set()
                self.fake.gate.set()
                self._json({"status": "stopping"}, 202)
            case _:
                self._error(404, "not_found", f"There is nothing at {path}.")

    def do_PATCH(self) -> None:
        path, _ = self._target()
        thread = self.fake.threads[path.rsplit("/", 1)[1]]
        thread.update(self._body())
        self._json(thread)

    def do_DELETE(self) -> None:
        path, _ = self._target()
        del self.fake.threads[path.rsplit("/", 1)[1]]
        self._send(204, "application/json", b"")

    def _target(self) -> tuple[str, dict[str, list[str]]]:
        parts = urlsplit(self.path)
        return parts.path, parse_qs(parts.query)

    def _body(self) -> Any:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        return json.loads(raw) if self.headers.get("Content-Type") == "application/json" else raw

    def _threads(self, query: str) -> None:
        items = [{k: v for k, v in each.items() if k != "turns"} for each in self.fake.threads.values()]
        found = [each for each in reversed(items) if query.lower() in each["title"].lower()]
        self._json({"items": found, "total": len(found), "offset": 0, "limit": 40})

    def _stream(self, steps: list[Step], after: int) -> None:
        self.send_response(200)
        self._headers("text/event-stream")
        self.end_headers()
        held = False
        for number, step in enumerate(steps, start=1):
            if number <= after:
                continue
            if step == HOLD:
                held = True
                self.fake.gate.wait(10)
                if self.fake.stopped.is_set():
                    self._event(len(steps), _stopped(steps))
                    return
            elif step == DROP:
                steps[number - 1] = {"type": "STATE_DELTA", "delta": []}  # an event that the page does not know
                return
            elif isinstance(step, dict):
                self._event(number, step)
        assert held or steps  # a script says something

    def _event(self, number: int, event: Event) -> None:
        self.wfile.write(f"id: {number}\ndata: {json.dumps(event)}\n\n".encode())
        self.wfile.flush()

    def _picture(self, run_id: str, name: str, theme: str) -> None:
        finished = next(s for s in self.fake.runs[run_id] if isinstance(s, dict) and s["type"] == "RUN_FINISHED")
        number, ending = name.split(".")
        card = Card.model_validate(finished["result"]["cards"][int(number)])
        shade: Any = theme
        if ending == "svg":
            self._send(200, "image/svg+xml", charts.draw(card, shade).encode())
        else:
            self._send(200, "image/png", charts.png(card, shade))

    def _file(self, name: str) -> None:
        path = (FOLDER / name).resolve()
        if not path.is_relative_to(FOLDER) or not path.is_file():
            self._error(404, "not_found", f"There is no {name}.")
            return
        self._send(200, mimetypes.guess_type(name)[0] or "application/octet-stream", path.read_bytes())

    def _json(self, value: Any, status: int = 200) -> None:
        self._send(status, "application/json", json.dumps(value).encode())

    def _error(self, status: int, code: str, message: str, hint: str = "") -> None:
        self._json({"error": {"code": code, "message": message, "hint": hint}}, status)

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self._headers(kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _headers(self, kind: str) -> None:
        self.send_header("Content-Type", kind)
        for name, value in HEADERS.items():
            self.send_header(name, value)


def _stopped(steps: list[Step]) -> Event:
    """The end of a run that a person stopped: what was written before the gate is kept."""
    written = steps[: steps.index(HOLD)]
    text = "".join(
        step["delta"] for step in written if isinstance(step, dict) and step["type"] == "TEXT_MESSAGE_CONTENT"
    )
    finished = next(step for step in steps if isinstance(step, dict) and step["type"] == "RUN_FINISHED")
    return {**finished, "result": {**finished["result"], "status": "stopped", "text": text, "claims": [], "cards": []}}
