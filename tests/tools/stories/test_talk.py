"""Careless sentences said plainly, and what people paste that is no requirement."""

import pytest

from leadline.tools.stories.drafting import draft_story_set
from leadline.tools.stories.talk import as_meant, statements_in


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ok so basically drivers scan a parcel", "drivers scan a parcel"),
        ("oh and clerks should see it too obviously", "clerks should see it too"),
        ("In the new portal a customer should be able to pay", "a customer should be able to pay"),
        ("Nora: cranes need an inspection date", "cranes need an inspection date"),
        ("Nora said that cranes need an inspection date", "cranes need an inspection date"),
        ("Nora wants a list of cranes", "we want a list of cranes"),
        ("admin: lock a crane", "the administrator can lock a crane"),
        ("Nurses forget to sign, so remind them after 2 hours", "Nurses must be reminded after 2 hours"),
        ("Guests have no account, so they must pay at once", "Guests must pay at once"),
        ("Log retention 30 days", "The log retention must be 30 days"),
        ("must run on tablets", "The system must run on tablets"),
        ("within five (5) days", "within 5 days"),
        ("if urgent the clerk gets a call", "if it is urgent, the clerk gets a call"),
        ("The clerk shall file a form.", "The clerk shall file a form."),
        ("Note: the form has two pages", "Note: the form has two pages"),
    ],
)
def test_talk_is_said_plainly(said: str, meant: str) -> None:
    assert as_meant(said) == meant


def test_statements_strung_together_are_cut_where_somebody_new_acts() -> None:
    assert statements_in(
        "drivers log their hours, the depot manager checks them, if its more than 10 it goes to HR"
    ) == [
        "drivers log their hours",
        "the depot manager checks them",
        "if its more than 10 it goes to HR",
    ]
    whole = "Drivers log hours, breaks, and stops, managers check them."
    assert statements_in(whole) == [whole]


def test_minutes_are_headings_statements_and_actions() -> None:
    found = draft_story_set(
        "Minutes crane app\nAttendees: Nora (ops), Ben (IT)\n\n1. Inspection\n- Inspectors record an inspection with a photo\n"
        "- Ben: tablets are already there, no new hardware\n2. Reports\n- Nora wants a list of all locked cranes every Monday\n"
        "- Action: Ben checks the interface until 3 May\n"
    )
    kinds = {item.text: (item.kind, item.reason) for item in found.source_map}
    assert {text for text, (_, reason) in kinds.items() if reason == "heading"} >= {"1. Inspection", "2. Reports"}
    assert kinds["Attendees: Nora (ops), Ben (IT)"][1] == "who was there"
    assert kinds["Action: Ben checks the interface until 3 May"][1].startswith("an action for a person")
    assert kinds["Ben: tablets are already there, no new hardware"][0] == "constraint"
    assert [story.role for story in found.stories if "record" in story.want] == ["inspector"]
    assert not any("nora" in story.role.lower() or story.role.lower() == "ben" for story in found.stories)


def test_she_is_the_person_interviewed() -> None:
    found = draft_story_set("Interview with the warehouse manager\nShe wants to see all late deliveries every morning.")
    assert [(story.role, story.want) for story in found.stories] == [
        ("warehouse manager", "to see all late deliveries every morning")
    ]


def test_todays_trouble_is_background() -> None:
    found = draft_story_set(
        "At the moment our clerks type orders by hand when they want to ship. Clerks must be able to import orders."
    )
    assert found.source_map[0].kind == "background"
    assert [story.want for story in found.stories] == ["to import orders"]


def test_a_story_that_says_what_is_not_needed_is_in_scope() -> None:
    found = draft_story_set("As a tenant I want to report damage so I don't need to call.")
    assert [story.want for story in found.stories] == ["to report damage"]


def test_an_approval_threshold_decides_whether_somebody_has_to_act() -> None:
    found = draft_story_set("Refunds over 250 EUR have to be signed off by a team lead before they go out.")
    (outline,) = [criterion for criterion in found.stories[0].criteria if criterion.examples]
    assert [(row.value, "not have to" in row.outcome) for row in outline.examples] == [
        ("249.99 EUR", True),
        ("250.00 EUR", True),
        ("250.01 EUR", False),
    ]
    assert "before I" not in found.stories[0].want


@pytest.mark.parametrize(
    "text",
    [
        "The session expires after 15 minutes of inactivity. Users stay logged in for 30 minutes of inactivity.",
        "Passwords must have at least 8 characters. The minimum password length is 12.",
        "Only administrators can delete users. Managers can delete users of their team.",
        "Files up to 20 MB can be uploaded. Uploads of files are limited to 10 MB.",
    ],
)
def test_contradiction_is_found(text: str) -> None:
    assert [conflict.kind for conflict in draft_story_set(text).conflicts] == ["contradiction"]


@pytest.mark.parametrize(
    "text",
    [
        "The session expires after 15 minutes of inactivity. Backups run every 30 minutes.",
        "Only administrators can delete users. Managers can view users of their team.",
        "Passwords must have at least 8 characters. User names must have at least 4 characters.",
    ],
)
def test_different_matters_do_not_contradict(text: str) -> None:
    assert [conflict for conflict in draft_story_set(text).conflicts if conflict.kind == "contradiction"] == []
