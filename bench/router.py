"""How well and how fast the model-free assistant understands: `python -m bench.router [file.tsv ...]`.

Accuracy per tool on the held-out sentences of the tests and, where it is there, on the shared collection; the time of a decision.
"""

import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from leadline.assistant.builtin.examples import patterns
from leadline.assistant.builtin.understanding.matcher import Matcher
from leadline.assistant.builtin.understanding.names import Named
from leadline.assistant.builtin.understanding.reader import Reader
from leadline.knowledge.minilm.model import MiniLM

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("LEADLINE_SHARED_DATA") or ROOT.parent / "shared" / "data")
HELD_OUT = ROOT / "tests" / "assistant" / "builtin"
FILES = (SHARED / "utterances" / "single.tsv", HELD_OUT / "heldout.tsv", HELD_OUT / "blind.tsv")


def sentences(file: Path) -> list[tuple[str, str]]:
    lines = (line.partition("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return [(expected, sentence) for expected, _, sentence in lines if sentence]


def fits(expected: str, intent: str) -> bool:
    options = expected.split("|")
    return (intent.startswith("small_talk") and "-" in options) or bool(
        {intent, intent.partition(":")[0]} & set(options)
    )


def accuracy(reader: Reader, file: Path) -> None:
    """Prints right/all per tool, the whole, and the errors."""
    right: dict[str, list[bool]] = defaultdict(list)
    errors = []
    for expected, sentence in sentences(file):
        intent = reader.ask(Named(sentence, sentence, ())).intent
        right[expected.partition(":")[0]].append(fits(expected, intent))
        if not right[expected.partition(":")[0]][-1]:
            errors.append(f"    {sentence!r}: {intent}, expected {expected}")
    hits = [hit for each in right.values() for hit in each]
    print(f"\n{file.name}: {sum(hits)}/{len(hits)} = {sum(hits) / len(hits):.1%}")
    print("  " + ", ".join(f"{tool} {sum(each)}/{len(each)}" for tool, each in sorted(right.items())))
    print("\n".join(errors))


def speed(reader: Reader, texts: Iterable[str]) -> None:
    """Decisions on sentences not seen before in this process, with the embedding warm."""
    reader.match("warm up")
    taken = []
    for text in texts:
        started = time.perf_counter()
        reader.match(f"{text} now")
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    print(
        f"\ndecision: p50 {statistics.median(taken):.1f} ms, p95 {taken[int(0.95 * len(taken))]:.1f} ms, n = {len(taken)}"
    )


def main() -> None:
    started = time.perf_counter()
    reader = Reader(Matcher(embedder=MiniLM()))
    print(f"{len(patterns())} intents, weights loaded in {(time.perf_counter() - started) * 1000:.0f} ms")
    files = [Path(name) for name in sys.argv[1:]] or [file for file in FILES if file.exists()]
    for file in files:
        accuracy(reader, file)
    print("\nWithout the embedding:")
    for file in files:
        accuracy(Reader(Matcher()), file)
    speed(reader, [sentence for _, sentence in sentences(files[-1])])


if __name__ == "__main__":
    main()
