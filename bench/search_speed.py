"""Hybrid search over many passages: p50 and p95 in milliseconds by scope and filter, and the memory of the process.

    python bench/search_speed.py [--passages 10000]

The texts are made up from a fixed vocabulary and their vectors are random but fixed (making 10,000 real ones takes minutes and does
not change the search); the questions are embedded by the real model. Goal: p50 < 40 ms, p95 < 80 ms.
"""

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from search_quality import open_library

from leadline.knowledge.library import Library
from leadline.knowledge.minilm.model import MiniLM
from leadline.knowledge.results import SearchResult
from leadline.knowledge.scope import EVERYTHING, Scope

PROJECTS = 20
PASSAGES_PER_DOCUMENT = 25
SENTENCES = 6
ROUNDS = 100
SUBJECTS = (
    "certificate renewal supplier delivery migration database outage deploy rollback capacity budget sponsor milestone scope "
    "requirement acceptance interface test environment security audit licence contract payment customer portal mobile payroll "
    "network storage backup restore monitoring alert incident vendor penalty delay forecast risk issue change decision training"
)


class BenchEmbedder:
    """Random vectors for the made-up passages, the real model for questions: what is measured is the search."""

    name = MiniLM.name

    def __init__(self) -> None:
        self._model, self._random = MiniLM(), np.random.default_rng(1)
        self.filling = True

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not self.filling:
            return self._model.embed(texts)
        vectors = self._random.standard_normal((len(texts), MiniLM.dimensions)).astype(np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--passages", type=int, default=10_000)
    count = parser.parse_args().passages
    with tempfile.TemporaryDirectory() as folder:
        embedder = BenchEmbedder()
        library = open_library(Path(folder), embedder)
        fill(library, count)
        embedder.filling = False
        some = Scope(frozenset(f"P{n}" for n in range(5)))
        measure("everything", lambda q: library.search(EVERYTHING, q))
        measure("a scope of 5 projects", lambda q: library.search(some, q))
        measure("one project", lambda q: library.search(EVERYTHING, q, project_key="P3"))
        measure("one kind", lambda q: library.search(EVERYTHING, q, kinds={"charter"}))
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def fill(library: Library, passages: int) -> None:
    rng = random.Random(1)
    subjects = SUBJECTS.split()
    started = time.perf_counter()
    for number in range(passages // PASSAGES_PER_DOCUMENT):
        sections = []
        for section in range(PASSAGES_PER_DOCUMENT):
            sentences = [sentence(rng, subjects) for _ in range(SENTENCES)]
            sections.append(f"## Section {section}\n\n{' '.join(sentences)}")
        kind = ("charter", "post_mortem", "report")[number % 3]
        text = f"# Document {number}\n\n" + "\n\n".join(sections)
        library.ingest(f"{number}.md", text.encode(), project_key=f"P{number % PROJECTS}", kind=kind)
    print(f"{library.check().passages} passages in {time.perf_counter() - started:.0f} s (without embedding)")


def sentence(rng: random.Random, subjects: Sequence[str]) -> str:
    """About 17 words, two of them subjects and two numbers that hardly any other sentence has."""
    one, two = rng.choice(subjects), rng.choice(subjects)
    return f"In week {rng.randrange(3_000)} the {one} was late because the team of unit {rng.randrange(3_000)} had not tested its {two}."


def measure(name: str, search: Callable[[str], SearchResult]) -> None:
    rng = random.Random(2)
    subjects = SUBJECTS.split()
    times = []
    for _ in range(ROUNDS):
        question = (
            f"what went wrong with the {rng.choice(subjects)} {rng.choice(subjects)} during {rng.choice(subjects)}?"
        )
        started = time.perf_counter()
        search(question)
        times.append(1_000 * (time.perf_counter() - started))
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"{name:24} p50 {statistics.median(times):.0f} ms  p95 {p95:.0f} ms  n {ROUNDS}")


if __name__ == "__main__":
    main()
