"""Which intent does a sentence have? A linear reader of features and a Gaussian-kernel reader of the local embedding, added up.

The weights are trained from the examples by `train.py` and kept beside this file; nothing is learned at run time. Without an
embedder the features decide alone.
"""

import threading
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

import numpy as np
import structlog
from numpy.typing import NDArray

from leadline.assistant.builtin.understanding.features import vector
from leadline.assistant.builtin.understanding.spelling import Spelling
from leadline.assistant.builtin.understanding.text import WORD, plain, spoken

WEIGHTS = "weights.npz"
EIGHT_BITS = 400.0  # components of unit vectors in 384 dimensions stay within +-.31
EMBEDDED_SHARE = 0.65  # of the sum; .5-.7 is flat on the held-out sentences
WIDTH = 1.0  # of the Gaussian kernel on unit vectors; 2 is as good, 4 is worse
SHARPNESS = 9.0  # turns least-squares scores (about 0..1) into shares that behave like probabilities


class Embedder(Protocol):
    def embed(self, texts: list[str], /) -> NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True)
class Match:
    intent: str
    share: float  # 0..1 over all intents


@dataclass(frozen=True)
class Weights:
    intents: tuple[str, ...]
    lexical: NDArray[np.float32]  # (PLACES, intents)
    examples: NDArray[np.float32]  # unit vectors of the examples, (n, 384)
    pulls: NDArray[np.float32]  # what each example says for each intent, (n, intents)
    known_words: tuple[str, ...]
    fingerprint: str

    @staticmethod
    @cache
    def load() -> "Weights":
        with files(__package__).joinpath(WEIGHTS).open("rb") as file, np.load(file) as stored:
            return Weights(
                intents=tuple(str(stored["intents"]).split("\n")),
                lexical=stored["lexical"].astype(np.float32),
                examples=stored["examples"].astype(np.float32) / EIGHT_BITS,
                pulls=stored["pulls"].astype(np.float32),
                known_words=tuple(str(stored["known_words"]).split("\n")),
                fingerprint=str(stored["fingerprint"]),
            )


class Matcher:
    """`rank` gives intents, likeliest first. Deterministic; about 5 ms with the embedding, below 1 ms without."""

    def __init__(self, weights: Weights | None = None, embedder: Embedder | None = None) -> None:
        self._weights = weights or Weights.load()
        self._embedder = embedder
        self._spelling = Spelling(self._weights.known_words)
        self._remembered: dict[str, tuple[Match, ...]] = {}
        self._lock = threading.Lock()

    def rank(self, masked: str) -> tuple[Match, ...]:
        """Intents of a sentence whose names were replaced by slots ({P} project, {N} person, {W} item, {R} risk)."""
        with self._lock:
            known = self._remembered.get(masked)
        if known is None:
            known = self._rank(masked)
            with self._lock:
                if len(self._remembered) > 2_000:
                    self._remembered.clear()
                self._remembered[masked] = known
        return known

    def _rank(self, masked: str) -> tuple[Match, ...]:
        text = self.spelled(masked[:2_000])
        scores = vector(text) @ self._weights.lexical
        meant = self._meant(text)
        if meant is not None:
            scores = (1 - EMBEDDED_SHARE) * scores + EMBEDDED_SHARE * meant
        powers = np.exp(SHARPNESS * (scores - scores.max()))
        shares = powers / powers.sum()
        order = np.argsort(-shares, kind="stable")
        return tuple(Match(self._weights.intents[i], float(shares[i])) for i in order)

    def _meant(self, text: str) -> NDArray[np.float32] | None:
        if self._embedder is None:
            return None
        try:
            found = self._embedder.embed([spoken(text)[:400]])[0]
        except (ImportError, OSError, RuntimeError) as error:  # no or a damaged model file: the features decide alone
            structlog.get_logger().warning("embedding unavailable, matching by words alone", reason=str(error))
            self._embedder = None
            return None
        return np.asarray(kernel(found[None, :], self._weights.examples)[0] @ self._weights.pulls, dtype=np.float32)

    def spelled(self, masked: str) -> str:
        """The sentence with obvious typos put right; everything else as it was typed."""
        replaced = masked
        for word in dict.fromkeys(WORD.findall(plain(masked))):
            better = self._spelling.corrected(word)
            if better != word:
                replaced = _replace_word(replaced, word, better)
        return replaced


def kernel(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    """Gaussian kernel between unit vectors: exp(-WIDTH * squared distance)."""
    return np.asarray(np.exp(-2 * WIDTH * (1 - left @ right.T)), dtype=np.float32)


def _replace_word(text: str, word: str, better: str) -> str:
    start = text.lower().find(word)
    return text if start < 0 else text[:start] + better + text[start + len(word) :]
