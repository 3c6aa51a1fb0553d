"""The same set as Gherkin, Markdown and card."""

from typing import Any

from gherkin.parser import Parser

from leadline.tools.stories.card import story_set_card
from leadline.tools.stories.drafting import draft_story_set
from leadline.tools.stories.gherkin import features
from leadline.tools.stories.markdown import story_set_markdown

TEXT = """The portal shall let a supplier upload an invoice as PDF or XML up to 10 MB.
Invoices above 10,000 EUR need two approvals.
Approvers can approve or reject invoices | within 5 days.
"""


def _scenarios(text: str) -> list[dict[str, Any]]:
    document: Any = Parser().parse(text)
    return [child["scenario"] for child in document["feature"]["children"]]


def test_every_feature_is_read_by_a_gherkin_parser_with_one_when_each() -> None:
    found = draft_story_set(TEXT)
    files = features(found)
    assert len(files) == len(found.stories)
    for story, text in zip(found.stories, files.values(), strict=True):
        scenarios = _scenarios(text)
        assert len(scenarios) == len(story.criteria)
        for scenario, criterion in zip(scenarios, story.criteria, strict=True):
            assert [step["keyword"].strip() for step in scenario["steps"]] == ["Given", "When", "Then"]
            rows = sum(len(examples["tableBody"]) for examples in scenario["examples"])
            assert rows == len(criterion.examples)


def test_markdown_has_all_sections_and_marks() -> None:
    text = story_set_markdown(draft_story_set(TEXT))
    for part in (
        "## 1 Source map",
        "## 2 Epic",
        "## 3 Stories",
        "## 4 Coverage",
        "## 5 Conflicts",
        "## 6 Slices",
        "## 7 Test ideas",
    ):
        assert part in text
    assert "from R" in text
    assert "proposed" in text


def test_card_holds_counts_and_the_text_of_each_story() -> None:
    found = draft_story_set(TEXT)
    card = story_set_card(found)
    assert card.kind == "story_set"
    assert card.data["counts"]["stories"] == len(found.stories)
    assert card.data["stories"][0]["text"].startswith("As a supplier, I want to upload an invoice")
    origins = {criterion["origin"] for story in card.data["stories"] for criterion in story["criteria"]}
    assert {"proposed", "derived from R1"} <= origins
