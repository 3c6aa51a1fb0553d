"""A PostgreSQL server of our own in a folder: for `leadline serve-all` and for tests. On the loopback, by the machine's own binaries."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

ABSENT = (
    "PostgreSQL is not installed here. Debian and Ubuntu: apt-get install postgresql · macOS: brew install postgresql@17 · "
    "or name a server in LEADLINE_DATABASE_URL."
)
USER = "leadline"
START_SECONDS = 30


class PostgresError(Exception):
    """It cannot be started; the message says what to do."""


@dataclass
class OwnServer:
    process: subprocess.Popen[bytes]
    url: str

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, the data is complete."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=30)


def binaries() -> Path | None:
    """The folder that holds initdb and postgres; Debian keeps them out of the path."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt/homebrew/opt").glob("postgresql@*/bin")]
    have = [folder for folder in folders if (folder / "initdb").exists()]
    return max(have, key=lambda folder: [int(part) for part in folder.parts if part.isdigit()], default=None)


def start(folder: Path) -> OwnServer:
    """Make the cluster in `folder` if it is not there, and serve it on a free port. PostgresError if that cannot be."""
    bin_folder = binaries()
    if bin_folder is None:
        raise PostgresError(ABSENT)
    data, password = folder / "data", _password(folder)
    _own(folder)
    if not (data / "PG_VERSION").exists():
        options = [
            "-D",
            str(data),
            "-U",
            USER,
            "-A",
            "scram-sha-256",
            f"--pwfile={folder / 'password'}",
            "-E",
            "UTF8",
            "--locale=C",
        ]
        made = subprocess.run([bin_folder / "initdb", *options], capture_output=True, check=False, cwd=folder, **_as())  # type: ignore[call-overload]
        if made.returncode != 0:
            raise PostgresError(f"initdb failed: {made.stderr.decode(errors='replace')[-400:]}")
    port = _free_port()
    where = ["-c", f"port={port}", "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(  # type: ignore[call-overload]
            [bin_folder / "postgres", "-D", data, *where],
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,
            **_as(),
        )
    _wait(process, bin_folder, port, folder)
    return OwnServer(process, f"postgresql+psycopg://{USER}:{password}@127.0.0.1:{port}/postgres")


def _wait(process: subprocess.Popen[bytes], bin_folder: Path, port: int, folder: Path) -> None:
    ask = [str(bin_folder / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port), "-t", "1"]
    for _ in range(START_SECONDS * 10):
        if process.poll() is not None:
            break
        if subprocess.run(ask, check=False).returncode == 0:
            return
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
    raise PostgresError(f"PostgreSQL did not start; see {folder / 'server.log'}.")


def _password(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(24), encoding="ascii")
    return file.read_text(encoding="ascii")


def _as() -> dict[str, str]:
    """PostgreSQL refuses to run as root: as its own user, then."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}  # type: ignore[dict-item]


def _own(folder: Path) -> None:
    if os.geteuid() != 0:
        return
    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        raise PostgresError(ABSENT) from None
    for path in (folder, folder / "password"):
        os.chown(path, account.pw_uid, account.pw_gid)
    for parent in folder.parents:
        if not parent.stat().st_mode & 0o001:
            raise PostgresError(
                f"PostgreSQL's user cannot reach {folder}: run as an ordinary user, or set LEADLINE_HOME elsewhere."
            )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
