"""The language model's turn at drafted stories: what it may improve, what is refused, and that it never makes the set worse."""

import re
from typing import Any

import pytest

from leadline.tools.stories.drafting import draft_story_set
from leadline.tools.stories.story_set import StorySet
from leadline.tools.story_rewording import reworded
from leadline.tools.writer import WriterError
from tests.fakes import ScriptedWriter

TEXT = "A cashier can pick at most 5 reasons. A supervisor must not see calls of other teams."
CRITERION = {
    "given": "No reason is selected",
    "when": "The cashier closes the form",
    "then": "The form is refused and the missing reason is named",
}


def _drafted() -> StorySet:
    drafted = draft_story_set(TEXT)
    assert drafted.stories[0].benefit.startswith("[")
    return drafted


def _wording(drafted: StorySet, **changes: Any) -> dict[str, Any]:
    story = drafted.stories[0]
    plain = {"id": story.id, "role": story.role, "want": story.want, "benefit": story.benefit, "criteria": []}
    return {"stories": [plain | changes]}


def test_a_named_benefit_and_a_missing_criterion_are_kept_as_proposed() -> None:
    drafted = _drafted()
    writer = ScriptedWriter(
        _wording(drafted, benefit="the shift report shows why sales were voided", criteria=[CRITERION])
    )
    found = reworded(drafted, writer)
    story = found.stories[0]
    assert story.benefit == "the shift report shows why sales were voided"
    assert story.benefit_basis == "proposed"
    assert story.text.endswith("(to confirm).")
    assert story.criteria[:-1] == drafted.stories[0].criteria
    assert (story.criteria[-1].basis, story.criteria[-1].when) == ("proposed", "The cashier closes the form")
    assert len({criterion.id for criterion in story.criteria}) == len(story.criteria)
    assert story.id in found.notes[-1]
    assert "because it passed the checks" in found.notes[-1]
    assert writer.name in found.header.drafted_by


@pytest.mark.parametrize(
    "changes",
    [
        {"want": "to pick at most 10 reasons"},
        {"want": "to pick reasons"},
        {"want": "to pick at most 5 reasons and print it"},
        {"want": "to delete at most 5 customer accounts"},
        {"benefit": "to pick at most 5 reasons"},
        {"benefit": "sales rise by 20 percent"},
        {"benefit": "everything is fast"},
        {"benefit": ""},
        {"criteria": [CRITERION | {"when": "The cashier closes the form and then opens the drawer"}]},
        {"criteria": [CRITERION | {"then": "The form is refused after 3 tries"}]},
        {"criteria": [CRITERION | {"then": "It works properly"}]},
        {"criteria": [{"given": "", "when": "", "then": ""}]},
        {"role": "manager"},
        {"benefit": "The cashier can pick reasons without the right to do so"},
        {"criteria": [CRITERION | {"when": "without the right to do so"}]},
        {"criteria": [CRITERION | {"then": "The cashier cannot pick at most 5 reasons"}]},
    ],
)
def test_what_invents_or_distorts_is_refused_and_the_rules_version_is_kept(changes: dict[str, Any]) -> None:
    drafted = _drafted()
    reply = _wording(drafted, **changes)
    writer = ScriptedWriter(reply, reply)
    found = reworded(drafted, writer)
    assert found.stories == drafted.stories
    assert found.coverage == drafted.coverage
    assert "The version built by rules was kept" in found.notes[-1]


def test_one_repair_round_names_the_fault_and_takes_the_better_answer() -> None:
    drafted = _drafted()
    writer = ScriptedWriter(
        _wording(drafted, benefit="sales rise by 20 percent"),
        _wording(drafted, benefit="voided sales can be explained"),
    )
    found = reworded(drafted, writer)
    assert found.stories[0].benefit == "voided sales can be explained"
    assert len(writer.asked) == 2
    assert "invents the number 20" in writer.asked[1]


def test_there_is_no_third_round() -> None:
    drafted = _drafted()
    bad = _wording(drafted, benefit="sales rise by 20 percent")
    writer = ScriptedWriter(bad, bad, bad)
    reworded(drafted, writer)
    assert len(writer.asked) == 2


def test_a_silent_model_leaves_the_rules_version_and_is_named() -> None:
    drafted = _drafted()
    found = reworded(drafted, ScriptedWriter(WriterError("it gave no answer within 60 seconds")))
    assert found.stories == drafted.stories
    assert found.notes[-1].endswith("it gave no answer within 60 seconds. This is the version built by rules.")


@pytest.mark.parametrize("reply", [{}, {"stories": "none"}, {"stories": [3]}, {"stories": [{"id": "US-99"}]}])
def test_an_answer_of_another_form_changes_nothing(reply: dict[str, Any]) -> None:
    drafted = _drafted()
    assert reworded(drafted, ScriptedWriter(reply, reply)).stories == drafted.stories


def test_the_sources_and_a_bounded_schema_go_in() -> None:
    drafted = _drafted()
    writer = ScriptedWriter(_wording(drafted))
    reworded(drafted, writer)
    assert "A cashier can pick at most 5 reasons." in writer.asked[0]
    items = writer.schemas[0]["properties"]["stories"]
    assert items["maxItems"] == len(drafted.stories)
    assert items["items"]["properties"]["id"]["enum"] == [story.id for story in drafted.stories]
    assert writer.limits[0][0] <= 90
    assert not re.search(r"\bUS-\d+\b", drafted.header.drafted_by)
