"""The command line as a child process: what a person sees and the exit code."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path


def _start(home: Path, *arguments: str, **extra: str) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LEADLINE_")}
    environment |= {"LEADLINE_HOME": str(home), "LEADLINE_TODAY": "2026-11-23", **extra}
    command = [sys.executable, "-m", "leadline.api.cli", *arguments]
    return subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=home.parent
    )


def _run(home: Path, *arguments: str, **extra: str) -> tuple[int, str]:
    """Exit code, and what was printed with its line breaks folded."""
    process = _start(home, *arguments, **extra)
    printed, complaint = process.communicate(timeout=60)
    return process.returncode, " ".join(f"{printed} {complaint}".split())


def test_a_data_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    code, said = _run(tmp_path / "file", "ask", "hello")
    assert code == 1
    assert "LEADLINE_HOME" in said
    assert "Traceback" not in said


def test_a_file_that_is_no_database_is_said_in_a_sentence(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "leadline.db").write_bytes(b"no database " * 400)
    code, said = _run(home, "ask", "hello")
    assert code == 1
    assert "file is not a database" in said
    assert "Traceback" not in said


def test_a_database_of_a_newer_leadline_is_left_alone(home: Path) -> None:
    with sqlite3.connect(home / "leadline.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '29990101_0000'")
    database.close()
    code, said = _run(home, "ask", "hello")
    assert code == 1
    assert "written by a newer Leadline" in said


def test_processes_that_start_at_once_on_an_empty_folder_all_succeed(tmp_path: Path) -> None:
    started = [_start(tmp_path / "home", "migrate") for _ in range(3)]
    ended = [(*process.communicate(timeout=120), process.returncode) for process in started]
    assert [code for _, _, code in ended] == [0, 0, 0], ended


def test_a_model_that_is_down_is_named_and_the_question_is_kept(home: Path) -> None:
    down = {"LEADLINE_MODEL": "openai:x", "OPENAI_API_KEY": "none", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    code, said = _run(home, "ask", "how is Harbor doing?", **down)
    assert code == 1
    assert "cannot be reached" in said
    assert "OPENAI_BASE_URL" in said
    with sqlite3.connect(home / "leadline.db") as database:
        kept = database.execute("SELECT question, status FROM turn").fetchall()
    database.close()
    assert kept == [("how is Harbor doing?", "failed")]


def test_wrong_use_has_its_own_exit_code(tmp_path: Path) -> None:
    assert _run(tmp_path / "home", "ask")[0] == 2
    assert _run(tmp_path / "home", "nonsense")[0] == 2
