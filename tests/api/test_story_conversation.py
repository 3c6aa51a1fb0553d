"""A story set edited over several turns by the model-free assistant, through the real application."""

from typing import Any

import pytest
from starlette.testclient import TestClient

REQUIREMENTS = (
    "User stories for: The portal shall let a supplier upload an invoice as PDF up to 10 MB. "
    "Approvers can approve or reject invoices. "
    "The accountant should be able to export all approved invoices as CSV so that the books are complete. "
    "Suppliers could see the status of their invoices."
)


class Talk:
    """One conversation; keeps the set as the server has it after each message."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.thread: str | None = None
        self.set_id = ""
        self.turn: dict[str, Any] = {}
        self.say(REQUIREMENTS)
        self.set_id = self.turn["cards"][0]["data"]["saved"]["id"]

    def say(self, message: str) -> str:
        answer = self.client.post("/api/ask", json={"message": message, "thread_id": self.thread})
        self.turn = answer.json()
        assert self.turn["status"] == "done", self.turn
        assert [claim["text"] for claim in self.turn["claims"] if claim["status"] == "unsupported"] == []
        self.thread = self.turn["thread_id"]
        return str(self.turn["text"])

    @property
    def stored(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"/api/story-sets/{self.set_id}").json()
        return found

    @property
    def version(self) -> int:
        return int(self.stored["version"])

    @property
    def stories(self) -> dict[str, Any]:
        return {story["id"]: story for story in self.stored["story_set"]["stories"]}


@pytest.fixture
def talk(client: TestClient) -> Talk:
    return Talk(client)


def test_split_takes_two_actions_apart_and_keeps_the_other_ids(talk: Talk) -> None:
    before = talk.stories
    talk.say("split story 2")
    after = talk.stories
    assert list(after) == ["US-1", "US-2", "US-5", "US-3", "US-4"]
    assert (after["US-2"]["want"], after["US-5"]["want"]) == ("to approve invoices", "to reject invoices")
    assert after["US-1"]["criteria"] == before["US-1"]["criteria"]
    shares = [criterion["then"] for name in ("US-2", "US-5") for criterion in after[name]["criteria"]]
    assert sorted(shares) == sorted(criterion["then"] for criterion in before["US-2"]["criteria"])
    covered = {row["requirement"]: row for row in talk.stored["story_set"]["coverage"]["rows"]}
    assert [cell["story"] for cell in covered["R2"]["cells"]] == ["US-2", "US-5"]


def test_split_along_named_parts(talk: Talk) -> None:
    talk.say("split the export one into exporting the invoices and checking the totals")
    wants = [story["want"] for story in talk.stories.values()]
    assert "to export the invoices" in wants
    assert "to check the totals" in wants


def test_merge_keeps_the_first_id_and_loses_no_criterion(talk: Talk) -> None:
    before = talk.stories
    talk.say("mrege 1 and 4 please")
    after = talk.stories
    assert list(after) == ["US-1", "US-2", "US-3"]
    told = {criterion["then"] for criterion in after["US-1"]["criteria"]}
    assert {criterion["then"] for name in ("US-1", "US-4") for criterion in before[name]["criteria"]} == told
    assert after["US-1"]["source"] == ["R1", "R4"]
    assert len({criterion["id"] for criterion in after["US-1"]["criteria"]}) == len(after["US-1"]["criteria"])


def test_role_of_one_story_changes_its_criteria_too(talk: Talk) -> None:
    talk.say("the role of the export one is warehouse clerk")
    story = talk.stories["US-3"]
    assert story["role"] == "warehouse clerk"
    texts = " ".join(f"{one['given']} {one['when']} {one['then']}" for one in story["criteria"])
    assert "accountant" not in texts
    assert "warehouse clerk exports" in texts
    assert talk.stories["US-1"]["role"] == "supplier"


def test_role_without_a_story_asks_which_and_the_choice_is_done(talk: Talk) -> None:
    text = talk.say("the role is warehouse clerk")
    assert "For which stories" in text
    assert talk.version == 1
    talk.say("1")
    assert {story["role"] for story in talk.stories.values()} == {"warehouse clerk"}


def test_more_negative_cases_are_added_and_proposed(talk: Talk) -> None:
    before = talk.stories["US-2"]["criteria"]
    talk.say("more negative cases for 2")
    added = talk.stories["US-2"]["criteria"][len(before) :]
    assert len(added) == 3
    assert {(one["kind"], one["basis"], one["source"]) for one in added} == {("negative", "proposed", "proposed")}
    assert talk.stories["US-2"]["criteria"][: len(before)] == before


def test_dropping_a_priority_says_which_requirements_are_bare(talk: Talk) -> None:
    text = talk.say("drop the should-haves")
    assert list(talk.stories) == ["US-1", "US-4"]
    assert "R2, R3 have no story now." in text
    rows = {row["requirement"]: row["status"] for row in talk.stored["story_set"]["coverage"]["rows"]}
    assert rows == {"R1": "covered", "R2": "uncovered", "R3": "uncovered", "R4": "covered"}


def test_undo_goes_back_step_by_step_and_no_further_than_the_draft(talk: Talk) -> None:
    first = talk.stories
    talk.say("delete 4")
    talk.say("make 3 a must")
    assert talk.stories["US-3"]["priority"] == "Must"
    talk.say("undo that")
    assert "US-4" not in talk.stories
    assert talk.stories["US-3"]["priority"] == "Should"
    talk.say("undo")
    assert talk.stories == first
    assert "nothing left to undo" in talk.say("undo that")
    assert talk.version == 5


def test_a_number_once_used_is_not_used_again(talk: Talk) -> None:
    talk.say("delete story 4")
    talk.say("add a story for auditors to see who approved an invoice")
    assert list(talk.stories) == ["US-1", "US-2", "US-3", "US-5"]
    assert talk.stories["US-5"]["role"] == "auditor"


def test_an_added_story_stands_in_source_map_and_coverage(talk: Talk) -> None:
    talk.say("add a story: a controller can print the list of open invoices")
    story_set = talk.stored["story_set"]
    assert story_set["source_map"][-1]["id"] == "R5"
    assert story_set["source_map"][-1]["section"] == "added in the conversation"
    assert talk.stories["US-5"]["source"] == ["R5"]
    assert story_set["coverage"]["rows"][-1]["status"] == "covered"


def test_rename_and_priority_in_careless_words(talk: Talk) -> None:
    talk.say("pls renam story 2 to Decide about invoices")
    talk.say("can you make the export one a must")
    assert talk.stories["US-2"]["title"] == "Decide about invoices"
    assert talk.stories["US-3"]["priority"] == "Must"


def test_several_edits_in_a_sentence_are_one_version(talk: Talk) -> None:
    talk.say("delete 1 and rename 2 to Decide; make 3 a could")
    assert talk.version == 2
    assert list(talk.stories) == ["US-2", "US-3", "US-4"]
    assert (talk.stories["US-2"]["title"], talk.stories["US-3"]["priority"]) == ("Decide", "Could")


def test_what_changed_tells_the_difference(talk: Talk) -> None:
    talk.say("make 3 a must")
    text = talk.say("what changed?")
    assert "US-3, priority: “Should” is now “Must”" in text
    assert talk.version == 2
    compared = talk.client.get(f"/api/story-sets/{talk.set_id}/diff", params={"before": 1, "after": 2}).json()
    assert [one["what"] for one in compared["differences"]] == ["priority"]


def test_gherkin_is_shown_and_makes_no_version(talk: Talk) -> None:
    assert "Feature: " in talk.say("in gherkn please")
    assert "Scenario" in talk.say("gherkin for 2")
    assert talk.version == 1


def test_restore_over_http_and_in_words(talk: Talk) -> None:
    first = talk.stories
    talk.say("delete 1 and 2")
    restored = talk.client.post(f"/api/story-sets/{talk.set_id}/restore", json={"version": 1}).json()
    assert restored["version"] == 3
    assert talk.stories == first
    talk.say("restore version 2")
    assert list(talk.stories) == ["US-3", "US-4"]
    versions = talk.client.get(f"/api/story-sets/{talk.set_id}/versions", params={"limit": 2}).json()
    assert (versions["total"], [one["version"] for one in versions["items"]]) == (4, [4, 3])


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("delete 9", "There is no US-9"),
        ("split story 4 into one", "at least two parts"),
        ("make story 1 purple", "I cannot do"),
        ("merge 1", "two or more"),
        ("delete the payroll one", "No story of the set is about"),
        ("restore version 7", "no version 7"),
        ("estimate them", "No size"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_lost(talk: Talk, message: str, said: str) -> None:
    before = talk.stored
    assert said in talk.say(message)
    assert talk.stored == before


def test_ambiguous_words_ask_with_the_stories_that_fit(talk: Talk) -> None:
    text = talk.say("delete the invoices one")
    assert "fits more than one story" in text
    talk.say("2")
    assert len(talk.stories) == 3


def test_another_subject_is_not_taken_for_an_edit(talk: Talk) -> None:
    talk.say("what is the status of Harbor?")
    assert talk.turn["tools"][0]["name"] == "get_project_status"
    talk.say("what changed on Harbor since last week?")
    assert all(tool["name"] != "draft_user_stories" for tool in talk.turn["tools"])
    talk.say("make story 3 a must")
    assert talk.stories["US-3"]["priority"] == "Must"


def test_quality_panel_and_tests_follow_an_edit(talk: Talk) -> None:
    talk.say("merge 2 and 3")
    merged = talk.stories["US-2"]
    small = next(letter for letter in merged["quality"]["invest"] if letter["letter"] == "S")
    assert small["verdict"] == "concern"
    assert merged["quality"]["split"]
    ideas = [idea for idea in talk.stored["story_set"]["test_ideas"] if idea["story"] == "US-2"]
    assert len(ideas) == len(merged["criteria"])
    assert all(idea["story"] != "US-3" for idea in talk.stored["story_set"]["test_ideas"])


def test_stories_go_into_a_backlog_as_a_proposal_and_come_out_again(talk: Talk) -> None:
    text = talk.say("add 1 and 2 to Harbor")
    assert "of Harbor" in text.split("**")[0]  # what is there already is said before what is proposed
    assert "not applied yet" in text
    proposal = talk.turn["proposals"][0]
    assert proposal["state"] == "pending"
    created = [one for one in proposal["operations"] if one["record"] == "work_item"]
    assert [one["after"]["type"] for one in created] == ["story", "story"]
    assert len(created[0]["after"]["acceptance_criteria"]) == len(talk.stories["US-1"]["criteria"])
    assert created[0]["after"]["priority"] == "high"
    assert "Applied" in talk.say("approve")
    talk.say("undo that")
    assert talk.turn["proposals"][0]["state"] == "undone"
    talk.say("delete 4")
    talk.say("undo that")
    assert "US-4" in talk.stories


def test_which_project_is_asked_and_the_choice_is_proposed(talk: Talk) -> None:
    assert "Which Atlas?" in talk.say("add them to Atlas")
    talk.say("the first one")
    assert {one["project"] for one in talk.turn["proposals"][0]["operations"]} == {"ATB"}
    assert talk.version == 1


def test_a_likely_duplicate_in_the_backlog_is_said_first(talk: Talk) -> None:
    talk.say("add 3 to Harbor")
    talk.say("approve")
    text = talk.say("add the export one to Harbor")
    assert text.startswith("First look at what Harbor has already")
    assert "US-3 is like" in text
