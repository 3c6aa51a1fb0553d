"""Which files of a folder are documents."""

from pathlib import Path

from leadline.knowledge.converters.formats import SUFFIXES


def files_in(path: Path) -> list[tuple[str, Path]]:
    """(name, path) of a single file, or of every document below a folder in order of name; hidden files and links are left out."""
    if path.is_file():
        return [(path.name, path)]
    found = [
        (file.relative_to(path).as_posix(), file)
        for file in path.rglob("*")
        if file.is_file() and not file.is_symlink() and file.suffix.lower() in SUFFIXES
    ]
    return sorted((name, file) for name, file in found if not any(part.startswith(".") for part in Path(name).parts))
