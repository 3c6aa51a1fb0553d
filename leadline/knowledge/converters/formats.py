"""Which format a file has: by its first bytes, then by its name. What cannot be read is refused by name."""

from pathlib import PurePath

from leadline.knowledge.converted import RefusedError

SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".rst": "text",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pptx": "pptx",
    ".xlsx": "xlsx",
    ".pdf": "pdf",
    ".eml": "email",
}
PACKED = ("docx", "pptx", "xlsx")
READABLE = "Markdown, text, HTML, DOCX, PPTX, XLSX, PDF and .eml"
MAX_BYTES = 50_000_000

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def format_of(source_name: str, data: bytes) -> str:
    """One of the values of SUFFIXES. Raises RefusedError with what is wrong and what to do."""
    if not data.strip():
        raise RefusedError(f"{source_name} is empty")
    if len(data) > MAX_BYTES:
        raise RefusedError(
            f"{source_name} has {len(data) / 1e6:.0f} MB; the limit is {MAX_BYTES / 1e6:.0f} MB: split it"
        )
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED_PACKAGE in data:
            raise RefusedError(f"{source_name} is protected by a password: save it without one and try again")
        raise RefusedError(f"{source_name} is an old Office file: save it as DOCX, PPTX, XLSX or PDF and try again")
    suffix = PurePath(source_name).suffix.lower()
    if data.startswith(b"PK\x03\x04"):
        if suffix.removeprefix(".") not in PACKED:
            raise RefusedError(f"{source_name} is a packed file that cannot be read here; readable are {READABLE}")
        return suffix.removeprefix(".")
    found = SUFFIXES.get(suffix)
    if found in ("pdf", *PACKED):
        raise RefusedError(f"{source_name} is not a {suffix[1:].upper()} file inside, or it is broken: export it again")
    if found is None and _looks_binary(data):
        raise RefusedError(f"{source_name} is a binary file; readable are {READABLE}")
    return found or "text"


def _looks_binary(data: bytes) -> bool:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return b"\x00" in head or controls > len(head) // 50
