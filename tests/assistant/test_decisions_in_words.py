"""What counts as a decision in the chat, and what does not."""

import pytest

from leadline.assistant.decisions import Said, said, vague


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("approve", Said("approve")),
        ("Approve it, please.", Said("approve")),
        ("yes, approve", Said("approve")),
        ("ok apply the changes", Said("approve")),
        ("apply all of it", Said("approve")),
        ("yes, apply 1 and 3", Said("approve", only=(1, 3))),
        ("approve 1, 2 and 4 please", Said("approve", only=(1, 2, 4))),
        ("apply only 2", Said("approve", only=(2,))),
        ("approve all but 2", Said("approve", but=(2,))),
        ("reject", Said("reject")),
        ("no, reject it", Said("reject")),
        ("undo that", Said("undo")),
        ("please undo the last change", Said("undo")),
    ],
)
def test_a_plain_decision_is_read(text: str, wish: Said) -> None:
    assert said(text) == wish


@pytest.mark.parametrize(
    "text",
    [
        "who approved the change request?",
        "do not approve",
        "don't approve it",
        "I would approve it if the date were right",
        "approve CR-3 on Harbor",
        "approve it and then show the budget",
        "should I approve this?",
        "approved budget of Harbor",
        "the sponsor said: approve",
        'the charter says "approve"',
        "apply the discount to 3 invoices",
        "undo the damage of the outage",
        "never approve",
        "approve 1 but with 50 %",
        "yes",
        "ok",
        "go ahead",
        "",
    ],
)
def test_what_merely_sounds_like_one_is_none(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize("text", ["yes", "ok", "go ahead", "sounds good", "approve the cheap one", "apply 1 but later"])
def test_vague_words_are_asked_back(text: str) -> None:
    assert vague(text)


@pytest.mark.parametrize(
    "text", ["how is Harbor doing?", "who approved it?", "show the budget", "should I approve this?"]
)
def test_questions_are_not(text: str) -> None:
    assert not vague(text)
