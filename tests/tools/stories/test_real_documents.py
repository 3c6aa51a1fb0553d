"""Twenty public enhancement proposals: nothing lost, nothing invented, every criterion whole."""

import json
import re
from typing import Any

import pytest

from leadline.tools.stories import aqusa
from leadline.tools.stories.drafting import draft_story_set
from leadline.tools.stories.limits import numbers
from tests.shared_data import shared_data

pytestmark = pytest.mark.shared


def _document(row: dict[str, Any]) -> str:
    parts = [f"# {row['title']}"]
    for field, title in (("summary", "Summary"), ("goals", "Goals"), ("non_goals", "Non-Goals"), ("risks", "Risks")):
        parts += [f"## {title}", row[field]] if row[field] else []
    parts += ["## User Stories"] + [f"### {story['title']}\n\n{story['text']}" for story in row["user_stories"]]
    return "\n\n".join(parts)


@pytest.fixture(scope="module")
def documents() -> list[str]:
    lines = (shared_data("requirements") / "keps.jsonl").read_text().splitlines()
    return [_document(json.loads(line)) for line in lines[:20]]


def test_every_word_stays_in_the_source_map(documents: list[str]) -> None:
    for text in documents:
        plain = re.sub(r"\]\([^)]*\)|\]\[[^\]]*\]|<[^>]*>", " ", text)
        kept = " ".join(item.text for item in draft_story_set(text).source_map)
        assert set(re.findall(r"[A-Za-z]{3,}", plain)) <= set(re.findall(r"[A-Za-z]{3,}", kept))


def test_no_number_is_invented_and_every_story_is_well_formed(documents: list[str]) -> None:
    for text in documents:
        known = numbers(text) | {"1"}
        for story in draft_story_set(text).stories:
            assert numbers(story.text) <= known
            high = [found.check for found in aqusa.check([story.text])[0] if found.check.startswith("well_formed")]
            assert not high, story.text
            for criterion in story.criteria:
                assert numbers(f"{criterion.given} {criterion.when} {criterion.then}") <= known
