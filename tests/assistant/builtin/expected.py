"""The notation of the sentence files: `tool`, `tool:kind`, `a|b` for either, `-` for no tool."""

from pathlib import Path


def sentences(file: Path) -> list[tuple[str, str]]:
    """(expected, sentence) of each line."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [(expected, sentence) for expected, _, sentence in (line.partition("\t") for line in lines) if sentence]


def fits(expected: str, intent: str) -> bool:
    """Is the intent what was expected? A kind counts only where one was expected."""
    for option in expected.split("|"):
        if option == "-" and intent.startswith("small_talk"):
            return True
        if option == intent or (":" not in option and intent.partition(":")[0] == option):
            return True
    return False
