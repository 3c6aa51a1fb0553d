"""Typos: an unknown word is read as the nearest word that the examples use, when there is exactly one close enough."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from leadline.assistant.builtin.understanding.text import stem

SHORTEST = 5  # "form" is not "from"


class Spelling:
    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted({word for word in known if word.isalpha()})
        self._stems = {stem(word) for word in self._known}
        self.corrected = lru_cache(maxsize=5_000)(self._corrected)

    def _corrected(self, word: str) -> str:
        if len(word) < SHORTEST or not word.isalpha() or stem(word) in self._stems:
            return word
        allowed = 2 if len(word) > 8 else 1
        found = process.extract(word, self._known, scorer=OSA.distance, score_cutoff=allowed, limit=3)
        near = [(other, distance) for other, distance, _ in found if other[0] == word[0] or distance == 1]
        if not near:
            return word
        best = min(distance for _, distance in near)
        stems = {stem(other) for other, distance in near if distance == best}
        return next(other for other, distance in near if distance == best) if len(stems) == 1 else word
