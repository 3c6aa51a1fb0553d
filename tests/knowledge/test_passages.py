"""How documents are cut, and what a sentence is."""

import pytest

from leadline.knowledge.passages import MAX_WORDS, pieces
from leadline.knowledge.sentences import sentences, statements

DOCUMENT = """# Charter

Intro.

## Scope

### In scope

- Portal
- Payments

### Out of scope

Mobile app.

Timeline
--------

| Milestone | Date |
|---|---|
| Pilot | May |
| Go-live | June |

```
# not a heading
```
"""


def test_passages_follow_the_headings() -> None:
    cut = pieces(DOCUMENT, title="Charter")
    assert [(piece.section, piece.text.split("\n")[0]) for piece in cut] == [
        ("", "Intro."),
        ("Scope > In scope", "- Portal"),
        ("Scope > Out of scope", "Mobile app."),
        ("Timeline", "| Milestone | Date |"),
    ]


def test_spans_are_exact() -> None:
    assert all(DOCUMENT[piece.start : piece.end] == piece.text for piece in pieces(DOCUMENT))


def test_a_table_stays_whole() -> None:
    rows = "\n".join(f"| task {n} | {n} days of work and a good many words to make it long |" for n in range(60))
    cut = pieces(f"# Plan\n\n| Task | Effort |\n|---|---|\n{rows}\n")
    assert len(cut) == 1


def test_long_text_is_cut_between_sentences() -> None:
    sentence = "The supplier delivers the interface on time."
    cut = pieces(" ".join([sentence] * 100))
    assert len(cut) > 1
    assert all(piece.text.endswith(".") and len(piece.text.split()) <= MAX_WORDS for piece in cut)
    assert sum(piece.text.count(sentence) for piece in cut) == 100


def test_text_without_any_full_stop_is_cut_too() -> None:
    assert all(len(piece.text.split()) <= MAX_WORDS for piece in pieces("word " * 2_000))


def test_pages_start_new_passages() -> None:
    markdown = "First page text.\n\nSecond page text.\n"
    cut = pieces(markdown, pages=((0, 1), (18, 2)))
    assert [(piece.page, piece.text) for piece in cut] == [(1, "First page text."), (2, "Second page text.")]


def test_a_document_of_one_heading_is_found_by_it() -> None:
    assert [piece.text for piece in pieces("# Moved to the wiki")] == ["# Moved to the wiki"]


def test_furniture_is_marked() -> None:
    cut = pieces("# A\n\nAll rights reserved.\n\n## Contents\n\nScope ..... 3\n\n## Scope\n\nBuild the portal.\n")
    assert [piece.boilerplate for piece in cut] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It failed. We fixed it.", ["It failed.", "We fixed it."]),
        ("See e.g. Dr. Smith vs. the board. Done!", ["See e.g. Dr. Smith vs. the board.", "Done!"]),
        (
            "Version 2.1 of config.yaml cost $4.5 million. Really?",
            ["Version 2.1 of config.yaml cost $4.5 million.", "Really?"],
        ),
        ("- one. Two.\n- three", ["one.", "Two.", "three"]),
        ("| a | b |\n|---|---|\n| Pilot | May |", ["| Pilot | May |"]),
        ("It was down\nfor an hour. Then up.", ["It was down\nfor an hour.", "Then up."]),
        ('He said "stop." Then it stopped.', ['He said "stop."', "Then it stopped."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_statements_keep_list_items_whole_and_drop_the_announcement() -> None:
    assert statements("Out of scope are:\n- the app. It comes later.\n- invoices") == [
        "the app. It comes later.",
        "invoices",
    ]
