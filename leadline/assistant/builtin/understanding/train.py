"""Trains the matcher from the examples: `python -m leadline.assistant.builtin.understanding.train`. About a minute.

Two kernel ridge classifiers (least squares on one-of-n targets; Rifkin, Klautau 2004: as good as a support vector machine on
text, and solved in one step without randomness).
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from leadline.assistant.builtin.examples import expand, fingerprint, patterns
from leadline.assistant.builtin.understanding.features import vector
from leadline.assistant.builtin.understanding.matcher import EIGHT_BITS, WEIGHTS, Embedder, kernel
from leadline.assistant.builtin.understanding.text import spoken, words
from leadline.knowledge.minilm.model import MiniLM

LEXICAL_RIDGE = 0.1
EMBEDDED_RIDGE = 0.1
Matrix = NDArray[np.float32]
Pairs = list[tuple[str, str]]
OPENERS = ("", "", "", "please ", "can you tell me ", "hi, ", "quick question: ", "could you ")


def examples(*, with_openers: bool) -> list[tuple[str, str]]:
    """(intent, sentence), each sentence once; some again with a polite opener, which the reader of words has to see past."""
    found: dict[str, str] = {}
    for intent, lines in patterns().items():
        for number, line in enumerate(lines):
            for turn, sentence in enumerate(expand(line)):
                found.setdefault(sentence, intent)
                opener = OPENERS[(number + turn) % len(OPENERS)]
                if with_openers and opener and not intent.startswith("small_talk"):
                    found.setdefault(opener + sentence, intent)
    return [(intent, sentence) for sentence, intent in found.items()]


def solve(kernel: Matrix, pairs: Pairs, intents: list[str], strength: float) -> Matrix:
    """What each example says for each intent: least squares with a penalty, in which a small class weighs more."""
    places = [intents.index(intent) for intent, _ in pairs]
    targets = np.zeros((len(pairs), len(intents)), dtype=np.float32)
    targets[np.arange(len(pairs)), places] = 1.0
    sizes = targets.sum(axis=0)[places]
    penalised = kernel.copy()
    penalised[np.diag_indices_from(penalised)] += strength * np.sqrt(sizes / sizes.mean())
    return np.asarray(np.linalg.solve(penalised, targets), dtype=np.float32)


def train(embedder: Embedder, folder: Path) -> int:
    """Write the weights; returns the number of examples."""
    plain, polite = examples(with_openers=False), examples(with_openers=True)
    intents = list(patterns())
    features = np.stack([vector(sentence) for _, sentence in polite])
    lexical = features.T @ solve(features @ features.T, polite, intents, LEXICAL_RIDGE)
    embedded = np.round(embedder.embed([spoken(sentence) for _, sentence in plain]) * EIGHT_BITS).clip(-127, 127)
    vectors = (embedded / EIGHT_BITS).astype(np.float32)
    pulls = solve(kernel(vectors, vectors), plain, intents, EMBEDDED_RIDGE)
    known = sorted({word for _, sentence in plain for word in words(sentence) if word.isalpha()})
    np.savez_compressed(
        folder / WEIGHTS,
        intents=np.array("\n".join(intents)),
        lexical=lexical.astype(np.float16),
        examples=embedded.astype(np.int8),
        pulls=pulls.astype(np.float16),
        known_words=np.array("\n".join(known)),
        fingerprint=np.array(fingerprint()),
    )
    return len(polite)


if __name__ == "__main__":
    count = train(MiniLM(), Path(__file__).parent)
    print(f"trained from {count} examples: {Path(__file__).with_name(WEIGHTS)}")
