"""The same passage in several documents is one hit: the newest document speaks, the others are named as repeats."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from leadline.knowledge.candidates import Candidate
from leadline.knowledge.results import PassageText

NEAR_DUPLICATE = 0.97  # cosine of two passages that say the same in nearly the same words


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate with its passage. `repeats` are the ids of documents with the same passage."""

    candidate: Candidate
    passage: PassageText
    text_hash: str
    repeats: tuple[str, ...] = ()


def fold(ranked: Sequence[Found], limit: int) -> list[Found]:
    """The first `limit` distinct passages in their order; among repeats the one with the latest date is kept."""
    groups: list[list[Found]] = []
    for found in ranked:
        group = next((g for g in groups if _repeats(g[0], found)), None)
        if group is not None:
            group.append(found)
        elif len(groups) < limit:
            groups.append([found])
    return [_merged(group) for group in groups]


def _merged(group: Sequence[Found]) -> Found:
    newest = max(group, key=lambda found: found.passage.date or dt.date.min)  # the first of equals: the best ranked
    others = dict.fromkeys(f.passage.document_id for f in group if f.passage.document_id != newest.passage.document_id)
    return Found(group[0].candidate, newest.passage, newest.text_hash, tuple(others))


def _repeats(a: Found, b: Found) -> bool:
    if a.text_hash == b.text_hash:
        return True
    if a.candidate.vector is None or b.candidate.vector is None:
        return False
    near = float(a.candidate.vector @ b.candidate.vector) >= NEAR_DUPLICATE
    return near and _figures(a) == _figures(b)  # the same sentence with another date is a contradiction, not a repeat


def _figures(found: Found) -> list[str]:
    return [word for word in found.passage.text.split() if any(c.isdigit() for c in word)]
