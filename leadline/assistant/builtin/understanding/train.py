"""Trains the matcher from the examples: `python -m leadline.assistant.builtin.understanding.train`. About a minute.

Two ridge classifiers in dual form (least squares on one-of-n targets; Rifkin, Klautau 2004: as good as a support vector machine on
text, and solved in one step without randomness).
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from leadline.assistant.builtin.examples import expand, fingerprint, patterns
from leadline.assistant.builtin.understanding.features import vector
from leadline.assistant.builtin.understanding.matcher import WEIGHTS, Embedder
from leadline.assistant.builtin.understanding.text import spoken, words
from leadline.knowledge.minilm.model import MiniLM

LEXICAL_RIDGE = 0.25
EMBEDDED_RIDGE = 0.3
OPENERS = ("", "", "", "please ", "can you tell me ", "hi, ", "quick question: ", "could you ")


def examples() -> list[tuple[str, str]]:
    """(intent, sentence), each sentence once; some again with a polite opener."""
    found: dict[str, str] = {}
    for intent, lines in patterns().items():
        for number, line in enumerate(lines):
            for turn, sentence in enumerate(expand(line)):
                found.setdefault(sentence, intent)
                opener = OPENERS[(number + turn) % len(OPENERS)]
                if opener and not intent.startswith("small_talk"):
                    found.setdefault(opener + sentence, intent)
    return [(intent, sentence) for sentence, intent in found.items()]


def ridge(inputs: NDArray[np.float32], targets: NDArray[np.float32], sizes: NDArray[np.float32], strength: float) -> NDArray[np.float32]:
    """Weights of least squares with a penalty; small classes count as much as large ones (cost over the root of the size)."""
    kernel = inputs @ inputs.T
    kernel[np.diag_indices_from(kernel)] += strength * np.sqrt(sizes / sizes.mean())
    return np.asarray(inputs.T @ np.linalg.solve(kernel, targets), dtype=np.float32)


def train(embedder: Embedder, folder: Path) -> int:
    """Write the weights; returns the number of examples."""
    pairs = examples()
    intents = list(dict.fromkeys(intent for intent, _ in pairs))
    place = {intent: index for index, intent in enumerate(intents)}
    targets = np.zeros((len(pairs), len(intents)), dtype=np.float32)
    targets[np.arange(len(pairs)), [place[intent] for intent, _ in pairs]] = 1.0
    sizes = targets.sum(axis=0)[[place[intent] for intent, _ in pairs]]
    lexical = ridge(np.stack([vector(sentence) for _, sentence in pairs]), targets, sizes, LEXICAL_RIDGE)
    embedded = embedder.embed([spoken(sentence) for _, sentence in pairs])
    constant = np.ones((len(pairs), 1), dtype=np.float32)
    dense = ridge(np.hstack([embedded, constant]), targets, sizes, EMBEDDED_RIDGE)
    known = sorted({word for _, sentence in pairs for word in words(sentence) if word.isalpha()})
    np.savez_compressed(
        folder / WEIGHTS,
        intents=np.array("\n".join(intents)),
        lexical=lexical.astype(np.float16),
        embedded=dense.astype(np.float16),
        known_words=np.array("\n".join(known)),
        fingerprint=np.array(fingerprint()),
    )
    return len(pairs)


if __name__ == "__main__":
    count = train(MiniLM(), Path(__file__).parent)
    print(f"trained from {count} examples: {Path(__file__).with_name(WEIGHTS)}")
