"""`leadline serve-all`: the shape for many people on one machine: PostgreSQL, a Chroma server, several workers. Ctrl-C ends all of them."""

import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from leadline.api.settings import Settings, SettingsError, read_settings

CHROMA_SECONDS = 30


def serve_all(workers: Annotated[int, typer.Option(min=1, max=64, help="server processes")] = 2) -> None:
    """Serve with PostgreSQL, a Chroma server and several workers; what is not configured is started here."""
    from leadline.api.cli.screen import console

    settings = read_settings()
    with ExitStack() as running:
        if settings.database_url is None:
            os.environ["LEADLINE_DATABASE_URL"] = _database(settings, running)
        if settings.chroma_url is None:
            os.environ["LEADLINE_CHROMA_URL"] = _chroma(settings, running)
        _load_sample_once()
        console.print(
            f"Leadline is on [bold]http://{settings.host}:{settings.port}[/] with {workers} workers (Ctrl-C stops everything)"
        )
        command = [
            sys.executable,
            "-m",
            "uvicorn",
            "leadline.api.serving:application",
            "--factory",
            "--log-level",
            "warning",
        ]
        where = ["--host", settings.host, "--port", str(settings.port), "--workers", str(workers)]
        process = subprocess.Popen([*command, *where, "--timeout-graceful-shutdown", "5"])
        running.callback(_end, process)
        try:
            process.wait()
        except KeyboardInterrupt:
            console.print("Stopping ...")


def _database(settings: Settings, running: ExitStack) -> str:
    from leadline.api import postgres

    try:
        server = postgres.start(settings.home / "postgres")
    except postgres.PostgresError as error:
        raise SettingsError(str(error)) from None
    running.callback(server.stop)
    return server.url


def _chroma(settings: Settings, running: ExitStack) -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.home.mkdir(parents=True, exist_ok=True)
    chroma = Path(sys.executable).with_name("chroma")
    command = [str(chroma), "run", "--path", str(settings.home / "chroma"), "--host", "127.0.0.1", "--port", str(port)]
    with (settings.home / "chroma.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    running.callback(_end, process)
    for _ in range(CHROMA_SECONDS * 10):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return f"http://127.0.0.1:{port}"
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise SettingsError(f"The Chroma server did not start; see {settings.home / 'chroma.log'}.")


def _load_sample_once() -> None:
    """An empty database gets the sample portfolio, as `make run` gives it."""
    from sqlalchemy import func, select

    from leadline.api.cli.data import sample
    from leadline.api.cli.wired import leadline
    from leadline.projects.tables import Project

    with leadline() as wired, wired.sessions() as session:
        empty = not session.scalar(select(func.count()).select_from(Project))
    if empty:
        sample()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
