"""Ingest of a collection: passages a second, memory, and what a second run adds (nothing).

python bench/ingest.py ../shared/data/corpus/corpus.jsonl
"""

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

from search_quality import open_library

from leadline.knowledge.library import Library
from leadline.knowledge.minilm.model import MiniLM


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    corpus = parser.parse_args().corpus
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "documents"
        folder.mkdir()
        for row in map(json.loads, corpus.open()):
            (folder / f"{row['id']}.md").write_text(f"# {row['title']}\n\n{row['text']}", encoding="utf-8")
        library = open_library(Path(home), MiniLM())
        for name in ("first run", "second run"):
            report(name, library, folder)
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def report(name: str, library: Library, folder: Path) -> None:
    before = library.check().passages
    started = time.perf_counter()
    searchable = started
    outcomes: dict[str, int] = {}
    for step in library.ingest_folder(folder):
        if step.ingested:
            outcomes[step.ingested.status] = outcomes.get(step.ingested.status, 0) + 1
            searchable = time.perf_counter()
    seconds = time.perf_counter() - started
    added = library.check().passages - before
    print(
        f"{name}: {outcomes}, {added} passages in {seconds:.1f} s ({added / seconds:.0f}/s),"
        f" searchable by words after {searchable - started:.1f} s"
    )


if __name__ == "__main__":
    main()
