"""Strangers' files are read in a box: a child process with limits on memory, CPU and files, and without a network.

The child gets the file on its standard input and answers with one JSON object. What it says is data: text, counts, a reason.
"""

import datetime as dt
import json
import os
import subprocess
import sys
from typing import Any

from leadline.knowledge.converted import Converted, RefusedError
from leadline.knowledge.converters.limits import WALL_FACTOR, cpu_seconds

CHILD = "leadline.knowledge.converters.child"


def convert_in_box(source_name: str, data: bytes, form: str) -> Converted:
    """Convert in a child process. Raises RefusedError when the file is broken, protected, or costs more than it may."""
    seconds = cpu_seconds(len(data))
    command = [sys.executable, "-P", "-m", CHILD, form, str(seconds)]
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONWARNINGS": "ignore",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    try:
        finished = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=seconds * WALL_FACTOR + 10,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedError(f"{source_name} takes too long to read: split it or save it in another format") from error
    if finished.returncode != 0:
        raise RefusedError(_why(source_name, finished.returncode))
    return _converted(source_name, json.loads(finished.stdout))


def _why(source_name: str, code: int) -> str:
    if code < 0 or code == 3:
        return f"{source_name} needs more memory or time than a file of its size may take: it was not read"
    return f"{source_name} is broken and cannot be read: export it again"


def _converted(source_name: str, answer: dict[str, Any]) -> Converted:
    if reason := answer.get("refused"):
        raise RefusedError(f"{source_name} {reason}")
    stated = answer["date"]
    return Converted(
        markdown=str(answer["markdown"]),
        title=answer["title"],
        kind=answer["kind"],
        date=dt.date.fromisoformat(stated) if stated else None,
        pages=tuple((int(offset), int(page)) for offset, page in answer["pages"]),
        page_count=answer["page_count"],
        hidden_text=int(answer["hidden_text"]),
        notes=tuple(str(note) for note in answer["notes"]),
    )
