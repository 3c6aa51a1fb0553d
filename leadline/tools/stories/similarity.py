"""How alike two short texts are: by the stems of their content words, or by a function the caller supplies."""

import math
import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.floating[Any]]
"""Rows x columns, 0..1."""
Similarity = Callable[[list[str], list[str]], Matrix]
_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "with",
        "by",
        "from",
        "as",
        "is",
        "are",
        "be",
        "been",
        "must",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "will",
        "would",
        "want",
        "wants",
        "need",
        "needs",
        "i",
        "my",
        "their",
        "his",
        "her",
        "its",
        "our",
        "your",
        "that",
        "this",
        "these",
        "those",
        "it",
        "they",
        "we",
        "so",
        "if",
        "when",
        "then",
        "than",
        "not",
        "no",
        "able",
        "all",
        "each",
        "every",
        "any",
        "only",
        "also",
        "new",
        "up",
        "who",
        "which",
        "have",
        "has",
        "do",
        "does",
        "system",
        "user",
        "users",
        "portal",
        "app",
        "application",
        "platform",
        "tool",
    ]
)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    low = word.lower()
    for ending, least in (
        ("ations", 4),
        ("ation", 4),
        ("ings", 4),
        ("ing", 4),
        ("ments", 4),
        ("ment", 4),
        ("ies", 3),
        ("ied", 3),
        ("als", 5),
        ("al", 5),
        ("ers", 4),
        ("er", 4),
        ("es", 4),
        ("ed", 3),
        ("s", 3),
        ("e", 3),
        ("y", 3),
    ):
        if low.endswith(ending) and len(low) - len(ending) >= least:
            return low[: -len(ending)]
    return low


@lru_cache(maxsize=20_000)
def content(text: str) -> frozenset[str]:
    """Stems of the content words of a text."""
    return frozenset(stem(word) for word in re.findall(r"[A-Za-z][A-Za-z-]+", text) if word.lower() not in _STOP)


def lexical(left: list[str], right: list[str]) -> Matrix:
    """Cosine over rare-weighted stems, len(left) x len(right), 0..1."""
    bags = [content(text) for text in [*left, *right]]
    seen = Counter(word for bag in bags for word in bag)
    column = {word: n for n, word in enumerate(sorted(seen))}
    weights = np.zeros((len(bags), max(1, len(column))), dtype=np.float32)
    for row, bag in enumerate(bags):
        for word in bag:
            weights[row, column[word]] = 1 + math.log(len(bags) / seen[word])
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    unit = weights / np.where(lengths == 0, 1, lengths)
    return unit[: len(left)] @ unit[len(left) :].T
