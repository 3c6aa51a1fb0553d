"""What people type, and the edits that are read from it."""

import pytest

from leadline.tools.stories.editing.instruction import Edit, read_instruction


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("split story 3", [Edit("split", "story 3")]),
        ("pls spilt up 3 into two", [Edit("split", "3", "two")]),
        ("merge 1 and 2", [Edit("merge", "1 and 2")]),
        ("combine the upload one with the export one", [Edit("merge", "the upload one with the export one")]),
        ("the role is warehouse clerk", [Edit("role", "", "warehouse clerk")]),
        ("The role of story 2 should be a Warehouse Clerk.", [Edit("role", "story 2", "Warehouse Clerk")]),
        ("replace supplier by vendor", [Edit("role", "supplier", "vendor")]),
        ("more negative cases for 2", [Edit("more", "2", "negative")]),
        ("give me a few more test cases for US-2", [Edit("more", "US-2", "test")]),
        ("drop the should-haves", [Edit("delete", "the should-haves")]),
        ("delte 4", [Edit("delete", "4")]),
        ("in Gherkin", [Edit("gherkin")]),
        ("the stories in Gherkin", [Edit("gherkin", "the stories")]),
        ("estimate them", [Edit("estimate", "them")]),
        ("esitmate story 2", [Edit("estimate", "story 2")]),
        ("undo that", [Edit("undo")]),
        ("take that back please", [Edit("undo")]),
        ("what changed?", [Edit("changes")]),
        ("rename story 2 to Store the parcel", [Edit("rename", "story 2", "Store the parcel")]),
        ("make 2 a must", [Edit("priority", "2", "must")]),
        ("set the priority of 3 to could", [Edit("priority", "3", "could")]),
        ("2 and 3 should be musts", [Edit("priority", "2 and 3", "must")]),
        ("the benefit of 3 is that nobody waits", [Edit("benefit", "3", "nobody waits")]),
        ("add a story for printing labels", [Edit("add", "", "printing labels")]),
        ("we also need a story: a clerk can print labels", [Edit("add", "", "a clerk can print labels")]),
        ("add them to Atlas", [Edit("propose", "them", "Atlas")]),
        ("restore version 2", [Edit("restore", "", "2")]),
        ("as excel", [Edit("export", "", "excel")]),
        ("delete 4 and make 2 a must", [Edit("delete", "4"), Edit("priority", "2", "must")]),
    ],
)
def test_instruction_is_read(text: str, edits: list[Edit]) -> None:
    assert list(read_instruction(text)) == edits


@pytest.mark.parametrize(
    "text",
    [
        "what is the status of Harbor?",
        "user stories for: a supplier can upload an invoice",
        "how is Atlas doing",
        "show the open risks",
        "who is on the team",
        "thanks",
        "The portal shall let a supplier upload an invoice. Approvers can approve invoices.",
        "what changed on Harbor since last week?",
        "",
    ],
)
def test_other_messages_are_no_instruction(text: str) -> None:
    assert read_instruction(text) == ()
