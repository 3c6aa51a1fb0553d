"""Stories for a project are compared with what it already holds."""

import datetime as dt

from leadline.projects.access import Access, Role
from leadline.tools.stories.story_set import BacklogItem, FinishedItem, Persona
from leadline.tools.story_neighbours import ProjectGround, load_ground
from leadline.tools.user_stories import stories_from
from tests.tools.agile_project import heron

GROUND = ProjectGround(
    "HRB",
    "Harbor",
    (Persona(role="auditor"),),
    (BacklogItem(key="HRB-33", title="Export the access log as CSV"), BacklogItem(key="HRB-4", title="Paint the quay")),
    2,
    tuple(FinishedItem(key=f"HRB-{n}", title="Export the access log as CSV", points=n) for n in (2, 3, 5)),
)


def test_the_answer_says_what_was_compared_and_names_the_likely_duplicate() -> None:
    answer = stories_from("Auditors can export the access log as CSV.", today=dt.date(2026, 5, 1), ground=GROUND)
    assert "Compared by words with 2 open items of Harbor: 1 likely duplicate, HRB-33 (US-1," in answer.text
    assert "HRB-4" not in answer.text


def test_a_size_hint_needs_three_similar_finished_items_and_gives_their_range() -> None:
    answer = stories_from("Auditors can export the access log as CSV.", today=dt.date(2026, 5, 1), ground=GROUND)
    estimate = answer.cards[0].data["stories"][0]["estimate"]
    assert (estimate["low"], estimate["high"], estimate["n"]) == (2.0, 5.0, 3)


def test_a_project_outside_the_askers_scope_gives_nothing() -> None:
    everything = Access("pm", "Pat", everything=True)
    with heron()() as session:
        assert load_ground(session, everything, "HRN", "Heron").open_total > 0
        nothing = load_ground(session, Access("x", "Xi", roles={"DAM": Role("viewer")}), "HRN", "Heron")
    assert (nothing.open_total, nothing.backlog, nothing.history) == (0, (), ())
