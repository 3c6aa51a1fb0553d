"""`draft_user_stories` as a person meets it: headline, one line a story, what has to be asked."""

import datetime as dt

from leadline.tools.answer import ToolAnswer
from leadline.tools.user_stories import draft_user_stories, stories_from

TODAY = dt.date(2026, 5, 1)
PORTAL = "The portal shall let a supplier upload an invoice as PDF. Invoices above 10,000 EUR need two approvals."


def _said(answer: ToolAnswer, part: str) -> list[str]:
    return [sentence.text for sentence in answer.sentences if sentence.part == part]


def _fact(answer: ToolAnswer, label: str) -> object:
    return next(fact.value for fact in answer.facts if fact.label == label)


def test_headline_counts_stories_criteria_and_questions_as_facts() -> None:
    answer = stories_from(PORTAL, today=TODAY)
    criteria = sum(len(story["criteria"]) for story in answer.cards[0].data["stories"])
    headline = f"2 stories with {criteria} acceptance criteria from 2 requirements; 1 question needs an answer before refinement."
    assert _said(answer, "headline") == [headline]
    assert _fact(answer, "Story set: stories") == 2
    assert _fact(answer, "Story set: acceptance criteria") == criteria
    assert any(
        text.startswith("- **US-1** As a supplier, I want to upload an invoice as a PDF")
        for text in _said(answer, "point")
    )
    assert "10,000 EUR" in answer.text


def test_long_sets_show_twelve_stories_and_name_the_rest() -> None:
    text = "\n".join(f"- A clerk can print form {n}." for n in range(1, 16))
    answer = stories_from(text, today=TODAY)
    assert (answer.total, answer.shown) == (15, 12)
    assert "- and 3 more stories in the card." in _said(answer, "point")
    assert len(answer.cards[0].data["stories"]) == 15


def test_attached_document_is_used_when_the_message_only_points_at_it() -> None:
    attachments = [("requirements.md", "# Portal\n\n- Suppliers can upload invoices.\n")]
    for message in ("", "turn the attached document into stories"):
        answer = stories_from(message, attachments=attachments, today=TODAY)
        assert answer.cards[0].data["header"]["source"]["name"] == "requirements.md"
        assert answer.total == 1


def test_own_text_wins_over_an_attachment() -> None:
    answer = stories_from(PORTAL, attachments=[("other.md", "- Clerks can print labels.")], today=TODAY)
    assert answer.cards[0].data["stories"][0]["role"] == "supplier"


def test_nothing_to_work_on_asks_back() -> None:
    answer = stories_from("", today=TODAY)
    assert answer.status == "ask"
    assert "attach a document" in answer.text


def test_too_long_text_names_the_limit() -> None:
    answer = stories_from("A clerk can file a form. " * 9000, today=TODAY)
    assert answer.status == "ask"
    assert "200 kB is the limit" in answer.text


def test_long_arguments_are_named_by_a_hash() -> None:
    source = stories_from("A clerk can file a form. " * 50, today=TODAY).facts[0].source
    assert source.kind == "query"
    assert "sha256" in source.args["requirements"]
    assert len(source.args["requirements"]) < 250


def test_contradictions_are_said() -> None:
    answer = stories_from(
        "Managers approve expenses up to 500 EUR. Managers approve expenses up to 900 EUR.", today=TODAY
    )
    assert any("R1 and R2" in text and "500 EUR" in text for text in _said(answer, "point"))


def test_poem_is_answered_sensibly() -> None:
    answer = stories_from("Roses are red,\nViolets are blue.", today=TODAY)
    assert answer.total == 0
    assert _said(answer, "headline")[0].startswith("No story could be drafted")
    assert any("A requirement says who needs to do what" in text for text in _said(answer, "gap"))


def test_model_sees_only_what_a_person_says() -> None:
    assert set(draft_user_stories.args) == {"requirements", "project", "instruction", "story_set"}
