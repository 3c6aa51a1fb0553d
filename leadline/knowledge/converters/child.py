"""The inside of the box: `python -m leadline.knowledge.converters.child FORMAT CPU_SECONDS < file > answer.json`."""

import json
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from leadline.knowledge.converted import Converted, RefusedError
from leadline.knowledge.converters.limits import MAX_MARKDOWN, MEMORY_BYTES

OUT_OF_MEMORY = 3
_FORBIDDEN_EVENTS = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "ctypes.dlopen")


def main() -> int:
    form, seconds = sys.argv[1], int(sys.argv[2])
    _limit(seconds)
    data = sys.stdin.buffer.read()
    try:
        answer = _answer(_converter(form)(data))
    except RefusedError as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.write(json.dumps(answer))
    return 0


def _limit(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """No network and no further process from in here, whatever a library would like to do."""
    if event.startswith(_FORBIDDEN_EVENTS):
        raise PermissionError(f"{event} is not allowed while a file is read")


def _converter(form: str) -> Callable[[bytes], Converted]:
    """The parsers are imported only here: the server process never loads them."""
    if form == "docx":
        from leadline.knowledge.converters.docx import from_docx

        return from_docx
    if form == "pdf":
        from leadline.knowledge.converters.pdf import from_pdf

        return from_pdf
    if form == "xlsx":
        sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it, and it opens a library by ctypes
        from leadline.knowledge.converters.xlsx import from_xlsx

        return from_xlsx
    if form == "pptx":
        from leadline.knowledge.converters.pptx import from_pptx

        return from_pptx
    if form == "html":
        from leadline.knowledge.converters.html import from_html_bytes

        return from_html_bytes
    from leadline.knowledge.converters.email import from_email

    return from_email


def _answer(converted: Converted) -> dict[str, Any]:
    if len(converted.markdown) > MAX_MARKDOWN:
        raise RefusedError(f"holds {len(converted.markdown) / 1e6:.0f} million characters of text: split it")
    return asdict(converted) | {"date": converted.date.isoformat() if converted.date else None}


if __name__ == "__main__":
    sys.exit(main())
