"""How much a stranger's file may cost. Looked at before anything is unpacked, and held by the operating system while it is read."""

import io
import zipfile

from leadline.knowledge.converted import RefusedError

MAX_ENTRIES = 5_000
MAX_UNPACKED = 200_000_000  # bytes declared in the directory of a packed file
MAX_RATIO = 200  # unpacked to packed, of any entry above SMALL; office files stay below 30
SMALL = 1_000_000

MEMORY_BYTES = 700_000_000  # of the child process; python-docx took 1.6 GB for one 331 KB file
CPU_SECONDS = 3  # for reading any file at all ...
CPU_SECONDS_PER_MB = 20  # ... and for its size: a PDF page of text is about 4 KB and takes up to 50 ms
MAX_CPU_SECONDS = 90
WALL_FACTOR = 4  # waiting time for each allowed CPU second, on a busy machine
MAX_MARKDOWN = 20_000_000  # characters that a conversion may give back


def cpu_seconds(size: int) -> int:
    return min(MAX_CPU_SECONDS, CPU_SECONDS + CPU_SECONDS_PER_MB * size // 1_000_000)


MAIN_PARTS = {
    "docx": ("word/document.xml", "a Word document"),
    "pptx": ("ppt/presentation.xml", "a PowerPoint presentation"),
    "xlsx": ("xl/workbook.xml", "an Excel workbook"),
}


def check_package(source_name: str, data: bytes, form: str) -> None:
    """Refuse a packed file (DOCX, PPTX, XLSX) by what its directory declares. Raises RefusedError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise RefusedError(f"{source_name} is broken (its package cannot be opened): export it again") from error
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise RefusedError(f"{source_name} is protected by a password: save it without one and try again")
    unpacked = sum(entry.file_size for entry in entries)
    swollen = any(e.file_size > SMALL and e.file_size > MAX_RATIO * max(1, e.compress_size) for e in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or swollen:
        raise RefusedError(
            f"{source_name} unpacks to {unpacked / 1e6:.0f} MB in {len(entries)} parts, more than is safe to read"
        )
    part, what = MAIN_PARTS[form]
    if part not in {entry.filename for entry in entries}:
        raise RefusedError(f"{source_name} is not {what} inside: save it as {form.upper()} and try again")
